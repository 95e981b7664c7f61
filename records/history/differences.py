"""What differs between two snapshots of a record, for one reader: by field, by word in texts, by row in parts.

Compared is what the reader would be shown of each: what is withheld from them differs in nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from records.access import Reader
from records.comparing import How, Run, runs, words_of
from records.fields import EDTFField
from records.history.reading import BLANK, Reading, Shown
from records.history.shape import TAGS, Column, Part, Row, Snapshot
from records.links import WITHHELD

# Not told: worked out from the others, kept by the system, or the record's own name for itself.
LEFT_OUT = frozenset({"folded", "sort_name", "media_type", "size", "file"})
# Words of a text that stay the same: beyond so many, those in the middle are left out.
LONGEST, KEPT = 60, 24


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a value: the same in both, taken out or put in; `gap` is the number of words left out instead."""

    how: How
    html: SafeString
    gap: int = 0


@dataclass(frozen=True, slots=True)
class FieldChange:
    """`by_word`: the stretches are one text; otherwise what was and what is now."""

    label: str
    stretches: list[Stretch]
    by_word: bool = False


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row put in or taken out has all its fields, one that has changed those that have."""

    how: str
    title: SafeString
    fields: list[FieldChange]


@dataclass(frozen=True, slots=True)
class PartChange:
    label: str
    rows: list[RowChange]


@dataclass(slots=True)
class Comparison:
    fields: list[FieldChange] = field(default_factory=list)
    parts: list[PartChange] = field(default_factory=list)

    @property
    def labels(self) -> list[str]:
        return [*(one.label for one in self.fields), *(one.label for one in self.parts)]

    def __bool__(self) -> bool:
        return bool(self.fields or self.parts)


def difference(before: Snapshot, after: Snapshot, reader: Reader, whole: bool = False) -> Comparison:
    """As the class `Comparison` says. `whole`: with all of each text, however little of it has changed."""
    return compared(before, after, Reading(reader, after["kind"], [before, after]), whole)


def compared(before: Snapshot, after: Snapshot, reading: Reading, whole: bool = False) -> Comparison:
    found = Comparison(
        [*columns_changed(told(reading), before, after, reading, (before, after), whole)],
        [*parts_changed(before, after, reading, whole)],
    )
    found.fields += many_changed(before, after, reading)
    return found


def labels_changed(before: Snapshot, after: Snapshot, reading: Reading) -> list[str]:
    """What `compared` would tell of, without comparing any text by word."""
    labels = [one.label for one in told(reading) if changed(one, before, after, reading, (before, after))]
    labels += [one.label for one in many_changed(before, after, reading)]
    parts = (one for one in reading.shape.parts if before.get(one.name) != after.get(one.name))
    return labels + [one.label for one in parts if any(True for _ in rows_changed(one, before, after, reading))]


def told(reading: Reading) -> Iterator[Column]:
    """The record's own columns that are told of; a title made of names is as it is today."""
    shape = reading.shape
    hidden = {"title", "slug"} if shape.is_composed else set()
    # The dates of a tenure say more than the one made of them.
    hidden |= {"when"} if any(one.name == "ended" for one in shape.columns) else set()
    return (one for one in shape.columns if is_told(one) and one.name not in hidden)


def is_told(column: Column) -> bool:
    return column.field.editable and column.name not in LEFT_OUT


def changed(
    column: Column, before: Row, after: Row, reading: Reading, wholes: tuple[Snapshot, Snapshot]
) -> tuple[Shown, Shown] | None:
    """What is shown of the one and of the other; None where that is the same. A column that only one of them has is new."""
    name, guard = column.name, column.guard
    if name not in before or name not in after:
        return None
    if any(guard and row.get(guard) and row[guard] not in reading.links for row in (before, after)):
        return None
    if before[name] == after[name] and (not guard or before.get(guard) == after.get(guard)) and not column.to_record:
        return None
    old, new = reading.shown(column, before, wholes[0]), reading.shown(column, after, wholes[1])
    return (old, new) if old.said != new.said else None


def columns_changed(
    columns: Iterable[Column],
    before: Row,
    after: Row,
    reading: Reading,
    wholes: tuple[Snapshot, Snapshot],
    whole: bool = False,
) -> Iterator[FieldChange]:
    for column in columns:
        if pair := changed(column, before, after, reading, wholes):
            yield field_change(column, *pair, reading, whole)


