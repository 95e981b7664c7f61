"""Batches in lists and on their pages: who entered what, and what undoing one would do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from records import kinds
from records.access import Handling, Reader, Stage
from records.batches.tables import TABLES
from records.batches.undoing import Fate, Plan
from records.kinds import ref
from records.links import Links, anchor
from records.models import Batch

# Of one fate so many are listed; all of them are told by number.
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class BatchRow:
    pk: int
    label: str
    comment: str
    by: str
    at: datetime
    handling: str
    source: SafeString
    undone_by: str
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class RecordRow:
    link: SafeString
    what: str
    ref: str
    when: str
    stage: str


@dataclass(slots=True)
class Listed:
    """`more` are those beyond the ones that are listed."""

    rows: list["FateRow"] = field(default_factory=list)
    number: int = 0

    @property
    def more(self) -> int:
        return self.number - len(self.rows)


@dataclass(frozen=True, slots=True)
class FateRow:
    pk: int
    link: SafeString
    ref: str
    why: str
    named_by: list[SafeString]


@dataclass(slots=True)
class Fates:
    going: Listed
    made: Listed
    asking: Listed
    kept: Listed
    found: Listed
    seen: int


def batch_rows(batches: Sequence[Batch], reader: Reader) -> list[BatchRow]:
    links = Links(reader).load(one.document_id for one in batches)
    return [
        BatchRow(
            pk=one.pk,
            label=TABLES[one.rows_are].label if one.rows_are in TABLES else one.rows_are.capitalize(),
            comment=one.comment,
            by=one.by.called,
            at=one.at,
            handling=Handling(one.handling).label,
            source=links[one.document_id],
            undone_by=one.undone_by.called if one.undone_by else "",
            undone_at=one.undone_at,
        )
        for one in batches
    ]


def record_rows(records: Any) -> list[RecordRow]:
    """Of a page of a query of records."""
    rows = records.values_list("pk", "kind", "slug", "title", "when", "stage")
    return [
        RecordRow(
            link=anchor(kind, slug, title),
            what=kinds.KINDS[kind].label,
            ref=ref(kind, pk),
            when=when,
            stage=Stage(stage).label,
        )
        for pk, kind, slug, title, when, stage in rows
    ]


def fates(plan: Plan, reader: Reader) -> Fates:
    links = Links(reader).load(pk for one in plan.fates for pk in one.named_by)
    return Fates(
        going=listed([one for one in plan.fates if one.goes], links),
        made=listed([one for one in plan.fates if one.goes and one.made], links),
        asking=listed([one for one in plan.fates if one.asks], links, len(plan.fates)),
        kept=listed([one for one in plan.fates if one.kept], links),
        found=listed([one for one in plan.fates if one.goes and not one.made], links),
        seen=plan.seen,
    )


def listed(several: Sequence[Fate], links: Links, most: int = MOST_LISTED) -> Listed:
    rows = [
        FateRow(
            pk=one.pk,
            link=anchor(one.kind, one.slug, one.title),
            ref=ref(one.kind, one.pk),
            why=f"Saved since by {', '.join(one.since)}" if one.since else "",
            named_by=[links[pk] for pk in one.named_by[:5]],
        )
        for one in several[:most]
    ]
    return Listed(rows, len(several))
