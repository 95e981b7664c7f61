"""What the timeline draws of the records found: a mark for each, or bars where they are very many; and the way to
narrower and wider periods."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from records import kinds
from records.drawings.intervals import Counted, IntervalBars, interval_bars
from records.drawings.timeline import Item, Timeline, frame_period, timeline
from records.models import RecordQuerySet
from records.periods import Period, Scale, interval

MOST_MARKS = 100
# A longer title would make a hint that hides what it is about.
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Step:
    """A link to another period; `current` is the one shown."""

    label: str
    url: str
    current: bool = False


@dataclass(slots=True)
class Picture:
    """One of `marks` and `bars`, or neither where nothing can be drawn.

    `closer` are the intervals in which the drawn marks begin; `before` and `unknown` the numbers of those that no bar
    counts: begun before the period, and of unknown beginning.
    """

    period: Period
    name: str
    wider: list[Step]
    earlier: Step | None
    later: Step | None
    marks: Timeline | None = None
    bars: IntervalBars | None = None
    closer: list[Step] = field(default_factory=list)
    before: int = 0
    unknown: int = 0


class Way:
    """The addresses of the same question, in the same order, asked of other periods."""

    def __init__(self, path: str, asked: QueryDict, sort: str = "") -> None:
        self._path, self._asked = path, asked.copy()
        if sort in ("date", "-date", "title", "-title", "kind", "-kind"):
            self._asked["sort"] = sort

    def to(self, period: Period | None) -> str:
        query = self._asked.copy()
        if period:
            query["since"], query["until"] = period.sides
        return f"{self._path}?{query.urlencode()}" if query else self._path


def picture_of(
    records: RecordQuerySet, total: int, reach: tuple[date, date] | None, chosen: Period | None, way: Way
) -> Picture | None:
    """The picture of `records`, of which there are `total`; one query.

    `reach` is what the dates of all records of the question span, `chosen` the period to which they are narrowed, if
    any. None where there is nothing to draw.
    """
    if reach is None:
        return None
    period = chosen or Period(*reach)
    years = f"{reach[0].year} to {reach[1].year}" if reach[0].year < reach[1].year else str(reach[0].year)
    before, after = period.beside() if chosen else (None, None)
    picture = Picture(
        period=period,
        name=period.name if chosen else years,
        wider=wider(period, Period(*reach), way) if chosen else [],
        earlier=Step(before.name, way.to(before)) if before and before.last >= reach[0] else None,
        later=Step(after.name, way.to(after)) if after and after.first <= reach[1] else None,
    )
    if total > MOST_MARKS:
        count(picture, records, way)
    elif total:
        draw(picture, records, way, chosen is not None)
    return picture


def wider(period: Period, every: Period, way: Way) -> list[Step]:
    """From all time down to the period: those that hold it and are not all time themselves."""
    held = [one for one in period.around() if one.first > every.first or one.last < every.last]
    steps = [Step(one.name, way.to(one)) for one in held]
    return [Step("All time", way.to(None)), *steps, Step(period.name, "", True)]


def draw(picture: Picture, records: RecordQuerySet, way: Way, chosen: bool) -> None:
    rows = list(records.oldest_first().values_list("kind", "slug", "title", "when", "earliest"))
    items = [
        Item(kinds.KINDS[kind].plural, kinds.address(kind, slug), shortened(title), when)
        for kind, slug, title, when, _ in in_lanes(rows)
    ]
    period = picture.period
    picture.marks = timeline(items, period if chosen else frame_period(period.first, period.last))
    picture.closer = closer([day for *_, day in rows if day and day in period], way)


def closer(days: Iterable[date], way: Way) -> list[Step]:
    """The intervals in which the days lie, by the largest that parts them; none where they are all of one day."""
    for scale in Scale:
        begun = Counter(interval(day, scale) for day in days)
        if len(begun) > 1:
            return [Step(f"{one.name} ({begun[one]})", way.to(one)) for one in sorted(begun, key=lambda one: one.first)]
    return []


def in_lanes(rows: Iterable[tuple]) -> list[tuple]:
    """The rows by kind, in the order in which the kinds stand everywhere."""
    order = list(kinds.KINDS)
    return sorted(rows, key=lambda row: order.index(row[0]))


def shortened(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"


def count(picture: Picture, records: RecordQuerySet, way: Way) -> None:
    period, scale = picture.period, picture.period.scale
    intervals = period.intervals(scale)
    keys = {one.last.isoformat()[:scale] for one in intervals}
    sure: Counter[str] = Counter()
    less: Counter[str] = Counter()
    for begun, told, number in records.by_interval(scale):
        if begun is None:
            picture.unknown += number
        elif begun not in keys:
            picture.before += number
        else:
            (sure if begun == told else less)[begun] += number
    picture.bars = interval_bars(scale, counted(intervals, scale, sure, less, way))


def counted(
    intervals: Sequence[Period], scale: Scale, sure: Counter[str], less: Counter[str], way: Way
) -> list[Counted]:
    found = []
    for one in intervals:
        key = one.last.isoformat()[:scale]
        found.append(Counted(one, way.to(one), sure[key], less[key]))
    return found
