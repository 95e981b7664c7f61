"""A month of visits: on each day those that certainly took place on it, beside them those that may lie in the month."""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString

from briefings.models import Status, Visit
from briefings.models.encounters import EncounterQuerySet
from briefings.sections.cells import NOT_HELD, STATUSES, unusual
from records.dates import words
from records.extent import extent
from records.links import anchor
from records.listing import short
from records.periods import MONTH, Period, Scale, interval
from records.safe import escaped

WEEKDAYS = tuple(calendar.day_name)
MOST_A_DAY, MOST_SOMETIME, MOST_READ = 4, 30, 2000
# Whatever is known less closely than to a year is only counted.
NEAR = timedelta(days=366)
# Filters of the list of visits, and what the search calls them.
SEARCHED = {"state": "state", "who": "actor", "tag": "tag", "since": "since", "until": "until"}


@dataclass(frozen=True, slots=True)
class Entry:
    link: SafeString
    note: SafeString
    struck: bool


@dataclass(slots=True)
class Day:
    """A day of the month; `number` 0 is a place of the first or the last week outside it."""

    number: int = 0
    weekday: str = ""
    iso: str = ""
    today: bool = False
    entries: list[Entry] = field(default_factory=list)
    more: int = 0
    url: str = ""

    @property
    def style(self) -> str:
        names = {"outside": not self.number, "bare": self.number and not self.entries, "today": self.today}
        return " ".join(name for name, given in names.items() if given)


@dataclass(frozen=True, slots=True)
class MonthLink:
    label: str
    url: str
    number: int = 0
    current: bool = False


@dataclass(slots=True)
class Decade:
    """The years of it that have visits; `open`: the month shown is of one of these, or the decade is the only one."""

    name: str
    number: int
    years: list[MonthLink]
    open: bool


@dataclass(slots=True)
class Month:
    """`sometime` lie in the month on a day that is not known; `wider` is the number of those that may lie in it.

    `busy_before` and `busy_after` are the nearest months in which a visit begins, where they are not those beside it.
    """

    name: str
    weeks: list[list[Day]]
    total: int
    sometime: list[Entry]
    sometime_more: int
    wider: int
    everything: str
    year: str
    previous: MonthLink | None
    next: MonthLink | None
    busy_before: MonthLink | None
    busy_after: MonthLink | None
    months: list[MonthLink]
    decades: list["Decade"]


class Ways:
    """Addresses that keep the filters: of other months here, and of the list of visits."""

    def __init__(self, query: QueryDict) -> None:
        self._query = short(query)
        self._timeline = searched(self._query)
        for name in ("month", "since", "until", "page", "sort"):
            self._query.pop(name, None)

    @property
    def month_of_today(self) -> str:
        return self._at("/visits/calendar/")

    def month(self, text: str) -> str:
        return self._at("/visits/calendar/", month=text)

    def list(self, since: str, until: str) -> str:
        return self._at("/visits/", since=since, until=until)

    @property
    def whole_list(self) -> str:
        return self._at("/visits/")

    @property
    def timeline(self) -> str:
        return f"/timeline/?{self._timeline.urlencode()}"

    @property
    def subscription(self) -> str:
        return self._at("/visits.ics")

    def _at(self, path: str, **more: str) -> str:
        query = self._query.copy()
        for name, value in more.items():
            query[name] = value
        return f"{path}?{query.urlencode()}" if query else path


def searched(query: QueryDict) -> QueryDict:
    """The filters of the list of visits in the terms of the search, as far as it has any; either side of a visit is a
    state that it names."""
    asked = QueryDict(mutable=True)
    asked["kind"] = Visit.KIND
    for name, called in SEARCHED.items():
        if value := query.get(name, "").strip():
            asked[called] = value
    sides = [value for name in ("from", "host") if (value := query.get(name, "").replace('"', " ").strip())]
    if words := " ".join([query.get("text", "").strip(), *(f'state:"{one}"' for one in sides)]).strip():
        asked["q"] = words
    return asked


def month_of(visits: EncounterQuerySet, starts: Mapping[str, int], month: Period, today: date, ways: Ways) -> Month:
    """`visits` have passed the door and the filters; `starts` are the numbers of them by the beginning of their dates.

    Two queries.
    """
    first, last = month.first, month.last
    possible = visits.since(first).until(last)
    near = possible.known_within(nearest(first, -NEAR), nearest(last, NEAR)).oldest_first()
    rows = list(near.values_list("slug", "title", "when", "status")[:MOST_READ])
    on_days, sometime, placed = placed_in(month, rows)
    total = possible.count()
    text = first.isoformat()[:7]
    return Month(
        name=month.name,
        weeks=weeks(month, on_days, today, ways),
        total=placed,
        sometime=sometime[:MOST_SOMETIME],
        sometime_more=max(0, len(sometime) - MOST_SOMETIME),
        wider=total - placed - len(sometime),
        everything=ways.list(text, text),
        **steps(month, starts, today, ways),
    )


def nearest(day: date, away: timedelta) -> date:
    return date.fromordinal(min(max(day.toordinal() + away.days, 1), date.max.toordinal()))


