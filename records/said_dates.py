"""Dates as people write them, read as EDTF: "Monday; report of 19 November 2024" gives 2024-11-18?. Pure.

EDTF itself stays as it is, and so does whatever `records.wording` says of a date: it reads back as the date it was said of,
but for a time of day and for one date written twice (2024/2024), which are not said. What is inferred is told in `note`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from records.dates import DateError, bounds, parsed
from records.said_relative import relative
from records.said_spots import WEEKDAYS, Spot, completed, normal, quoted, spot
from records.wording import SEASONS, point, words

LONGEST = 200
FORMS = (
    "Write it as 18 Nov 2024, November 2024, spring 2023, 2024 or the 1990s; mid-November 2024; about 2010; "
    "probably 18 Nov 2024; 18–20 Nov 2024; between 2020 and 2022; either 14 or 16 May 2024; since August 2021; "
    "before March 2024; or Monday, yesterday, last week where the source has a date."
)
EDTF_LIKE = re.compile(r"[\[{(]?(?:\.\.)?/?-?Y?[0-9]{3,4}[0-9Xx./,\[\]{}?~%TZ:+ -]*")
REFERENCE = re.compile(
    r"(?:(?:a|the|news|press|official|initial|first) +)*"
    r"(?:(?:report|reports|reported|statement|article|readout|release|published|dated|dateline|source|said|as|seen|written|story|"
    r"item|document|interview|speech|briefing)\b *)*(?:(?:of|from|on|in|dated)\b *)*"
)
INHERITED = re.compile(
    r"(?P<month>[a-z]+) +(?P<first>[0-9]{1,2})(?:st|nd|rd|th)? *(?P<between>-|to|or|and) *(?P<last>[0-9]{1,2})(?:st|nd|rd|th)?"
    r"(?:,? +(?P<year>[0-9]{4}))?"
)
OPEN_END = re.compile(r"(?:the )?(?:present|now|date|this day|present day|today|ongoing)")
PREFIXES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"(?:not before|no earlier than|on or after|in or after) +"), "at least"),
    (re.compile(r"(?:no later than|not later than|on or before|in or before|by) +"), "at most"),
    (re.compile(r"(?:since|from|starting|as of) +"), "since"),
    (re.compile(r"(?:until|till|up to|up until|through) +"), "until"),
    (re.compile(r"(?:some time |sometime )?before +"), "before"),
    (re.compile(r"(?:some time |sometime )?after +"), "after"),
]
SUFFIXES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r",? +end unknown"), "end unknown"),
    (re.compile(r",? +(?:or|and) +(?:earlier|before)"), "at most"),
    (re.compile(r",? +(?:or|and) +(?:later|after)"), "at least"),
    (re.compile(r" +(?:on|onward|onwards|and since)"), "since"),
]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text was read: its EDTF, what was inferred, and whether it was said from another day."""

    edtf: str
    note: str = ""
    relative: bool = False

    @property
    def words(self) -> str:
        """As the pages say it; what was inferred from another day says so, and of one day the weekday too."""
        said = words(self.edtf)
        if not self.relative or not self.edtf.endswith(("?", "%")):
            return said
        said = said.replace("(uncertain)", "(inferred)")
        single = point(self.edtf)
        day = bounds(self.edtf)[0] if single and single.day and single.doubt == "?" else None
        return f"a {WEEKDAYS[day.weekday()]}, {said}" if day else said


def read_date(text: str, near: date | None = None) -> Reading:
    """The date that the text means to somebody writing on the day `near`; of an empty text the unknown date.

    Raises DateError, whose message offers both readings of what is ambiguous, or says what forms there are.
    """
    if len(text) > LONGEST:
        raise DateError(f"A date of more than {LONGEST} characters cannot be read. {FORMS}")
    if as_it_is := _edtf(text):
        return as_it_is
    plain = normal(text)
    if not plain:
        if text.strip():
            raise DateError(f"“{text.strip()}” is not read as a date. {FORMS}")
        return Reading("")
    said, _, source = plain.partition(";")
    if source.strip():
        return _from_source(said.strip(), source.strip(), near)
    return _sound(_expression(plain, near), text)


def _edtf(text: str) -> Reading | None:
    try:
        return Reading(parsed(text).text) if text.strip() else None
    except DateError:
        return None


def _sound(reading: Reading | None, text: str) -> Reading:
    if reading:
        bounds(reading.edtf)
        return reading
    if EDTF_LIKE.fullmatch(text.strip()):
        bounds(text)
    raise DateError(f"“{text.strip()}” is not read as a date. {FORMS}")


def _from_source(said: str, source: str, near: date | None) -> Reading:
    """A date with the day from which it was said behind it: "Monday; report of Tuesday 19 November 2024"."""
    dated = REFERENCE.sub("", source, count=1)
    day = _only_day(_expression(dated, near))
    if day is None:
        form = quoted(f"{said}; report of 19 november 2024")
        raise DateError(f"{quoted(source)} should name the day of the source: {form}.")
    return _sound(_expression(said, day), said)


