"""Where the cited passages stand in a text. Pure.

A passage is given as the Web Annotation model gives it (W3C, 2017, TextQuoteSelector): the words themselves, and words
before and after that tell one occurrence from another. White space is one space whatever it is; all else counts letter by
letter.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

WORD = re.compile(r"\S+")
# Occurrences of the same words that are weighed against each other one by one.
MOST = 64
COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Quote:
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """From the first character of a passage to the one after its last; `key` says which passage it is."""

    start: int
    end: int
    key: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same passages cover: the one that began last is `inside` it, None for none.

    `begin` begin with the piece. `also` end with it and were `inside` nowhere, since others cover them.
    """

    text: str
    inside: int | None = None
    begin: tuple[int, ...] = ()
    also: tuple[int, ...] = ()


def collapsed(text: str) -> str:
    return " ".join(text.split())


class QuotedText:
    """A text to find passages in. Each search reads it once or, where words recur very often, five times."""

    def __init__(self, text: str) -> None:
        words = list(WORD.finditer(text))
        self.text = text
        self._plain = " ".join(word[0] for word in words)
        self._there = [word.start() for word in words]
        self._here = []
        at = 0
        for word in words:
            self._here.append(at)
            at += len(word[0]) + 1

    def find(self, quote: Quote) -> Place | None:
        """Where the passage stands: where most of its prefix and suffix agree, else at the first occurrence."""
        exact, before, after = collapsed(quote.exact), collapsed(quote.prefix), collapsed(quote.suffix)
        if not exact:
            return None
        best, most = -1, -1
        for at in self._occurrences(exact, before, after):
            agreeing = self._agreeing(at, at + len(exact), before, after)
            if agreeing > most:
                best, most = at, agreeing
            if most == 2:
                break
        return None if best < 0 else Place(self._original(best), self._original(best + len(exact) - 1) + 1)

    def count(self, quote: Quote) -> int:
        """How often the passage stands between its neighbours, up to a thousand times."""
        exact, before, after = collapsed(quote.exact), collapsed(quote.prefix), collapsed(quote.suffix)
        number, at = 0, self._plain.find(exact) if exact else -1
        while at >= 0 and number < COUNTED:
            number += self._agreeing(at, at + len(exact), before, after) == 2
            at = self._plain.find(exact, at + 1)
        return number

    def _occurrences(self, exact: str, before: str, after: str) -> Iterator[int]:
        at = -1
        for _ in range(MOST):
            at = self._plain.find(exact, at + 1)
            if at < 0:
                return
            yield at
        for left in (f"{before} ", before):
            for right in (f" {after}", after):
                found = self._plain.find(f"{left}{exact}{right}", max(0, at - len(left)))
                if found >= 0:
                    yield found + len(left)

    def _agreeing(self, start: int, end: int, before: str, after: str) -> int:
        """How many of the two neighbours agree; one that was not given does."""
        plain = self._plain
        left = plain.endswith(before, 0, start - 1 if plain[start - 1 : start] == " " else start)
        right = plain.startswith(after, end + 1 if plain[end : end + 1] == " " else end)
        return left + right

    def _original(self, at: int) -> int:
        word = bisect_right(self._here, at) - 1
        return self._there[word] + at - self._here[word]


def pieces(text: str, places: Sequence[Place]) -> Iterator[Piece]:
    """The text cut wherever a passage begins or ends. Of passages that are alike the first is `inside`."""
    cuts = sorted({0, len(text), *(one.start for one in places), *(one.end for one in places)})
    starting: dict[int, list[Place]] = {cut: [] for cut in cuts}
    for one in reversed(places):
        starting[one.start].append(one)
    order = {one.key: number for number, one in enumerate(places)}
    covering: list[Place] = []
    shown: set[int] = set()
    for start, end in pairwise(cuts):
        begin = sorted(starting[start], key=lambda one: -one.end)
        covering = [one for one in covering if one.end > start] + begin
        inside = covering[-1].key if covering else None
        if inside is not None:
            shown.add(inside)
        also = sorted((one.key for one in covering if one.end == end and one.key not in shown), key=order.__getitem__)
        yield Piece(text[start:end], inside, tuple(one.key for one in begin), tuple(also))


class NotQuoted(ValueError):
    """The words cannot be told in the text. The message says why, and what to do."""


def checked_quote(text: str, quote: str, prefix: str = "", suffix: str = "") -> Place | None:
    """Where the one passage stands that the words mean; None for no words, or where no text is archived.

    Raises `NotQuoted` where they are not in the text, or stand in it more than once and their neighbours do not tell which.
    """
    if not collapsed(quote) or not collapsed(text):
        return None
    quoted = QuotedText(text)
    number = quoted.count(Quote(quote))
    if not number:
        other = QuotedText(text.lower()).count(Quote(quote.lower()))
        hint = "It is there with other capitals: copy" if other else "Copy"
        raise NotQuoted(f"Not found in the archived text. {hint} it letter by letter from the document.")
    exactly = quoted.count(Quote(quote, prefix, suffix))
    if exactly > 1:
        raise NotQuoted(
            f"It occurs {exactly} times in the archived text: add words before or after it, to say which is meant."
        )
    if not exactly:
        raise NotQuoted(
            "It is in the archived text, but not between these words before and after: copy those anew, or leave them out."
        )
    return quoted.find(Quote(quote, prefix, suffix))


def neighbours(text: str, place: Place, length: int = 30) -> tuple[str, str]:
    """About so many characters before and after a passage, at whole words where there are some."""
    before, after = text[max(0, place.start - length) : place.start], text[place.end : place.end + length]
    if place.start > length and " " in before.strip():
        before = before.partition(" ")[2]
    if place.end + length < len(text) and " " in after.strip():
        after = after.rpartition(" ")[0]
    return collapsed(before), collapsed(after)
