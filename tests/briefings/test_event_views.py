"""The page of an event, and the list of events."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from briefings.models import Event, Role, Status
from records.access import Handling, Stage
from tests import cast
from tests.factories import a_claim, a_state, an_actor, an_assertion, an_event, take_part

pytestmark = pytest.mark.django_db
RED: dict[str, Any] = {"handling": Handling.RED}


def page(client: Client, record: object) -> str:
    answer = client.get(record.get_absolute_url())  # type: ignore[attr-defined]
    assert answer.status_code == 200
    return answer.content.decode()


def listed(client: Client, query: str = "") -> str:
    answer = client.get(f"/events/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_it_says_what_happened_when_and_with_what_outcome(client: Client) -> None:
    event = an_event(
        "A truce",
        type=Event.Type.AGREEMENT,
        when="2021-08",
        place="Doha",
        outcome="signed",
        description="They **met**.",
    )
    shown = page(client, event)
    assert "When August 2021 Type agreement Place Doha Status ✓ completed Outcome signed" in text(shown)
    assert "They <strong>met</strong>." in shown


def test_it_shows_who_took_part_and_what_was_said(client: Client) -> None:
    event, china = an_event(), a_state("China")
    take_part(event, china, Role.MEDIATOR, certainty="disputed")
    an_assertion(a_claim("Peace matters"), china, encounter=event)
    shown = text(page(client, event))
    assert "China mediator not stated disputed" in shown
    assert "Peace matters + affirms China ." in shown


def test_a_withheld_participant_leaves_no_trace(client: Client) -> None:
    event = an_event()
    take_part(event, an_actor("Canary Person", **RED), Role.WITNESS, title_as_stated="Canary of the Realm")
    for address in (event.get_absolute_url(), f"{event.get_absolute_url()[:-1]}.json", "/events/"):
        assert "anary" not in client.get(address).content.decode(), address
    assert "withheld" in page(client, event)


def test_machines_read_it_as_an_event(client: Client) -> None:
    event = an_event(when="2021-08-15", place="Kabul", status=Status.POSTPONED)
    said = json.loads(client.get(f"{event.get_absolute_url()[:-1]}.json").content)
    assert (said["@type"], said["startDate"], said["location"]["name"]) == ("Event", "2021-08-15", "Kabul")
    assert said["eventStatus"] == "https://schema.org/EventPostponed"


def test_a_draft_is_there_for_editors_only(client: Client) -> None:
    event = an_event("The secret truce", stage=Stage.DRAFT)
    assert client.get(event.get_absolute_url()).status_code == 404
    assert "The secret truce" not in listed(client)
    client.force_login(cast.editor())
    assert "The secret truce" in page(client, event)


def test_the_list_is_narrowed_by_type_words_and_time(client: Client) -> None:
    an_event("A truce", type=Event.Type.AGREEMENT, when="2021-08")
    an_event("A raid", type=Event.Type.ATTACK, when="2023")
    for query in ("?type=agreement", "?text=truce", "?until=2022"):
        shown = listed(client, query)
        assert "A truce" in shown and "A raid" not in shown, query


def test_a_row_says_what_kind_where_and_with_what_outcome(client: Client) -> None:
    an_event("A truce", type=Event.Type.AGREEMENT, when="2021-08", place="Doha", outcome="signed")
    assert "August 2021 A truce agreement Doha signed ✓ completed no source" in text(listed(client))


def test_an_empty_list_says_what_would_stand_here(client: Client) -> None:
    assert "There is none yet that you may read." in listed(client)
