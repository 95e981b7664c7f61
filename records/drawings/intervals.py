"""Bars of records by interval, each of which leads to the interval itself. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from records.drawings.counts import BAR_BASE, Bars, bars
from records.drawings.frame import MONTHS, per_cent
from records.periods import NAMES, Period, Scale


@dataclass(frozen=True, slots=True)
class Counted:
    """An interval: the records known to begin in it, and those that do so at the earliest, their dates being less close."""

    period: Period
    url: str
    sure: int
    less: int

    @property
    def total(self) -> int:
        return self.sure + self.less


@dataclass(frozen=True, slots=True)
class IntervalBar:
    name: str
    url: str
    total: int
    less: int
    slot_x: str
    slot_width: str
    x: str
    width: str
    y: int
    height: int
    less_y: int
    less_height: int

    @property
    def number(self) -> str:
        """The total as it is read: "1,204"."""
        return f"{self.total:,}"

    @property
    def faint(self) -> str:
        """How many of them are less close, as it is read."""
        return f"{self.less:,}"


@dataclass(frozen=True, slots=True)
class IntervalBars:
    """`bars` are those with a record, `plain` the same figure with its labels and its axis."""

    bars: list[IntervalBar]
    plain: Bars
    less: int


def interval_bars(scale: Scale, counted: Sequence[Counted]) -> IntervalBars | None:
    """None where there is but one interval, or nothing in any."""
    plain = bars(NAMES[scale], [(one.period.name, short(one.period, scale), one.total) for one in counted])
    if plain is None or len(counted) < 2:
        return None
    drawn = []
    slot = 100 / max(len(counted), 12)
    for number, (one, bar) in enumerate(zip(counted, plain.bars, strict=True)):
        if not one.total:
            continue
        # However few there are among many, a bar is to be seen.
        height = max(bar.height, 2)
        less = round(height * one.less / one.total)
        drawn.append(
            IntervalBar(
                name=one.period.name,
                url=one.url,
                total=one.total,
                less=one.less,
                slot_x=per_cent(number * slot),
                slot_width=per_cent(slot),
                x=bar.x,
                width=bar.width,
                y=BAR_BASE - height + less,
                height=height - less,
                less_y=BAR_BASE - height,
                less_height=less,
            )
        )
    return IntervalBars(drawn, plain, sum(one.less for one in counted))


def short(period: Period, scale: Scale) -> str:
    first = period.first
    if scale == Scale.DAY:
        return str(first.day)
    if scale == Scale.MONTH:
        return str(first.year) if first.month == 1 else MONTHS[first.month - 1]
    years = str(first.year if scale == Scale.YEAR else first.year // 10 * 10)
    return f"{years}s" if scale == Scale.DECADE else years
