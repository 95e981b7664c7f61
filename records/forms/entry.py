"""One record's form with the rows below it, as one thing: read, refused with all that was typed, or saved as one act."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, cast
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict

from records.access import Handling, Reader
from records.desk import DeskPage, FieldSet
from records.forms.base import RecordForm, Referrer, refer_all, tell_all
from records.forms.rows import Rows
from records.forms.withheld import withhold_all
from records.models import Citation, Document, Kind, Record, Revision, Sending, Stale, User, saving
from records.models.revisions import snapshot
from records.numbers import counted
from records.proposals import CHANGE, LOWERING, as_proposed, differs
from records.proposing import propose
from records.publishing import Refused, changes_are_proposed

ADD = "add"
PREVIEW = "preview"
# The field with the number of the revision that the editor had before them.
OPENED = "opened"
# That by which two forms with the same in them are told apart.
ONCE = "once"
# What a browser sends beside what was typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "then"})


@dataclass(frozen=True, slots=True)
class Clash:
    """What both have changed in one place; None for what is not there. `field` is the id of the field in the form."""

    label: str
    field: str
    theirs: str | None
    mine: str | None


@dataclass(frozen=True, slots=True)
class Reconciling:
    """How two versions came together: `by` saved the other one, `taken` are the fields that have what both changed."""

    by: str
    clashes: list[Clash] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)


class EnteredAlready(Exception):
    """This very form has been sent before: `record` is the id of what it entered."""

    def __init__(self, record: int) -> None:
        super().__init__(record)
        self.record = record


class Overtaken(Exception):
    """Somebody else saved the record after it was opened here; nothing was written."""


class Entry:
    """`data` is what was sent; with the name of rows under `add` it asks for a blank row more, and is not judged; with
    `preview` it asks only to be shown."""

    def __init__(
        self,
        page: DeskPage,
        record: Kind,
        reader: Reader,
        today: date,
        data: QueryDict | None = None,
        start: Mapping[str, Any] | None = None,
    ) -> None:
        self.page, self.record, self.reader, self.today = page, record, reader, today
        self.adding = data.get(ADD, "") if data else ""
        self.asking = bool(self.adding or (data and data.get(PREVIEW)))
        self.data = self._with_one_more(data) if data and self.adding else data
        self.was = Handling(record.handling)
        self.form: RecordForm = page.form(self.data, instance=record, initial=start, reader=reader, today=today)
        self.rows: list[Rows] = [
            one(self.data, instance=record, prefix=one.get_default_prefix(), reader=reader, today=today)
            for one in page.rows
        ]
        self.add_forms(start or {})
        tell_all(self.forms(), reader)
        # What the tokens that were sent stand for.
        self.stands = withhold_all(self.forms(), reader, self.data)
        if self.data is not None:
            refer_all(self.forms(), reader, today)
        self.count_from(self.day_of_source())
        self.opened = self._opened()
        self.once = (self.data.get(ONCE) if self.data else "") or uuid4().hex
        self.sent_as = self._digest()
        self.refused: list[str] = []
        # What was saved and waits for a second person, in words.
        self.waiting: list[str] = []
        # Where this is what came of two versions.
        self.reconciling: Reconciling | None = None

    def add_forms(self, start: Mapping[str, Any]) -> None:
        """For an entry of more than one record: the other forms, before anything is looked up."""

    def count_from(self, day: date | None) -> None:
        """What the dates of the form say of Monday is said from this day."""
        for one in self.forms():
            one.said_near(day)

    def day_of_source(self) -> date | None:
        """The day of the first document that is cited, as far as it is known."""
        for rows in self.rows:
            for row in rows.forms if rows.part() is Citation else ():
                if (document := named_in(row)) is not None:
                    return document.day
        return None

    @property
    def further(self) -> Sequence[Any]:
        """Of these forms, and of these rows, errors are told beside those of the record and its rows."""
        return ()

    @property
    def further_rows(self) -> Sequence[Any]:
        return ()

    @property
    def all_rows(self) -> Sequence[Any]:
        return [*self.rows, *self.further_rows]

    def context(self) -> dict[str, Any]:
        """What a template of its own shows beside the forms."""
        return {}

    def forms(self) -> Iterator[Referrer]:
        """The record's own, and those of all rows."""
        yield self.form
        for rows in self.rows:
            yield from cast(list[Referrer], rows.forms)

    def _with_one_more(self, data: QueryDict) -> QueryDict:
        more = data.copy()
        name = f"{self.adding}-TOTAL_FORMS"
        if (number := counted(more.get(name))) is not None:
            more[name] = str(number + 1)
        return more

    def _opened(self) -> int:
        """The number of the revision that the editor has before them."""
        given = counted(self.data.get(OPENED)) if self.data else None
        if given is not None:
            return given
        return Revision.objects.newest_number(self.record.pk) if self.record.pk else 0

    @property
    def sets(self) -> Sequence[tuple[FieldSet, list[Any]]]:
        """Each set with its fields, as far as the form has them."""
        there = self.form.fields
        return [(one, [self.form[name] for name in one.names if name in there]) for one in self.page.sets]

    @property
    def beside(self) -> Sequence[tuple[FieldSet, list[Any]]]:
        return [one for one in self.sets if one[0].beside]

    @property
    def main(self) -> Sequence[tuple[FieldSet, list[Any]]]:
        return [one for one in self.sets if not one[0].beside]

    def noticed(self) -> Sequence[str]:
        """What the editor is told after a save that they may want to look at again."""
        return ()

    def is_valid(self) -> bool:
        """Every form is asked, so that all that is wrong is told at once."""
        valid = all([self.form.is_valid(), *(rows.is_valid() for rows in self.rows)])
        if valid and (self.lowered is not None or self.is_read_first) and not self.comment:
            self.form.add_error("comment", "A second person decides on this: say why, so that they know.")
            return False
        return valid

    @property
    def comment(self) -> str:
        return str(self.form.cleaned_data.get("comment", ""))

    @property
    def lowered(self) -> int | None:
        """The handling that is asked for, where it is lower than that of the record as it was saved."""
        wanted = self.form.cleaned_data.get("handling")
        return wanted if self.record.pk and wanted is not None and wanted < self.was else None

    @property
    def is_read_first(self) -> bool:
        """A second person reads what changes the record, before readers do."""
        return bool(self.record.pk) and changes_are_proposed(self.record)

    def save(self, by: User) -> Kind:
        """In one act, as a revision of each record that it touches. What takes a second person is proposed, and told in
        `waiting`.

        Raises `Overtaken` where somebody else was quicker, `EnteredAlready` where the same form was, ValidationError in words for
        what only saving finds wrong.
        """
        lowered = self.lowered
        if lowered is not None:
            self.record.handling = self.was
        try:
            with transaction.atomic():
                record = self.change_proposed(by) if self.is_read_first else self.saved(by)
                if lowered is not None:
                    propose(record, LOWERING, {"handling": lowered}, by, self.comment)
                    self.waiting.append(f"A second person decides whether it becomes {Handling(lowered).label}.")
        except Stale as error:
            raise Overtaken from error
        except Refused as error:
            raise ValidationError(str(error)) from error
        except IntegrityError as error:
            self.require_new(by)
            raise ValidationError(
                "The database holds a row that this one would double. Look at the rows again: one of them may be there already."
            ) from error
        return record

    def saved(self, by: User) -> Kind:
        with saving(by=by, comment=self.comment):
            self.claim()
            record = self.write()
        if self.sent_as:
            Sending.objects.create(key=self.sent_as, by=by, record_id=record.pk)
        return record

    def _digest(self) -> str:
        """Of what was sent to enter a new record; "" for a form without a token of its own."""
        if self.data is None or self.record.pk or not self.data.get(ONCE):
            return ""
        typed = sorted((name, values) for name, values in self.data.lists() if name not in NOT_TYPED)
        return sha256(json.dumps([self.page.model.KIND, getattr(self.reader, "pk", None), typed]).encode()).hexdigest()

    def require_new(self, by: User) -> None:
        """Raises `EnteredAlready`."""
        if self.sent_as and (record := Sending.objects.record_of(self.sent_as, by.pk)):
            raise EnteredAlready(record)

    def change_proposed(self, by: User) -> Kind:
        """The record as it was; what it would be is written, kept for a second person, and taken back."""
        with transaction.atomic():
            wanted = as_proposed(snapshot(self.saved(by)), Revision.objects.snapshot_at(self.record.pk, self.opened))
            transaction.set_rollback(True)
        if not differs(wanted, Revision.objects.snapshot_at(self.record.pk, self.opened)):
            return self.record
        propose(self.record, CHANGE, {"snapshot": wanted}, by, self.comment)
        self.waiting.append(
            "It is published: your change waits for a second person, and readers have the text as it was."
        )
        return self.record

    @property
    def is_overtaken(self) -> bool:
        """Somebody has saved the record since it was opened."""
        return bool(self.record.pk) and Revision.objects.newest_number(self.record.pk) != self.opened

    def claim(self) -> None:
        """Lock the record, if there is one, and see that nobody has saved it since it was opened."""
        if self.record.pk is None:
            return
        list(Record.objects.select_for_update().among([self.record.pk]).values_list("pk"))
        if self.is_overtaken:
            raise Overtaken

    def write(self) -> Kind:
        record: Kind = self.form.save()
        for rows in self.rows:
            rows.instance = record
            for row in cast(list[Referrer], rows.forms):
                row.handling_of_new = record.handling
            rows.save()
        return record


def named_in(row: Any) -> Document | None:
    """The document that a row of citations names now."""
    if not row.is_bound:
        return row.instance.document if row.instance.document_id else None
    try:
        found = row.fields["document"].clean(row["document"].data or "")
    except ValidationError:
        return None
    return found if isinstance(found, Document) else None
