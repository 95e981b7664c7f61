"""One date as people write it, in its parts: "18 Nov", "mid-November 2024", "about the 1990s". Pure.

What a side of "18 to 20 Nov 2024" leaves out is left out here too; `records.said_dates` puts the sides together.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from records.dates import DateError, bounds
from records.wording import MONTHS, SEASONS, words

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−⁃﹘﹣－"), "-")

_MONTHS = {name.lower(): f"{number:02}" for number, name in enumerate(MONTHS, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": "09"}
_SEASONS = {name: number for number, name in SEASONS.items()} | {"fall": "23"}
_DAYS = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
_DAYS |= {name[:3]: number for name, number in _DAYS.items()} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
PARTS = {
    "early": "early",
    "beginning of": "early",
    "start of": "early",
    "mid": "mid",
    "middle of": "mid",
    "late": "late",
}
PARTS |= {
    "end of": "late",
    "first half of": "first half",
    "1st half of": "first half",
    "2nd half of": "second half",
    "second half of": "second half",
}
DAYS_OF_PART = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "first half": (1, 15), "second half": (16, 31)}
MONTHS_OF_PART = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "first half": (1, 6), "second half": (7, 12)}
YEARS_OF_PART = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "first half": (0, 4), "second half": (5, 9)}

MONTH = f"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
SEASON = f"(?P<season>{'|'.join(_SEASONS)})"
WEEKDAY = f"(?P<weekday>{'|'.join(sorted(_DAYS, key=len, reverse=True))})"
NAMES = re.compile(rf"\b(?:{'|'.join([*_MONTHS, *_DAYS])})\b")
DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th|\.)?"
YEAR = r"(?P<year>(?!0000)[0-9]{4})"
LEADING = re.compile(r"(?:on|in|during|dated|of|the|year|month of|night of) +")
PART = re.compile(rf"(?P<part>{'|'.join(PARTS)})[ -]+(?:the +)?(?P<rest>.+)")
ABOUT = re.compile(
    r"(?:about|around|circa|approximately|approx|roughly|some time in|sometime in|ca|c|~) *(?=[^a-z]|the |[a-z]{3})"
)
UNSURE = re.compile(r"(?:probably|possibly|perhaps|maybe|likely|presumably) +")
UNSURE_AFTER = re.compile(r" *(?:\?|\((?:uncertain|inferred|probably|possibly|approximate|\?)\))$")
WITHIN = re.compile(r"(?:a|some|one) (?P<within>day|month) (?:in|of) +")
TIME_OF_DAY = re.compile(
    r"(?:,? +| *t)(?:at +)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[ap]m)?"
    r"(?: ?(?:z|utc|gmt|local time|[+-][0-9]{2}:?[0-9]{2}))?$"
)
SHORT_YEAR = re.compile(rf"[0-9]{{1,2}}[-/. ][0-9]{{1,2}}[-/. ][0-9]{{2}}|(?:.* )?{MONTH},? '?[0-9]{{2}}|'?[0-9]{{2}}s")
SHAPES = [
    rf"{DAY} *(?:-|/)?(?: of)? *{MONTH}(?:(?: of)?,? *[-/]? *{YEAR})?",
    rf"{MONTH} *(?:the )?{DAY}(?:,? +{YEAR})?",
    rf"{MONTH}(?:(?: of)?,? *[-/]? *{YEAR})?",
    rf"{SEASON}(?: of)?(?:,? +{YEAR}(?:[-/](?P<next>[0-9]{{4}}|[0-9]{{2}}))?)?",
    rf"{YEAR}",
    rf"{DAY}",
    r"(?P<decade>(?!000)[0-9]{3})0s",
    r"years (?P<first>[0-9]{4}) (?:to|-) (?P<last>[0-9]{4})",
    r"(?P<nth>[2-9]|[1-9][0-9])(?:st|nd|rd|th) century",
    r"(?P<number>0?[1-9]|1[0-2])/(?P<year>(?!0000)[0-9]{4})",
    r"(?P<one>[0-9]{1,2})(?P<mark>[-/. ]) ?(?P<two>[0-9]{1,2})(?P=mark) ?(?P<year>(?!0000)[0-9]{4})",
    r"(?P<year>(?!0000)[0-9]{4})[-/. ](?P<two>[0-9]{1,2})[-/. ](?P<one>[0-9]{1,2})(?P<mark>)",
]  # fmt: skip
SHAPE = [re.compile(shape) for shape in SHAPES]


@dataclass(frozen=True, slots=True)
class Spot:
    """A date as far as it was said. `year` may be 199X or 19XX, `month` a season (21 to 24); `within` is the part that is known
    to be unknown; `span` are the plain first and last dates of "mid-November" once its year is known."""

    year: str = ""
    month: str = ""
    day: str = ""
    within: str = ""
    part: str = ""
    weekday: int | None = None
    about: bool = False
    unsure: bool = False
    relative: bool = False
    span: tuple[str, str] | None = None
    notes: tuple[str, ...] = ()

    @property
    def doubt(self) -> str:
        return "%" if self.about and self.unsure else "~" if self.about else "?" if self.unsure else ""

    @property
    def plain(self) -> str:
        """Without its doubts: what an end of a range may be, and '' where it is none such."""
        simple = not (self.within or self.span or self.year.endswith("X") or self.month in SEASONS)
        return self.core if simple else ""

    @property
    def core(self) -> str:
        hidden = {"month": ["XX"], "day": ["XX"] if self.month else ["XX", "XX"]}.get(self.within, [])
        return "-".join([*filter(None, (self.year, self.month, self.day)), *hidden])

    def noting(self, *notes: str) -> "Spot":
        return replace(self, notes=(*self.notes, *notes))


def on_day(day: date, about: bool = False) -> Spot:
    year, month, number = day.isoformat().split("-")
    return Spot(year, month, number, about=about)


def normal(text: str) -> str:
    """Case, spaces, dashes, digits of other scripts, and full stops after words made one."""
    folded = unicodedata.normalize("NFKC", text).translate(DASHES).casefold()
    plain = "".join(
        _plain(letter) for letter in folded if unicodedata.category(letter) not in ("Cf", "Cc") or letter.isspace()
    )
    plain = re.sub(r"(?<=[a-z])\.|[“”\"]", "", plain)
    return " ".join(plain.split()).strip(" .,;:")


def _plain(letter: str) -> str:
    return str(unicodedata.decimal(letter, letter))


@lru_cache(maxsize=4096)
def spot(text: str) -> Spot | None:
    """The parts of one date in normal form; None where it is none of the forms known, DateError where it cannot be one."""
    rest, about, unsure = _doubts(text)
    rest, notes = _without_time(rest)
    within = ""
    if found := WITHIN.match(rest):
        within, rest = found["within"], rest[found.end() :]
        rest, more_about, more_unsure = _doubts(rest)
        about, unsure = about or more_about, unsure or more_unsure
    rest = _without_leading(rest)
    part = ""
    if found := PART.fullmatch(rest):
        part, rest = PARTS[found["part"]], _without_leading(found["rest"])
    rest, weekday = _weekday(rest)
    said = _shape(rest, weekday)
    if (
        not said
        or (part and (said.day or said.year.endswith("XX")))
        or (within and (said.day or said.year.endswith("X")))
    ):
        return None
    return replace(
        said, about=about, unsure=unsure, within=within, part=part, weekday=weekday, notes=(*said.notes, *notes)
    )


def _doubts(text: str) -> tuple[str, bool, bool]:
    about = unsure = False
    while True:
        if found := UNSURE_AFTER.search(text):
            text, unsure = text[: found.start()], True
        elif found := UNSURE.match(text):
            text, unsure = text[found.end() :], True
        elif found := ABOUT.match(text):
            text, about = text[found.end() :], True
        elif text.startswith(("on ", "in ", "the ")) and (
            ABOUT.match(rest := text.partition(" ")[2]) or UNSURE.match(rest)
        ):
            text = rest
        else:
            return text, about, unsure


def _without_leading(text: str) -> str:
    while found := LEADING.match(text):
        text = text[found.end() :]
    return text


def _without_time(text: str) -> tuple[str, tuple[str, ...]]:
    found = TIME_OF_DAY.search(text)
    return (text[: found.start()], ("the time of day is left out",)) if found and found.start() else (text, ())


def _weekday(text: str) -> tuple[str, int | None]:
    """A weekday before or after a date; alone it stays, for it is then relative."""
    if found := re.match(rf"{WEEKDAY},? +(?:the +)?(?P<rest>.*[0-9].*)", text):
        return found["rest"], _DAYS[found["weekday"]]
    if found := re.fullmatch(
        rf"(?P<rest>.*[0-9].*?),? *(?:\({WEEKDAY}\)|(?<= ){WEEKDAY.replace('weekday', 'after')})", text
    ):
        return found["rest"], _DAYS[found["weekday"] or found["after"]]
    return text, None


def _shape(text: str, weekday: int | None) -> Spot | None:
    found = next(filter(None, (shape.fullmatch(text) for shape in SHAPE)), None)
    if not found:
        if SHORT_YEAR.fullmatch(text):
            raise DateError(f"{quoted(text)}: write the year with four digits.")
        return None
    part = {name: value for name, value in found.groupdict().items() if value}
    if "one" in part:
        return _of_numbers(part, weekday, text)
    return _named(part)


def _named(part: dict[str, str]) -> Spot | None:
    year = part.get("year", "")
    month = part.get("number", "").zfill(2) if "number" in part else _MONTHS.get(part.get("month", ""), "")
    if "decade" in part:
        return Spot(f"{part['decade']}X")
    if "nth" in part:
        return Spot(f"{int(part['nth']) - 1:02}XX")
    if "first" in part:
        return _years(part["first"], part["last"])
    if "season" in part:
        return _season(part, year)
    return Spot(year, month, part["day"].zfill(2) if "day" in part else "")


def _years(first: str, last: str) -> Spot | None:
    for known in (3, 2):
        head = first[:known]
        if int(head) and (first, last) == (head.ljust(4, "0"), head.ljust(4, "9")):
            return Spot(head.ljust(4, "X"))
    return None


def _season(part: dict[str, str], year: str) -> Spot | None:
    season, after = _SEASONS[part["season"]], part.get("next", "")
    if after and (season != "24" or f"{int(year) + 1:04}"[-len(after) :] != after):
        return None
    note = f"winter {year} begins in December {year}"
    return Spot(year, season, notes=(note,) if season == "24" and year and not after else ())


def _of_numbers(part: dict[str, str], weekday: int | None, text: str) -> Spot | None:
    """Day first. Where month first is possible too and means another day, only the weekday can tell."""
    year, one, two = part["year"], part["one"].zfill(2), part["two"].zfill(2)
    here, there = _day_or_none(year, two, one), _day_or_none(year, one, two)
    if "mark" not in part and not here:
        return None
    if part.get("mark", ".") == "." or one == two or not there:
        return _numbered(year, two, one, text)
    if not here:
        return Spot(year, one, two, notes=("read as month, day, year",))
    matching = [day for day in (here, there) if weekday is not None and day.weekday() == weekday]
    if len(matching) != 1:
        raise DateError(
            f"{quoted(text)} may be {spelt(here)} or {spelt(there)}. Write the month as a word, or the date as {here} or {there}."
        )
    return on_day(matching[0])


def _numbered(year: str, month: str, day: str, text: str) -> Spot:
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        raise DateError(
            f"“{text}” has no month {int(month)} or no day {int(day)}: write the day, the month and the year."
        )
    return Spot(year, month, day)


def _day_or_none(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def weekday_number(name: str) -> int:
    return _DAYS[name]


def spelt(day: date) -> str:
    return words(day.isoformat())


def quoted(text: str) -> str:
    """Words in normal form as one would write them: “last Monday”."""
    return f"“{NAMES.sub(lambda name: name[0].capitalize(), text)}”"


def completed(said: Spot, near: date | None, text: str, last: bool = False) -> Spot:
    """The date with the year that it leaves out: that of the nearest one not after `near`, before its month where it is the
    `last`. Raises DateError for a day that does not exist or falls on another weekday."""
    if not said.year and not said.span:
        said = _nearest(said, near, text, last)
    _check_day(said)
    return replace(said, part="", span=_span(said)).noting(_note_of_part(said)) if said.part else said


def _nearest(said: Spot, near: date | None, text: str, last: bool) -> Spot:
    if near is None:
        raise needs_near(text)
    found = _tried(said, near, last)
    if not found:
        raise DateError(f"{quoted(text)} is no day in the years before {spelt(near)}. Check it, and write the year.")
    what = "year" if said.month else "month and year"
    return replace(found, relative=True).noting(f"{what} taken from the date of the source, {spelt(near)}")


def _tried(said: Spot, near: date, last: bool) -> Spot | None:
    """The newest date of that name that begins by `near` (of a whole month or season: on it)."""
    for year, month in _before(near, bool(said.month)):
        there = replace(said, year=f"{year:04}", month=said.month or f"{month:02}")
        known = replace(there, part="", weekday=None)
        try:
            earliest, latest = bounds(replace(known, within="").core) if not said.part else _bounds_of(_span(there))
        except DateError:
            continue
        first = latest if last else earliest
        if first and (first < near if last else first <= near):
            return there
    return None


def _before(near: date, whole_years: bool) -> list[tuple[int, int]]:
    if whole_years:
        return [(year, 0) for year in range(near.year, max(near.year - 9, 0), -1)]
    months = range(near.year * 12 + near.month - 1, max(near.year * 12 + near.month - 4, 11), -1)
    return [divmod_month(number) for number in months]


def divmod_month(number: int) -> tuple[int, int]:
    """(year, month) of a month counted from the year 0."""
    return number // 12, number % 12 + 1


def needs_near(text: str) -> DateError:
    return DateError(
        f"{quoted(text)} is said from another day. Give the date of the source first, or write it out: "
        f"{quoted(f'{text}; report of 19 november 2024')}."
    )


def _check_day(said: Spot) -> None:
    if not said.day:
        return
    year, month, day = int(said.year), int(said.month), int(said.day)
    days = monthrange(year, month)[1]
    if day > days:
        raise DateError(f"{MONTHS[month - 1]} {said.year} has {days} days: there is no {day}.")
    there = date(year, month, day)
    if said.weekday is not None and said.weekday != there.weekday():
        raise DateError(
            f"{spelt(there)} was a {WEEKDAYS[there.weekday()]}, not a {WEEKDAYS[said.weekday]}. "
            "Correct the one or the other, or leave the weekday out."
        )


def _span(said: Spot) -> tuple[str, str]:
    if said.year.endswith("X"):
        first, last = YEARS_OF_PART[said.part]
        return f"{said.year[:3]}{first}", f"{said.year[:3]}{last}"
    if not said.month:
        first, last = MONTHS_OF_PART[said.part]
        return f"{said.year}-{first:02}", f"{said.year}-{last:02}"
    if said.month in SEASONS:
        return _span_of_season(said)
    first, last = DAYS_OF_PART[said.part]
    last = min(last, monthrange(int(said.year), int(said.month))[1])
    return f"{said.year}-{said.month}-{first:02}", f"{said.year}-{said.month}-{last:02}"


def _span_of_season(said: Spot) -> tuple[str, str]:
    begun = bounds(f"{said.year}-{said.month}")[0]
    assert begun
    first, last = {"early": (0, 0), "mid": (1, 1), "late": (2, 2), "first half": (0, 1), "second half": (1, 2)}[
        said.part
    ]
    months = [divmod_month(begun.year * 12 + begun.month - 1 + further) for further in (first, last)]
    return f"{months[0][0]:04}-{months[0][1]:02}", f"{months[1][0]:04}-{months[1][1]:02}"


def _bounds_of(span: tuple[str, str]) -> tuple[date | None, date | None]:
    return bounds(span[0])[0], bounds(span[1])[1]


def _note_of_part(said: Spot) -> str:
    first, last = _span(said)
    return f"“{said.part}” is taken as {words(f'{first}/{last}')}"
