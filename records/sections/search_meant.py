"""Other spellings of the words that were typed, as links: only such as records bear that the reader may see."""

import re

from records.search.asked import Asked
from records.search.query import OPERATORS
from records.search.spellings import Alike, alike
from records.sections.search_links import Step, Way

# A word by itself: no phrase, field, bracket or beginning, and none that is not wanted.
WORD = re.compile(r"[^\W_][\w.'’ʼ-]*")


def meant(asked: Asked, way: Way) -> list[Step]:
    """As many queries as `alike` has; none where no word stands by itself."""
    if '"' in asked.text:
        return []
    words = [one for one in asked.text.split() if WORD.fullmatch(one) and one not in OPERATORS]
    offered = (respelt(asked.text, one) for one in alike(words, asked.reader)) if words else ()
    return [Step(text, way.instead(text), False) for text in dict.fromkeys(offered) if text != asked.text]


def respelt(text: str, one: Alike) -> str:
    """The text with the words that were meant in the place of those typed; all else as it was."""
    instead = dict(zip(one.typed, one.meant, strict=True))
    return " ".join(instead.get(word, word) for word in text.split())
