"""Filters of the lists of visits, meetings and events."""

from typing import Any

from django import forms

from actors.models import Level
from briefings.filters.actors import ActorFilters, NamesField
from briefings.models import Event, Meeting, Status, Visit
from briefings.models.encounters import EncounterQuerySet, MeetingQuerySet, VisitQuerySet
from records.dates import Bounds
from records.filters import GradedFilters, MonthField, PeriodFilters


class EncounterFilters(PeriodFilters, GradedFilters, ActorFilters):
    """What visits, meetings and events have in common."""

    text = forms.CharField(label="Words of the title", required=False, max_length=100)
    who = NamesField("Who took part")
    status = forms.ChoiceField(required=False, choices=[("", "Any status"), *Status.choices])

    def clean_who(self) -> list[int]:
        return self.named("who")

    def by_text(self, encounters: EncounterQuerySet, text: str) -> EncounterQuerySet:
        return encounters.titled_like(text)

    def by_who(self, encounters: EncounterQuerySet, actors: list[int]) -> EncounterQuerySet:
        return encounters.involving(actors, self.reader)

    def by_status(self, encounters: EncounterQuerySet, status: str) -> EncounterQuerySet:
        return encounters.with_status(status)


class VisitFilters(EncounterFilters):
    """Also `from` and `host`, the states of a visit, and `state`, either of them; `journey` is the address of a visit of
    the same journey."""

    state = NamesField("State, either way")
    host = NamesField("Received by")
    level = forms.ChoiceField(required=False, choices=[("", "Any level"), *Level.choices])
    type = forms.ChoiceField(required=False, choices=[("", "Any type"), *Visit.Type.choices])
    journey = forms.SlugField(label="Of the same journey as", required=False, widget=forms.HiddenInput)

    field_order = ("text", "who", "state", "from", "host", "level", "type", "status", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from"] = NamesField("Sent by")
        self.order_fields(self.field_order)

    def clean_from(self) -> list[int]:
        return self.named("from")

    def clean_state(self) -> list[int]:
        return self.named("state")

    def clean_host(self) -> list[int]:
        return self.named("host")

    def clean_journey(self) -> int | None:
        return self.seen("visit", self.cleaned_data["journey"])

    def by_from(self, visits: VisitQuerySet, states: list[int]) -> VisitQuerySet:
        return visits.from_any(states)

    def by_state(self, visits: VisitQuerySet, states: list[int]) -> VisitQuerySet:
        return visits.between_any(states)

    def by_host(self, visits: VisitQuerySet, states: list[int]) -> VisitQuerySet:
        return visits.to_any(states)

    def by_level(self, visits: VisitQuerySet, level: str) -> VisitQuerySet:
        return visits.at_level(int(level))

    def by_type(self, visits: VisitQuerySet, type: str) -> EncounterQuerySet:
        return visits.of_type(type)

    def by_journey(self, visits: VisitQuerySet, visit: int) -> VisitQuerySet:
        return visits.of_journey(visit)


class CalendarFilters(VisitFilters):
    """Those of the list of visits without its period, which the month takes the place of."""

    month = MonthField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["since"], self.fields["until"]

    @property
    def in_use_beside_month(self) -> bool:
        return any(self.data.get(name) for name in self.fields if name != "month")

    def by_month(self, visits: VisitQuerySet, month: Bounds) -> VisitQuerySet:
        """All of them: which lie in the month, and where, the calendar itself tells apart."""
        return visits


class MeetingFilters(EncounterFilters):
    format = forms.ChoiceField(label="Form", required=False, choices=[("", "Any form"), *Meeting.Format.choices])
    visit = forms.SlugField(label="Part of", required=False, widget=forms.HiddenInput)

    field_order = ("text", "who", "format", "status", "since", "until")

    def clean_visit(self) -> int | None:
        return self.seen("visit", self.cleaned_data["visit"])

    def by_format(self, meetings: MeetingQuerySet, format: str) -> MeetingQuerySet:
        return meetings.of_format(format)

    def by_visit(self, meetings: MeetingQuerySet, visit: int) -> MeetingQuerySet:
        return meetings.of_visit(visit)


class EventFilters(EncounterFilters):
    type = forms.ChoiceField(required=False, choices=[("", "Any type"), *Event.Type.choices])

    field_order = ("text", "who", "type", "status", "since", "until")

    def by_type(self, events: EncounterQuerySet, type: str) -> EncounterQuerySet:
        return events.of_type(type)
