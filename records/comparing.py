"""What differs between two texts, by word. Pure.

The longest sequence of words that both have in common stays (rapidfuzz finds it: 6,400 words against 6,400 take some hundredths
of a second, whatever differs); a word or two in common between larger changes are part of these, so that a sentence written
anew reads as one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import Indel

# A word with the blanks after it, or the end of a line with what is blank after it.
WORDS = re.compile(r"\S+[^\S\n]*|\n\s*|[^\S\n]+")
# Words of one text times those of the other that are compared at once: more takes megabytes for each further million.
MOST = 100_000_000
# Words in common between two changes that are taken into them, if neither change is shorter.
TAKEN_IN = 3


class Change(NamedTuple):
    """`before[start:end]` has become `after[first:last]`."""

    start: int
    end: int
    first: int
    last: int

    @property
    def size(self) -> int:
        return max(self.end - self.start, self.last - self.first)


class How(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is in both, only in the former or only in the later."""

    how: How
    text: str


def words_of(text: str) -> list[str]:
    """The text in pieces of a word each; joined they are the text."""
    return WORDS.findall(text)


def runs(before: str, after: str) -> list[Run]:
    """Both texts in one: without what was added it is the former, without what was removed the later one."""
    old, new = words_of(before), words_of(after)
    found: list[Run] = []
    place = 0
    for one in changes(old, new):
        found.append(Run(How.SAME, "".join(old[place : one.start])))
        found.append(Run(How.REMOVED, "".join(old[one.start : one.end])))
        found.append(Run(How.ADDED, "".join(new[one.first : one.last])))
        place = one.end
    found.append(Run(How.SAME, "".join(old[place:])))
    return [one for one in found if one.text]


def changes(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """What has to be put in the place of what, in order; nothing of one change touches the next."""
    if len(before) * len(after) > MOST:
        return joined(in_lines(before, after))
    return joined(compared(before, after))


def compared(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """Neither sequence is too long to be compared at once."""
    number: dict[str, int] = {}
    old, new = ([number.setdefault(one, len(number)) for one in words] for words in (before, after))
    for one in Indel.opcodes(old, new):
        if one.tag != "equal":
            yield Change(one.src_start, one.src_end, one.dest_start, one.dest_end)


def in_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """By line first, and by word in those that differ. What is too long even so has changed as a whole."""
    old, new = lines_of(before), lines_of(after)
    old_starts, new_starts = starts(old), starts(new)
    if len(old) * len(new) > MOST:
        yield Change(0, len(before), 0, len(after))
        return
    for one in joined(compared(["".join(line) for line in old], ["".join(line) for line in new]), taken_in=0):
        start, end = old_starts[one.start], old_starts[one.end]
        first, last = new_starts[one.first], new_starts[one.last]
        if (end - start) * (last - first) > MOST:
            yield Change(start, end, first, last)
            continue
        for inner in compared(before[start:end], after[first:last]):
            yield Change(start + inner.start, start + inner.end, first + inner.first, first + inner.last)


def lines_of(words: Sequence[str]) -> list[list[str]]:
    number = 0
    numbers = []
    for word in words:
        numbers.append(number)
        number += word.startswith("\n")
    return [[word for _, word in group] for _, group in groupby(zip(numbers, words, strict=True), lambda one: one[0])]


def starts(lines: Sequence[Sequence[str]]) -> list[int]:
    """At which word each line begins, and where the last one ends."""
    places = [0]
    for line in lines:
        places.append(places[-1] + len(line))
    return places


def joined(found: Iterator[Change], taken_in: int = TAKEN_IN) -> list[Change]:
    """Those that touch are one, and so are those with less in common between them than either has changed."""
    kept: list[Change] = []
    for one in found:
        kept.append(one)
        while len(kept) > 1 and belong_together(kept[-2], kept[-1], taken_in):
            last, first = kept.pop(), kept.pop()
            kept.append(Change(first.start, last.end, first.first, last.last))
    return kept


def belong_together(one: Change, other: Change, taken_in: int) -> bool:
    between = other.start - one.end
    return between <= min(taken_in, one.size, other.size)
