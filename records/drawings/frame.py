"""The years a drawing covers, the marks of its axis, and how much text fits on a phone. Pure."""

from dataclasses import dataclass
from datetime import date

# The width of a drawing on a phone of 390 px, and of one character of its labels.
NARROW = 340
CHARACTER = 6.6
LONGEST_LABEL = 48
YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200)
MOST_STEPS = 6
# fmt: off
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# fmt: on


def per_cent(number: float) -> str:
    return f"{number:.2f}%"


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis; `anchor` keeps the labels at both ends inside the drawing."""

    x: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The years that a drawing covers, from 1 January to 1 January, laid between two margins in per cent."""

    start: date
    end: date
    left: float = 0.0
    right: float = 100.0

    def x(self, day: date) -> float:
        part = (day - self.start).days / max((self.end - self.start).days, 1)
        return self.left + min(max(part, 0.0), 1.0) * (self.right - self.left)


def later(day: date, days: int) -> date:
    """The day so many days later, or the last one there is."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def frame_of(first: date, last: date, left: float = 0.0, right: float = 100.0) -> Frame:
    end = date(min(last.year + 1, date.max.year), 1, 1)
    return Frame(date(first.year, 1, 1), end, left, right)


def ticks_of(frame: Frame) -> list[Tick]:
    """At most seven marks: months in a frame of one or two years, else years in round steps."""
    years = frame.end.year - frame.start.year
    if years <= 2:
        return [tick(frame, day) for day in month_marks(frame, 3 * max(years, 1))]
    step = next((one for one in YEAR_STEPS if years / one <= MOST_STEPS), YEAR_STEPS[-1])
    first = -(-frame.start.year // step) * step
    return [tick(frame, date(year, 1, 1)) for year in range(first, frame.end.year + 1, step)]


def month_marks(frame: Frame, step: int) -> list[date]:
    count = (frame.end.year - frame.start.year) * 12
    return [date(frame.start.year + months // 12, months % 12 + 1, 1) for months in range(0, count + 1, max(step, 1))]


def tick(frame: Frame, day: date) -> Tick:
    x = frame.x(day)
    label = str(day.year) if day.month == 1 else MONTHS[day.month - 1]
    anchor = "start" if x < 5 else "end" if x > 95 else "middle"
    return Tick(per_cent(x), label, anchor)


def one_in(number: int, characters: int) -> int:
    """Of how many labels in a row one can be printed without touching the next on a phone."""
    room = NARROW / number
    needed = characters * CHARACTER + 4
    return max(1, -int(-needed // room))
