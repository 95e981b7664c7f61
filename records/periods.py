"""Periods of a timeline: which intervals divide one, what contains it, how an address names it. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from records.dates import bounds, words

MONTH = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")
MOST_YEARS, MOST_DECADES, MOST_MONTHS = 40, 40, 36
MOST_DAYS = 62


class Scale(IntEnum):
    """An interval of the calendar; the number is that of the characters of an ISO date which its days have in common."""

    CENTURY = 2
    DECADE = 3
    YEAR = 4
    MONTH = 7
    DAY = 10


NAMES = {Scale.CENTURY: "Years", Scale.DECADE: "Years", Scale.YEAR: "Year", Scale.MONTH: "Month", Scale.DAY: "Day"}


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date

    @property
    def years(self) -> int:
        return self.last.year - self.first.year + 1

    @property
    def scale(self) -> Scale:
        """The interval by which it is divided: so small as still to give a readable number of them."""
        if self.years > 10 * MOST_DECADES:
            return Scale.CENTURY
        if self.years > MOST_YEARS:
            return Scale.DECADE
        months = (self.years - 1) * 12 + self.last.month - self.first.month + 1
        if months > MOST_MONTHS:
            return Scale.YEAR
        return Scale.MONTH if (self.last - self.first).days >= MOST_DAYS else Scale.DAY

    @property
    def sides(self) -> tuple[str, str]:
        """The first and the last day as an address names them, as short as they may be: ("1990", "1999")."""
        first, last = self.first.isoformat(), self.last.isoformat()
        for scale in (Scale.YEAR, Scale.MONTH):
            if bounds(first[:scale])[0] == self.first and bounds(last[:scale])[1] == self.last:
                return first[:scale], last[:scale]
        return first, last

    @property
    def name(self) -> str:
        """In words, "1900 to 1999", "November 2024"."""
        first, last = self.sides
        if len(first) == Scale.YEAR:
            return first if first == last else f"{first} to {last}"
        return words(first) if first == last else words(f"{first}/{last}")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def intervals(self, scale: Scale) -> list["Period"]:
        """The intervals of which it has days, in order."""
        found = [interval(self.first, scale)]
        while found[-1].last < self.last:
            found.append(interval(found[-1].last + timedelta(days=1), scale))
        return found

    def around(self) -> list["Period"]:
        """The intervals that hold all of it and more, the largest first."""
        held = [interval(self.first, scale) for scale in Scale]
        return [one for one in held if self.last in one and one != self]

    def beside(self) -> tuple["Period | None", "Period | None"]:
        """The intervals before and after it, where it is one itself and there are such."""
        scale = next((scale for scale in Scale if interval(self.first, scale) == self), None)
        if scale is None:
            return None, None
        before = interval(self.first - timedelta(days=1), scale) if self.first > date.min else None
        after = interval(self.last + timedelta(days=1), scale) if self.last < date.max else None
        return before, after


def interval(day: date, scale: Scale) -> Period:
    """The interval in which the day lies; the first century and decade begin with the year 1."""
    if scale > Scale.DECADE:
        first, last = bounds(day.isoformat()[:scale])
        return Period(first or day, last or day)
    years = 100 if scale == Scale.CENTURY else 10
    begun = day.year // years * years
    return Period(date(max(begun, 1), 1, 1), date(begun + years - 1, 12, 31))
