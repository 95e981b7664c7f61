"""The versions of a record that two editors have, as its form shows them; and the form filled with what both have changed."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from django import forms
from django.forms.models import InlineForeignKeyField
from django.http import QueryDict
from taggit.forms import TagField
from taggit.models import Tag
from taggit.utils import edit_string_for_tags

from records.forms.base import DeskForm, ids_in
from records.forms.dates import MomentField
from records.forms.entry import OPENED, Clash, Entry, Reconciling
from records.forms.references import RecordsField, ReferenceField, titles
from records.forms.rows import Rows
from records.forms.texts import TextField
from records.forms.withheld import Hiding, hidden_in, texts_in
from records.models import Record, Revision
from records.models.readers import called
from records.reconciling import NEW, Reconciled, Whose, reconcile, reconcile_order, rows_in
from records.referring import named, named_new

MOVED, MOVED_TOO = "They were put in another order.", "You have put them in another one."
Snapshot = Mapping[str, Any]
Version = dict[str, str]
# The rows of a part in one order, and whether both have moved them.
Ordered = tuple[list[str], bool]


def brought_together(sent: Entry, now: Entry) -> Entry:
    """The entry as one editor sent it, put together with the record as others have saved it since: `now` is their entry, with
    nothing typed. A form to look at and to save, which has both where they do not touch, and the sender's own words where
    they do."""
    sent.is_valid()
    newest = Revision.objects.numbered(now.record.pk, now.opened)
    # From one that they may not read they cannot have begun: nothing is told by what of it differs.
    begun = Revision.objects.readable_by(now.reader).numbered(now.record.pk, sent.opened)
    theirs: Snapshot = newest.snapshot if newest else {}
    base: Snapshot = begun.snapshot if begun else {}
    told = titles(now.reader, named_in(now, base) | named_in(now, theirs))
    of_theirs = stored(now, theirs, told)
    of_base = stored(now, base, told) if begun else {}
    found = reconcile(of_base, of_theirs, typed(sent, told, of_base))
    hiding = hiding_of(sent, [one for one in (newest, begun) if one])
    orders = {
        str(one.prefix): reconcile_order(in_order(one, base), in_order(one, theirs), as_placed(sent, one.prefix))
        for one in now.rows
        if one.can_order
    }
    filling = Filling(sent, now, hidden(of_theirs, hiding), hidden(found.merged, hiding), orders)
    both = type(sent)(now.page, now.record, now.reader, now.today, filling.data)
    both.is_valid()
    both.reconciling = reconciling_of(now, found, newest, filling.places, hiding)
    both.reconciling.clashes.extend(moved_by_both(now, orders))
    return both


def moved_by_both(now: Entry, orders: Mapping[str, Ordered]) -> Iterator[Clash]:
    for rows in now.rows:
        if orders.get(str(rows.prefix), ((), False))[1]:
            yield Clash(f"{rows.LEGEND}: their order", f"id_{rows.prefix}-0-ORDER", MOVED, MOVED_TOO)


def in_order(rows: Rows, snapshot: Snapshot) -> list[str]:
    """The rows that have an order, in that of a revision, each as a version calls it."""
    return [
        f"{rows.prefix}/{row['id']}" for row in sorted(snapshot.get(rows.prefix or "", ()), key=itemgetter("order"))
    ]


def as_placed(sent: Entry, prefix: str | None) -> list[str]:
    """The same as somebody has put them."""
    rows: Any = next(one for one in sent.rows if one.prefix == prefix)
    places = {id(row): place_of(rows, row, number) for number, row in enumerate(rows.forms, 1)}
    return [places[id(row)] for row in rows.in_order()]


def hiding_of(sent: Entry, revisions: Sequence[Revision]) -> Hiding:
    texts = [*sent.stands.values(), *(text for one in revisions for text in texts_in(one.snapshot))]
    return Hiding(hidden_in(texts, sent.reader), revisions, sent.stands)


def hidden(version: Version, hiding: Hiding) -> Version:
    return {name: hiding.shown(text) for name, text in version.items()}


def own_fields(form: DeskForm) -> Iterator[tuple[str, forms.Field]]:
    """Those that hold what the form saves."""
    names = (*(form._meta.fields or ()), *form.READ_FROM)
    there = ((name, form.fields[name]) for name in names if name in form.fields)
    return ((name, one) for name, one in there if not isinstance(one, InlineForeignKeyField))


def rows_stored(entry: Entry, snapshot: Snapshot) -> Iterator[tuple[Rows, DeskForm, Mapping[str, Any]]]:
    for rows in entry.rows:
        blank: Any = rows.empty_form
        for row in snapshot.get(rows.prefix or "", ()):
            yield rows, blank, row


def value_of(form: DeskForm, name: str, stored: Mapping[str, Any]) -> Any:
    if name in form.READ_FROM:
        return form.READ_FROM[name](form, stored)
    return stored.get(f"{name}_id", stored.get(name))


def references_of(form: DeskForm, stored: Mapping[str, Any]) -> set[int]:
    return {pk for name, _ in form.references() for pk in ids_in(value_of(form, name, stored))}


def guards_of(form: DeskForm) -> Iterator[tuple[str, str]]:
    """Columns of the record that tell of another, each with the reference to that."""
    return ((name, guard) for name, guard in form.instance.SAID.items() if guard and "." not in name)


def named_in(entry: Entry, snapshot: Snapshot) -> set[int]:
    pks = references_of(entry.form, snapshot)
    return pks.union(*(references_of(blank, row) for _, blank, row in rows_stored(entry, snapshot)))


def stored(entry: Entry, snapshot: Snapshot, told: Mapping[int, str]) -> Version:
    """A revision as the form would show it: without the rows that name what the editor may not see, and the columns that tell
    of it."""
    untold = {
        name for name, guard in guards_of(entry.form) if not {*ids_in(snapshot.get(f"{guard}_id"))} <= told.keys()
    }
    version = {
        name: "" if name in untold else as_text(one, value_of(entry.form, name, snapshot), told)
        for name, one in own_fields(entry.form)
    }
    for rows, blank, row in rows_stored(entry, snapshot):
        if references_of(blank, row) <= told.keys():
            version |= {
                f"{rows.prefix}/{row['id']}/{name}": as_text(one, value_of(blank, name, row), told)
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
    if isinstance(one, TagField):
        return edit_string_for_tags([Tag(name=name) for name in value or ()])
    if isinstance(one, MomentField):
        return one.shown(value)
    return "" if value is None else str(value).replace("\r\n", "\n")


def place_of(rows: Rows, row: Any, number: int) -> str:
    """What a version calls the row. One that another took out has no instance any more, and still its id."""
    return f"{rows.prefix}/{row.instance.pk or row['id'].data or f'{NEW}{number}'}"


def typed(entry: Entry, told: Mapping[int, str], base: Version) -> Version:
    """A row of which only the key was sent is shown to be read, and stays as it was."""
    version, of_base = typed_in(entry.form, told), rows_in(base)
    for rows in entry.rows:
        for number, form in enumerate(rows.forms, 1):
            row: Any = form
            place = place_of(rows, row, number)
            if row.cleaned_data.get("DELETE") or (place.startswith(f"{rows.prefix}/{NEW}") and not row.has_changed()):
                continue
            cells = typed_in(row, told) if is_sent(row) else of_base.get(place, {})
            version |= {f"{place}/{name}": text for name, text in cells.items()}
    return version


def is_sent(row: DeskForm) -> bool:
    return any(row.add_prefix(name) in row.data for name, _ in own_fields(row))


def typed_in(form: DeskForm, told: Mapping[int, str]) -> dict[str, str]:
    """What is typed, as the stored value would be shown; as it is typed where that is refused."""
    cleaned: Mapping[str, Any] = getattr(form, "cleaned_data", {})
    return {
        name: as_typed(one, cleaned[name], told) if name in cleaned else as_sent(one, str(form[name].data or ""))
        for name, one in own_fields(form)
    }


def as_sent(one: forms.Field, text: str) -> str:
    return one.put_back_known(text) if isinstance(one, TextField) else text


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

    def __init__(
        self, sent: Entry, now: Entry, theirs: Version, merged: Version, orders: Mapping[str, Ordered]
    ) -> None:
        self.orders = orders
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
        order, _ = self.orders.get(str(rows.prefix), ([], False))
        places = {row: place for place, row in enumerate((row for row in order if row in merged), 1)}
        self.data[f"{rows.prefix}-TOTAL_FORMS"] = str(len(there) + len(new))
        self.data[f"{rows.prefix}-INITIAL_FORMS"] = str(len(there))
        for number, row in enumerate([*there, *new]):
            before = rows.add_prefix(number)
            self.data[f"{before}-{rows.fk.name}"] = str(rows.instance.pk)
            if row in there:
                self.data[f"{before}-{rows.part()._meta.pk.name}"] = row.rpartition("/")[2]
            if row not in merged:
                self.data[f"{before}-DELETE"] = "on"
            if row in places:
                self.data[f"{before}-ORDER"] = str(places[row])
            for name, value in merged.get(row, theirs.get(row, {})).items():
                self.put(f"{before}-{name}", f"{row}/{name}", value)

    def put(self, field_name: str, of: str, value: str) -> None:
        self.data[field_name] = value
        self.places[of] = f"id_{field_name}"


def reconciling_of(
    now: Entry, found: Reconciled, newest: Revision | None, places: Mapping[str, str], hiding: Hiding
) -> Reconciling:
    author = newest.author if newest else None
    by = "you yourself, elsewhere" if author == now.reader else called(author)
    clashes = [
        Clash(
            label_of(now, name),
            places.get(name, ""),
            *(None if text is None else hiding.shown(text) for text in (one.theirs, one.mine)),
        )
        for name, one in found.conflicts.items()
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
