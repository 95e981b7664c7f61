"""A text of Markdown as prose: its sentences, each with its place in the text, and how long it takes to read. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from records.markup.syntax import REFERENCE

# Of dense, unfamiliar text; adults read plain English at about 240.
WORDS_A_MINUTE = 200
REFERRING = re.compile(REFERENCE)
CODE = re.compile(r"^(```|~~~)[^\n]*\n.*?(?:^\1[^\n]*$|\Z)|(?<!`)`++[^`\n]++`++", re.MULTILINE | re.DOTALL)
QUOTED_LINE = re.compile(r"^ {0,3}>[^\n]*", re.MULTILINE)
# Within one paragraph: a mark that is not closed quotes nothing.
QUOTED = re.compile(r"“[^“”\n]{1,2000}”|\"[^\"\n]{1,2000}\"|«[^«»\n]{1,2000}»")
WORD = re.compile(r"\w(?:[\w'’.,-]*\w)?")
LETTER = re.compile(r"\w")
# Stands for a letter that somebody else wrote.
THEIRS = "\u2423"
BLOCK = re.compile(r"\n[ \t]*+\n|\n(?=[ \t]*+(?:(?:[-*+]|[0-9]{1,9}[.)]|#{1,6}|>)[ \t]|\|))")
HEADING = re.compile(r"^ {0,3}#{1,6}[^\n]*\n", re.MULTILINE)
# Without a way back: a long row of stops is read once.
END = re.compile(r"(?<![.!?…])[.!?…]++[*_\"”’»)\]]*+(?=\s+[^a-z\s\u2423])")
NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|Gen|Lt|Col|Maj|Prof|Sen|Rep|Gov|Hon|vs|cf|ca|e\.g|i\.e|Art|para|p)|\b[A-Z])\.\Z"
)
MARKS = re.compile(r"^[ \t]*(?:#{1,6}|[-*+]|[0-9]{1,9}[.)]|>)[ \t]+|[*_`]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`own` are the words of the text's author, letter under letter as in the text, where others' words are masked."""

    own: str
    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """In their order. Code, quotations and the names in references are nobody's judgement and masked."""
    own = masked(text)
    found = []
    for start, end in blocks(own):
        for first, last in parts(own, start, end):
            if LETTER.search(own, first, last):
                found.append(Sentence(own[first:last], first, last))
    return found


def masked(text: str) -> str:
    """The text, as long as it was, without code and without the letters of what is quoted or referred to."""
    text = REFERRING.sub(labelled, CODE.sub(blank, text))
    for theirs in (QUOTED_LINE, QUOTED):
        text = theirs.sub(lambda found: LETTER.sub(THEIRS, found[0]), text)
    return text


def blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def labelled(found: re.Match[str]) -> str:
    """A reference with nothing but its label left, in its place."""
    whole, label = found[0], found["label"] or ""
    if not label:
        return THEIRS * len(whole)
    before = found.start("label") - found.start()
    return f"{' ' * before}{label}{' ' * (len(whole) - before - len(label))}"


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, headings and entries of lists, as places in the text."""
    edges = {0, len(text)}
    edges |= {found.end() for pattern in (BLOCK, HEADING) for found in pattern.finditer(text)}
    edges |= {found.start() for found in HEADING.finditer(text)}
    ordered = sorted(edges)
    yield from pairwise(ordered)


def parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for found in END.finditer(text, start, end):
        if not NO_END.search(text[max(first, found.start() - 12) : found.end()]):
            yield trimmed(text, first, found.end())
            first = found.end()
    yield trimmed(text, first, end)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    within = text[start:end]
    return start + len(within) - len(within.lstrip()), end - len(within) + len(within.rstrip())


def said(text: str) -> str:
    """A piece of the text as it reads: references by their words, without marks."""
    return " ".join(MARKS.sub("", REFERRING.sub(words_of, text)).split())


def words_of(found: re.Match[str]) -> str:
    if found["sign"] or found["cite"]:
        return ""
    return found["label"] or found["slug"].replace("-", " ")


def number_of_words(text: str) -> int:
    """Words that a reader reads; of a card or the number of a source there are none."""
    return sum(1 for _ in WORD.finditer(REFERRING.sub(words_of, text)))


def minutes(words: int) -> int:
    """One at least for any words at all."""
    return ceil(words / WORDS_A_MINUTE)
