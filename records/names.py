"""Names as they are compared: folded spellings and consonant keys. Pure."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

APOSTROPHES = re.compile("['\u2019\u02bc\u02bb`\u00b4]")
NOT_WORD = re.compile(r"[^a-z0-9]+")
SOUNDS = (("ck", "k"), ("kh", "k"), ("q", "k"), ("g", "k"), ("c", "k"), ("w", "v"), ("z", "s"), ("ph", "f"))
VOWELS = re.compile(r"[aeiouyh]")
DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower-case ASCII words without accents or apostrophes: "Recep Tayyip Erdoğan" -> "recep tayyip erdogan"."""
    plain = anyascii(unicodedata.normalize("NFKC", APOSTROPHES.sub("", text))).casefold()
    return NOT_WORD.sub(" ", APOSTROPHES.sub("", plain)).strip()


def consonants(text: str) -> str:
    """The key under which Muttaqi, Mottaki and Mutaqi are one: consonants by sound, doubles merged."""
    words = []
    for word in fold(text).split():
        sound = word
        for written, heard in SOUNDS:
            sound = sound.replace(written, heard)
        words.append(DOUBLED.sub(r"\1", VOWELS.sub("", sound)))
    return " ".join(word for word in words if word)


def slugged(text: str, limit: int = 80) -> str:
    """An address part out of a name or title: "Amna Baloch" -> "amna-baloch"; "record" if nothing is left."""
    words = fold(text).replace(" ", "-")
    if len(words) > limit:
        words = words[:limit].rpartition("-")[0] or words[:limit]
    return words or "record"
