"""Dates as uncertain as their source: EDTF text in, the earliest and the latest possible day out.

Accepted: EDTF (ISO 8601-2:2019) levels 0 and 1, and one-of sets such as [2024-05-14,2024-05-16], of level 2. Unknown is
None, never invented. The `edtf` parser fills an unknown end with ten years, takes reversed intervals and 2023-02-29,
and fails in several ways, so it is only ever given single dates whose form has been checked.
"""

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import import_module
from itertools import pairwise
from time import struct_time
from typing import Any

from records.wording import MONTHS, POINT, SEASONS, iso, point, time_html, words

__all__ = ["DateError", "Precision", "UncertainDate", "bounds", "iso", "parsed", "time_html", "words"]

Bounds = tuple[datetime.date | None, datetime.date | None]
LONGEST = 100
NO_DATE = ("", "..")
NO_FORM = "it is in none of the forms used here"
PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?")
HOW = (
    "Write YYYY, YYYY-MM or YYYY-MM-DD, with ? after it if it is uncertain and ~ if it is approximate; "
    "2024-05-14/2024-05-16 for an interval, 2024-05-14/.. if it is open, [2024-05-14,2024-05-16] for one of several."
)
# The first pattern found in a refused text says why it was refused.
REASONS = [
    (
        r"^\{",
        "all dates of a set have no one place in time. Record each by itself, or one of them: [2023,2024]",
    ),
    (r"^-[0-9]|^Y-?[0-9]|^0000|^000X|^00XX|^9999-24", "only the years 0001 to 9999 can be kept"),
    (r"[0-9]S[0-9]", "significant digits are not used. Write 195X for the decade, 19XX for the century"),
    (r"[0-9]T", "a time follows a whole day, is written in full (2024-05-14T10:00:00Z) and stands alone"),
    (r"[0-9X][?~%].|[?~%][0-9]", "?, ~ and % stand once, at the end, and are said of the whole date"),
    (
        r"[0-9-]X|XX|X[0-9]",
        "X is for unknown digits from the right: 201X, 20XX, 2024-XX, 2024-05-XX, 2024-XX-XX",
    ),
    (
        r"^[0-9]{4}-(2[5-9]|3[0-9]|4[01])$",
        "of the seasons only 21 spring, 22 summer, 23 autumn, 24 winter count",
    ),
    (r"[0-9]\.\.|\.\.[0-9]", "an open side is written 2024/.. or ../2024, and in a set [2024..] or [..2024]"),
]


class DateError(ValueError):
    """The text is no date that can be kept. The message says what is wrong and how to write it right."""


