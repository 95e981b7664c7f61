"""What follows from a save, for many records at once: mentions, a revision and an entry in the index each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from records import kinds
from records.bulk import batched, bulk_mention
from records.models import Batch, Kind, Mention, Record, Revision, TaggedRecord, User
from records.models.mentions import link_fields, rebuild_mentions, written_references
from records.models.revisions import UNKEPT
from records.models.saving import TITLE, compose_title, follow_up
from records.search.index import by_kind, index

Snapshot = dict[str, Any]


AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Act:
    """Whose act the revisions tell of, why, and from which table."""

    comment: str
    by: User | None
    batch: Batch | None


def bulk_settle(
    model: type[Kind], pks: Sequence[int], comment: str, by: User | None = None, batch: Batch | None = None
) -> None:
    """Rebuild the mentions of the records and keep each as its next revision, as one save does.

    Composed titles are the caller's to give. Of records with links in their text, mentions cost queries each.
    """
    act = Act(comment, by, batch)
    for part in batched(pks, AT_ONCE):
        records = list(model._base_manager.filter(pk__any_of=part).order_by("pk"))
        pictures = _snapshots(model, records)
        _mention(model, pictures)
        for record in records:
            if written_references(record):
                rebuild_mentions(record)
        _revise(pictures, act)
        index(part)


def _snapshots(model: type[Kind], records: Sequence[Kind]) -> dict[int, Snapshot]:
    """As `records.models.revisions.snapshot` gives them, in a few queries for all."""
    columns = [field.attname for field in model._meta.concrete_fields if field.attname not in UNKEPT]
    pictures = {record.pk: {name: getattr(record, name) for name in columns} for record in records}
    tags = TaggedRecord.objects.filter(content_object__any_of=list(pictures))
    names = defaultdict(list)
    for pk, name in tags.order_by("tag__name").values_list("content_object_id", "tag__name"):
        names[pk].append(name)
    for pk, picture in pictures.items():
        picture["tags"] = names[pk]
    for field in model._meta.many_to_many:
        if field.name != "tags":
            _add_links(model, field, pictures)
    for part in model.PARTS:
        _add_part(model, part, pictures)
    return pictures


def _add_links(model: type[Kind], field: Any, pictures: dict[int, Snapshot]) -> None:
    """The records to which a many-to-many field leads, as sorted ids."""
    for picture in pictures.values():
        picture[field.name] = []
    own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    rows = field.remote_field.through._default_manager.filter(**{f"{own}__any_of": list(pictures)})
    for pk, target in rows.order_by(f"{other}_id").values_list(f"{own}_id", f"{other}_id"):
        pictures[pk][field.name].append(target)


def _part(model: type[Kind], name: str) -> tuple[type[models.Model], str]:
    """The model of a part, and its column that leads to the record."""
    relation = model._meta.get_field(name)
    return relation.related_model, relation.field.attname  # type: ignore[union-attr,return-value]


def _add_part(model: type[Kind], name: str, pictures: dict[int, Snapshot]) -> None:
    related, whole = _part(model, name)
    for picture in pictures.values():
        picture[name] = []
    rows = related._default_manager.filter(**{f"{whole.removesuffix('_id')}__any_of": list(pictures)})
    for row in rows.order_by("pk").values():
        pictures[row[whole]][name].append(row)


def _mention(model: type[Kind], pictures: dict[int, Snapshot]) -> None:
    wanted = {(pk, target) for pk, picture in pictures.items() for target in _targets(model, picture) if target != pk}
    stored = Mention.objects.filter(source__any_of=list(pictures))
    present = {(source, target): pk for pk, source, target in stored.values_list("pk", "source_id", "target_id")}
    Mention.objects.filter(pk__in=[pk for pair, pk in present.items() if pair not in wanted]).delete()
    bulk_mention(sorted(wanted - present.keys()))


def _targets(model: type[Kind], picture: Snapshot) -> Iterable[int]:
    single, many = link_fields(model)
    yield from (pk for name in single if (pk := picture[name]))
    for name in many:
        yield from picture[name]
    for name in model.PARTS:
        single, _ = link_fields(_part(model, name)[0])
        yield from (pk for row in picture[name] for key in single if (pk := row[key]))


def _revise(pictures: dict[int, Snapshot], act: Act) -> None:
    numbered = Revision.objects.filter(record__any_of=list(pictures)).values_list("record_id")
    last = dict(numbered.annotate(last=models.Max("number")).values_list("record_id", "last"))
    Revision.objects.bulk_create(
        (
            Revision(
                record_id=pk,
                number=last.get(pk, 0) + 1,
                author=act.by,
                comment=act.comment,
                snapshot=picture,
                in_bulk=pk not in last,
                batch=act.batch,
            )
            for pk, picture in pictures.items()
        ),
        batch_size=500,
    )


def bulk_follow(
    pks: Collection[int], comment: str, by: User, now: datetime, changed: Mapping[int, frozenset[str]] | None = None
) -> None:
    """What follows where rows of these records, or keys in them, were changed without saving the records: the next version of
    each, composed titles, mentions, a revision, and all that says something of them.

    `changed` has, of some of them, which of the columns were changed that others draw on.
    """
    Record._base_manager.filter(pk__any_of=list(pks)).update(
        version=models.F("version") + 1, updated_by=by, updated_at=now
    )
    drawn_on = {pk: (changed or {}).get(pk, frozenset()) for pk in pks}
    for kind, part in by_kind(pks):
        model = kinds.KINDS[kind].model
        for record in model._base_manager.filter(pk__any_of=part).order_by("pk") if hasattr(model, "compose") else ():
            if compose_title(record):
                drawn_on[record.pk] |= TITLE
        bulk_settle(model, part, comment, by)
    follow_up(drawn_on)
