"""Records in time: a mark for each, in lanes by kind, packed so that none hides another. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from records.dates import words
from records.drawings.frame import CHARACTER, MONTHS, NARROW, YEAR_STEPS, Frame, Tick, later, per_cent
from records.extent import Extent, extent
from records.periods import Period

LEFT, RIGHT = 4.0, 96.0
BEFORE, AFTER = per_cent(0.0), per_cent(100.0)
# A mark is 24 px wide at least, on a phone too, so that it can be hit.
TARGET = 24
WIDEST_DOT = 1.6
NARROWEST_OPEN = 2.4
AXIS_TOP, HEAD, ROW, BETWEEN = 26, 24, 26, 10
MOST_TICKS = 6
# Between two labels of the axis, in per cent of a phone: 8 px.
LABELS_APART = 8 / NARROW * 100
LONG_STEPS = (*YEAR_STEPS, 500, 1000, 2000, 5000)
TALL = 420


@dataclass(frozen=True, slots=True)
class Item:
    """A dated record; `lane` is the name of its kind."""

    lane: str
    url: str
    title: str
    when: str


@dataclass(frozen=True, slots=True)
class Stroke:
    style: str
    x1: str
    x2: str
    y1: int
    y2: int


@dataclass(frozen=True, slots=True)
class Dot:
    style: str
    x: str
    y: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One record: `target` is what can be hit, `arrow` says that it is known to go on."""

    url: str
    title: str
    target: Stroke
    strokes: list[Stroke]
    dots: list[Dot]
    arrow: int = 0


@dataclass(frozen=True, slots=True)
class LaneOfKind:
    label: str
    y: int
    line: int
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class Timeline:
    lanes: list[LaneOfKind]
    ticks: list[Tick]
    top: int
    axis: int
    labels: int
    height: int
    words: str
    twice: bool
    signs: dict[str, bool]


@dataclass(slots=True)
class Shape:
    """The parts of one mark in per cent: sure days, open ones, sides that are not known."""

    start: float
    end: float
    sure: tuple[float, float] | None = None
    open: list[tuple[float, float]] = field(default_factory=list)
    endless: list[tuple[float, float]] = field(default_factory=list)
    goes_on: bool = False
    doubtful: bool = False


def timeline(items: Iterable[Item], period: Period) -> Timeline | None:
    """The marks of dated records within a period, in the order given; what lies beyond it runs into the margin.

    Solid is what is sure, a line between two strokes the days on one of which it was, a broken line a side that is not
    known. A hollow mark is one that its source leaves in doubt.
    """
    lanes: dict[str, list[Item]] = {}
    for item in items:
        lanes.setdefault(item.lane, []).append(item)
    if not lanes:
        return None
    frame = Frame(period.first, later(period.last, 1), LEFT, RIGHT)
    shapes: list[Shape] = []
    drawn, y = [], AXIS_TOP
    for label, held in lanes.items():
        lane, height = lane_of(f"{label} · {len(held)}", held, frame, y, shapes)
        drawn.append(lane)
        y += height
    return Timeline(
        lanes=drawn,
        ticks=ticks(frame, period),
        top=AXIS_TOP - 10,
        axis=y,
        labels=y + 20,
        height=y + 30,
        words=f"{sum(map(len, lanes.values()))} records, {period.name}",
        twice=y > TALL,
        signs=signs(shapes),
    )


def signs(shapes: Sequence[Shape]) -> dict[str, bool]:
    """Which of the signs occur, for the key of the drawing."""
    return {
        "dot": any(one.sure and one.sure[1] - one.sure[0] < WIDEST_DOT for one in shapes),
        "bar": any(one.sure and one.sure[1] - one.sure[0] >= WIDEST_DOT for one in shapes),
        "open": any(one.open for one in shapes),
        "endless": any(one.endless for one in shapes),
        "goes_on": any(one.goes_on for one in shapes),
        "doubtful": any(one.doubtful and one.sure for one in shapes),
    }


