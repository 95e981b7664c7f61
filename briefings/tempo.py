"""The tempo of visits: bars of how many began in a month, a year or a decade. Pure."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from records.drawings import Bars, bars_by_month, bars_by_year

# The year, and the month where it is one; in a set, only the year.
START = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?|\[([0-9]{4})")
# Two years by month is as much as stands side by side on a phone.
MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Tempo:
    """`head` says what is counted and for which time, `left_out` how many could not be counted, "" if none."""

    bars: Bars
    head: str
    left_out: str


def tempo(starts: Mapping[str, int], today: date) -> Tempo | None:
    """The tempo of what began at these times; None where no date is known.

    The keys are EDTF texts cut to seven characters ("2024-05", "2024", "[2024-0"). By month where two years hold all
    that is known to the month, else by year, and by decade where there are more than forty years.
    """
    months: Counter[int] = Counter()
    years: Counter[int] = Counter()
    for start, number in starts.items():
        if found := START.match(start):
            year, month, of_set = found.groups()
            years[int(year or of_set)] += number
            if month:
                months[int(year) * 12 + int(month) - 1] += number
    total = sum(starts.values())
    if not months or max(months) - min(months) >= MOST_MONTHS:
        bars = bars_by_year(years, unfinished=today.year)
        return made(bars, "decade" if bars and bars.head == "Years" else "year", total - years.total())
    by_month = {date(number // 12, number % 12 + 1, 1): count for number, count in months.items()}
    return made(bars_by_month(by_month, unfinished=today.replace(day=1)), "month", total - months.total())


def made(bars: Bars | None, each: str, left_out: int) -> Tempo | None:
    if bars is None:
        return None
    first, last = bars.bars[0].name.split(" to ")[0], bars.bars[-1].name.split(" to ")[-1]
    head = f"Visits a {each}, {first}" + (f" to {last}" if first != last else "")
    are = "1 visit is" if left_out == 1 else f"{left_out} visits are"
    less = "month" if each == "month" else "year"
    return Tempo(bars, head, f"{are} known less closely than to the {less}, and not counted." if left_out else "")