def placed_in(
    month: Period, rows: Iterable[tuple[str, str, str, str]]
) -> tuple[Mapping[date, list[Entry]], list[Entry], int]:
    """The entries of each day, those of the month without a day, and how many visits have days."""
    on_days: defaultdict[date, list[Entry]] = defaultdict(list)
    sometime: list[Entry] = []
    placed = 0
    for slug, title, when, status in rows:
        span = extent(when)
        if span.sure and span.sure[0] <= month.last and span.sure[1] >= month.first:
            placed += 1
            for day in days_between(max(span.sure[0], month.first), min(span.sure[1], month.last)):
                on_days[day].append(entry(slug, title, status, day_notes(when, span.sure, day, span.exact)))
        elif span.earliest and span.latest and span.earliest in month and span.latest in month:
            sometime.append(entry(slug, title, status, [words(when)]))
    return on_days, sometime, placed


def days_between(first: date, last: date) -> list[date]:
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]


def day_notes(when: str, sure: tuple[date, date], day: date, exact: bool) -> list[str]:
    """The date in words where it is not all known, and which of its days this is."""
    number, of = (day - sure[0]).days + 1, (sure[1] - sure[0]).days + 1
    return [*([] if exact else [words(when)]), *([f"day {number} of {of}"] if of > 1 else [])]


def entry(slug: str, title: str, status: str, notes: list[str]) -> Entry:
    told = [unusual(status) if status != Status.CONFIRMED else STATUSES[status], *map(escaped, notes)]
    return Entry(anchor("visit", slug, title), SafeString(" · ".join(one for one in told if one)), status in NOT_HELD)


def weeks(month: Period, on_days: Mapping[date, list[Entry]], today: date, ways: Ways) -> list[list[Day]]:
    return [
        [day_of(month, number, weekday, on_days, today, ways) for number, weekday in week]
        for week in calendar.Calendar().monthdays2calendar(month.first.year, month.first.month)
    ]


def day_of(
    month: Period, number: int, weekday: int, on_days: Mapping[date, list[Entry]], today: date, ways: Ways
) -> Day:
    if not number:
        return Day()
    day = month.first.replace(day=number)
    entries, text = on_days.get(day, []), day.isoformat()
    more = max(0, len(entries) - MOST_A_DAY)
    shown = entries[:MOST_A_DAY]
    return Day(number, WEEKDAYS[weekday], text, day == today, shown, more, ways.list(text, text) if more else "")


def opened(starts: Mapping[str, int], today: date) -> Period:
    """The month that is shown where none is asked for: that of today if a visit begins in it, else the last before it in
    which one does, else the first after it; where there is none, that of today."""
    known, now = sorted(in_months(starts)), today.isoformat()[:7]
    before = [one for one in known if one <= now]
    return month_called(before[-1] if before else known[0] if known else now)


def month_called(text: str) -> Period:
    return interval(date.fromisoformat(f"{text}-01"), Scale.MONTH)


def in_months(starts: Mapping[str, int]) -> dict[str, int]:
    """Those of the beginnings that are known to the month."""
    return {start: number for start, number in starts.items() if MONTH.fullmatch(start)}


def steps(month: Period, starts: Mapping[str, int], today: date, ways: Ways) -> dict[str, Any]:
    """The way to the months beside it, to the months of its year and to the years that have visits."""
    text, now = month.first.isoformat()[:7], today.isoformat()[:7]
    known = in_months(starts)
    ends = [*known, now]
    before, after = month.beside()
    earlier = max((one for one in known if one < text), default="")
    later = min((one for one in known if one > text), default="")
    year = text[:4]
    of_year = [f"{year}-{number:02}" for number in range(1, 13)]
    return {
        "year": year,
        "previous": beside(before, ways) if before and before.first.isoformat()[:7] >= min(ends) else None,
        "next": beside(after, ways) if after and after.first.isoformat()[:7] <= max(ends) else None,
        "busy_before": beside(month_called(earlier), ways) if earlier and month_called(earlier) != before else None,
        "busy_after": beside(month_called(later), ways) if later and month_called(later) != after else None,
        "months": [
            MonthLink(calendar.month_abbr[int(one[5:])], ways.month(one), known.get(one, 0), one == text)
            for one in of_year
        ],
        "decades": decades(known, year, ways),
    }


def decades(known: Mapping[str, int], current: str, ways: Ways) -> list[Decade]:
    """The years in which visits begin, by decade; a year leads to its first month that has any."""
    years: defaultdict[str, int] = defaultdict(int)
    firsts: dict[str, str] = {}
    for start in sorted(known):
        years[start[:4]] += known[start]
        firsts.setdefault(start[:4], start)
    found: dict[str, Decade] = {}
    for year, number in years.items():
        one = found.setdefault(year[:3], Decade(f"{year[:3]}0s", 0, [], year[:3] == current[:3]))
        one.number += number
        one.years.append(MonthLink(year, ways.month(firsts[year]), number, year == current))
    if len(found) == 1:
        next(iter(found.values())).open = True
    return list(found.values())


def beside(month: Period, ways: Ways) -> MonthLink:
    return MonthLink(month.name, ways.month(month.first.isoformat()[:7]))
