"""Dates said from another day, that of the source: "Monday", "last week", "two days ago". Pure.

None lies after that day unless the words say so ("tomorrow"); all of them are inferred, and marked so.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from records.dates import DateError
from records.said_spots import (
    WEEKDAY,
    Spot,
    completed,
    divmod_month,
    needs_near,
    on_day,
    quoted,
    spelt,
    spot,
    weekday_number,
)

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
COUNT = f"(?P<count>a|an|{'|'.join(NUMBERS)}|[1-9][0-9]{{0,2}})"
TIMES = r"(?: +(?:in the )?(?:morning|afternoon|evening|night|noon|midday|midnight))?"
LEADING = re.compile(r"(?:on|in|during|late|early|the|the night of|the morning of|the evening of) +(?=[a-z])")
OUTSIDE = "That is outside the years that a date can have (1 to 9999)."

# Words for a day, and how many days it lies after that of the source.
DAYS = {
    "today": 0, "tonight": 0, "same day": 0, "that day": 0, "this day": 0, "this morning": 0, "this afternoon": 0,
    "this evening": 0, "earlier today": 0, "earlier in the day": 0, "now": 0, "yesterday": -1, "last night": -1,
    "yesterday evening": -1, "previous day": -1, "day before": -1, "day earlier": -1, "day before yesterday": -2,
    "tomorrow": 1, "next day": 1, "following day": 1, "day after": 1, "day after tomorrow": 2,
}  # fmt: skip
Reader = Callable[[dict[str, str], date], Spot]


def relative(text: str, near: date | None) -> Spot | None:
    """What the words mean on the day `near`; None where they are no such words, DateError where `near` is not known."""
    words = text
    while found := LEADING.match(words):
        words = words[found.end() :]
    words = re.sub(rf"^(?P<kept>.*\b(?:{WEEKDAY}|yesterday|tomorrow)\b.*?){TIMES}$", r"\g<kept>", words)
    for shape, reader in SHAPES:
        if found := shape.fullmatch(words):
            if near is None:
                raise needs_near(text)
            return _read(reader, {**found.groupdict(default=""), "text": text}, near)
    return None


def _read(reader: Reader, part: dict[str, str], near: date) -> Spot:
    try:
        said = reader(part, near)
    except (OverflowError, ValueError) as error:
        raise error if isinstance(error, DateError) else DateError(f"{quoted(part['text'])}: {OUTSIDE}") from None
    return replace(said, relative=True, unsure=not said.span).noting(f"{quoted(part['text'])}, said on {spelt(near)}")


def _range(first: date, last: date) -> Spot:
    return Spot(span=(first.isoformat(), last.isoformat())) if first != last else on_day(first)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(number: int, about: bool = False) -> Spot:
    year, month = divmod_month(number)
    date(year, month, 1)
    return Spot(f"{year:04}", f"{month:02}", about=about)


def _year(year: int, about: bool = False) -> Spot:
    date(year, 1, 1)
    return Spot(f"{year:04}", about=about)


def _named_day(part: dict[str, str], near: date) -> Spot:
    return on_day(near + timedelta(days=DAYS[part["name"]]))


def _weekday(part: dict[str, str], near: date) -> Spot:
    """Bare: the nearest not after. "last": before that day. "this": in the same week, where that is not to come."""
    wanted, which = weekday_number(part["weekday"]), part["which"]
    if which in ("next", "coming", "this coming"):
        return on_day(near + timedelta(days=(wanted - near.weekday() - 1) % 7 + 1))
    if which == "this":
        return _this_weekday(part, near, wanted)
    back = (near.weekday() - wanted) % 7
    return on_day(near - timedelta(days=back or 7 if which in ("last", "past", "previous") else back))


def _this_weekday(part: dict[str, str], near: date, wanted: int) -> Spot:
    day = _monday(near) + timedelta(days=wanted)
    if day > near:
        before = day - timedelta(days=7)
        raise DateError(
            f"{quoted(part['text'])}, said on {spelt(near)}, may be {spelt(before)} or {spelt(day)}: write {before}? or {day}?."
        )
    return on_day(day)


def _weekday_of_week(part: dict[str, str], near: date) -> Spot:
    weeks = 7 if part["which"] in ("last", "previous", "past") else 0
    day = _monday(near) - timedelta(days=weeks) + timedelta(days=weekday_number(part["weekday"]))
    if day > near:
        raise DateError(f"{quoted(part['text'])} lies after {spelt(near)}, the date of the source. Write out the date.")
    return on_day(day)


def _unit(part: dict[str, str], near: date) -> Spot:
    unit, back = part["unit"], part["which"] in ("last", "previous", "past")
    if unit == "year":
        return _year(near.year - back)
    if unit == "month":
        return _month(near.year * 12 + near.month - 1 - back)
    monday = _monday(near)
    if unit == "weekend":
        saturday = monday - timedelta(days=2)
        return _range(saturday, saturday + timedelta(days=1))
    return _range(monday - timedelta(days=7), monday - timedelta(days=1)) if back else _range(monday, near)


def _earlier(part: dict[str, str], near: date) -> Spot:
    """From the first day of the running week, month or year to the day before `near`, or `near` where that is the first."""
    first = {"week": _monday(near), "month": near.replace(day=1), "year": near.replace(month=1, day=1)}[part["unit"]]
    return _range(first, max(first, near - timedelta(days=1)))


def _ago(part: dict[str, str], near: date) -> Spot:
    """Of days to the day; of longer spans about."""
    said, unit = part["count"], part["unit"]
    count = int(said) if said.isdigit() else NUMBERS.index(said) + 1 if said in NUMBERS else 1
    if unit == "day":
        return on_day(near - timedelta(days=count))
    if unit == "week":
        return on_day(near - timedelta(weeks=count), about=True)
    if unit == "month":
        return _month(near.year * 12 + near.month - 1 - count, about=True)
    return _year(near.year - count, about=True)


def _last_named(part: dict[str, str], near: date) -> Spot:
    """ "last November": the one that was over by then; "this November": the one of that year."""
    said = spot(part["name"])
    assert said
    if part["which"] == "this":
        return completed(replace(said, year=f"{near.year:04}"), near, part["text"])
    return replace(completed(said, near, part["text"], last=True), notes=())


NAMED = "january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter"
BACK = "(?P<which>last|previous|past|this)"
SHAPES: list[tuple[re.Pattern[str], Reader]] = [
    (re.compile(f"(?P<name>{'|'.join(DAYS)})"), _named_day),
    (re.compile(rf"(?:(?P<which>last|past|previous|this coming|this|coming|next) +)?{WEEKDAY}"), _weekday),
    (re.compile(rf"{WEEKDAY},? +(?:of +)?{BACK} +week"), _weekday_of_week),
    (re.compile(rf"{BACK} +week,? +(?:on +)?{WEEKDAY}"), _weekday_of_week),
    (re.compile(rf"(?:(?:at|over) +(?:the +)?)?{BACK} +(?P<unit>week|weekend|month|year)"), _unit),
    (re.compile(r"earlier +(?:this|in the) +(?P<unit>week|month|year)"), _earlier),
    (re.compile(rf"{COUNT} +(?P<unit>day|week|month|year)s? +(?:ago|earlier|before)"), _ago),
    (re.compile(rf"{BACK} +(?P<name>{NAMED})"), _last_named),
]  # fmt: skip