def field_change(column: Column, old: Shown, new: Shown, reading: Reading, whole: bool) -> FieldChange:
    if old.is_text and new.is_text:
        return FieldChange(column.label, [*by_word(old.said, new.said, reading, whole)], by_word=True)
    if isinstance(column.field, EDTFField):
        old, new = (one if one.said else Shown(SafeString("not known")) for one in (old, new))
    pair = ((How.REMOVED, old), (How.ADDED, new))
    return FieldChange(column.label, [Stretch(how, as_html(one, reading)) for how, one in pair if one.said])


def as_html(one: Shown, reading: Reading) -> SafeString:
    return reading.html(one.said) if one.is_text else SafeString(one.said)


def by_word(before: str, after: str, reading: Reading, whole: bool) -> Iterator[Stretch]:
    found = runs(before, after)
    for place, one in enumerate(found):
        words = words_of(one.text) if one.how == How.SAME and not whole else []
        if len(words) <= LONGEST:
            yield from marked(one, reading)
            continue
        first, last = KEPT if place else 0, KEPT if place < len(found) - 1 else 0
        if first:
            yield Stretch(How.SAME, reading.html("".join(words[:first])))
        yield Stretch(How.SAME, BLANK, len(words) - first - last)
        if last:
            yield Stretch(How.SAME, reading.html("".join(words[-last:])))


def marked(one: Run, reading: Reading) -> Iterator[Stretch]:
    """Blank lines are no words: none is struck through, and those before what was put in stand as they are."""
    words = one.text if one.how == How.SAME else one.text.strip("\n")
    start = len(one.text) - len(one.text.lstrip("\n")) if one.how == How.ADDED else 0
    if start:
        yield Stretch(How.SAME, SafeString(one.text[:start]))
    if words:
        yield Stretch(one.how, reading.html(words))
    if one.how == How.ADDED and words and (end := one.text[start + len(words) :]):
        yield Stretch(How.SAME, SafeString(end))


def many_changed(before: Snapshot, after: Snapshot, reading: Reading) -> Iterator[FieldChange]:
    for one in reading.shape.many:
        if before.get(one.name) != after.get(one.name) and one.name in before and one.name in after:
            yield from list_change(str(one.verbose_name), reading.many(one, before), reading.many(one, after))
    if before.get(TAGS) != after.get(TAGS):
        yield from list_change(TAGS, reading.tags(before), reading.tags(after))


def list_change(label: str, old: list[SafeString], new: list[SafeString]) -> Iterator[FieldChange]:
    """That something withheld was put in or taken out is not told."""
    gone = [Stretch(How.REMOVED, one) for one in old if one not in new and one != WITHHELD]
    put_in = [Stretch(How.ADDED, one) for one in new if one not in old and one != WITHHELD]
    if gone or put_in:
        yield FieldChange(label, [*gone, *put_in])


def parts_changed(before: Snapshot, after: Snapshot, reading: Reading, whole: bool) -> Iterator[PartChange]:
    for part in reading.shape.parts:
        if rows := [*rows_changed(part, before, after, reading, whole)]:
            yield PartChange(part.label, rows)


def rows_changed(
    part: Part, before: Snapshot, after: Snapshot, reading: Reading, whole: bool = False
) -> Iterator[RowChange]:
    if part.name not in before or part.name not in after:
        return
    old, new = ({row["id"]: row for row in reading.rows(part, one)} for one in (before, after))
    columns = [one for one in part.columns if is_told(one)]
    for pk, row in new.items():
        was = old.get(pk)
        if was is None:
            yield RowChange("added", reading.title(part, row), [*stated(part, row, reading, after, How.ADDED)])
        elif was != row and (found := [*columns_changed(columns, was, row, reading, (before, after), whole)]):
            yield RowChange("changed", reading.title(part, row), found)
    for pk, row in old.items():
        if pk not in new:
            yield RowChange("removed", reading.title(part, row), [*stated(part, row, reading, before, How.REMOVED)])


def stated(part: Part, row: Row, reading: Reading, of: Snapshot, how: How) -> Iterator[FieldChange]:
    for column, html in said_in(part, row, reading, of):
        yield FieldChange(column.label, [Stretch(how, html)])


def said_in(part: Part, row: Row, reading: Reading, of: Snapshot) -> Iterator[tuple[Column, SafeString]]:
    """All that a row says beside its title."""
    title = reading.title(part, row)
    for column in part.columns:
        shown = reading.shown(column, row, of) if is_told(column) else None
        if shown and shown.said and not is_default(column.field, row.get(column.name)):
            html = as_html(shown, reading)
            if html != title:
                yield column, html


def is_default(field: Any, value: Any) -> bool:
    return bool(field.has_default()) and value == field.get_default() and value in (False, 0)
