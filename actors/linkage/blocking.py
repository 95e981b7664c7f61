"""Which entries are compared at all: those that share the sound of two words, or of one that few have. Pure.

Of 20,000 entries there are 200 million pairs; those that meet under no key below cannot reach a score that anybody is shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from actors.linkage.comparing import Entry, Rarity
from actors.linkage.names import Spelling
from records.names import consonants

# More entries than these under one key have nothing in common but a common name; their second word brings them together.
MOST_UNDER_A_KEY = 60
FIRST_CONSONANTS = 5


def pairs(entries: Iterable[Entry], rarity: Rarity) -> Iterator[tuple[Entry, Entry]]:
    """Each pair of a person with a person, or of two others, once."""
    by_key: dict[tuple[bool, str], dict[int, Entry]] = defaultdict(dict)
    for entry in entries:
        for key in keys_of(entry):
            by_key[entry.is_person, key][entry.pk] = entry
    seen: set[tuple[int, int]] = set()
    for (_, key), under in by_key.items():
        if "|" in key or len(under) <= MOST_UNDER_A_KEY:
            for one, other in combinations(under.values(), 2):
                if (one.pk, other.pk) not in seen:
                    seen.add((one.pk, other.pk))
                    yield one, other


def keys_of(entry: Entry) -> set[str]:
    return {key for spelling in entry.spellings for key in keys_of_name(spelling)}


def keys_of_name(spelling: Spelling) -> Iterator[str]:
    sounds = sorted({sound for word in spelling.words if (sound := heard(word))})
    yield from sounds
    yield from (f"={word}" for word in spelling.words if len(word) > 1)
    # Given names may be written as one word elsewhere.
    yield from (f"={one}{other}" for one, other in pairwise((*spelling.given, *spelling.family)))
    for one, other in combinations(sounds, 2):
        yield f"{one}|{other}"
    initials = {word[0] for word in spelling.given}
    for word in spelling.family:
        yield from (f"{heard(word)}|{letter}" for letter in initials)


def heard(word: str) -> str:
    return consonants(word)[:FIRST_CONSONANTS] if len(word) > 1 else ""
