"""No moment, number or mark tells when a record was worked on out of a reader's sight."""

import json
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from django.test import Client
from icalendar import Calendar, Event

from briefings.models import Role, Visit
from records.access import Handling
from records.models import Kind, Record, Revision
from tests.factories import a_citation, a_document, a_visit, an_actor, take_part

pytestmark = pytest.mark.django_db
START = datetime(2024, 1, 1, tzinfo=UTC)


def a_day_apart() -> None:
    """The revisions, in their order, each a day after the one before."""
    for number, pk in enumerate(Revision.objects.order_by("pk").values_list("pk", flat=True)):
        Revision.objects.filter(pk=pk).update(at=START + timedelta(days=number))
    Record.objects.update(created_at=START)


def of_the_visit(client: Client, visit: Kind) -> dict[str, object]:
    (event,) = Calendar.from_ical(client.get("/visits.ics?since=2024").content).walk("VEVENT")
    assert isinstance(event, Event)
    moments = {event.decoded("dtstamp"), event.decoded("last-modified")}
    data = json.loads(client.get(f"{visit.get_absolute_url()[:-1]}.json").content)
    return {"moments": moments, "sequence": int(str(event["sequence"])), "modified": data["dateModified"]}


def test_hidden_changes_move_no_moment_and_no_mark(client: Client) -> None:
    visit = a_visit(an_actor("Yue"), when="2024-11-18")
    a_day_apart()
    before, marked = of_the_visit(client, visit), client.get("/visits.ics?since=2024")["ETag"]
    take_part(visit, an_actor("Hidden", handling=Handling.RED), Role.DELEGATION)
    a_citation(a_document("Hidden", handling=Handling.RED), visit)
    visit.refresh_from_db()
    visit.save()
    assert of_the_visit(client, visit) == before
    assert client.get("/visits.ics?since=2024")["ETag"] == marked


def test_a_change_that_is_shown_moves_them_on(client: Client) -> None:
    visit = a_visit(an_actor("Yue"), when="2024-11-18")
    a_day_apart()
    before = of_the_visit(client, visit)
    visit.place = "Islamabad"
    visit.save()
    after = of_the_visit(client, visit)
    assert int(str(after["sequence"])) > int(str(before["sequence"]))
    assert str(after["modified"]) > str(before["modified"])
    assert after["moments"] != before["moments"]


def test_a_record_begins_for_a_reader_where_they_could_read_it(client: Client) -> None:
    visit = Visit.objects.create(stage=2, handling=Handling.RED, place="Quay", when="2024-11-18")
    for one in range(4):
        visit.place = f"Quay {one}"
        visit.save()
    visit.handling = Handling.CLEAR
    visit.save()
    a_day_apart()
    lowered = START + timedelta(days=5)
    assert of_the_visit(client, visit) == {
        "moments": {lowered}, "sequence": int((lowered - datetime(2020, 1, 1, tzinfo=UTC)).total_seconds()),
        "modified": lowered.isoformat(),
    }  # fmt: skip
    (entry,) = feedparser.parse(client.get("/feeds/visits.atom").content).entries
    assert entry.published == entry.updated == lowered.isoformat()


def test_the_identity_of_an_entry_is_not_made_of_when_the_record_was_made(client: Client) -> None:
    a_visit(when="2024-11-18")
    one = feedparser.parse(client.get("/feeds/visits.atom").content).entries[0].id
    Record.objects.update(created_at=START)
    assert feedparser.parse(client.get("/feeds/visits.atom").content).entries[0].id == one
