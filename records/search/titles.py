"""Words as people type them, found in titles and names whatever their accents, case or script. Pure."""

from collections.abc import Iterable

from records.names import APOSTROPHES, fold

# Characters of a search; no title is longer.
LONGEST = 300
MOST_WORDS = 12


def words_of(text: str) -> list[str]:
    """The words to look for, folded, each once. A text that is too long has none.

    A word within another one adds nothing, and of very many the longest are enough: each costs a search of its own.
    """
    if len(text) > LONGEST:
        return []
    words = list(dict.fromkeys(fold(text).split()))
    longest = sorted(words, key=len, reverse=True)[:MOST_WORDS]
    return [word for word in words if word in longest and not any(word in one and word != one for one in longest)]


def plain(text: str) -> str:
    """As good as `fold` for finding one word, and quicker: nearly all titles are ASCII."""
    return APOSTROPHES.sub("", text).lower() if text.isascii() else fold(text)


def holding_each(words: Iterable[str], rows: Iterable[tuple[int, str]]) -> dict[str, set[int]]:
    """For each word the ids of the rows in whose text it is found, in any place of it."""
    found: dict[str, set[int]] = {word: set() for word in words}
    for pk, text in rows:
        folded = plain(text)
        for word, holding in found.items():
            if word in folded:
                holding.add(pk)
    return found


def holding_all(text: str, rows: Iterable[tuple[int, str]]) -> set[int]:
    """The ids of the rows in whose text every word of `text` is found; none for a text without a word."""
    found = holding_each(words_of(text), rows)
    return set.intersection(*found.values()) if found else set()