class Precision(StrEnum):
    """How much of the date is known: 2024-05-XX is known to the month."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"
    ONE_OF = "one_of"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class UncertainDate:
    text: str
    earliest: datetime.date | None
    latest: datetime.date | None
    precision: Precision


def parsed(text: str) -> UncertainDate:
    """The text without outer spaces, its bounds and its precision; raises DateError as `bounds` does."""
    earliest, latest = bounds(text)
    return UncertainDate(text.strip(), earliest, latest, _precision(text.strip()))


@lru_cache(maxsize=65536)
def bounds(text: str) -> Bounds:
    """Earliest and latest day, each None where it is open or unknown; (None, None) for ''. Else raises DateError.

    The qualifiers ? ~ % do not widen them, of a datetime the day counts as written, and seasons are the northern ones by
    whole months: spring 2024-21 is March to May, winter 2024-24 is December 2024 to February 2025.
    """
    if len(text) > LONGEST:
        raise _refused(text, f"it is longer than {LONGEST} characters")
    text = text.strip()
    if not text:
        return None, None
    if text.startswith("["):
        return _one_of(text)
    return _interval(text) if "/" in text else _single(text)


def _interval(text: str) -> Bounds:
    sides = text.split("/")
    if len(sides) != 2:
        raise _refused(text, "an interval has two sides with one / between them")
    start, end = sides
    if start in NO_DATE and end in NO_DATE:
        raise _refused(text, "an interval needs a date on one side at least")
    if "X" in text:
        raise _refused(text, "an interval has no X in it. Leave the unknown part out: 2024-05/2024-07-03")
    earliest, _ = (None, None) if start in NO_DATE else _part(text, start)
    _, latest = (None, None) if end in NO_DATE else _part(text, end)
    return _in_order(text, earliest, latest)


def _one_of(text: str) -> Bounds:
    members = text[1:-1].replace(", ", ",").split(",")
    if not text.endswith("]") or not all(members) or (len(members) == 1 and ".." not in text):
        raise _refused(text, "a set holds two or more dates with commas between them")
    if any(".." in (later[:2], sooner[-2:]) for sooner, later in pairwise(members)):
        raise _refused(text, "an open range, [2024..] or [..2024], stands last or first in its set")
    starts, ends = zip(*(_member(text, member) for member in members), strict=True)
    return None if None in starts else min(starts), None if None in ends else max(ends)


def _member(text: str, member: str) -> Bounds:
    """One date of a set, or a range: `1670..1672`, open as `..1672` and `1670..`. Ranges take plain dates only."""
    if ".." not in member:
        return _part(text, member)
    start, _, end = member.partition("..")
    if not all(PLAIN.fullmatch(side) for side in (start, end) if side) or not (start or end):
        raise _refused(text, "a range in a set has plain dates: [1670..1672], [1670..] or [..1672]")
    if start and end and len(start) != len(end):
        raise _refused(text, "both ends of a range in a set are alike: two years, two months or two days")
    earliest = _part(text, start)[0] if start else None
    latest = _part(text, end)[1] if end else None
    return _in_order(text, earliest, latest)


def _in_order(text: str, earliest: datetime.date | None, latest: datetime.date | None) -> Bounds:
    if earliest and latest and earliest > latest:
        raise _refused(text, "it ends before it begins. Write the earlier date first")
    return earliest, latest


def _part(whole: str, text: str) -> Bounds:
    if "T" in text:
        raise _refused(whole, _reason("0T"))
    return _single(text)


def _single(text: str) -> Bounds:
    unqualified = text[:-1] if text.endswith(("?", "~", "%")) else text
    try:
        if plain := PLAIN.fullmatch(unqualified):
            return _plain(*(int(part) for part in plain.groups() if part))
        if POINT.fullmatch(text):
            return _by_parser(unqualified)
    except ValueError:
        raise _refused(text, _reason(unqualified)) from None
    raise _refused(text, _reason(unqualified))


def _plain(year: int, month: int | None = None, day: int | None = None) -> Bounds:
    """The form nearly every record uses, without the parser's milliseconds."""
    earliest = datetime.date(year, month or 1, 1 if day is None else day)
    last_month = month or 12
    return earliest, earliest if day else datetime.date(year, last_month, monthrange(year, last_month)[1])


@cache
def _edtf() -> Any:
    """The parser. It is loaded with the first date that needs it: few pages read one, and none when the site starts."""
    return import_module("edtf.parser")


def _by_parser(text: str) -> Bounds:
    """Raises ValueError for what is no date."""
    try:
        single = _edtf().parse_edtf(text)
    except _edtf().EDTFParseException as error:
        raise ValueError(text) from error
    earliest, latest = _day(single.lower_strict()), _day(single.upper_strict())
    if isinstance(single, _edtf().Season) and single.season == "24":
        return earliest, _plain(earliest.year + 1, 2)[1]  # the parser stops at 31 December
    return earliest, latest


def _day(moment: struct_time) -> datetime.date:
    return datetime.date(moment.tm_year, moment.tm_mon, moment.tm_mday)


def _precision(text: str) -> Precision:
    if not text:
        return Precision.UNKNOWN
    if not (single := point(text)):
        return Precision.ONE_OF if text.startswith("[") else Precision.INTERVAL
    if single.year.endswith("X"):
        return Precision.CENTURY if single.year.endswith("XX") else Precision.DECADE
    if single.month in SEASONS:
        return Precision.SEASON
    return Precision.DAY if single.day else Precision.MONTH if single.month else Precision.YEAR


def _refused(text: str, why: str) -> DateError:
    shown = text if len(text) <= LONGEST else f"{text[:40]}…"
    return DateError(f"{shown!r} is not a date: {why}. {HOW}")


def _reason(text: str) -> str:
    if found := re.match(r"(?!0000)([0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})", text):
        year, month, day = (int(part) for part in found.groups())
        days = monthrange(year, month)[1]
        if not 1 <= day <= days:
            return f"{MONTHS[month - 1]} {year} has {days} days"
    if re.match(r"[0-9]{4}-(00|1[3-9]|20|4[2-9]|[5-9][0-9])(?![0-9])", text):
        return f"there is no month {text[5:7]}"
    return next((why for pattern, why in REASONS if re.search(pattern, text)), NO_FORM)
