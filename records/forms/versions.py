"""The versions of a record that two editors have, as its form shows them; and the form filled with what both have changed."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.models import InlineForeignKeyField
from django.http import QueryDict

from records.forms.base import DeskForm, ids_in
from records.forms.entry import OPENED, Clash, Entry, Reconciling
from records.forms.references import RecordsField, ReferenceField, titles
from records.forms.rows import Rows
from records.models import Record, Revision
from records.models.readers import called
from records.reconciling import NEW, Reconciled, Whose, reconcile, rows_in
from records.referring import named, named_new

Snapshot = Mapping[str, Any]
Version = dict[str, str]


def brought_together(sent: Entry, now: Entry) -> Entry:
    """The entry as one editor sent it, put together with the record as others have saved it since: `now` is their entry, with
    nothing typed. A form to look at and to save, which has both where they do not touch, and the sender's own words where
    they do."""
    sent.is_valid()
    newest = Revision.objects.numbered(now.record.pk, now.opened)
    begun = Revision.objects.numbered(now.record.pk, sent.opened) or newest
    theirs: Snapshot = newest.snapshot if newest else {}
    base: Snapshot = begun.snapshot if begun else {}
    told = titles(now.reader, named_in(now, base) | named_in(now, theirs))
    of_theirs = stored(now, theirs, told)
    found = reconcile(stored(now, base, told), of_theirs, typed(sent, told))
    filling = Filling(sent, now, of_theirs, found.merged)
    both = type(sent)(now.page, now.record, now.reader, now.today, filling.data)
    both.is_valid()
    both.reconciling = reconciling_of(now, found, newest, filling.places)
    return both


def own_fields(form: DeskForm) -> Iterator[tuple[str, forms.Field]]:
    """Those that are columns of what the form saves."""
    names = form._meta.fields or ()
    there = ((name, form.fields[name]) for name in names if name in form.fields)
    return ((name, one) for name, one in there if not isinstance(one, InlineForeignKeyField))


def rows_stored(entry: Entry, snapshot: Snapshot) -> Iterator[tuple[Rows, DeskForm, Mapping[str, Any]]]:
    for rows in entry.rows:
        blank: Any = rows.empty_form
        for row in snapshot.get(rows.prefix or "", ()):
            yield rows, blank, row


def value_of(name: str, stored: Mapping[str, Any]) -> Any:
    return stored.get(f"{name}_id", stored.get(name))


def references_of(form: DeskForm, stored: Mapping[str, Any]) -> set[int]:
    return {pk for name, _ in form.references() for pk in ids_in(value_of(name, stored))}


def named_in(entry: Entry, snapshot: Snapshot) -> set[int]:
    pks = references_of(entry.form, snapshot)
    return pks.union(*(references_of(blank, row) for _, blank, row in rows_stored(entry, snapshot)))


def stored(entry: Entry, snapshot: Snapshot, told: Mapping[int, str]) -> Version:
    """A revision as the form would show it: without the rows that name what the editor may not see."""
    version = {name: as_text(one, value_of(name, snapshot), told) for name, one in own_fields(entry.form)}
    for rows, blank, row in rows_stored(entry, snapshot):
        if references_of(blank, row) <= told.keys():
            version |= {
                f"{rows.prefix}/{row['id']}/{name}": as_text(one, value_of(name, row), told)
                for name, one in own_fields(blank)
            }
    return version


def as_text(one: forms.Field, value: Any, told: Mapping[int, str]) -> str:
    if isinstance(one, RecordsField):
        return "; ".join(sorted(told[pk].replace(";", ",") for pk in ids_in(value) if pk in told))
    if isinstance(one, ReferenceField):
        return "".join(told.get(pk, "") for pk in ids_in(value))
    if isinstance(one, forms.ModelMultipleChoiceField):
        return ", ".join(sorted(str(getattr(each, "pk", each)) for each in value or ()))
    if isinstance(one, forms.BooleanField):
        return "on" if value else ""
    if isinstance(value, list | tuple):
        return ", ".join(sorted(map(str, value)))
    return "" if value is None else str(value).replace("\r\n", "\n")


def typed(entry: Entry, told: Mapping[int, str]) -> Version:
    version = typed_in(entry.form, told)
    for rows in entry.rows:
        for number, form in enumerate(rows.forms, 1):
            row: Any = form
            # A row that another took out has no instance any more, and still its id.
            key = row.instance.pk or row["id"].data
            if row.cleaned_data.get("DELETE") or not (key or row.has_changed()):
                continue
            key = key or f"{NEW}{number}"
            version |= {f"{rows.prefix}/{key}/{name}": text for name, text in typed_in(row, told).items()}
    return version


def typed_in(form: DeskForm, told: Mapping[int, str]) -> dict[str, str]:
    """What is typed, as the stored value would be shown; as it is typed where that is refused."""
    cleaned: Mapping[str, Any] = getattr(form, "cleaned_data", {})
    return {
        name: as_typed(one, cleaned[name], told) if name in cleaned else str(form[name].data or "")
        for name, one in own_fields(form)
    }


def as_typed(one: forms.Field, value: Any, told: Mapping[int, str]) -> str:
    if not isinstance(one, ReferenceField):
        return as_text(one, value, told)
    several = value if isinstance(value, list) else [value] if isinstance(value, Record) else []
    kept = getattr(one, "kept", [])
    shown = [
        named(each.title, each.kind, each.pk) if each.pk else named_new(each.title)
        for each in several
        if each not in kept
    ]
    return (
        "; ".join(sorted(text.replace(";", ",") for text in shown)) if isinstance(one, RecordsField) else "".join(shown)
    )


class Filling:
    """Fills a form with the merged version, as a browser would send it, with all else that was sent."""

    def __init__(self, sent: Entry, now: Entry, theirs: Version, merged: Version) -> None:
        self.data = sent.data.copy() if sent.data else QueryDict(mutable=True)
        self.data[OPENED] = str(now.opened)
        # Field of a version -> its id on the page.
        self.places: dict[str, str] = {}
        for name, one in own_fields(now.form):
            self.put(now.form.add_prefix(name), name, merged.get(name, ""))
            if isinstance(one, forms.ModelMultipleChoiceField):
                self.data.setlist(now.form.add_prefix(name), list(filter(None, merged.get(name, "").split(", "))))
        for rows in now.rows:
            self.put_rows(rows, rows_in(merged), rows_in(theirs))

    def put_rows(self, rows: Rows, merged: dict[str, dict[str, str]], theirs: dict[str, dict[str, str]]) -> None:
        for key in [key for key in self.data if key.startswith(f"{rows.prefix}-")]:
            del self.data[key]
        there = [f"{rows.prefix}/{row.pk}" for row in rows.get_queryset()]
        new = [row for row in merged if row.startswith(f"{rows.prefix}/") and row not in there]
        self.data[f"{rows.prefix}-TOTAL_FORMS"] = str(len(there) + len(new))
        self.data[f"{rows.prefix}-INITIAL_FORMS"] = str(len(there))
        for number, row in enumerate([*there, *new]):
            before = rows.add_prefix(number)
            self.data[f"{before}-{rows.fk.name}"] = str(rows.instance.pk)
            if row in there:
                self.data[f"{before}-{rows.part()._meta.pk.name}"] = row.rpartition("/")[2]
            if row not in merged:
                self.data[f"{before}-DELETE"] = "on"
            for name, value in merged.get(row, theirs.get(row, {})).items():
                self.put(f"{before}-{name}", f"{row}/{name}", value)

    def put(self, field_name: str, of: str, value: str) -> None:
        self.data[field_name] = value
        self.places[of] = f"id_{field_name}"


def reconciling_of(now: Entry, found: Reconciled, newest: Revision | None, places: Mapping[str, str]) -> Reconciling:
    author = newest.author if newest else None
    by = "you yourself, elsewhere" if author == now.reader else called(author)
    clashes = [
        Clash(label_of(now, name), places.get(name, ""), one.theirs, one.mine) for name, one in found.conflicts.items()
    ]
    taken = dict.fromkeys(label_of(now, name) for name, whose in found.silent.items() if whose != Whose.MINE)
    return Reconciling(by, clashes, list(taken))


def label_of(entry: Entry, name: str) -> str:
    """ "Place" of a field of the record, "Sources: quote" of one of a row."""
    part, _, column = name.rpartition("/")
    if not part:
        return str(entry.form.fields[name].label)
    rows = next(one for one in entry.rows if one.prefix == part.partition("/")[0])
    blank: Any = rows.empty_form
    return f"{rows.LEGEND}: {str(blank.fields[column].label).lower()}"
