"""What a name of an actor is, as it is written behind it: "Burma [former, en, 1948/1989]; AB [acronym]". Pure."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from records.batches.escapes import escaped
from records.dates import DateError, bounds
from records.names import fold

# As `Name.Kind` has them: a test holds the two equal.
KINDS = {
    "primary": "primary",
    "alias": "alias",
    "weak_alias": "weak alias",
    "former": "former",
    "acronym": "acronym",
    "transliteration": "transliteration",
    "nom_de_guerre": "nom de guerre",
    "as_stated": "as stated",
}
ALIAS = "alias"
OF_WORDS = {fold(word): kind for kind, label in KINDS.items() for word in (kind, label)}
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
SCRIPT = re.compile(r"[A-Z][a-z]{3}")
# Commas within a set of dates stand between no marks.
BETWEEN = re.compile(r",(?![^\[]*\])")


class Called(NamedTuple):
    """`language` is BCP 47, `script` ISO 15924, `valid` the EDTF text of when it was borne; "" where it is not said."""

    text: str
    kind: str = ALIAS
    language: str = ""
    script: str = ""
    valid: str = ""


def marked(text: str, marks: str) -> Called | None:
    """The name with what its marks say, in any order; None where one of them says nothing that is known."""
    kind, language, script, valid = "", "", "", ""
    for mark in filter(None, (" ".join(one.split()) for one in BETWEEN.split(marks))):
        if not kind and (found := OF_WORDS.get(fold(mark))):
            kind = found
        elif not script and SCRIPT.fullmatch(mark):
            script = mark
        elif not language and len(mark) <= 12 and LANGUAGE.fullmatch(mark):
            language = mark
        elif not valid and is_date(mark):
            valid = mark
        else:
            return None
    return Called(text, kind or ALIAS, language, script, valid)


def is_date(text: str) -> bool:
    try:
        bounds(text)
    except DateError:
        return False
    return True


def marks_of(name: Called) -> str:
    """As `marked` reads them."""
    return ", ".join(filter(None, (KINDS[name.kind], name.language, name.script, name.valid)))


def names_said(names: Iterable[Called]) -> str:
    """As `Names` reads them."""
    return "; ".join(f"{escaped(one.text, ';[')} [{marks_of(one)}]" for one in names)