def lane_of(label: str, items: Sequence[Item], frame: Frame, top: int, shapes: list[Shape]) -> tuple[LaneOfKind, int]:
    """A lane with its marks in as many rows as they need, and its height."""
    rows: list[float] = []
    marks = []
    for item in items:
        shape = shape_of(extent(item.when), frame)
        shapes.append(shape)
        start, end = room(shape)
        row = next((number for number, taken in enumerate(rows) if start >= taken), len(rows))
        rows[row : row + 1] = [end]
        marks.append(mark(item, shape, top + HEAD + row * ROW + ROW // 2))
    height = HEAD + len(rows) * ROW + BETWEEN
    return LaneOfKind(label, top + HEAD - 8, top + HEAD - 4, marks), height


def room(shape: Shape) -> tuple[float, float]:
    """What a mark takes up of its row, in per cent, where the drawing is at its narrowest."""
    target = TARGET / NARROW * 100
    return shape.start - target / 2, shape.end + target / 2 + 0.3


def shape_of(span: Extent, frame: Frame) -> Shape:
    """Where the parts of a date lie; what is before or after the frame runs into its margins."""
    first, last = span.earliest, span.latest
    sure = (at(span.sure[0], frame), at(after(span.sure[1]), frame)) if span.sure else None
    known = [day for day in (first, last, *(span.sure or ()), span.begins[1], span.ends[0]) if day]
    start, end = at(min(known), frame), at(after(max(known)), frame)
    shape = Shape(start, end, sure, doubtful=span.doubtful, goes_on=span.goes_on)
    if sure is None:
        shape.open.append((start, end))
    else:
        shape.open += [(one, other) for one, other in ((start, sure[0]), (sure[1], end)) if other - one > 0.2]
    if first is None:
        shape.endless.append((0.0, start))
        shape.start = 0.0
    if last is None:
        shape.endless.append((end, 100.0))
        shape.end = 100.0
    return shape


def after(day: date) -> date:
    return later(day, 1)


def at(day: date, frame: Frame) -> float:
    if day < frame.start:
        return 0.0
    return 100.0 if day > frame.end else frame.x(day)


def mark(item: Item, shape: Shape, y: int) -> Mark:
    hollow = "-hollow" if shape.doubtful else ""
    strokes = [Stroke("t-never", per_cent(one), per_cent(other), y, y) for one, other in shape.endless]
    for one, other in map(seen, shape.open):
        strokes.append(Stroke("t-open", per_cent(one), per_cent(other), y, y))
        strokes += [Stroke("t-tip", per_cent(x), per_cent(x), y - 5, y + 5) for x in (one, other)]
    dots = []
    if shape.sure and shape.sure[1] - shape.sure[0] < WIDEST_DOT:
        dots = [Dot(f"t-dot{hollow}", per_cent(sum(shape.sure) / 2), y)]
    elif shape.sure:
        ends = (per_cent(shape.sure[0]), per_cent(shape.sure[1]))
        strokes += [Stroke(style, *ends, y, y) for style in (("t-bar", "t-core") if hollow else ("t-bar",))]
        if hollow:
            # Where it ends within the drawing it is closed: two bare lines would be no bar.
            strokes += [Stroke("t-tip", end, end, y - 5, y + 5) for end in ends if end not in (BEFORE, AFTER)]
    return Mark(
        url=item.url,
        title=f"{words(item.when)}: {item.title}",
        target=Stroke("t-hit", per_cent(shape.start), per_cent(max(shape.end, shape.start + 0.05)), y, y),
        strokes=strokes,
        dots=dots,
        arrow=y if shape.goes_on else 0,
    )


def seen(stretch: tuple[float, float]) -> tuple[float, float]:
    """As it is, or as wide as its two strokes need so as not to become one."""
    start, end = stretch
    lacking = max(0.0, NARROWEST_OPEN - (end - start)) / 2
    return max(start - lacking, 0.0), min(end + lacking, 100.0)


def ticks(frame: Frame, period: Period) -> list[Tick]:
    """At most seven marks in round steps, from days to thousands of years, of which no label touches the next."""
    days = (frame.end - frame.start).days
    months = (frame.end.year - frame.start.year) * 12 + frame.end.month - frame.start.month
    if days <= MOST_TICKS * 14:
        return closest(by_days(frame, days, step) for step in (1, 2, 4, 7, 14, 28) if days / step <= MOST_TICKS)
    if months <= MOST_TICKS * 6:
        return closest(by_months(frame, period, step) for step in (1, 3, 6, 12) if months / step <= MOST_TICKS)
    return closest(by_years(frame, step) for step in LONG_STEPS if period.years / step <= MOST_TICKS)


def closest(options: Iterable[list[Tick]]) -> list[Tick]:
    """The first of which the labels stand apart, else the last that has any."""
    found: list[Tick] = []
    for one in options:
        found = one or found
        if one and stand_apart(one):
            break
    return found


def stand_apart(marked: Sequence[Tick]) -> bool:
    ends = [sides(one) for one in marked]
    return all(end + LABELS_APART <= start for (_, end), (start, _) in pairwise(ends))


def sides(tick: Tick) -> tuple[float, float]:
    """Where its label begins and ends on a phone, in per cent."""
    x, width = float(tick.x.removesuffix("%")), width_of(tick.label)
    start = x - {"start": 0.0, "middle": width / 2, "end": width}[tick.anchor]
    return start, start + width


def width_of(text: str) -> float:
    return len(text) * CHARACTER / NARROW * 100


def by_days(frame: Frame, days: int, step: int) -> list[Tick]:
    marked = [later(frame.start, number) for number in range(0, days, step)]
    return [label(frame, day, f"{day.day} {MONTHS[day.month - 1]}") for day in marked]


def by_months(frame: Frame, period: Period, step: int) -> list[Tick]:
    firsts = (date(number // 12, number % 12 + 1, 1) for number in numbers(period, step))
    return [label(frame, day, month_name(day)) for day in firsts if frame.start <= day <= frame.end]


def by_years(frame: Frame, step: int) -> list[Tick]:
    years = range(-(-frame.start.year // step) * step, frame.end.year + 1, step)
    return [label(frame, date(year, 1, 1), str(year)) for year in years if year > 0]


def numbers(period: Period, step: int) -> range:
    """Months counted from the year 0, in steps that begin with a January."""
    first = period.first.year * 12 + period.first.month - 1
    last = min(period.last.year * 12 + period.last.month, date.max.year * 12 + 11)
    return range(-(-first // step) * step, last + 1, step)


def month_name(day: date) -> str:
    return str(day.year) if day.month == 1 else MONTHS[day.month - 1]


def label(frame: Frame, day: date, text: str) -> Tick:
    x, half = frame.x(day), width_of(text) / 2
    return Tick(per_cent(x), text, "start" if x < half else "end" if x > 100 - half else "middle")


def frame_period(first: date, last: date) -> Period:
    """The days of records with some room beside them, so that a mark at the edge is not taken for one that runs on."""
    aside = max(1, (last - first).days // 40)
    before = date.fromordinal(max(first.toordinal() - aside, 1))
    return Period(before, later(last, aside))