def _only_day(reading: Reading | None) -> date | None:
    first, last = bounds(reading.edtf) if reading else (None, None)
    return first if first == last else None


def _expression(text: str, near: date | None) -> Reading | None:
    text = _spread(text)
    for reader in (_single, _one_of, _with_suffix, _between, _either, _interval, _with_prefix, _consecutive):
        if reading := reader(text, near):
            return reading
    return None


def _spread(text: str) -> str:
    """ "november 18-20, 2024" as "18 - 20 november 2024"."""
    if (found := INHERITED.fullmatch(text)) and spot(found["month"]):
        year = f" {found['year']}" if found["year"] else ""
        return f"{found['first']} {found['between']} {found['last']} {found['month']}{year}"
    return text


def _one(text: str, near: date | None) -> Spot | None:
    """One date, as far as it was said."""
    return spot(text) or relative(text, near)


def _single(text: str, near: date | None) -> Reading | None:
    if not (said := _one(text, near)):
        return None
    if not said.month and said.day and not re.search("[0-9](st|nd|rd|th)$", text):
        return None
    said = completed(said, near, text)
    return _reading(_member(said) if not said.span else f"[{_member(said)}]", said)


def _reading(edtf: str, *said: Spot) -> Reading:
    notes = dict.fromkeys(note for one in said for note in one.notes)
    return Reading(edtf, "; ".join(notes), any(one.relative for one in said))


def _member(said: Spot) -> str:
    """As it stands in a set, and alone."""
    return "..".join(said.span) if said.span else f"{said.core}{said.doubt}"


def _pair(first: str, last: str, near: date | None, in_order: bool = True) -> tuple[Spot, Spot] | None:
    """Both dates, the first with the month, the year and the doubts that it shares with the last one."""
    if not (end := _one(last, near)):
        return None
    end = completed(end, near, last)
    begin = spot(first)
    if begin and not begin.year:
        if not begin.month:
            end = replace(end, about=end.about or begin.about, unsure=end.unsure or begin.unsure)
        begin = _sharing(begin, end, in_order)
    elif not begin:
        until = bounds(end.core)[0] if end.relative and not end.span else near
        begin = relative(first, until)
    return (completed(begin, near, first), end) if begin else None


def _sharing(begin: Spot, end: Spot, in_order: bool) -> Spot:
    """`begin` with what it leaves out. Where it comes first and its month is the later one, it is of the year before."""
    year = int(end.year[:4] if end.year[:4].isdigit() else end.span[0][:4] if end.span else 0)
    seasons = [one.month in SEASONS for one in (begin, end)]
    if in_order and begin.month and end.month and seasons[0] == seasons[1] and begin.month > end.month:
        year -= 1
    if begin.month:
        return replace(begin, year=f"{year:04}")
    about, unsure = begin.about or end.about, begin.unsure or end.unsure
    return replace(begin, month=end.month, year=f"{year:04}", about=about, unsure=unsure)


