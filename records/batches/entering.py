"""Entering a checked table: all of its rows in one act, or none."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import ForeignKey
from taggit.models import Tag

from records.access import Handling, clearance
from records.auditing import audit
from records.batches.checking import Given, checked
from records.batches.rows import Checked, by_table
from records.batches.tables import TABLES, Act, NewRecord
from records.bulk import bulk_insert, free_slugs
from records.bulk_settling import bulk_settle
from records.citing import passage
from records.doubles import ASK
from records.models import Audited, Batch, Citation, Document, Kind, Sheet, TaggedRecord, User, saving
from records.quotes import NotQuoted, Quote
from records.search.renown import named_in, recount


class NotReady(Exception):
    """Nothing was entered. The sentence says what is still to be done."""


@dataclass(frozen=True, slots=True)
class Cited:
    """The source of all of a batch."""

    document: Document | None
    passage: Quote
    locator: str = ""


def given_by(sheet: Sheet) -> Given:
    """What the sheet holds below its headings."""
    rows = sheet.rows[1:] if sheet.headed else sheet.rows
    return Given([(number, cells) for number, cells in rows], sheet.columns, sheet.choices, sheet.decisions)


def check_sheet(sheet: Sheet, by: User, today: date) -> Checked:
    act = Act(by, today, Handling(sheet.handling), day_of_source(sheet, by))
    return checked(TABLES[sheet.rows_are], given_by(sheet), act)


def day_of_source(sheet: Sheet, by: User) -> date | None:
    """The day from which "Monday" is said: that of the document, where it is known and the user may see it."""
    shown = Document.objects.visible_to(by).among([sheet.document_id] if sheet.document_id else [])
    document = shown.defer("text").first()
    return document.day if document else None


def enter_sheet(sheet: Sheet, by: User, today: date) -> Batch:
    """The records of the sheet's rows as drafts, one revision each, all of the batch; the sheet is empty afterwards.

    It is checked anew first: `NotReady` where anything is wrong by now. A sheet that has been entered gives its batch again.
    """
    with transaction.atomic():
        sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
        if sheet.batch:
            return sheet.batch
        found = check_sheet(sheet, by, today)
        cited = require_ready(sheet, found, by)
        batch = Batch.objects.create(
            rows_are=sheet.rows_are, by=by, comment=sheet.comment, document=cited.document, handling=sheet.handling
        )
        with saving(by, batch.comment, batch):
            put(found, batch, cited)
        sheet.batch, sheet.rows, sheet.choices, sheet.decisions = batch, [], {}, {}
        sheet.save()
        audit_batch(Audited.ENTERED, batch, by, len(found.entered))
    return batch


def audit_batch(action: Audited, batch: Batch, by: User, records: int) -> None:
    audit(action, by.pk, handling=batch.handling, detail={"batch": batch.pk, "records": records})


def require_ready(sheet: Sheet, found: Checked, by: User) -> Cited:
    if not found.entered:
        raise NotReady("Every row is left out or there already: there is nothing to enter.")
    if not found.ready:
        waiting = sum(1 for row in found.entered if row.state != "ready")
        raise NotReady(
            f"{waiting:,} {'row still needs' if waiting == 1 else 'rows still need'} you. Nothing has been entered."
        )
    if any(own.hindered([row.draft for row in rows if row.draft], by) for own, rows in by_table(found.entered)):
        raise NotReady(ASK)
    if not sheet.comment.strip():
        raise NotReady("Say what you enter, and why: it stands in the history of every record.")
    if sheet.handling > clearance(by):
        raise NotReady("The handling label is above your clearance. Choose another.")
    if sheet.document_id is None:
        return Cited(None, Quote(""))
    document = Document.objects.visible_to(by).filter(pk=sheet.document_id).first()
    if document is None:
        raise NotReady("There is no such document that you may read. Choose the source anew.")
    try:
        return Cited(document, passage(document, sheet.quote), sheet.locator)
    except NotQuoted as error:
        raise NotReady(str(error)) from error


def put(found: Checked, batch: Batch, cited: Cited) -> None:
    """Each record after those that it names."""
    new, rows = found.new(), [row for row in found.entered if row.draft]
    for row in rows:
        if row.draft and row.table.title:
            row.draft.record.title = row.table.title(row.draft)[:300]
    drafts = [*new, *(row.draft for row in rows if row.draft)]
    by_model: dict[type[Kind], list[int]] = defaultdict(list)
    for wave in waves(drafts):
        for model, several in of_each_model(wave).items():
            insert(model, several, batch.by)
            by_model[model] += [draft.record.pk for draft in several]
    tag(drafts)
    cite([draft.record for draft in drafts], cited)
    for model, pks in by_model.items():
        settle(model, pks, batch)


def waves(drafts: Sequence[NewRecord]) -> Iterator[list[NewRecord]]:
    """The drafts, each in a later wave than those that it names. Rows that name themselves have been refused."""
    rest, here = list(drafts), {id(draft.record) for draft in drafts}
    while rest:
        wave = [draft for draft in rest if here.isdisjoint(map(id, named_by(draft)))]
        yield wave
        here -= {id(draft.record) for draft in wave}
        rest = [draft for draft in rest if id(draft.record) in here]


def named_by(draft: NewRecord) -> Iterator[Any]:
    for row in (draft.record, *draft.parts):
        for column in row._meta.concrete_fields:
            if isinstance(column, ForeignKey) and column.is_cached(row) and getattr(row, column.name) is not None:
                yield getattr(row, column.name)
    for linked in draft.links.values():
        yield from linked


def of_each_model(drafts: Iterable[NewRecord]) -> dict[type[Kind], list[NewRecord]]:
    found: dict[type[Kind], list[NewRecord]] = defaultdict(list)
    for draft in drafts:
        found[type(draft.record)].append(draft)
    return found


def insert(model: type[Kind], drafts: Sequence[NewRecord], by: User) -> None:
    """The records with their parts and links, and nothing of what follows from them."""
    slugs = free_slugs(model, [draft.record.title for draft in drafts])
    for draft, slug in zip(drafts, slugs, strict=True):
        draft.record.slug = slug
        draft.record.created_by = draft.record.updated_by = by
        take_keys(draft.record)
    bulk_insert(model, [draft.record for draft in drafts])
    parts = defaultdict(list)
    for draft in drafts:
        for part in draft.parts:
            setattr(part, part.WHOLE, draft.record.pk)
            take_keys(part)
            parts[type(part)].append(part)
    for part_model, rows in parts.items():
        part_model._default_manager.bulk_create(rows, batch_size=500)
    for name in {name for draft in drafts for name in draft.links}:
        link(model, name, drafts)


def take_keys(row: Any) -> None:
    """The keys of the records that the row names, which have theirs by now."""
    for column in row._meta.concrete_fields:
        if isinstance(column, ForeignKey) and column.is_cached(row) and (named := getattr(row, column.name)):
            setattr(row, column.attname, named.pk)


def link(model: type[Kind], name: str, drafts: Iterable[NewRecord]) -> None:
    relation: Any = model._meta.get_field(name)
    through, own, other = relation.remote_field.through, relation.m2m_field_name(), relation.m2m_reverse_field_name()
    pairs = dict.fromkeys((draft.record.pk, one.pk) for draft in drafts for one in draft.links.get(name, ()))
    rows = (through(**{f"{own}_id": pk, f"{other}_id": target}) for pk, target in pairs)
    through._default_manager.bulk_create(rows, batch_size=500)


def tag(drafts: Iterable[NewRecord]) -> None:
    """Tags are one whatever their case (the setting of `taggit`)."""
    wanted = {name.casefold(): name for draft in drafts for name in draft.tags}
    if not wanted:
        return
    there = {name.casefold(): tag for name, tag in ((tag.name, tag) for tag in Tag.objects.all())}
    for folded, name in wanted.items():
        if folded not in there:
            there[folded] = Tag.objects.create(name=name)
    pairs = dict.fromkeys((draft.record.pk, there[name.casefold()].pk) for draft in drafts for name in draft.tags)
    rows = (TaggedRecord(content_object_id=pk, tag_id=tag) for pk, tag in pairs)
    TaggedRecord.objects.bulk_create(rows, batch_size=500)


def cite(records: Iterable[Kind], cited: Cited) -> None:
    said = {"quote": cited.passage.exact, "prefix": cited.passage.prefix, "suffix": cited.passage.suffix}
    if cited.document:
        Citation.objects.bulk_create(
            (Citation(document=cited.document, target_id=one.pk, locator=cited.locator, **said) for one in records),
            batch_size=500,
        )


def settle(model: type[Kind], pks: Sequence[int], batch: Batch) -> None:
    bulk_settle(model, pks, batch.comment, batch.by, batch)
    recount(named_in(pks))
