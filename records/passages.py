"""A text as one reader sees it, with passages marked in it, and passages as they are kept. Makes no query.

What a reference in a text is shown as differs from reader to reader, so a passage is kept in words that name no record: the
words of the text, with each reference as it was written. For each reader it is read, and found again, in their own words.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from django.utils.safestring import SafeString

from records.markup.render import Rendered, as_written, render
from records.markup.syntax import REFERENCES, Reference, reference
from records.plain import text_of
from records.quotes import Place, Quote, QuotedText, collapsed
from records.safe import escaped

Shown = Callable[[Reference], SafeString]
TOKEN = re.compile('(?P<tag><(?:[^>"]|"[^"]*")*>)|\ue000(?P<number>[0-9]+)\ue001|(?P<text>[^<\ue000]+)')
# Characters kept before and after a passage.
AROUND = 60
# How many words of them are compared: all, then the nearest.
NEXT_TO_IT = (AROUND, 4, 1)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the HTML of a text: `kept` are its words as a passage keeps them, `read` as this reader has them."""

    html: str
    kept: str = ""
    read: str = ""
    is_words: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """As it is kept."""

    quote: str
    prefix: str = ""
    suffix: str = ""


class ShownText:
    """One text of a record for one reader; `shown` makes the link, or the neutral mark, of a reference."""

    def __init__(self, text: str, shown: Shown, is_markup: bool = True) -> None:
        rendered = render(text) if is_markup else Rendered(as_written(text))
        self.tokens = list(tokens_of(rendered, shown))
        self.kept = QuotedText("".join(token.kept for token in self.tokens))
        self.read = QuotedText("".join(token.read for token in self.tokens))
        self._kept_at, self._read_at = starts(self.tokens, "kept"), starts(self.tokens, "read")

    def pick(self, quote: Quote) -> Passage | None:
        """The passage that the reader gives in their own words, as it is kept; None where the words do not stand here."""
        place = self.read.find(quote)
        if place is None:
            return None
        start, end = self._as_kept(place.start, whole=0), self._as_kept(place.end, whole=1)
        text = self.kept.text
        return Passage(text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])

    def _as_kept(self, at: int, whole: int) -> int:
        """The same place in the words that are kept; within a reference its beginning (0) or its end (1)."""
        number = max(0, bisect_right(self._read_at, at) - 1)
        token, within = self.tokens[number], at - self._read_at[number]
        if token.is_words or not within:
            return self._kept_at[number] + within
        return self._kept_at[number] + whole * len(token.kept)

    def find(self, passage: Passage) -> Place | None:
        """Where the passage stands. Where the words around it have changed, fewer of them tell one occurrence from another."""
        place = None
        for number in NEXT_TO_IT:
            before = " ".join(passage.prefix.split()[-number:])
            after = " ".join(passage.suffix.split()[:number])
            place = self.kept.find(Quote(passage.quote, before, after))
            if place is None or self._is_next_to(place, before, after):
                break
        return place

    def _is_next_to(self, place: Place, before: str, after: str) -> bool:
        left = collapsed(self.kept.text[max(0, place.start - 4 * AROUND) : place.start])
        right = collapsed(self.kept.text[place.end : place.end + 4 * AROUND])
        return bool((before and left.endswith(before)) or (after and right.startswith(after)))

    def html(self, places: Sequence[Place] = (), numbers: Mapping[int, int] | None = None) -> SafeString:
        """The text with `<mark id="passage-7">` around the passage of the key 7, in as many pieces as it takes, and after it
        the number that `numbers` has for it, as a link to `#remark-7`."""
        return SafeString("".join(Marking(places, numbers or {}).whole(self.tokens, self._kept_at)))


class Marking:
    """The marks of one text, as it is gone through."""

    def __init__(self, places: Sequence[Place], numbers: Mapping[int, int]) -> None:
        self.places, self.numbers = places, numbers
        self.begun: set[int] = set()
        # Ended inside a link, in which their own links cannot stand.
        self.held: list[int] = []
        self.in_link = False

    def whole(self, tokens: Sequence[Token], starts: Sequence[int]) -> Iterator[str]:
        for token, start in zip(tokens, starts, strict=True):
            if token.kept:
                yield from self.words(token, start)
            else:
                self.in_link = token.html.startswith("<a ") or (self.in_link and token.html != "</a>")
                yield token.html
            if not self.in_link:
                yield from self.notes()

    def words(self, token: Token, start: int) -> Iterator[str]:
        """The words cut wherever a passage begins or ends in them; a reference stays whole."""
        end = start + len(token.kept)
        cuts = {start, end}
        if token.is_words:
            cuts |= {at for one in self.places for at in (one.start, one.end) if start < at < end}
        for left, right in pairwise(sorted(cuts)):
            html = escaped(token.kept[left - start : right - start]) if token.is_words else token.html
            yield self.marked(html, [one.key for one in self.places if one.start < right and left < one.end])
            self.held += [one.key for one in self.places if left < one.end <= right]
            if not self.in_link:
                yield from self.notes()

    def marked(self, html: str, keys: Sequence[int]) -> str:
        """Gaps between blocks are not marked: there is nothing to see."""
        if not html.strip():
            return html
        for key in keys:
            named = "" if key in self.begun else f' id="passage-{key}"'
            html = f"<mark{named}>{html}</mark>"
            self.begun.add(key)
        return html

    def notes(self) -> Iterator[str]:
        for key in self.held:
            if number := self.numbers.get(key):
                yield f'<a class="cite" href="#remark-{key}" aria-label="Remark {number}">{number}</a>'
        self.held = []


def tokens_of(rendered: Rendered, shown: Shown) -> Iterator[Token]:
    for found in TOKEN.finditer(rendered.html):
        if found["tag"]:
            yield Token(found["tag"])
        elif found["number"]:
            one = rendered.references[int(found["number"])]
            html = shown(one)
            yield Token(html, as_kept(one), text_of(html))
        else:
            text = unescape(found["text"])
            yield Token(found["text"], text, text, is_words=True)


def as_kept(one: Reference) -> str:
    label = f"|{one.label}" if one.label else ""
    return f"[[{'^' if one.cite else ''}{one.folder}/{one.slug}{label}]]"


def starts(tokens: Sequence[Token], of: str) -> list[int]:
    at, found = 0, []
    for token in tokens:
        found.append(at)
        at += len(getattr(token, of))
    return found


def references_in(quote: str) -> list[Reference]:
    return [reference(found) for found in REFERENCES.finditer(quote)]


def as_read(quote: str, shown: Shown) -> SafeString:
    """A passage as kept, in the reader's words."""
    parts, at = [], 0
    for found in REFERENCES.finditer(quote):
        parts += [escaped(quote[at : found.start()]), shown(reference(found))]
        at = found.end()
    return SafeString("".join([*parts, escaped(quote[at:])]))
