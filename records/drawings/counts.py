"""Bars of a count by month or year. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from records.drawings.frame import CHARACTER, MONTHS, NARROW, one_in, per_cent


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: `label` under it, `name` in the table; `value` over it or "" where there is no room."""

    name: str
    count: int
    style: str
    x: str
    width: str
    y: int
    height: int
    middle: str
    label: str
    value: str
    value_y: int
    label_y: int = 140

    @property
    def number(self) -> str:
        """The count as it is read: "1,204"."""
        return f"{self.count:,}"


@dataclass(frozen=True, slots=True)
class Bars:
    bars: list[Bar]
    head: str
    words: str
    faint: bool
    total: int
    axis: int = 122
    height: int = 148

    @property
    def valued(self) -> list[Bar]:
        return [bar for bar in self.bars if bar.value]

    @property
    def labelled(self) -> list[Bar]:
        return [bar for bar in self.bars if bar.label]


BAR_TOP, BAR_BASE = 24, 122
MOST_YEARS = 40
# A few bars stand side by side as twelve would, rather than fill the width.
FEWEST_SLOTS = 12


def bars_by_month(counts: Mapping[date, int], unfinished: date | None = None) -> Bars | None:
    """One bar a month from the first to the last; keys are first days, months without a key count as none."""
    if not any(counts.values()):
        return None
    first, last = min(counts), max(counts)
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    months = [date(number // 12, number % 12 + 1, 1) for number in numbers]
    named = [
        (
            f"{MONTHS[day.month - 1]} {day.year}",
            MONTHS[day.month - 1],
            counts.get(day, 0),
        )
        for day in months
    ]
    return bars("Month", named, faint=months.index(unfinished) if unfinished in months else None)


def bars_by_year(counts: Mapping[int, int], unfinished: int | None = None) -> Bars | None:
    """One bar a year from the first to the last; one a decade where there are more than forty years."""
    if not any(counts.values()):
        return None
    first, last = min(counts), max(counts)
    if last - first < MOST_YEARS:
        years = range(first, last + 1)
        named = [(str(year), str(year), counts.get(year, 0)) for year in years]
        return bars(
            "Year",
            named,
            faint=years.index(unfinished) if unfinished is not None and unfinished in years else None,
        )
    decades = range(first // 10 * 10, last + 1, 10)
    named = [
        (
            f"{ten} to {ten + 9}",
            f"{ten}s",
            sum(counts.get(year, 0) for year in range(ten, ten + 10)),
        )
        for ten in decades
    ]
    faint = None if unfinished is None else (unfinished - decades[0]) // 10
    return bars("Years", named, faint=faint)


def bars(head: str, named: Sequence[tuple[str, str, int]], faint: int | None = None) -> Bars | None:
    """Bars of (name, short label, count); the one at the index `faint` stands for a time that is not over."""
    most = max((count for _, _, count in named), default=0)
    if most == 0:
        return None
    slots = max(len(named), FEWEST_SLOTS)
    slot = 100 / slots
    widest = max(len(label) for _, label, _ in named)
    every = one_in(slots, widest)
    # A label wider than its slot would stick out on either side of the drawing: there none is printed.
    edge = widest * CHARACTER / NARROW * 50
    within = [number for number in range(len(named)) if edge <= (number + 0.5) * slot <= 100 - edge]
    labelled = set(within[::every])
    crowded = one_in(slots, len(f"{most:,}")) > 1
    drawn = []
    for number, (name, label, count) in enumerate(named):
        height = round(count / most * (BAR_BASE - BAR_TOP))
        shown = count == most if crowded else count > 0
        drawn.append(
            Bar(
                name=name,
                count=count,
                style="bar-soft" if number == faint else "bar-fill",
                x=per_cent(number * slot + slot * 0.25),
                width=per_cent(slot * 0.5),
                y=BAR_BASE - height,
                height=height,
                middle=per_cent((number + 0.5) * slot),
                label=label if number in labelled else "",
                value=f"{count:,}" if shown else "",
                value_y=BAR_BASE - height - 6,
            )
        )
    words = f"{named[0][0]} to {named[-1][0]}, at most {most:,}" if len(named) > 1 else f"{named[0][0]}: {most:,}"
    total = sum(count for _, _, count in named)
    return Bars(drawn, head, words, faint is not None and 0 <= faint < len(named), total)
