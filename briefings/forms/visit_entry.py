"""A visit in one screen: the visit itself, who came and as what, whom they met, what was said, and the source of it all."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import QueryDict

from actors.held import Held, surely_held
from actors.models import Category, Post, Tenure
from briefings.forms.visit_filling import VisitFilling
from briefings.forms.visit_meetings import MEETING_ROWS, MeetingRowForm, set_people
from briefings.forms.visit_said import SAID_ROWS
from briefings.models import Meeting, Participation, Role, Visit
from briefings.sections.visit_reads import is_sourced, said_there, visit_card, visit_typed
from briefings.visit_warnings import warnings
from records.access import Reader
from records.desk import DeskPage
from records.forms.base import Referrer
from records.forms.entry import Entry
from records.forms.sources import SourceForm
from records.making import enter
from records.models import Record


class VisitEntry(Entry):
    record: Visit

    def __init__(
        self,
        page: DeskPage,
        record: Any,
        reader: Reader,
        today: date,
        data: QueryDict | None = None,
        start: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(page, record, reader, today, data, start)
        if self.data is not None:
            self.valid = self.judged()
        else:
            self.visitors.offer(record.earliest, record.latest)

    def add_forms(self, start: Mapping[str, Any]) -> None:
        told: dict[str, Any] = {"reader": self.reader, "today": self.today}
        rows: Any = self.rows[0]
        self.visitors = rows
        self.visitors.start = {"actor": start["visitor"]} if "visitor" in start else {}
        document = {"document": start["document"]} if "document" in start else {}
        self.source = SourceForm(self.data, prefix="source", initial=document, **told)
        self.meetings: Any = MEETING_ROWS(self.data, instance=self.record, prefix="meetings", **told)
        self.said: Any = SAID_ROWS(self.data, prefix="said", **told)
        self.filling = VisitFilling(self.form, self.visitors, self.meetings, self.reader)

    def forms(self) -> Iterator[Referrer]:
        yield from super().forms()
        yield self.source
        yield from self.meetings.forms
        yield from self.said.forms

    @property
    def further(self) -> list[Any]:
        """Forms whose errors are told beside those of the record and its rows."""
        return [self.source]

    @property
    def further_rows(self) -> list[Any]:
        return [self.meetings, self.said]

    def judged(self) -> bool:
        """All is read, the source first: from its day "Monday" counts."""
        valid = self.source.is_valid()
        if self.source.chosen is not None:
            self.count_from(self.source.day)
        valid &= super().is_valid() & self.meetings.is_valid() & self.said.is_valid()
        valid &= self.quoted()
        self.visitors.offer(self.record.earliest, self.record.latest)
        if valid and self.record._state.adding:
            valid = self.names_somebody()
        return valid

    def is_valid(self) -> bool:
        return self.valid

    def quoted(self) -> bool:
        """The passages of the meetings, and the words that were said, stand in the document."""
        rows = [*((row, "passage") for row in self.meetings.forms), *((row, "words") for row in self.said.forms)]
        wrong = [
            (row, name, problem)
            for row, name in rows
            if (words := getattr(row, "cleaned_data", {}).get(name)) and (problem := self.source.problem_of(words))
        ]
        for row, name, problem in wrong:
            row.add_error(name, problem)
        return not wrong

    def names_somebody(self) -> bool:
        cleaned = self.form.cleaned_data
        if any(self.visitors.there()) or cleaned.get("sending_state") or cleaned.get("sending_label"):
            return True
        self.refused.append("Say who came: a visitor, or at least the state that sent somebody.")
        return False

    def write(self) -> Any:
        new = self.record._state.adding
        lead = self.visitors.lead
        if new:
            self.make_visitor(lead)
            self.filling.fill()
        document = self.source.save(self.record.handling)
        visit: Any = super().write()
        if new:
            self.make_post(lead)
        meetings = self.save_meetings(visit)
        said = [(row.save(visit), row.cleaned_data["words"]) for row in self.said.told()]
        if document is not None:
            own: list[tuple[Record, str]] = [(visit, "")] if new or self.source.cleaned_data.get("quote") else []
            self.source.cite([*own, *meetings, *said])
        return visit

    def make_visitor(self, lead: Any) -> None:
        """Give a visitor who is new the state and the category of the short form."""
        person = lead.person if lead else None
        if person is None or person.pk is not None:
            return
        cleaned = self.form.cleaned_data
        person.category = cleaned.get("new_category") or Category.PERSON
        person.state = cleaned.get("new_state") or cleaned.get("sending_state")

    def make_post(self, lead: Any) -> None:
        """Enter the post that the short form names, and that the visitor was in it that day."""
        title = self.form.cleaned_data.get("new_post")
        if not title or lead is None or lead.person is None:
            return
        visit = self.record
        post = Post(
            title=title, role=title, state_id=visit.sending_state_id, level=visit.level, handling=visit.handling
        )
        enter(post)
        note = f"In the post by {visit.when_note or visit.when or 'the time of the visit'}, as the source has it."
        tenure = Tenure(person=lead.person, post=post, note=note, handling=visit.handling)
        enter(tenure)
        row: Participation = lead.instance
        row.tenure = tenure
        row.save()

    def save_meetings(self, visit: Visit) -> list[tuple[Record, str]]:
        """The new ones, and those for which a passage was given, each with that."""
        rows: list[MeetingRowForm] = [row for row in self.meetings.forms if row.has_changed()]
        people = {one.actor.pk for row in rows for one in row.cleaned_data.get("people", []) if one.actor.pk}
        held = self.filling.held_of(sorted(people))
        fresh = {id(row) for row in rows if row.instance._state.adding}
        for row in rows:
            row.handling_of_new = visit.handling
            if id(row) in fresh:
                as_of_visit(row.instance, visit)
        self.meetings.instance = visit
        self.meetings.save()
        cited: list[tuple[Record, str]] = []
        for row in rows:
            if row in self.meetings.deleted_forms or not row.instance.pk:
                continue
            if "people" in row.changed_data or id(row) in fresh:
                set_people(row.instance, self.taking_part(row, held, id(row) in fresh), self.reader)
            passage = row.cleaned_data.get("passage", "")
            if passage or id(row) in fresh:
                cited.append((row.instance, passage))
        return cited

    def taking_part(self, row: MeetingRowForm, held: dict[int, list[Held]], fresh: bool) -> Iterator[Participation]:
        """Those whom the row names; in a new meeting the visitors too, as what they came."""
        named = {one.actor.pk for one in row.cleaned_data.get("people", [])}
        for visitor in self.visitors.there() if fresh else []:
            came = visitor.instance
            if came.role == Role.VISITOR and came.actor_id not in named:
                yield Participation(
                    actor_id=came.actor_id,
                    role=Role.VISITOR,
                    tenure_id=came.tenure_id,
                    on_behalf_of_id=came.on_behalf_of_id,
                    title_as_stated=came.title_as_stated,
                    certainty=came.certainty,
                )
        for one in row.cleaned_data.get("people", []):
            post = surely_held(held.get(one.actor.pk, []))
            yield Participation(
                actor=one.actor,
                role=one.role,
                tenure_id=post.tenure if post else None,
                on_behalf_of_id=post.state if post else None,
            )

    def context(self) -> dict[str, Any]:
        met = self.filling.met() if self.data is not None else []
        typed = visit_typed(self.record, self.visitors.there(), is_sourced(self.source, self.rows), met)
        return {
            "card": visit_card(typed),
            "warnings": warnings(typed, self.reader),
            "said": said_there(self.record, self.reader),
        }

    @property
    def has_new_visitor(self) -> bool:
        lead = self.visitors.lead
        person = lead.person if lead else None
        return person is not None and person.pk is None

    @property
    def below(self) -> list[Any]:
        """The rows that stand below all else; what a new visit cites, its source says."""
        return [one for one in self.rows[1:] if self.record.pk or one.prefix != "citations"]


def as_of_visit(meeting: Meeting, visit: Visit) -> None:
    """What a new meeting of the visit leaves blank."""
    if not meeting.when:
        meeting.when, meeting.when_note = visit.when, visit.when_note
        meeting.earliest, meeting.latest = visit.earliest, visit.latest
    meeting.place = meeting.place or visit.place
    meeting.status, meeting.handling = visit.status, visit.handling
