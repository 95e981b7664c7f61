"""How a date lies in time: when it begins and ends, each as closely as it is known, and the days that are sure. Pure."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from records.dates import Bounds, bounds

UNKNOWN: Bounds = (None, None)


@dataclass(frozen=True, slots=True)
class Extent:
    """`begins` and `ends` are the bounds of either side, which are one and the same for a single date or a set.

    `lasts`: it is an interval; `goes_on`: an interval without an end (`/..`), which an unknown one is not; `doubtful`: the
    source leaves doubt (? ~ %).
    """

    begins: Bounds
    ends: Bounds
    lasts: bool
    goes_on: bool
    doubtful: bool

    @property
    def earliest(self) -> date | None:
        return self.begins[0]

    @property
    def latest(self) -> date | None:
        return self.ends[1]

    @property
    def sure(self) -> tuple[date, date] | None:
        """The first and the last of the days in a row on which it was, whatever the open parts of the date were."""
        begun, ended = self.begins[1], self.ends[0]
        if not self.lasts:
            return (begun, begun) if begun and begun == self.begins[0] else None
        if begun and ended:
            return (begun, ended) if begun <= ended else None
        known, exact = (begun, begun == self.begins[0]) if begun else (ended, ended == self.ends[1])
        return (known, known) if known and exact else None

    @property
    def exact(self) -> bool:
        """Known to the day on every side, and without doubt."""
        return not self.doubtful and self.sure == (self.earliest, self.latest)


@lru_cache(maxsize=32768)
def extent(text: str) -> Extent:
    """The extent of an EDTF text that has been checked; raises DateError as `bounds` does."""
    text = text.strip()
    doubtful = any(mark in text for mark in "?~%")
    if text.startswith("[") or "/" not in text:
        return Extent(bounds(text), bounds(text), False, False, doubtful)
    earliest, latest = bounds(text)
    start, _, end = text.partition("/")
    begins = bounds(start) if earliest else UNKNOWN
    ends = bounds(end) if latest else UNKNOWN
    return Extent(begins, ends, True, end == "..", doubtful)
