"""The records at hand of whoever writes: those that the text names, and those that they look for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from briefings.drafts import Paper
from briefings.sections.cards import Printed
from records.access import Reader
from records.kinds import KINDS
from records.links import anchor
from records.search.completions import completions

MOST_NAMED = 60


@dataclass(frozen=True, slots=True)
class Row:
    """`mark` is what a text says to link the record; `source` whether it can have a number among the sources."""

    link: SafeString
    detail: str
    mark: str
    source: bool


def at_hand(paper: Paper, printed: Printed, reader: Reader, today: date) -> dict[str, Any]:
    """`named`, and `found` by what is sought. Four queries at most, none where nothing is sought."""
    return {"named": list(named(printed))[:MOST_NAMED], "found": found(paper.sought, reader, today)}


def named(printed: Printed) -> Iterable[Row]:
    """By kind and title, as far as the reader may see them."""
    links = printed.links
    shown = [pk for pk in printed.markup.targets if pk in links]
    for pk in sorted(shown, key=lambda pk: (links.kind(pk) or "", links.title(pk) or "")):
        kind = links.kind(pk) or ""
        yield row(kind, links.slug(pk) or "", links[pk], KINDS[kind].label)


def found(sought: str, reader: Reader, today: date) -> list[Row]:
    if not sought:
        return []
    rows = completions(sought, reader, today)
    return [row(one.kind, one.slug, anchor(one.kind, one.slug, one.label), one.detail) for one in rows]


def row(kind: str, slug: str, link: SafeString, detail: str) -> Row:
    return Row(link, detail, f"{KINDS[kind].folder}/{slug}", kind == "document")
