"""How likely two entries are one actor, and why: weights of evidence for and against it, added up. Pure.

The weights are those of Fellegi and Sunter (A Theory for Record Linkage, 1969) in bits: a word that few names have says much
where both have it, a common one little. What speaks against it (other given names, other years) takes away.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise, product
from typing import Literal, TypeAlias

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from actors.linkage.names import Spelling
from records.names import consonants, sounded

# From so many on two entries are shown to a curator.
ENOUGH = 8.5
# Bits. However rare a word is, it proves no more than this.
MOST_OF_A_WORD = 11.0
# Among few entries a word is not common because one of them has it: they are taken for a part of so many.
FEWEST_ENTRIES = 2048
ALIKE, NEARLY = 0.85, 0.7
OF_AN_INITIAL, OF_A_SINGLE_NAME, OF_AN_EXTRA_WORD = 1.5, -3.5, -0.3
OTHER_FIRST_NAME = -6.0
OTHER_NAME, OTHER_INITIAL, INITIAL_OF_ANOTHER, OTHER_FAMILY = -9.0, -3.0, -6.0, -7.0
# An initial says nothing where it is not the one in that place.
INITIAL_ELSEWHERE, WORD_ELSEWHERE = -1.5, 0.9
# The sound of a word of so many consonants is its own.
ENOUGH_CONSONANTS = 3
# Of 100, how alike two words of organisations are that are one: Hizballah and Hezbollah.
EXACT = 75
ONE_GENERATION, OTHER_GENERATION = -1.5, -30.0
ONE_STATE, OTHER_STATE = 1.0, -4.0
SAME_BIRTH, SAME_DEATH, OTHER_YEAR, SAME_TIME, OTHER_TIME = 6.0, 4.0, -20.0, 1.5, -15.0
ONE_POST = 4.0
NO_MATCH = -99.0
# Of an organisation's name they may be missing.
SMALL_WORDS = frozenset(("the", "of", "for", "and", "in", "to", "a"))
# Years in which somebody may be met beyond those in which the sources name them.
AROUND, GROWN_UP, NEAR = 25, 18, 5

Why: TypeAlias = Literal[
    "word",
    "sounds alike",
    "nearly alike",
    "initial",
    "other names",
    "single name",
    "family name",
    "generation",
    "state",
    "born",
    "died",
    "time",
    "post",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """`one` and `other` are what was compared, folded words or years; `bits` may be negative."""

    why: Why
    one: str
    other: str
    bits: float


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor as it is compared. Years are of the common era; `active` is (first, last) year in which sources name it."""

    pk: int
    spellings: tuple[Spelling, ...]
    is_person: bool = True
    state: int | None = None
    born: int | None = None
    died: int | None = None
    active: tuple[int, int] | None = None
    posts: frozenset[int] = frozenset()

    @property
    def years(self) -> tuple[float, float]:
        """The years beyond which it cannot be met, infinite where nothing is known."""
        first = self.born + GROWN_UP if self.born else self.active[0] - AROUND if self.active else -math.inf
        last = self.died if self.died else self.active[1] + AROUND if self.active else math.inf
        return first, last


