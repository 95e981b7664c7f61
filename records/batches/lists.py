"""Cells that hold several things (`records.batches.escapes`)."""

from dataclasses import dataclass
from datetime import date

from records.batches.cells import Cell, Misread, collapsed, shortened
from records.batches.escapes import plain, split

MOST = 200


def members(text: str) -> list[str]:
    """Each part that says anything, once and still escaped; raises Misread where there are too many."""
    found = list(dict.fromkeys(filter(None, map(str.strip, split(text)))))
    if len(found) > MOST:
        raise Misread(f"{len(found)} of them, and {MOST} are read in one cell.")
    return found


@dataclass(frozen=True, slots=True)
class Tags(Cell):
    form = "tags, with semicolons between them"

    def read(self, text: str, near: date | None = None) -> list[str]:
        found = [collapsed(plain(one)) for one in members(text)]
        if any(len(one) > 100 for one in found):
            raise Misread("A tag has at most 100 characters. Several have semicolons between them.")
        return list({one.casefold(): one for one in found}.values())

    def said(self, value: list[str]) -> list[tuple[str, str]]:
        return [(one, "") for one in value]


@dataclass(frozen=True, slots=True)
class Identifiers(Cell):
    form = "schemes with their values, as wikidata: Q843, with semicolons between them"

    def read(self, text: str, near: date | None = None) -> list[tuple[str, str]]:
        return list(dict.fromkeys(map(self.one, members(text))))

    def said(self, value: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(one, scheme) for scheme, one in value]

    def one(self, text: str) -> tuple[str, str]:
        scheme, *rest = (collapsed(plain(part)) for part in split(text, ":", 1))
        if not scheme or not rest or not rest[0]:
            raise Misread(f"“{shortened(text)}” is no identifier: write scheme and value, as wikidata: Q843.")
        if len(scheme) > 60 or len(rest[0]) > 200:
            raise Misread(f"“{shortened(text)}” is too long: a scheme has at most 60 characters, a value 200.")
        return scheme, rest[0]
