"""Names of an actor in one cell, each with what it is: "آمنہ بلوچ [transliteration, ur, Arab]; AB [acronym]"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from actors.models import Name
from records.batches.cells import Cell, Misread, collapsed, shortened
from records.batches.lists import escaped, members, plain
from records.names import fold

MARKS = re.compile(r"(?<!\\)\[(?P<marks>[^\[\]]*)\]\s*\Z")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
SCRIPT = re.compile(r"[A-Z][a-z]{3}")
KINDS = {fold(word): kind for kind, label in Name.Kind.choices for word in (kind, label)}
LONGEST = 300


class Called(NamedTuple):
    """`language` is BCP 47, `script` ISO 15924; "" where it is not said."""

    text: str
    kind: str = Name.Kind.ALIAS.value
    language: str = ""
    script: str = ""


def marked(text: str, marks: str) -> Called | None:
    """The name with what its marks say, in any order; None where one of them says nothing that is known."""
    kind, language, script = "", "", ""
    for mark in filter(None, map(collapsed, marks.split(","))):
        if not kind and (found := KINDS.get(fold(mark))):
            kind = found
        elif not script and SCRIPT.fullmatch(mark):
            script = mark
        elif not language and len(mark) <= 12 and LANGUAGE.fullmatch(mark):
            language = mark
        else:
            return None
    return Called(text, kind or Name.Kind.ALIAS.value, language, script)


def marks_of(name: Called) -> str:
    """As `marked` reads them."""
    return ", ".join(filter(None, (str(Name.Kind(name.kind).label), name.language, name.script)))


@dataclass(frozen=True, slots=True)
class Names(Cell):
    form = "names, with semicolons between them; behind one, in brackets, what it is, its language and its script"

    def read(self, text: str, near: date | None = None) -> list[Called]:
        found: dict[tuple[str, str], Called] = {}
        for one in map(self.one, members(text)):
            if found.setdefault((one.text, one.kind), one) != one:
                raise Misread(
                    f"“{shortened(one.text)}” stands here twice, in other languages or scripts: leave one out."
                )
        return list(found.values())

    def one(self, text: str) -> Called:
        marks = MARKS.search(text)
        name = collapsed(plain(text[: marks.start()] if marks else text))
        if not name or len(name) > LONGEST:
            raise Misread(f"A name has 1 to {LONGEST} characters. Several have semicolons between them.")
        called = marked(name, marks["marks"] if marks else "")
        if called is None:
            kinds = ", ".join(str(label) for label in Name.Kind.labels)
            raise Misread(
                f"“{shortened(text)}”: in the brackets stand a kind of name ({kinds}), a language (ur) or a script (Arab), with "
                "commas between them."
            )
        if called.kind == Name.Kind.PRIMARY:
            raise Misread(f"“{shortened(text)}” is not the primary name: that stands in a column of its own.")
        return called


def names_said(names: Iterable[Called]) -> str:
    """As `Names` reads them."""
    return "; ".join(f"{escaped(one.text, ';[')} [{marks_of(one)}]" for one in names)
