"""How many of the records found have which value. Pure.

The entry of a record has what is counted of it written out as words. A question joins those of all that it finds, and they are
counted here: databases take several times as long to sort and group as many rows.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

# Between the facts of one record, which are one word, and before the id of a tag.
BETWEEN, TAG = "|", "#"


def facets_word(kind: str, year: int | None, grade: str, stage: int, tags: Iterable[int]) -> str:
    """ "claim|2024|B2|2 #3 #17"."""
    facts = BETWEEN.join((kind, "" if year is None else str(year), grade, str(stage)))
    return " ".join([facts, *(f"{TAG}{pk}" for pk in sorted(tags))])


def named_word(pks: Iterable[int]) -> str:
    return " ".join(map(str, sorted(pks)))


@dataclass(slots=True)
class Tally:
    """Of each value how many have it; of tags and of the records named by their ids, written out."""

    kind: Counter[str] = field(default_factory=Counter)
    year: Counter[int] = field(default_factory=Counter)
    grade: Counter[str] = field(default_factory=Counter)
    stage: Counter[int] = field(default_factory=Counter)
    tag: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)


def tally(facets: str, named: str) -> Tally:
    """Of the words of all the records found, one after another."""
    made = Tally()
    for word, number in Counter(facets.split()).items():
        if word[0] == TAG:
            made.tag[word[1:]] = number
            continue
        kind, year, grade, stage = word.split(BETWEEN)
        made.kind[kind] += number
        made.stage[int(stage)] += number
        if year:
            made.year[int(year)] += number
        if grade:
            made.grade[grade] += number
    made.named = Counter(named.split())
    return made
