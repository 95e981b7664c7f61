"""What one reader may be shown of snapshots of a record: a revision is read with the eyes of today.

The door of the revision itself is `Revision.objects.readable_by`. Within it a link to a record that the reader may not see is
withheld, and so is what is told of that record: a column that it guards (`SAID`), and the whole row of a part that is about it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString, mark_safe

from records.access import Reader, is_editor
from records.dates import time_html
from records.fields import EDTFField
from records.history.shape import TAGS, Column, Part, Row, Shape, Snapshot, named_in, shape_of
from records.links import WITHHELD, Links
from records.markup.resolve import missing
from records.markup.syntax import PLACEHOLDER, PRIVATE, REFERENCES, Reference, placeholder, reference
from records.models import Source, User
from records.models.mentions import is_record, resolve_references
from records.models.tags import tags_hidden_among
from records.safe import escaped

AN_EDITOR = "an editor"
BLANK = SafeString("")


class Shown(NamedTuple):
    """What the reader is shown for a value. A text, which is compared by word, has placeholders for its references
    (`Reading.html`); all else is HTML as it stands."""

    said: str
    is_text: bool = False


class Reading:
    """Of some snapshots of one record. Queries: one for the references of its texts, where it has texts with such, one for
    all that is linked, and one each where tags, sources and people are named."""

    def __init__(self, reader: Reader, kind: str, snapshots: Sequence[Snapshot]) -> None:
        self.reader = reader
        self.shape: Shape = shape_of(kind)
        self.links = Links(reader)
        found = [reference(one) for text in self.every_text(snapshots) for one in REFERENCES.finditer(text)]
        self._meant = resolve_references({one.key for one in found})
        named = (pk for one in snapshots for pk in named_in(self.shape, one))
        self.links.load([*self._meant.values(), *named])
        self._put: list[str] = [WITHHELD]
        self._places: dict[str, int] = {WITHHELD: 0}
        self._tags = self.tags_seen({name for one in snapshots for name in one.get(TAGS, ())})
        self._sources = self.names_of(Source, snapshots)
        self._people = self.names_of(User, snapshots)

    def texts(self, snapshots: Iterable[Snapshot]) -> Iterator[str]:
        """Those in which references are links."""
        return (one[name] for one in snapshots for name in self.shape.model.MARKUP if one.get(name))

    def every_text(self, snapshots: Iterable[Snapshot]) -> Iterator[str]:
        for one in snapshots:
            rows = [(self.shape.columns, [one]), *((part.columns, one.get(part.name, ())) for part in self.shape.parts)]
            for columns, of in rows:
                names = [column.name for column in columns if is_text(column.field)]
                yield from (text for row in of for name in names if (text := row.get(name)))

    def tags_seen(self, names: set[str]) -> set[str]:
        """All but those of hidden records alone: one that is proposed is no tag yet."""
        return names - tags_hidden_among(names, self.reader)

    def names_of(self, model: Any, snapshots: Sequence[Snapshot]) -> dict[int, str]:
        """Of publishers and people that are named, as far as the reader may know them."""
        ids = set(self.keys_to(model, snapshots))
        if not ids or (model is User and not is_editor(self.reader)):
            return {}
        found = Source.objects.known_to(self.reader) if model is Source else model._base_manager.all()
        return {one.pk: one.called if isinstance(one, User) else str(one) for one in found.filter(pk__in=ids)}

    def keys_to(self, model: Any, snapshots: Iterable[Snapshot]) -> Iterator[int]:
        for one in snapshots:
            rows = [(self.shape.columns, [one]), *((part.columns, one.get(part.name, ())) for part in self.shape.parts)]
            for columns, of in rows:
                keys = [column.name for column in columns if column.field.related_model is model]
                yield from (pk for row in of for key in keys if (pk := row.get(key)))
            for field in self.shape.many:
                if field.related_model is model:
                    yield from one.get(field.name, ())

    def rows(self, part: Part, snapshot: Snapshot) -> list[Row]:
        """Those of which the reader may know at all."""
        return [row for row in snapshot.get(part.name) or () if self.sees(part, row)]

    def sees(self, part: Part, row: Row) -> bool:
        return all(row.get(key) in self.links for key in part.of)

    def is_withheld(self, column: Column, row: Row) -> bool:
        """Whether the column leads to, or tells of, a record that the reader may not see."""
        keys = [column.guard] if column.guard else []
        keys += [column.name] if column.to_record else []
        return any(row.get(key) and row[key] not in self.links for key in keys)

    def shown(self, column: Column, row: Row, whole: Snapshot) -> Shown:
        """`whole` is the snapshot that the row is of: a key to another part of it is shown as what that part says."""
        value = row.get(column.name)
        if value in (None, ""):
            return Shown(BLANK)
        if self.is_withheld(column, row):
            return Shown(WITHHELD)
        field = column.field
        if field.remote_field:
            return Shown(self.named(field.related_model, value, whole))
        if isinstance(field, EDTFField):
            return Shown(mark_safe(time_html(value)))
        if field.choices:
            return Shown(escaped(dict(field.flatchoices).get(value, value)))
        if is_text(field):
            is_markup = row is whole and field.name in self.shape.model.MARKUP
            return Shown(self.written(value) if is_markup else self.plain(value), True)
        return Shown(plainly(field, value))

    def named(self, model: Any, pk: int, whole: Snapshot) -> SafeString:
        if is_record(model):
            return self.links[pk]
        if model is User:
            return escaped(self._people.get(pk, AN_EDITOR))
        if model is Source:
            return escaped(self._sources[pk]) if pk in self._sources else WITHHELD
        if part := next((one for one in self.shape.parts if one.model is model), None):
            row = next((row for row in self.rows(part, whole) if row["id"] == pk), None)
            return self.title(part, row) if row else BLANK
        return escaped(f"{model._meta.verbose_name} {pk}")

    def title(self, part: Part, row: Row) -> SafeString:
        """What a row is called: the record that it is about, else its first text."""
        if part.of:
            return self.links[row[part.of[0]]]
        first = (row.get(one.name) for one in part.columns if is_text(one.field))
        text = self.plain(next((one for one in first if one), ""))
        return self.html(text if len(text) <= 80 else f"{text[:79]}…")

    def many(self, field: Any, snapshot: Snapshot) -> list[SafeString]:
        """What a link to many leads to: all that is withheld is one mark."""
        ids = snapshot.get(field.name) or ()
        names = (self.named(field.related_model, pk, snapshot) for pk in ids)
        return list(dict.fromkeys(names))

    def tags(self, snapshot: Snapshot) -> list[SafeString]:
        return [escaped(name) for name in snapshot.get(TAGS) or () if name in self._tags]

    def written(self, text: str) -> str:
        """The Markdown with a placeholder for each reference: the same one for all that are withheld."""
        return REFERENCES.sub(lambda one: placeholder(self._place(reference(one))), PRIVATE.sub("", text))

    def plain(self, text: str) -> str:
        """A text in which references are no links: as it is written, with the mark in place of those that are withheld."""
        return REFERENCES.sub(
            lambda one: placeholder(0) if self._is_withheld(reference(one)) else one[0], PRIVATE.sub("", text)
        )

    def _is_withheld(self, one: Reference) -> bool:
        pk = self._meant.get(one.key)
        return pk is not None and pk not in self.links

    def _place(self, one: Reference) -> int:
        html = self._link(one)
        if html not in self._places:
            self._places[html] = len(self._put)
            self._put.append(html)
        return self._places[html]

    def _link(self, one: Reference) -> str:
        pk = self._meant.get(one.key)
        if pk is None:
            return missing(one, self.reader)
        if pk not in self.links:
            return WITHHELD
        label = one.label or self.links.title(pk) or ""
        link = f'<a href="{self.links.address(pk)}">{escaped(label)}</a>'
        what = "source: " if one.cite else "card: " if one.card else ""
        return f"[{what}{link}]" if what else link

    def html(self, text: str) -> SafeString:
        return SafeString(PLACEHOLDER.sub(lambda one: self._put[int(one[1])], escaped(text)))


def is_text(field: Any) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not isinstance(field, EDTFField)


def plainly(field: Any, value: Any) -> SafeString:
    if isinstance(field, models.BooleanField):
        return SafeString("yes" if value else "no")
    if isinstance(field, models.DateTimeField):
        return moment(value if isinstance(value, datetime) else parse_datetime(value))
    if isinstance(field, models.DateField):
        return mark_safe(time_html(str(value)))
    return escaped(value)


def moment(at: datetime | None) -> SafeString:
    """ "12 Nov 2024, 10:32"."""
    if at is None:
        return BLANK
    local = timezone.localtime(at)
    return SafeString(f"{time_html(local.date().isoformat())}, {local:%H:%M}")
