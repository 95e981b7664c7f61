from typing import Any

from django.http import QueryDict

from briefings.forms.participants import PARTICIPANTS
from briefings.models import Event, Meeting
from records.access import Reader
from records.desk import DeskPage, FieldSet
from records.forms.base import RecordForm
from records.forms.citations import CITATIONS, IDENTIFIERS
from records.forms.starting import given

WHEN = {"when": "Date, as the source gives it", "when_note": "In the source’s own words", "summary": "In one sentence"}
OWN_TITLE = "Left blank, it is made of the names. Name in it nobody whose record is stricter than this one."


class MeetingForm(RecordForm):
    OF_KINDS = {"visit": ("visit",)}

    class Meta(RecordForm.Meta):
        model = Meeting
        fields = (
            "visit",
            "when",
            "when_note",
            "place",
            "format",
            "channel",
            "status",
            "summary",
            "readout",
            "own_title",
            "handling",
            "tags",
        )
        labels = {**WHEN, "visit": "Within a visit", "channel": "Known through", "readout": "What is known of it"}
        help_texts = {"own_title": OWN_TITLE, "readout": "Markdown. What was claimed there is entered as assertions."}


def meeting_start(data: QueryDict, reader: Reader) -> dict[str, Any]:
    """`?visit=…`: the day and the place of the visit, as a beginning."""
    visit: Any = given(data, reader, "visit", "visit")
    return {"visit": visit, "when": visit.when, "place": visit.place} if visit else {}


MEETINGS = DeskPage(
    model=Meeting,
    form=MeetingForm,
    intro="People talk: face to face, by telephone, at a table of many. Two accounts of one meeting are one meeting.",
    sets=(
        FieldSet("When and where", ("visit", "when", "when_note", "place")),
        FieldSet("What of it is known", ("summary", "readout")),
        FieldSet("What it was", ("format", "channel", "status"), beside=True),
        FieldSet("How it is kept", ("own_title", "handling", "tags"), beside=True),
    ),
    rows=(PARTICIPANTS, CITATIONS, IDENTIFIERS),
    start=meeting_start,
)


class EventForm(RecordForm):
    class Meta(RecordForm.Meta):
        model = Event
        fields = (
            "title",
            "type",
            "when",
            "when_note",
            "place",
            "status",
            "outcome",
            "summary",
            "description",
            "handling",
            "tags",
        )
        labels = {**WHEN, "title": "What happened", "type": "Kind of event"}
        help_texts = {"title": "Short, in neutral words: The Taliban take Kabul."}


EVENTS = DeskPage(
    model=Event,
    form=EventForm,
    intro="What happened besides visits and meetings: an attack, an agreement, a takeover, a mediation.",
    sets=(
        FieldSet("What, when and where", ("title", "when", "when_note", "place", "summary")),
        FieldSet("More", ("outcome", "description")),
        FieldSet("What it was", ("type", "status"), beside=True),
        FieldSet("How it is kept", ("handling", "tags"), beside=True),
    ),
    rows=(PARTICIPANTS, CITATIONS, IDENTIFIERS),
)
