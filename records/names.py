"""Names as they are compared: folded spellings and consonant keys. Pure."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

APOSTROPHES = re.compile("['\u2019\u02bc\u02bb`\u00b4]")
NOT_WORD = re.compile(r"[^a-z0-9]+")
# Letters that languages write for one sound, longer ones first; h is told apart only where it makes another letter.
SOUNDS = (
    ("dzh", "j"), ("dj", "j"), ("tch", "k"), ("ck", "k"), ("kh", "k"), ("gh", "k"), ("ph", "f"), ("tz", "ts"),
    ("x", "ks"), ("q", "k"), ("g", "k"), ("c", "k"), ("w", "v"), ("z", "s"),
)  # fmt: skip
ALIKE = str.maketrans("eyo", "iiu", "h")
VOWELS = re.compile(r"[aiu]")
DOUBLED = re.compile(r"(.)\1+")
# A key of fewer consonants fits too many words.
SHORTEST_KEY = 2


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower-case ASCII words without accents or apostrophes: "Recep Tayyip Erdoğan" -> "recep tayyip erdogan"."""
    plain = anyascii(unicodedata.normalize("NFKC", APOSTROPHES.sub("", text))).casefold()
    return NOT_WORD.sub(" ", APOSTROPHES.sub("", plain)).strip()


@lru_cache(maxsize=8192)
def sounded(word: str) -> str:
    """A folded word as it sounds, by three vowels: "mottaki" and "muttaqi" -> "mutaki", "phu" and "fou" -> "fu"."""
    if word.startswith("x"):
        word = f"s{word[1:]}"
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    return DOUBLED.sub(r"\1", word.translate(ALIKE))


def consonants(text: str) -> str:
    """The key under which Muttaqi, Mottaki and Mutaqi are one, and Qaddafi, Gaddafi and Khadafi: consonants by sound."""
    words = (VOWELS.sub("", sounded(word)) for word in fold(text).split())
    return " ".join(word for word in words if word)


def keys(word: str) -> set[str]:
    """The keys of one folded word: its consonants, and these with each one left out, so that words that differ in one
    consonant share a key. None for a word without consonants."""
    whole = VOWELS.sub("", sounded(word))
    if len(whole) <= SHORTEST_KEY:
        return {whole} - {""}
    return {whole} | {whole[:place] + whole[place + 1 :] for place in range(len(whole))}


def slugged(text: str, limit: int = 80) -> str:
    """An address part out of a name or title: "Amna Baloch" -> "amna-baloch"; "record" if nothing is left."""
    words = fold(text).replace(" ", "-")
    if len(words) > limit:
        words = words[:limit].rpartition("-")[0] or words[:limit]
    return words or "record"
