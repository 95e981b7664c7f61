"""The words by which a name is looked up. Pure.

One name is written with a hyphen, an apostrophe or a space here and as one word there: it is found by either.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from records.names import APOSTROPHES, fold
from records.search.words import STOP

# A word so short is often written together with the one beside it: Ki-moon, al-Assad, bin Laden, Xiao Ping.
SHORT, SHORT_BOTH = 3, 4
# A single letter that is: O'Brien, D'Estaing. Others are initials.
LETTERS = frozenset("dlo")
LONGEST_WORD = 60
LONGEST_NAME = 150
BETWEEN = re.compile(r"[\s\-\u2010-\u2015,;:./()\[\]\"\u201c-\u201f\u00ab\u00bb]+")


def words_in(text: str) -> list[str]:
    """The folded words as they are kept and asked for."""
    return [word[:LONGEST_WORD] for word in fold(text).split()]


def whole_of(text: str) -> str:
    return fold(text)[:LONGEST_NAME].strip()


def written_words(name: str) -> list[tuple[str, str]]:
    """(folded, as it is written in the name) of each word, in their order."""
    found: list[tuple[str, str]] = []
    for part in BETWEEN.split(name):
        words = words_in(part)
        found += [(words[0], part)] if len(words) == 1 else [(word, word) for word in words]
    return found


def name_words(name: str) -> dict[tuple[str, bool], str]:
    """(folded word, False) and (folded name, True), each with how it is written; "Ban Ki-moon" has "kimoon" too, which is
    written "Ki-moon", and "O'Brien" also "o" and "brien"."""
    # PostgreSQL keeps no text with it.
    name = name.replace("\0", " ")
    words = written_words(name)
    kept = {(word, False): shown for word, shown in reversed(words)}
    for (one, shown), (other, beside) in pairwise(words):
        hyphen = f"{shown}-{beside}"
        if hyphen in name or written_as_one(one, other):
            together = hyphen if hyphen in name else f"{shown} {beside}"
            kept.setdefault(((one + other)[:LONGEST_WORD], False), together)
    apart = APOSTROPHES.sub(" ", name)
    for word, shown in written_words(apart) if apart != name else ():
        kept.setdefault((word, False), shown)
    for word in words_in(name):
        kept.setdefault((word, False), word)
    for whole in (whole_of(name), whole_of(apart)):
        if whole:
            kept.setdefault((whole, True), name[:300])
    return kept


def written_as_one(one: str, other: str) -> bool:
    """Whether two words that follow one another may be written together: neither an initial nor "to Afghanistan"."""
    short, long = sorted((len(one), len(other)))
    initial = short == 1 and (one if len(one) == 1 else other) not in LETTERS
    return (short <= SHORT or long <= SHORT_BOTH) and not (initial or {one, other} & STOP)


def last_words(names: Iterable[str]) -> set[str]:
    """The last words of these names, by which most are looked for."""
    return {words[-1] for name in names for words in (words_in(name), words_in(APOSTROPHES.sub(" ", name))) if words}
