"""Several things in one cell, with semicolons between them. A backslash before a sign of the cell says that it is text. Pure."""

import re
from collections.abc import Iterable

SEPARATOR = ";"
ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def split(text: str, by: str = SEPARATOR, most: int = -1) -> list[str]:
    """What stands between the signs `by`, still escaped; `most` is how often it is split."""
    found: list[str] = []
    start = place = 0
    while place < len(text) and most != len(found):
        if text[place] == "\\":
            place += 1
        elif text[place] == by:
            found.append(text[start:place])
            start = place + 1
        place += 1
    return [*found, text[start:]]


def plain(text: str) -> str:
    return ESCAPED.sub(r"\1", text)


def escaped(text: str, signs: str = SEPARATOR) -> str:
    """The text as `plain` gives it again."""
    return re.sub(rf"([\\{re.escape(signs)}])", r"\\\1", text)


def tags_said(tags: Iterable[str]) -> str:
    """As `records.batches.lists.Tags` reads them."""
    return "; ".join(map(escaped, tags))


def identifiers_said(pairs: Iterable[tuple[str, str]]) -> str:
    """As `records.batches.lists.Identifiers` reads them."""
    return "; ".join(f"{escaped(scheme, ';:')}: {escaped(value)}" for scheme, value in pairs)
