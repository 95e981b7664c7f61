"""How alike two words of names are. Pure."""

from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from records.names import SHORTEST_KEY, consonants, sounded

# Of 100, how alike two words must be: Biden and Baden are 80, Hussein and Hassan 53.
ENOUGH = 74
# A name whose other words are the ones typed may have been written in another system: Zhou and Chou, Hsi and Xi.
BESIDE_OTHERS = 70
FEW_LETTERS, FEW_ENOUGH = 4, 80


def likeness(typed: str, word: str) -> float:
    """Of 100; what sounds the same counts most."""
    return 0.7 * ratio(sounded(typed), sounded(word)) + 0.3 * ratio(typed, word)


@lru_cache(maxsize=8192)
def enough(typed: str, word: str) -> float:
    """How alike they are, 0 where it is too little for one to be meant by the other: where more than one consonant differs, or
    the first, or one of so few that the others say little."""
    said, kept = consonants(typed), consonants(word)
    score = likeness(typed, word)
    least = FEW_ENOUGH if min(len(typed), len(word)) <= FEW_LETTERS else ENOUGH
    if score < least:
        return 0.0
    if said == kept:
        return score
    few = min(len(said), len(kept)) <= SHORTEST_KEY
    return 0.0 if few or said[:1] != kept[:1] or OSA.distance(said, kept) > 1 else score


def beside_others(typed: str, word: str) -> float:
    """As `enough`, where all else that was typed is the name's."""
    return max(enough(typed, word), score if (score := ratio(typed, word)) >= BESIDE_OTHERS else 0.0)
