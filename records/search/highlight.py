"""Where the words that were looked for stand in a text; the result is safe HTML."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice
from typing import TypeAlias

from anyascii import anyascii
from django.utils.safestring import SafeString

from records.search.query import Beginning, Phrase
from records.search.words import IDEOGRAPH, plain_words, stem

# Characters of a passage, how many are shown, and how much of a text is looked through.
PASSAGE, MOST = 160, 2
LOOKED_THROUGH = 200_000
# More places than these tell nothing new.
MOST_PLACES = 400
# From, to, and the stem of the word that stands there.
Place: TypeAlias = tuple[int, int, str]


class Folding(dict[int, str]):
    """Each letter as one plain letter, so that places in the folded text are those in the text."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = unicodedata.normalize("NFKD", letter)[0] if not IDEOGRAPH.match(letter) else letter
        plain = plain if plain.isascii() else anyascii(letter) or letter
        self[code] = plain.lower() if len(plain) == 1 else letter
        return self[code]


FOLDING = Folding()
NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
# A letter that has no plain one.
OTHER = re.compile(r"[^\W\x00-\x7f]")


def folded(text: str) -> str:
    """As long as the text. Of most texts a few letters only are to be looked up, so the others are left to `lower`."""
    if text.isascii():
        return text.lower()
    return NOT_ASCII.sub(lambda found: found[0].translate(FOLDING), text).lower()


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds words by their stems. `pattern` is None where there is nothing to find; `plain` finds the same in a text without
    letters of other scripts, some times as fast, within words too."""

    pattern: re.Pattern[str] | None
    plain: re.Pattern[str] | None
    stems: frozenset[str]
    beginnings: tuple[str, ...]

    def places(self, text: str) -> list[Place]:
        """(start, end, stem) of the words, in order, at most some hundred."""
        if self.pattern is None or self.plain is None:
            return []
        found = []
        text = folded(text[:LOOKED_THROUGH])
        pattern = self.plain if text.isascii() or not OTHER.search(text) else self.pattern
        for each in pattern.finditer(text):
            if within_word(text, each.start()):
                continue
            if said := self.meant(each.group()):
                found.append((each.start(), each.end(), said))
                if len(found) >= MOST_PLACES:
                    break
        return found

    def meant(self, word: str) -> str:
        """The stem that the word was looked for by, "" where it only looks like it."""
        for plain in plain_words(word):
            if (one := stem(plain)) in self.stems or plain.startswith(self.beginnings):
                return one
        return ""


def within_word(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isalnum() and not IDEOGRAPH.match(text[at])


def marker(wanted: Iterable[Phrase | Beginning]) -> Marker:
    stems: set[str] = set()
    beginnings: set[str] = set()
    for one in wanted:
        if isinstance(one, Phrase):
            stems |= {*one.stems}
        else:
            beginnings.add(one.letters)
            stems |= one.shorter
    starts = sorted({*(rough(one) for one in stems), *beginnings})
    if not starts:
        return Marker(None, None, frozenset(), ())
    # A name may hold an apostrophe anywhere; of other scripts every word is tried, and every ideograph.
    letters = "|".join("['’ʼ]?".join(map(re.escape, one)) for one in starts)
    word = rf"(?<![^\W_])(?:(?:{letters})[\w'’ʼ]*|[^\W\x00-\x7f][\w'’ʼ]*)"
    pattern = re.compile(f"{IDEOGRAPH.pattern}|{word}")
    plain = re.compile(rf"(?:{letters})[\w'’ʼ]*")
    return Marker(pattern, plain, frozenset(stems), tuple(sorted(beginnings)) or ("\0",))


def rough(stem_: str) -> str:
    """What all words of the stem begin with: a stem may end otherwise than its words do ("happi", "happy")."""
    return stem_[:-1] if len(stem_) > 3 else stem_[: max(1, len(stem_) - 1)] if len(stem_) > 2 else stem_


def marked(text: str, places: Sequence[Place], start: int = 0, end: int | None = None) -> SafeString:
    """The stretch of the text with its places in <mark>."""
    end = len(text) if end is None else end
    made, at = [], start
    for begin, over in runs(text, places):
        if begin >= at and over <= end:
            made += [escape(text[at:begin]), "<mark>", escape(text[begin:over]), "</mark>"]
            at = over
    return SafeString("".join([*made, escape(text[at:end])]))


def runs(text: str, places: Sequence[Place]) -> list[tuple[int, int]]:
    """The places, those with nothing, or a space, between them as one."""
    joined: list[tuple[int, int]] = []
    for start, end, _ in places:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def passages(text: str, with_: Marker) -> list[SafeString]:
    """The best stretches of the text, in its order: those with most of the different words. None where nothing is found."""
    places = with_.places(text)
    windows = {window: worth(inside(places, window)) for window in (around(text, at) for at, _, _ in places)}
    chosen: list[tuple[int, int]] = []
    for window in sorted(windows, key=lambda each: (windows[each], -each[0]), reverse=True):
        if len(chosen) < MOST and apart(window, chosen):
            chosen.append(window)
    return [stretch(text, places, window) for window in sorted(chosen)]


def around(text: str, at: int) -> tuple[int, int]:
    """A stretch that begins shortly before the place, at a word, and within its line."""
    line = text.rfind("\n", 0, at) + 1
    start = max(line, at - PASSAGE // 4)
    if start > line and (gap := text.find(" ", start, at)) >= 0:
        start = gap + 1
    over = text.find("\n", at)
    end = min(over if over >= 0 else len(text), start + PASSAGE)
    if end < (over if over >= 0 else len(text)) and (gap := text.rfind(" ", at, end)) > at:
        end = gap
    return start, end


def apart(window: tuple[int, int], chosen: Sequence[tuple[int, int]]) -> bool:
    return all(window[1] <= start or window[0] >= end for start, end in chosen)


def inside(places: Sequence[Place], window: tuple[int, int]) -> list[Place]:
    found = []
    for place in islice(places, bisect_left(places, window[:1]), None):
        if place[1] > window[1]:
            break
        found.append(place)
    return found


def worth(found: Sequence[Place]) -> tuple[int, int]:
    return len({said for _, _, said in found}), len(found)


def stretch(text: str, places: Sequence[Place], window: tuple[int, int]) -> SafeString:
    start, end = window
    before = "… " if start and text[start - 1] != "\n" else ""
    after = " …" if end < len(text) and text[end] != "\n" else ""
    return SafeString(f"{before}{marked(text, inside(places, window), start, end)}{after}")
