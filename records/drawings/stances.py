"""The lanes of a claim: who affirmed, who denied, over time. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from records.drawings.frame import Tick, frame_of, per_cent, ticks_of

UPPER, MIDDLE, LOWER = 24, 54, 84
LANES = {
    "affirms": ("yes", UPPER),
    "repeats": ("yes", UPPER),
    "affirms in part": ("part", UPPER),
    "questions": ("part", MIDDLE),
    "no position": ("part", MIDDLE),
    "retracts": ("no", MIDDLE),
    "denies in part": ("part", LOWER),
    "denies": ("no", LOWER),
}
# How far points move apart, in pixels, that would hide each other.
ASIDE = (0, -11, 11)
TOUCHING = 3.2


@dataclass(frozen=True, slots=True)
class Point:
    """Somebody taking a stance: `who` and `when` are the cells of the table (safe HTML or text)."""

    day: date | None
    stance: str
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    style: str
    x: str
    y: int
    r: str


@dataclass(frozen=True, slots=True)
class Lanes:
    """`points` are all, in the order given, for the table; `undated` is the number of those not drawn."""

    dots: list[Dot]
    ticks: list[Tick]
    points: list[Point]
    undated: int
    words: str
    height: int = 132
    axis: int = MIDDLE
    upper: int = UPPER + 4
    lower: int = LOWER + 4
    labels: int = 124


def lanes(points: Iterable[Point]) -> Lanes | None:
    """Who affirmed above the line, who denied below it, by day; the rest on it."""
    given = list(points)
    dated = sorted(
        ((point.day, point.stance) for point in given if point.day),
        key=lambda one: one[0],
    )
    if not dated:
        return None
    frame = frame_of(dated[0][0], dated[-1][0], left=15.0, right=98.0)
    spread = Spread()
    dots = [spread.dot(frame.x(day), *LANES.get(stance.replace("_", " "), ("part", MIDDLE))) for day, stance in dated]
    first, last = dated[0][0].year, dated[-1][0].year
    span = str(first) if first == last else f"{first} to {last}"
    return Lanes(
        dots=dots,
        ticks=ticks_of(frame),
        points=given,
        undated=len(given) - len(dated),
        words=f"{len(dated)} stance{'' if len(dated) == 1 else 's'}, {span}",
    )


@dataclass(slots=True)
class Spread:
    """Moves dots of one lane apart that would hide each other; dots come from left to right."""

    last: dict[int, float] = field(default_factory=dict)
    turn: dict[int, int] = field(default_factory=dict)

    def dot(self, x: float, style: str, lane: int) -> Dot:
        close = lane in self.last and x - self.last[lane] < TOUCHING
        self.turn[lane] = self.turn.get(lane, 0) + 1 if close else 0
        self.last[lane] = x
        aside = ASIDE[self.turn[lane] % len(ASIDE)]
        return Dot(style, per_cent(x), lane + aside, "4.5" if lane == MIDDLE else "6")
