"""Texts as the index holds them: folded words, each by its stem. Pure, and the same for texts and for questions.

Both databases are given these words and no text, so that neither one's own way of reading a language can make their
answers differ. When something changes here, all texts must be read anew: `manage.py search rebuild`.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import import_module
from threading import Lock
from typing import Any

from records.names import APOSTROPHES, fold

# Say nothing of what a text is about. Not among them: "us" and "who", which name somebody.
STOP = frozenset(
    """
    a about an and are as at be been but by did do does for from had has have he her his how i if in into is it its me my
    no not of on or our she so than that the their them then there these they this those to was we were what when where
    which will with would you your
    """.split()  # noqa: SIM905
)
# Each stands for a word of its own: their scripts put no space between words.
IDEOGRAPH = re.compile("([\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
ASCII_WORD = re.compile("[a-z0-9]+")
# What a database takes of one word, and of one text: PostgreSQL keeps at most a megabyte of a text's words.
LONGEST_WORD = 60
MOST_WORDS = 100_000
MOST_LETTERS = 400_000

# The stemmer keeps the word that it is at in itself: two threads at once would each read the other's.
_one_at_a_time = Lock()


@cache
def _stemmer() -> Any:
    """Loaded with the first word: the library brings the words of thirty languages with it."""
    return import_module("snowballstemmer").stemmer("english")


def plain_words(text: str) -> list[str]:
    """The words in lower-case ASCII, without accents or apostrophes: "Erdoğan’s visit" -> ["erdogans", "visit"]."""
    if text.isascii():
        return ASCII_WORD.findall(text.replace("'", "").replace("`", "").lower())
    return fold(IDEOGRAPH.sub(r" \1 ", APOSTROPHES.sub("", text))).split()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The part that the forms of a word share: "negotiations" -> "negoti". Of names it is the name."""
    with _one_at_a_time:
        return str(_stemmer().stemWord(word[:LONGEST_WORD]))


def stems(text: str) -> list[str]:
    """Of every word that says something, in their order."""
    return [stem(word) for word in plain_words(text) if word not in STOP]


def kept_stems(text: str) -> Iterator[str]:
    """Those of a text that the index takes: of a very long one, the beginning."""
    seen: set[str] = set()
    letters = 0
    for number, one in enumerate(stems(text)):
        if one not in seen:
            seen.add(one)
            letters += len(one)
        if number >= MOST_WORDS or letters > MOST_LETTERS:
            return
        yield one


ENDINGS = """
    e s es ed er ers ing ings y ies ied ly al ally ally ate ated ates ating ation ations ational ator ators ative atively
    ion ions ional ive ively ize ized izes izing ization izations ise ised ising isation isations ment ments mental ness
    able ably ible ibly ability ibility ful fully less ous ously ant ants ance ances ancy ent ents ence ences ency ently
    ism isms ist ists ity ities ic ical ically
""".split()  # noqa: SIM905


@lru_cache(maxsize=2_000)
def begun(beginning: str) -> tuple[str, frozenset[str]]:
    """For words that begin so: how their stems begin, and the stems that are shorter than what was typed.

    "negotiat" -> ("negotiat", {"negoti"}): what is typed of a word may be more than its stem, and end amidst an ending.
    """
    tails = {ending[at:] for ending in ENDINGS for at in range(len(ending)) if beginning.endswith(ending[:at])}
    forms = {stem(beginning + tail) for tail in (*tails, "")}
    return beginning, frozenset(form for form in forms if len(form) > 1 and not form.startswith(beginning))
