"""Other spellings of the words that were typed, as links: only such as records bear that the reader may see."""

import re

from records.access import Reader
from records.models import Record
from records.search.asked import Asked
from records.search.query import OPERATORS, phrase
from records.search.spellings import Alike, alike
from records.search.words import plain_words
from records.sections.search_links import Step, Way

# A word by itself: no phrase, field, bracket or beginning, and none that is not wanted.
WORD = re.compile(r"[^\W_][\w.'’ʼ-]*")
# Of so many words it is asked whether texts have them.
MOST_LOOKED_UP = 6


def meant(asked: Asked, way: Way) -> list[Step]:
    """Those of `offers`, as links."""
    return [Step(text, way.instead(text), False) for text in offers(asked)]


def offers(asked: Asked) -> list[str]:
    """What may have been meant by what was typed, each of which finds something. As many queries as `alike` has, one for each
    of a few words, and one for each text that is offered; none where no word stands by itself."""
    if '"' in asked.text:
        return []
    words = [one for one in asked.text.split() if WORD.fullmatch(one) and one not in OPERATORS]
    if not words:
        return []
    found = (
        [word for word in dict.fromkeys(words[:MOST_LOOKED_UP]) if has(asked.reader, word)] if len(words) > 1 else []
    )
    texts = dict.fromkeys(respelt(asked.text, one) for one in alike(words, asked.reader, found))
    return [text for text in texts if text != asked.text and finds(asked, text)]


def has(reader: Reader, word: str) -> bool:
    """Whether a text that the reader may see has this word."""
    tree = phrase(plain_words(word))
    return tree is not None and Record.objects.visible_to(reader).matching(tree).exists()


def finds(asked: Asked, text: str) -> bool:
    """Whether something is found for the text, among what was chosen."""
    data = asked.parameters()
    data["q"] = text
    return Asked(data, asked.reader).records().exists()


def respelt(text: str, one: Alike) -> str:
    """The text with the words that were meant in the place of those typed; all else as it was."""
    words, at = text.split(), 0
    for typed, meant in zip(one.typed, one.meant, strict=True):
        at = words.index(typed, at)
        words[at] = meant
        at += 1
    return " ".join(filter(None, words))