@dataclass(frozen=True, slots=True)
class Comparison:
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much each folded word says, in bits: the logarithm of one over the share of entries that bear it."""

    borne: Mapping[str, int] = field(default_factory=dict)
    entries: int = 1

    @classmethod
    def among(cls, entries: Iterable[Entry]) -> "Rarity":
        counted: Counter[str] = Counter()
        number = 0
        for entry in entries:
            counted.update({word for spelling in entry.spellings for word in spelling.words})
            number += 1
        return cls(counted, max(number, 1))

    def bits(self, word: str) -> float:
        return min(math.log2(max(self.entries, FEWEST_ENTRIES) / max(self.borne.get(word, 1), 1)), MOST_OF_A_WORD)


def compare(one: Entry, other: Entry, rarity: Rarity) -> Comparison:
    """The best of their names, with what else is known of both. A score below zero is no likeness at all."""
    of_names = max(
        (
            compare_names(mine, theirs, one.is_person, rarity)
            for mine, theirs in product(one.spellings, other.spellings)
        ),
        key=lambda found: found.score,
        default=Comparison(NO_MATCH),
    )
    if of_names.score <= 0:
        return of_names
    reasons = (*of_names.reasons, *beyond_names(one, other))
    return Comparison(sum(reason.bits for reason in reasons), reasons)


def compare_names(one: Spelling, other: Spelling, is_person: bool, rarity: Rarity) -> Comparison:
    """No match where no family name is in the other name, or of another actor than a person any word but a small one."""
    one, other = written_together(one, other), written_together(other, one)
    reasons = [reason for reason in shared(one, other, rarity) if is_person or is_exact(reason)]
    paired = {reason.one for reason in reasons}, {reason.other for reason in reasons}
    told = {reason.one for reason in reasons if reason.why != "initial"}
    if not told & {*one.family} and not {reason.other for reason in reasons if reason.why != "initial"} & {
        *other.family
    }:
        return Comparison(NO_MATCH)
    left, right = (
        [word for word in name.words if word not in taken] for name, taken in zip((one, other), paired, strict=True)
    )
    if not is_person and any(len(word) > 1 for word in {*left, *right} - SMALL_WORDS):
        return Comparison(NO_MATCH)
    reasons += [*unlike(left, right), *generations(one, other)]
    firsts = [name.given[0] for name, rest in ((one, left), (other, right)) if name.given and name.given[0] in rest]
    if is_person and len(firsts) == 2 and min(map(len, firsts)) > 1:
        reasons.append(Reason("other names", firsts[0], firsts[1], OTHER_FIRST_NAME))
    for name, rest in ((one, left), (other, right)):
        if is_person and set(name.family) <= set(rest):
            reasons.append(Reason("family name", " ".join(one.family), " ".join(other.family), OTHER_FAMILY))
    if is_person and min(len(one.words), len(other.words)) == 1:
        reasons.append(Reason("single name", " ".join(one.words), " ".join(other.words), OF_A_SINGLE_NAME))
    return Comparison(sum(reason.bits for reason in reasons), tuple(reasons))


def written_together(one: Spelling, other: Spelling) -> Spelling:
    """`one` with given names joined that are one word in the other: Xiao-yong and Xiaoyong."""
    for place, (first, second) in enumerate(pairwise(one.given)):
        if f"{first}{second}" in other.words:
            return replace(one, given=(*one.given[:place], f"{first}{second}", *one.given[place + 2 :]))
    if one.given and f"{one.given[-1]}{one.family[0]}" in other.words:
        return replace(one, family=(f"{one.given[-1]}{one.family[0]}", *one.family[1:]), given=one.given[:-1])
    return one


def is_exact(reason: Reason) -> bool:
    """Of an organisation a word more or less alike is another word: Australia and Austria."""
    return reason.why == "word" or (reason.why == "sounds alike" and ratio(reason.one, reason.other) >= EXACT)


def shared(one: Spelling, other: Spelling, rarity: Rarity) -> Iterator[Reason]:
    """The words of one, each with the one of the other that is most like it, none twice; in another place they say less."""
    found = []
    for (at, mine), (there, theirs) in product(enumerate(one.words), enumerate(other.words)):
        why, share = likeness(mine, theirs)
        if share:
            moved = (at < len(one.family)) != (there < len(other.family))
            if why == "initial" and moved:
                continue
            if why == "initial":
                bits = OF_AN_INITIAL if at - len(one.family) == there - len(other.family) else INITIAL_ELSEWHERE
            else:
                bits = share * min(rarity.bits(mine), rarity.bits(theirs)) * (WORD_ELSEWHERE if moved else 1)
            found.append((-share, abs(at - there), -bits, at, there, Reason(why, mine, theirs, bits)))
    mine_taken, theirs_taken = set(), set()
    for *_, at, there, reason in sorted(found, key=lambda one: one[:5]):
        if at not in mine_taken and there not in theirs_taken:
            mine_taken.add(at)
            theirs_taken.add(there)
            yield reason


@lru_cache(maxsize=262144)
def likeness(one: str, other: str) -> tuple[Why, float]:
    """What the two words share, and how much of a whole word that is worth; 0 for nothing."""
    short = min(len(one), len(other))
    if short == 1:
        return ("initial", 0.3) if one[0] == other[0] else ("word", 0.0)
    if one == other:
        return "word", 1.0
    likely = ratio(one, other)
    if likely >= 60 and (heard := consonants(one)) == consonants(other) and sounded(one)[:1] == sounded(other)[:1]:
        return "sounds alike", ALIKE * min(len(heard) / ENOUGH_CONSONANTS, 1)
    if short >= 4 and likely >= 80 and one[0] == other[0] and OSA.distance(one, other) <= 2:
        return "nearly alike", NEARLY
    return "word", 0.0


def unlike(left: list[str], right: list[str]) -> Iterator[Reason]:
    """What is left of each name, held against what is left of the other."""
    mine, theirs = [word for word in left if len(word) > 1], [word for word in right if len(word) > 1]
    my_initials, their_initials = len(left) - len(mine), len(right) - len(theirs)
    names, initials = min(len(mine), len(theirs)), min(my_initials, their_initials)
    crossed = max(min(my_initials - initials, len(theirs) - names), 0)
    crossed += max(min(their_initials - initials, len(mine) - names), 0)
    bits = names * OTHER_NAME + initials * OTHER_INITIAL + crossed * INITIAL_OF_ANOTHER
    bits += abs(len(left) - len(right)) * OF_AN_EXTRA_WORD
    if bits:
        yield Reason("other names", " ".join(left), " ".join(right), bits)


def generations(one: Spelling, other: Spelling) -> Iterator[Reason]:
    mine, theirs = one.generation, other.generation
    if mine != theirs:
        bits = OTHER_GENERATION if mine and theirs else ONE_GENERATION
        yield Reason("generation", str(mine or ""), str(theirs or ""), bits)


def beyond_names(one: Entry, other: Entry) -> Iterator[Reason]:
    if one.state and other.state:
        same = one.state == other.state
        yield Reason("state", str(one.state), str(other.state), ONE_STATE if same else OTHER_STATE)
    why: Why
    for why, mine, theirs, agreed in (
        ("born", one.born, other.born, SAME_BIRTH),
        ("died", one.died, other.died, SAME_DEATH),
    ):
        if mine and theirs and (mine == theirs or abs(mine - theirs) > 1):
            yield Reason(why, str(mine), str(theirs), agreed if mine == theirs else OTHER_YEAR)
    (first, last), (begun, over) = one.years, other.years
    if first > over or begun > last:
        yield Reason("time", said(first, last), said(begun, over), OTHER_TIME)
    elif one.active and other.active and apart(one.active, other.active) <= NEAR:
        yield Reason("time", said(*one.active), said(*other.active), SAME_TIME)
    if both := one.posts & other.posts:
        yield Reason("post", str(min(both)), str(min(both)), ONE_POST)


def apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Years between the two spans; 0 where they meet."""
    return max(one[0] - other[1], other[0] - one[1], 0)


def said(first: float, last: float) -> str:
    """ "1955–1977", "1960" for a single year, "1955–" where the end is open."""
    years = ["" if math.isinf(year) else str(int(year)) for year in (first, last)]
    return years[0] if years[0] == years[1] else "–".join(years)