def _splits(text: str, between: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(between, text):
        first, last = text[: found.start()].strip(), text[found.end() :].strip()
        if first and last:
            yield first, last


def _interval(text: str, near: date | None) -> Reading | None:
    text = re.sub("^(?:from )?(?:the )?(?:years? )?", "", text)
    for first, last in _splits(text, r" (?:to|until|till|through|up to) | ?- ?| ?/ ?"):
        if OPEN_END.fullmatch(last) and (begin := _one(first, near)):
            begin = completed(begin, near, first)
            return _reading(f"{_side(begin, first=True)}/..", begin)
        if pair := _pair(first, last, near):
            begin, end = pair
            return _reading(f"{_side(begin, first=True)}/{_side(end, first=False)}", begin, end)
    return None


def _side(said: Spot, first: bool) -> str:
    """A date as an interval takes it: what is no plain date or season by its first or last part, about."""
    if said.span:
        return f"{said.span[not first]}~"
    if said.year.endswith("X"):
        edge = bounds(said.year)[not first]
        assert edge
        return f"{edge.year:04}~"
    return f"{replace(said, within='').core}{replace(said, about=said.about or bool(said.within)).doubt}"


def _between(text: str, near: date | None) -> Reading | None:
    if not text.startswith("between "):
        return None
    for first, last in _splits(text.removeprefix("between "), " and | to | ?- ?"):
        if pair := _pair(first, last, near):
            return _reading(f"[{_range(*pair)}]", *pair)
    return None


def _range(begin: Spot, end: Spot) -> str:
    """A range in a set: both ends plain and alike, by days where they are not."""
    if begin.plain and end.plain and len(begin.plain) == len(end.plain):
        return f"{begin.plain}..{end.plain}"
    return f"{_edge(begin, 0)}..{_edge(end, 1)}"


def _edge(said: Spot, which: int) -> date:
    found = bounds(said.span[which] if said.span else said.core)[which]
    assert found
    return found


def _one_of(text: str, near: date | None) -> Reading | None:
    if not text.startswith("one of"):
        return None
    found = [_choice(member, near) for member in text.removeprefix("one of").lstrip(": ").split(", ")]
    members = [one for one in found if one]
    return Reading(f"[{','.join(members)}]") if len(members) == len(found) else None


def _choice(text: str, near: date | None) -> str:
    for reader in (_single, _with_suffix, _between):
        if reading := reader(text, near):
            return reading.edtf.strip("[]")
    return ""


def _either(text: str, near: date | None) -> Reading | None:
    """ "14, 15 or 16 May 2024": each with what it shares with the one after it."""
    text = text.removeprefix("either ")
    for others, last in list(_splits(text, " or "))[::-1]:
        for parts in ([others], re.split(r", +(?:or +)?| or ", others)):
            if said := _chain([*parts, last], near):
                return _reading(f"[{','.join(map(_member, said))}]", *said)
    return None


def _chain(texts: list[str], near: date | None) -> list[Spot] | None:
    said: list[Spot] = []
    for place in range(len(texts) - 1, 0, -1):
        pair = (
            _pair(texts[place - 1], texts[place], near, in_order=False)
            if not said
            else _before(texts[place - 1], said[0], near)
        )
        if not pair:
            return None
        said = [*pair, *said[1:]]
    return said


def _before(text: str, after: Spot, near: date | None) -> tuple[Spot, Spot] | None:
    begin = spot(text)
    if begin and not begin.year:
        begin = _sharing(begin, after, in_order=False)
    begin = begin or relative(text, near)
    return (completed(begin, near, text), after) if begin else None


def _with_suffix(text: str, near: date | None) -> Reading | None:
    if text.startswith("until ") and text.endswith(", start unknown"):
        return _bounded(text[len("until ") : -len(", start unknown")], "start unknown", near)
    for suffix, meaning in SUFFIXES:
        if found := re.fullmatch(rf"(?P<date>.+?){suffix.pattern}", text):
            said = re.sub(r"^(?:from|since) ", "", found["date"]) if meaning == "since" else found["date"]
            if reading := _bounded(said, meaning, near):
                return reading
    return None


def _with_prefix(text: str, near: date | None) -> Reading | None:
    for prefix, meaning in PREFIXES:
        if (found := prefix.match(text)) and (reading := _bounded(text[found.end() :], meaning, near)):
            return reading
    return None


def _bounded(text: str, meaning: str, near: date | None) -> Reading | None:
    """One date that is open on one side; "since" and "until" are intervals, all else is one day of a range."""
    if not (said := _one(text, near)):
        return None
    said = completed(said, near, text)
    forms: dict[str, Callable[[], str]] = {
        "since": lambda: f"{_side(said, first=True)}/..",
        "end unknown": lambda: f"{_side(said, first=True)}/",
        "until": lambda: f"../{_side(said, first=False)}",
        "start unknown": lambda: f"/{_side(said, first=False)}",
        "at most": lambda: f"[..{said.plain or _edge(said, 1)}]",
        "at least": lambda: f"[{said.plain or _edge(said, 0)}..]",
        "before": lambda: f"[..{_beside(said, -1)}]",
        "after": lambda: f"[{_beside(said, 1)}..]",
    }
    return _reading(forms[meaning](), said)


def _beside(said: Spot, step: int) -> str:
    """The year, month or day before or after a date: of a season, a decade and a range the day."""
    try:
        if not said.plain or said.day:
            return (_edge(said, 0 if step < 0 else 1) + timedelta(days=step)).isoformat()
        if not said.month:
            return f"{date(int(said.year) + step, 1, 1).year:04}"
        year, month = divmod(int(said.year) * 12 + int(said.month) - 1 + step, 12)
        return date(year, month + 1, 1).isoformat()[:7]
    except (OverflowError, ValueError):
        raise DateError("Only the years 0001 to 9999 can be kept: there is nothing beside this date.") from None


def _consecutive(text: str, near: date | None) -> Reading | None:
    """ "18 and 19 November 2024" is an interval of two days; others that are joined by "and" are several dates."""
    for first, last in _splits(text, " and | ?& ?"):
        if pair := _pair(first, last, near):
            begin, end = pair
            if _edge(end, 0) - _edge(begin, 1) == timedelta(days=1):
                return _reading(f"{_side(begin, first=True)}/{_side(end, first=False)}", begin, end)
            raise DateError(
                f"{quoted(text)} are two dates that do not follow on each other: record each by itself, "
                "or write “between … and …”, “… to …” or “… or …”."
            )
    return None
