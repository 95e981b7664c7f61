"""A strip of tenures: who held a post over time, or the posts one person held. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from records.directions import apart
from records.drawings.frame import (
    CHARACTER,
    LONGEST_LABEL,
    NARROW,
    Frame,
    Tick,
    frame_of,
    later,
    per_cent,
    ticks_of,
)


@dataclass(frozen=True, slots=True)
class Span:
    """One tenure as the strip draws it: None where a bound is not known; `cells` are its cells in the table.

    `goes_on`: known to last to this day, which an unknown end is not. `vacant_from`: the first day of the vacancy
    that this tenure ended. `closed_by`: the last day on which one without a recorded end can have lasted, as is inferred.
    `stands_in`: in somebody's place, and not in their own right.
    """

    label: str
    url: str = ""
    appointed: date | None = None
    start_earliest: date | None = None
    start_latest: date | None = None
    end_earliest: date | None = None
    end_latest: date | None = None
    goes_on: bool = False
    cells: tuple[str, ...] = ()
    vacant_from: date | None = None
    closed_by: date | None = None
    stands_in: bool = False

    @property
    def days(self) -> list[date]:
        bounds = (
            self.appointed,
            self.start_earliest,
            self.start_latest,
            self.end_earliest,
            self.end_latest,
            self.closed_by if self.start_earliest or self.appointed else None,
        )
        return [day for day in bounds if day]

    @property
    def end_unknown(self) -> bool:
        return not self.goes_on and self.end_earliest is None and self.end_latest is None

    @property
    def last_open(self) -> date | None:
        """Where the outline of an end that is not known leads; None for the edge of the frame."""
        begun = self.start_latest or self.start_earliest or self.appointed
        return self.closed_by if self.closed_by and begun and self.closed_by > begun else None

    @property
    def sure(self) -> tuple[date, date] | None:
        """The days that are attested."""
        known = self.start_latest, self.end_earliest
        return (known[0], known[1]) if known[0] and known[1] and known[0] < known[1] else None


@dataclass(frozen=True, slots=True)
class Piece:
    style: str
    x: str
    width: str
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class StripRow:
    label: str
    short: str
    url: str
    x: str
    anchor: str
    y: int
    pieces: list[Piece]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """`rows` in the order given; `undated` are in the table only."""

    rows: list[StripRow]
    undated: list[Span]
    ticks: list[Tick]
    axis: int
    labels: int
    height: int
    words: str
    head: str
    columns: tuple[str, ...]
    rough: bool
    open_ended: bool
    gaps: bool
    inferred: bool
    stand_ins: bool
    overlaps: bool


def strip(
    spans: Iterable[Span], today: date, head: str, columns: tuple[str, ...] = (), one_at_a_time: bool = False
) -> Strip | None:
    """The strip of `spans`: `head` is the heading of the labels in the table, `columns` those of their cells;
    `one_at_a_time`: days that two of them share are marked.

    Solid is what is attested: from the latest day of the start to the earliest of the end. Faint is what the
    dates leave open, the time between appointment and start among it. A broken outline leads to the edge of
    the frame where no end, or no start, is known: an unknown end is never turned into a date, though it is drawn no further
    than a death or a successor allows. A thin line leads from the beginning of a vacancy to whom it ended with. Whoever stood
    in for somebody is drawn hollow. A line under a bar marks days that two held in their own right.
    """
    given = list(spans)
    dated = [span for span in given if span.days]
    if not dated:
        return None
    frame = frame_for(dated, today)
    tall = 37 if len(dated) <= 12 else 29
    shared = shared_days(dated) if one_at_a_time else {}
    rows = [strip_row(span, frame, today, number * tall, shared.get(number, ())) for number, span in enumerate(dated)]
    axis = len(dated) * tall + 12
    styles = {piece.style for row in rows for piece in row.pieces}
    return Strip(
        rows=rows,
        undated=[span for span in given if not span.days],
        ticks=ticks_of(frame),
        axis=axis,
        labels=axis + 20,
        height=axis + 30,
        words=years(*ends_of(dated)),
        head=head,
        columns=columns,
        rough="bar-soft" in styles,
        open_ended="bar-open" in styles,
        gaps="bar-gap" in styles,
        inferred=any(span.end_unknown and span.last_open for span in dated),
        stand_ins="bar-acting" in styles,
        overlaps="bar-shared" in styles,
    )


def ends_of(spans: Sequence[Span]) -> tuple[date, date]:
    days = [day for span in spans for day in span.days]
    return min(days), max(days)


def frame_for(spans: Sequence[Span], today: date) -> Frame:
    first, last = ends_of(spans)
    last = max(last, today) if any(span.goes_on for span in spans) else last
    if any(span.end_unknown and not span.last_open for span in spans):
        # Room for the outline to be seen as one.
        last = later(last, max(366, (last - first).days // 10))
    return frame_of(first, last)


def shared_days(spans: Sequence[Span]) -> dict[int, list[tuple[date, date]]]:
    """Place of a span -> the days that it certainly shares with another one; whoever stands in shares none."""
    sure = sorted((*one.sure, place) for place, one in enumerate(spans) if one.sure and not one.stands_in)
    found: dict[int, list[tuple[date, date]]] = {}
    for at, (begun, over, place) in enumerate(sure):
        for other_begun, other_over, other in sure[at + 1 :]:
            if other_begun >= over:
                break
            for each in (place, other):
                widen(found.setdefault(each, []), max(begun, other_begun), min(over, other_over))
    return found


def widen(days: list[tuple[date, date]], begun: date, over: date) -> None:
    """Add days to some that begin no later."""
    if days and begun <= days[-1][1]:
        days[-1] = days[-1][0], max(days[-1][1], over)
    else:
        days.append((begun, over))


def years(first: date, last: date) -> str:
    return f"{first.year} to {last.year}" if first.year != last.year else str(first.year)


def strip_row(span: Span, frame: Frame, today: date, top: int, shared: Sequence[tuple[date, date]] = ()) -> StripRow:
    drawn = stretches(span, frame, today)
    if span.stands_in:
        drawn = [("bar-acting" if style == "bar-fill" else style, start, end) for style, start, end in drawn]
    doubled = [("bar-shared", frame.x(begun), frame.x(over)) for begun, over in shared]
    short = span.label if len(span.label) <= LONGEST_LABEL else f"{span.label[: LONGEST_LABEL - 1].rstrip()}…"
    x, anchor = beside(min(one[1] for one in drawn), max(one[2] for one in drawn), short)
    pieces = [piece(style, start, end, top + 23) for style, start, end in [*gap(span, frame), *drawn, *doubled]]
    return StripRow(span.label, apart(short), span.url, per_cent(x), anchor, top + 16, pieces, span.cells)


def stretches(span: Span, frame: Frame, today: date) -> list[tuple[str, float, float]]:
    """(style, from, to) of the pieces of one tenure, in per cent, left to right; at least one."""
    last = today if span.goes_on else span.end_latest or span.end_earliest
    known_from = span.start_latest or span.start_earliest or span.appointed
    known_to = today if span.goes_on else span.end_earliest
    found: list[tuple[str, float, float]] = []
    begun = earliest(span.appointed, span.start_earliest)
    if begun is None:
        edge = known_from or known_to or last
        found.append(("bar-open", frame.left, frame.x(edge) if edge else frame.right))
    elif known_from and begun < known_from:
        found.append(
            (
                "bar-soft",
                frame.x(begun),
                frame.x(min(known_from, last) if last else known_from),
            )
        )
    if known_from and known_to and known_from <= known_to:
        found.append(("bar-fill", frame.x(known_from), frame.x(later(known_to, 1))))
    elif known_from and last is None:
        found.append(
            (
                "bar-fill",
                frame.x(known_from),
                min(frame.x(known_from) + 0.9, frame.right),
            )
        )
    settled = latest(known_from, known_to)
    if last is None:
        until = frame.x(later(span.last_open, 1)) if span.last_open else frame.right
        found.append(("bar-open", found[-1][2], until))
    elif settled and last > settled:
        found.append(("bar-soft", frame.x(settled), frame.x(last)))
    return [one for one in found if one[2] > one[1]] or [("bar-fill", *thin(found, frame))]


def gap(span: Span, frame: Frame) -> list[tuple[str, float, float]]:
    if span.vacant_from is None or span.start_earliest is None:
        return []
    return [("bar-gap", frame.x(span.vacant_from), frame.x(span.start_earliest))]


def earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def latest(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def thin(found: list[tuple[str, float, float]], frame: Frame) -> tuple[float, float]:
    """A tenure of a single day, still to be seen."""
    x = min(found[0][1] if found else frame.left, frame.right - 0.9)
    return x, x + 0.9


def piece(style: str, start: float, end: float, y: int) -> Piece:
    if style == "bar-open":
        return Piece(style, per_cent(start), per_cent(end - start), f"{y + 0.75}", "5.5")
    if style == "bar-acting":
        return Piece(style, per_cent(start), per_cent(max(end - start, 0.5)), f"{y + 0.75}", "5.5")
    if style == "bar-shared":
        return Piece(style, per_cent(start), per_cent(max(end - start, 0.5)), f"{y + 8.5}", "2")
    if style == "bar-gap":
        return Piece(style, per_cent(start), per_cent(end - start), f"{y + 3}", "1")
    return Piece(style, per_cent(start), per_cent(max(end - start, 0.5)), str(y), "7")


def beside(start: float, end: float, label: str) -> tuple[float, str]:
    """Where a label stands over its bar and fits on a phone: from its start, to its end, or at the edge."""
    width = len(label) * CHARACTER / NARROW * 100
    if start + width <= 100:
        return start, "start"
    if end - width >= 0:
        return end, "end"
    return (0.0, "start") if start + end <= 100 else (100.0, "end")
