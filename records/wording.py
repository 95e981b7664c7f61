"""How an EDTF text is said on a page: one form of words for each meaning.

It reads the text alone and never calls the parser, so a page may say hundreds of dates. What may be written at all is
decided in `records.dates`; text that is refused there is said as it stands.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import NamedTuple

# Makes what is printed of the words of one date and its HTML datetime (or '').
Mark = Callable[[str, str], str]
UNKNOWN = "date unknown"
# fmt: off
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
# One point in time at EDTF levels 0 and 1 (ISO 8601-2:2019); intervals and sets are made of points.
POINT = re.compile(
    r"""
    (?: (?P<rounded> [0-9]{3}X | [0-9]{2}XX )
      | (?P<year> [0-9]{4} )
        (?: -(?P<season> 2[1-4] )
          | -(?P<hidden> XX | XX-XX )
          | -(?P<month> 0[1-9] | 1[0-2] )
            (?: -(?P<hidden_day> XX )
              | -(?P<day> 0[1-9] | [12][0-9] | 3[01] ) (?P<time> T[0-9:]+ (?: Z | [+-][0-9:]+ )? )?
            )?
        )?
    )
    (?P<doubt> [?~%] )?
    """,
    re.VERBOSE,
)


class Point(NamedTuple):
    """One point as it was written: `year` may end in X or XX, `month` may be a season (21 to 24), absent parts are ""."""

    year: str
    month: str = ""
    day: str = ""
    within: str = ""
    doubt: str = ""

    @property
    def name(self) -> str:
        if self.month == "24":
            return f"winter {self.year}–{int(self.year) + 1:04}"  # bounds() ends it in the next February
        if self.month in SEASONS:
            return f"{SEASONS[self.month]} {self.year}"
        if self.day:
            return f"{int(self.day)} {MONTHS[int(self.month) - 1][:3]} {self.year}"
        if self.month:
            return f"{MONTHS[int(self.month) - 1]} {self.year}"
        # "the 1900s" is ten years to some readers and a hundred to others
        if self.year.endswith(("0X", "XX")):
            return f"the years {self.year.replace('X', '0')} to {self.year.replace('X', '9')}"
        return f"the {self.year[:3]}0s" if self.year.endswith("X") else self.year

    @property
    def iso(self) -> str:
        if self.month in SEASONS or self.year.endswith("X"):
            return ""
        return "-".join(part for part in (self.year, self.month, self.day) if part)


def point(text: str) -> Point | None:
    """The parts of a single date, season, decade or century; None for intervals, sets and anything else."""
    if not (found := POINT.fullmatch(text)):
        return None
    part = found.groupdict(default="")
    if part["hidden"] == "XX":
        within = "a month in "
    else:
        within = "a day in " if part["hidden"] or part["hidden_day"] else ""
    month = part["month"] or part["season"]
    return Point(part["year"] or part["rounded"], month, part["day"], within, part["doubt"])


@lru_cache(maxsize=32768)
def words(text: str) -> str:
    """The date in words ("14 to 16 May 2024"), "date unknown" for ''. Never raises; not escaped."""
    return _say(text.strip(), lambda said, _iso: said)


@lru_cache(maxsize=32768)
def time_html(text: str) -> str:
    """The same words as escaped HTML, each date that HTML can express in a `<time>` of its own.

    Qualifiers stay outside the element (`about <time …>`): its datetime then says no more than its text.
    """
    return _say(text.strip(), _time)


def iso(text: str) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD for `<time datetime>` (HTML, 4.5.14); '' for what has no such form.

    A qualifier has no form in HTML and is left out, an unspecified day or month likewise (2024-05-XX gives 2024-05).
    """
    single = point(text.strip())
    return single.iso if single else ""


def _time(said: str, datetime: str) -> str:
    return f'<time datetime="{datetime}">{escape(said)}</time>' if datetime else escape(said)


def _say(text: str, mark: Mark) -> str:
    if not text:
        return mark(UNKNOWN, "")
    if text.startswith("["):
        return _say_one_of([member.strip() for member in text.strip("[]").split(",")], mark)
    if "/" in text:
        start, _, end = text.partition("/")
        return _say_interval(start, end, mark)
    return _say_point(text, mark)


def _say_point(text: str, mark: Mark, name: str = "") -> str:
    if not (single := point(text)):
        return mark(text, "")
    about = "about " if single.doubt in ("~", "%") else ""
    uncertain = " (uncertain)" if single.doubt in ("?", "%") else ""
    return f"{single.within}{about}{mark(name or single.name, single.iso)}{uncertain}"


def _say_interval(start: str, end: str, mark: Mark) -> str:
    """An open side (`..`) has no end to speak of; an empty one has an end that nobody knows, and says so."""
    if end == "..":
        return f"since {_say_point(start, mark)}"
    if not end:
        return f"{_say_point(start, mark)}, end unknown"
    if start in ("", ".."):
        return f"until {_say_point(end, mark)}" + ("" if start else ", start unknown")
    return _say_pair(start, " to ", end, mark)


def _say_pair(first: str, joiner: str, last: str, mark: Mark) -> str:
    """Both dates; what they share (year, or month and year) is said once, unless a doubt belongs to one of them."""
    if first == last:
        return _say_point(first, mark)
    name = _without_shared(point(first), point(last))
    return _say_point(first, mark, name) + joiner + _say_point(last, mark)


def _without_shared(first: Point | None, last: Point | None) -> str:
    """The name of `first` less the end that it shares with `last`; '' where both are to be said in full."""
    if (
        not first
        or not last
        or first.doubt
        or last.doubt
        or bool(first.day) != bool(last.day)
        or first.year.endswith("X")
    ):
        return ""
    month_and_year = " ".join(last.name.split(" ")[-2:])
    for shared in (f" {month_and_year}", f" {last.year}"):
        if first.name.endswith(shared) and last.name.endswith(shared):
            return first.name.removesuffix(shared)
    return ""


def _say_one_of(members: list[str], mark: Mark) -> str:
    if len(members) == 2 and point(members[0]) and point(members[1]):
        return _say_pair(members[0], " or ", members[1], mark)
    said = [_say_member(member, mark) for member in members]
    return said[0] if len(said) == 1 else f"one of: {', '.join(said)}"


def _say_member(member: str, mark: Mark) -> str:
    if ".." not in member:
        return _say_point(member, mark)
    first, _, last = member.partition("..")
    if not first:
        return f"{_say_point(last, mark)} or earlier"
    if not last:
        return f"{_say_point(first, mark)} or later"
    pair = _say_pair(first, " and ", last, mark)
    return pair if first == last else f"between {pair}"
