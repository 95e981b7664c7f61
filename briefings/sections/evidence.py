"""The evidence for and against a claim: what is cited for the claim itself, and for those who affirm or deny it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from briefings.ledger import AFFIRMING, DENYING, Cited, Tally
from briefings.sections.ledger import reference
from records.access import Reader
from records.dates import time_html
from records.links import Links
from records.models import Citation

SHOWN = 20
COLUMNS = (
    "pk",
    "document_id",
    "document__source__name",
    "document__record__when",
    "quote",
    "locator",
    "first_hand",
    "note",
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as templates/parts/_evidence.html prints it."""

    grade: str
    quote: str
    document: SafeString
    source: str
    locator: str
    when: SafeString
    relayed: str
    note: SafeString


@dataclass(frozen=True, slots=True)
class Evidence:
    """One side: the best graded passages of `total`."""

    passages: list[Passage]
    total: int


class Sides:
    """The passages for and against. One query; `ids` are the records that they name."""

    def __init__(self, tally: Tally, reader: Reader) -> None:
        self.claim_id = tally.claim_id
        stance_of = {one.pk: one.stance for one in tally.said}
        self._sides: dict[bool, list[Cited]] = {True: [], False: []}
        for one in tally.cited:
            side = speaks_for(one, tally.claim_id, stance_of)
            if side is not None:
                self._sides[side].append(one)
        self._shown = {
            side: sorted(all_, key=lambda one: (one.grade, one.pk))[:SHOWN] for side, all_ in self._sides.items()
        }
        wanted = [one.pk for shown in self._shown.values() for one in shown]
        found = Citation.objects.visible_to(reader).among(wanted)
        self._columns: dict[int, tuple[Any, ...]] = {row[0]: row for row in found.values_list(*COLUMNS)}

    def ids(self) -> Iterable[int]:
        for shown in self._shown.values():
            for one in shown:
                yield from (one.document, one.target)

    def side(self, supports: bool, links: Links) -> Evidence:
        return Evidence([self._passage(one, links) for one in self._shown[supports]], len(self._sides[supports]))

    def _passage(self, one: Cited, links: Links) -> Passage:
        _, document, source, when, quote, locator, first_hand, note = self._columns[one.pk]
        said_in = format_html("Cited for {}.", reference(one.target, links)) if one.target != self.claim_id else ""
        return Passage(
            grade=one.grade,
            quote=quote,
            document=links[document],
            source=source,
            locator=locator,
            when=mark_safe(time_html(when) if when else ""),
            relayed="first-hand" if first_hand else "relayed",
            note=format_html("{} {}", note, said_in),
        )


def speaks_for(one: Cited, claim_id: int, stance_of: dict[int, str]) -> bool | None:
    """True for evidence for the claim, False against it, None for what is neither: what supports a denial is against."""
    if one.stance == Citation.Stance.CONTEXT:
        return None
    supports = one.stance == Citation.Stance.SUPPORTS
    if one.target == claim_id or stance_of[one.target] in AFFIRMING:
        return supports
    return not supports if stance_of[one.target] in DENYING else None
