"""What a snapshot of a kind is made of: its columns, its links to many, its parts, and what each of them tells of."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import models

from records import kinds
from records.models.mentions import is_record
from records.models.parts import Part as PartRow
from records.models.revisions import UNKEPT

Snapshot = dict[str, Any]
Row = dict[str, Any]
TAGS = "tags"
# Where the record stands, and who brought it there: so does, of a kind that has one, the reviewer.
STANDING = frozenset({"kind", "stage", "handling", "published_at", "published_by_id", "withdrawn_because"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the record or of a part. `guard` is the key, in the same row, of the record that it tells of."""

    field: Any
    label: str
    to_record: bool
    guard: str = ""

    @property
    def name(self) -> str:
        return str(self.field.attname)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one sort. Each tells of the records to which the keys `of` lead: it is nothing to whoever may not see one."""

    name: str
    label: str
    model: type[PartRow]
    whole: str
    columns: tuple[Column, ...]
    of: tuple[str, ...]

    def is_agreed(self, row: Row) -> bool:
        return self.model.is_agreed(row)


@dataclass(frozen=True, slots=True)
class Shape:
    model: Any
    columns: tuple[Column, ...]
    # Links to many, but for the tags.
    many: tuple[Any, ...]
    parts: tuple[Part, ...]

    @property
    def is_composed(self) -> bool:
        """Whether the title is made of names: that of a revision may name somebody who is withheld today."""
        return hasattr(self.model, "compose")

    def part(self, name: str) -> Part:
        return next(one for one in self.parts if one.name == name)


@lru_cache(maxsize=64)
def shape_of(kind: str) -> Shape:
    model = kinds.KINDS[kind].model
    said = {name: guard for name, guard in model.SAID.items() if "." not in name}
    many = tuple(field for field in model._meta.many_to_many if field.name != TAGS)
    return Shape(model, tuple(columns_of(model, said)), many, tuple(part_of(model, name) for name in model.PARTS))


def is_content(shape: Shape, name: str) -> bool:
    """Whether it is put back with a version: not where the record stands (`STANDING`), nor what is worked out from the rest."""
    column = next((one for one in shape.columns if one.name == name), None)
    if column is None:
        return True
    standing = name in STANDING or column.field.name == shape.model.REVIEWER
    return bool(column.field.editable) and not standing and not (name == "title" and shape.is_composed)


def part_of(model: Any, name: str) -> Part:
    relation = model._meta.get_field(name)
    part: Any = relation.related_model
    said = {one.partition(".")[2]: guard for one, guard in model.SAID.items() if one.startswith(f"{name}.")}
    columns = tuple(one for one in columns_of(part, said) if one.name != part.WHOLE)
    needed = tuple(one.name for one in columns if one.to_record and not one.field.null)
    label = name if "_" not in name else str(part._meta.verbose_name_plural)
    return Part(name, label, part, part.WHOLE, columns, needed)


def columns_of(model: type[models.Model], said: dict[str, str]) -> Iterator[Column]:
    for field in model._meta.concrete_fields:
        if field.attname in UNKEPT or getattr(field.remote_field, "parent_link", False):
            continue
        guard = said.get(field.name, "")
        to_record = bool(field.remote_field) and is_record(field.related_model)
        yield Column(field, str(field.verbose_name), to_record, f"{guard}_id" if guard else "")


def named_in(shape: Shape, snapshot: Snapshot) -> Iterator[int]:
    """Ids of the records to which columns, links to many and rows lead."""
    for column in shape.columns:
        if column.to_record and (pk := snapshot.get(column.name)):
            yield pk
    for field in shape.many:
        if is_record(field.related_model):
            yield from snapshot.get(field.name, ())
    for part in shape.parts:
        keys = [column.name for column in part.columns if column.to_record]
        yield from (pk for row in snapshot.get(part.name, ()) for key in keys if (pk := row.get(key)))
