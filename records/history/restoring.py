"""A record as it was: its content is put back in one act, which is a new revision.

Content is what a snapshot holds but for where the record stands: its stage stays as it is now. Its handling is never lowered
by it; it is raised to what it was then, since what is put back may be the very thing for which the label was stricter. What
they may not see who do it stays as it is now, and so do the rows on which two people agreed.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models
from django.utils.text import capfirst

from records import kinds
from records.access import can_edit
from records.doubles import told_of_doubles
from records.history.reading import Reading
from records.history.refusals import NotRestored, Unchanged, in_words, why
from records.history.shape import TAGS, Column, Part, Row, Shape, Snapshot, is_content, shape_of
from records.models import Kind, Record, Revision, Stale, User, saving
from records.models.parts import Part as PartRow
from records.models.revisions import snapshot as snapshot_of
from records.publishing import changes_are_proposed

LONGEST_COMMENT = 240
GONE = "{}: something that this version names is no longer there. Take over by hand what you need of it."
IN_PART = (
    "Only a part of this can be done, since who proposed it may by now read less. Left out would be: {}. Refuse it, and let it "
    "be proposed anew."
)
UNSEEN = "something that you may not read"
LEFT_BEHIND = "{}: something else rests on a row that this version does not have. Change that first."


def restore(revision: Revision, by: User, comment: str) -> Kind:
    """The record as it was at the revision, saved as a new one. Raises `NotRestored`, with nothing changed."""
    if len(comment) > LONGEST_COMMENT:
        raise NotRestored(f"The comment has {len(comment)} characters: at most {LONGEST_COMMENT} are kept. Shorten it.")
    record = record_of(revision, by)
    if reason := why_not(record, by):
        raise NotRestored(reason)
    if not Revision.objects.readable_by(by).filter(pk=revision.pk).exists():
        raise NotRestored("This revision is not one that you may read.")
    if changes_are_proposed(record):
        raise NotRestored("What changes it is read by a second person first: propose it.")
    said = f"Restored revision {revision.number}"
    return apply_snapshot(
        record, revision.snapshot, by, f"{said}: {comment.strip()}" if comment.strip() else f"{said}."
    )


def record_of(revision: Revision, by: User) -> Kind:
    kind = Record.objects.visible_to(by).filter(pk=revision.record_id).values_list("kind", flat=True).first()
    if kind is None:
        raise NotRestored("There is no such record.")
    found: Kind = kinds.KINDS[kind].model._base_manager.get(pk=revision.record_id)
    return found


def why_not(record: Kind, by: Any) -> str:
    """Why this person may not restore a revision of the record; "" where they may."""
    if not can_edit(by, record):
        return "Only editors who may change this record restore one of its revisions."
    return ""


def apply_snapshot(record: Kind, snapshot: Snapshot, by: User, comment: str, agreed_by: User | None = None) -> Kind:
    """Give the record the content of the snapshot, in one act; the record as it then stands. Whether it may be done at all
    is the caller's to know. Rows without an id, or with one that is another record's today, are new.

    What `agreed_by` agreed to is done as a whole or not at all. Raises `NotRestored`, with nothing changed.
    """
    now, given = as_kept(snapshot_of(record)), as_kept(snapshot)
    shape = shape_of(record.kind)
    wanted = as_far_as_seen(now, given, Reading(by, record.kind, [now, given]))
    if agreed_by:
        require_whole(given, wanted, Reading(agreed_by, record.kind, [wanted, given]))
    if same(now, wanted, shape):
        raise Unchanged("The record stands as in this version already: there is nothing to restore.")
    check_what_is_named(shape, now, wanted)
    try:
        with saving(by, comment[:300]):
            put_parts(record, shape, wanted)
            put_many(record, shape, now, wanted)
            # Last, so that the record keeps in its parts what always holds of it: an actor its primary name.
            put_columns(record, shape, now, wanted)
    except ValidationError as error:
        raise NotRestored(in_words(told_of_doubles(record, error, by), record)) from error
    except IntegrityError as error:
        raise NotRestored(why(error, record, wanted, by)) from error
    except Stale as error:
        raise NotRestored(str(error)) from error
    found: Kind = type(record)._base_manager.get(pk=record.pk)
    return found


def as_kept(snapshot: Snapshot) -> Snapshot:
    """As a revision keeps it: days and moments as text."""
    kept: Snapshot = json.loads(json.dumps(snapshot, cls=DjangoJSONEncoder))
    return kept


def restored(shape: Shape) -> list[Column]:
    return [one for one in shape.columns if is_content(shape, one.name)]


def same(one: Snapshot, other: Snapshot, shape: Shape) -> bool:
    return one["handling"] == other["handling"] and all(
        one.get(name) == other.get(name) for name in one.keys() | other.keys() if is_content(shape, name)
    )


def as_far_as_seen(now: Snapshot, then: Snapshot, reading: Reading) -> Snapshot:
    """The version that is to stand: of `then` what the reader may see, of `now` what they may not, and what `then`, being older
    than a column, does not have."""
    shape = reading.shape
    wanted = now | row_as_seen(shape.columns, now, then, reading)
    wanted["handling"] = max(now["handling"], then.get("handling", 0))
    for many in shape.many:
        if many.name in then:
            wanted[many.name] = sorted(ids_as_seen(many, now, then, reading))
    if TAGS in then:
        known = {str(name) for one in (now, then) for name in reading.tags(one)}
        hidden = [name for name in now.get(TAGS, ()) if name not in known]
        wanted[TAGS] = sorted({*hidden, *(name for name in then[TAGS] if name in known)})
    for part in shape.parts:
        if part.name in then:
            rows = rows_as_seen(part, now, then, reading)
            wanted[part.name] = sorted(rows, key=lambda row: (row["id"] is None, row["id"]))
    return wanted


def row_as_seen(columns: tuple[Column, ...], now: Row, then: Row, reading: Reading) -> Row:
    """The columns of `then` but for those that lead to, or tell of, what the reader may not see in either."""
    return {
        one.name: then[one.name]
        for one in columns
        if one.name in then and not reading.is_withheld(one, now) and not reading.is_withheld(one, then)
    }


def ids_as_seen(many: Any, now: Snapshot, then: Snapshot, reading: Reading) -> set[int]:
    if many.related_model is User:
        return set(then[many.name])
    hidden = {pk for pk in now.get(many.name, ()) if pk not in reading.links}
    return hidden | {pk for pk in then[many.name] if pk in reading.links}


def rows_as_seen(part: Part, now: Snapshot, then: Snapshot, reading: Reading) -> Iterator[Row]:
    present = {row["id"]: row for row in now.get(part.name, ())}
    staying = [row for row in present.values() if part.is_agreed(row) or not reading.sees(part, row)]
    yield from staying
    for row in reading.rows(part, then):
        was = present.get(row.get("id"))
        if was in staying or part.is_agreed(row):
            continue
        yield (was or {}) | row_as_seen(part.columns, was or {}, row, reading) | {"id": row.get("id")}


def require_whole(given: Snapshot, wanted: Snapshot, reading: Reading) -> None:
    """Refuses where something of what was given is not to stand, and names it as far as the reader may know of it."""
    left = [label if seen else UNSEEN for label, seen in left_out(given, wanted, reading)]
    if left:
        raise NotRestored(IN_PART.format(", ".join(dict.fromkeys(left))))


def left_out(given: Snapshot, wanted: Snapshot, reading: Reading) -> Iterator[tuple[str, bool]]:
    """(what, whether the reader may see it) of all that differs."""
    for one in restored(reading.shape):
        if one.name in given and given[one.name] != wanted.get(one.name):
            yield one.label, not any(reading.is_withheld(one, row) for row in (given, wanted))
    for many in reading.shape.many:
        if pks := set(given.get(many.name, ())) ^ set(wanted.get(many.name, ())):
            yield str(many.verbose_name), many.related_model is User or any(pk in reading.links for pk in pks)
    if names := set(given.get(TAGS, ())) ^ set(wanted.get(TAGS, ())):
        yield TAGS, any(name in names for row in (given, wanted) for name in reading.tags(row))
    for part in reading.shape.parts:
        there, here = (rows_of(part, row) for row in (given, wanted))
        if rows := [row for row in (*there, *here) if row not in there or row not in here]:
            yield part.label, any(reading.sees(part, row) for row in rows)


def rows_of(part: Part, snapshot: Snapshot) -> list[Row]:
    names = ("id", *(one.name for one in part.columns))
    return [{name: row.get(name) for name in names} for row in snapshot.get(part.name, ())]


def check_what_is_named(shape: Shape, now: Snapshot, wanted: Snapshot) -> None:
    """Refuses where a key leads to nothing any more. One query for each sort of thing that is newly named."""
    named: dict[Any, dict[Any, str]] = {}
    own = [(shape.columns, [wanted], [now])]
    parts = [(part.columns, wanted.get(part.name, ()), now.get(part.name, ())) for part in shape.parts]
    for columns, rows, present in (*own, *parts):
        for column in (one for one in columns if one.field.remote_field):
            known = {row.get(column.name) for row in present}
            found = {pk: column.label for row in rows if (pk := row.get(column.name)) and pk not in known}
            named.setdefault(column.field.related_model, {}).update(found)
    for field in shape.many:
        new = set(wanted.get(field.name, ())) - set(now.get(field.name, ()))
        named.setdefault(field.related_model, {}).update(dict.fromkeys(new, str(field.verbose_name)))
    for model, ids in named.items():
        # A row of the record's own parts is made anew with what names it.
        if not ids or issubclass(model, PartRow):
            continue
        there = set(model._base_manager.filter(pk__in=ids).values_list("pk", flat=True))
        if gone := [label for pk, label in ids.items() if pk not in there]:
            raise NotRestored(GONE.format(capfirst(gone[0])))


def put_columns(record: Kind, shape: Shape, now: Snapshot, wanted: Snapshot) -> None:
    """Set what differs, hold it against the rules and save the record, which takes its version."""
    unchanged = {"record"}
    for one in restored(shape):
        if now.get(one.name) == wanted.get(one.name):
            unchanged.add(one.field.name)
        else:
            setattr(record, one.name, one.field.to_python(wanted[one.name]))
    record.handling = wanted["handling"]
    record.full_clean(exclude=unchanged)
    record.save()


def put_many(record: Kind, shape: Shape, now: Snapshot, wanted: Snapshot) -> None:
    for name in (TAGS, *(one.name for one in shape.many)):
        if now.get(name) != wanted.get(name):
            getattr(record, name).set(wanted.get(name, ()))


def put_parts(record: Kind, shape: Shape, wanted: Snapshot) -> None:
    """Rows that differ are taken out and put in with the ids that they had: no order of changing them one by one is sure to
    meet no constraint on the way (two judgements that change places)."""
    present = as_kept({one.name: list(getattr(record, one.name).order_by("pk").values()) for one in shape.parts})
    new: dict[str, list[Row]] = {}
    for part in shape.parts:
        rows = wanted.get(part.name, [])
        new[part.name] = [row for row in rows if row not in present[part.name]]
        staying = {row["id"] for row in rows if row in present[part.name]}
        out = [row["id"] for row in present[part.name] if row["id"] not in staying]
        taken_out: Any = part.model._base_manager.filter(pk__in=out)
        taken_out._raw_delete(taken_out.db)
    moved: dict[Any, dict[int, int]] = {}
    for part in shape.parts:
        put_rows(record, part, new[part.name], present[part.name], moved)
    for part in shape.parts:
        check_keys_to_parts(part, new[part.name])
        rows_present = {row["id"] for row in present[part.name]}
        check_nothing_rests_on(part, rows_present - {row["id"] for row in wanted.get(part.name, [])})


def put_rows(record: Kind, part: Part, rows: list[Row], present: list[Row], moved: dict[Any, dict[int, int]]) -> None:
    """`moved`: of each model, former ids -> ids of rows that could not have theirs again."""
    own = {row["id"] for row in present}
    wanted = {row["id"] for row in rows if row.get("id")} - own
    taken = set(part.model._base_manager.filter(pk__in=wanted).values_list("pk", flat=True))
    for row in sorted(rows, key=lambda one: one.get("id") or 0):
        made = row_of(part, row, moved)
        setattr(made, part.whole, record.pk)
        made.pk = None if row.get("id") in taken else row.get("id")
        if row.get("id") not in own:
            check_files(part, made)
        # As it was, moments of making it among them: nothing is worked out anew.
        made.save_base(raw=True, force_insert=True)
        if row.get("id") in taken:
            moved.setdefault(part.model, {})[row["id"]] = made.pk


def row_of(part: Part, row: Row, moved: dict[Any, dict[int, int]]) -> Any:
    made = part.model()
    for one in part.columns:
        if one.name in row:
            value = moved.get(one.field.related_model, {}).get(row[one.name], row[one.name])
            setattr(made, one.name, one.field.to_python(value))
    return made


def check_keys_to_parts(part: Part, rows: list[Row]) -> None:
    """Refuses where a row leads to a row of a part, of this record or another, that is gone."""
    for one in part.columns:
        model = one.field.related_model
        if rows and model and issubclass(model, PartRow):
            keys: Any = part.model._base_manager.filter(pk__in=[row["id"] for row in rows if row.get("id")])
            if (
                keys.filter(**{f"{one.name}__isnull": False})
                .exclude(**{f"{one.name}__in": model._base_manager.all()})
                .exists()
            ):
                raise NotRestored(GONE.format(capfirst(one.label)))


def check_files(part: Part, row: Any) -> None:
    for one in part.columns:
        if isinstance(one.field, models.FileField) and not default_storage.exists(getattr(row, one.name).name):
            raise NotRestored(GONE.format(capfirst(part.label)))


def check_nothing_rests_on(part: Part, gone: set[int]) -> None:
    """Refuses where other rows lead to one that is no longer there."""
    for relation in part.model._meta.get_fields(include_hidden=True) if gone else ():
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
            continue
        others: Any = relation.related_model
        if others._base_manager.filter(**{f"{relation.field.name}__in": gone}).exists():  # type: ignore[union-attr]
            raise NotRestored(LEFT_BEHIND.format(capfirst(part.label)))
