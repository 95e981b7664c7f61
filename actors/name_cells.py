"""Names of an actor in one cell, each with what it is (`actors.name_marks`)."""

import re
from dataclasses import dataclass
from datetime import date

from actors.models import Name
from actors.name_marks import Called, marked, marks_of
from records.batches.cells import Cell, Misread, collapsed, shortened
from records.batches.escapes import plain
from records.batches.lists import members

MARKS = re.compile(r"(?<!\\)\[(?P<marks>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)?)\]\s*\Z")
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Names(Cell):
    form = "names, with semicolons between them; behind one, in brackets, what it is, its language, its script and when"

    def read(self, text: str, near: date | None = None) -> list[Called]:
        found: dict[tuple[str, str], Called] = {}
        for one in map(self.one, members(text)):
            if found.setdefault((one.text, one.kind), one) != one:
                raise Misread(
                    f"“{shortened(one.text)}” stands here twice, in other languages, scripts or times: leave one out."
                )
        return list(found.values())

    def said(self, value: list[Called]) -> list[tuple[str, str]]:
        return [(one.text, marks_of(one)) for one in value]

    def one(self, text: str) -> Called:
        marks = MARKS.search(text)
        name = collapsed(plain(text[: marks.start()] if marks else text))
        if not name or len(name) > LONGEST:
            raise Misread(f"A name has 1 to {LONGEST} characters. Several have semicolons between them.")
        called = marked(name, marks["marks"] if marks else "")
        if called is None:
            kinds = ", ".join(str(label) for label in Name.Kind.labels)
            raise Misread(
                f"“{shortened(text)}”: in the brackets stand a kind of name ({kinds}), a language (ur), a script (Arab) "
                "or when it was borne (1948/1989), with commas between them."
            )
        if called.kind == Name.Kind.PRIMARY:
            raise Misread(f"“{shortened(text)}” is not the primary name: that stands in a column of its own.")
        return called
