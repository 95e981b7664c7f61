"""The page of a meeting, and the list of meetings."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefings.models import Meeting, Role, Status
from records.access import Handling, Stage
from tests import cast
from tests.factories import a_claim, a_meeting, a_visit, an_actor, an_assertion, take_part

pytestmark = pytest.mark.django_db
RED: dict[str, Any] = {"handling": Handling.RED}


def page(client: Client, record: object) -> str:
    answer = client.get(record.get_absolute_url())  # type: ignore[attr-defined]
    assert answer.status_code == 200
    return answer.content.decode()


def listed(client: Client, query: str = "") -> str:
    answer = client.get(f"/meetings/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_it_says_what_kind_of_talk_it_was_and_where_it_is_known_from(client: Client) -> None:
    meeting = a_meeting(format=Meeting.Format.CALL, channel="joint_statement", place="Kabul", when="2024-11-18")
    shown = text(page(client, meeting))
    assert "When 18 Nov 2024 Form telephone call Place Kabul Known from joint statement Status ✓ completed" in shown


def test_it_leads_to_the_visit_it_belongs_to(client: Client) -> None:
    visit = a_visit(place="Islamabad")
    assert f'<a href="{visit.get_absolute_url()}">A visit in Islamabad</a>' in page(client, a_meeting(visit=visit))


def test_a_visit_that_is_hidden_is_withheld(client: Client) -> None:
    meeting = a_meeting(visit=a_visit(place="Canary", **RED))
    for shown in (page(client, meeting), listed(client)):
        assert "Canary" not in shown
        assert "withheld" in shown


def test_it_shows_who_took_part_and_what_was_said(client: Client) -> None:
    envoy = an_actor("Yue Xiaoyong")
    meeting = a_meeting()
    take_part(meeting, envoy, Role.COUNTERPART, title_as_stated="Special Envoy")
    an_assertion(a_claim("Peace matters"), envoy, encounter=meeting)
    shown = text(page(client, meeting))
    assert "Yue Xiaoyong counterpart Special Envoy" in shown
    assert "Peace matters + affirms Yue Xiaoyong ." in shown


def test_who_was_expected_and_did_not_come_is_said(client: Client) -> None:
    meeting = a_meeting()
    take_part(meeting, an_actor("Amna Baloch"), Role.ABSENT)
    assert "Amna Baloch expected, absent" in text(page(client, meeting))


def test_its_readout_is_read_as_markdown(client: Client) -> None:
    assert "<strong>agreed</strong>" in page(client, a_meeting(readout="They **agreed**."))


def test_a_withheld_participant_leaves_no_trace(client: Client) -> None:
    meeting = a_meeting(an_actor("Canary Person", **RED), place="Kabul")
    assert "A withheld meeting, Kabul" in page(client, meeting)
    for address in (meeting.get_absolute_url(), f"{meeting.get_absolute_url()[:-1]}.json", "/meetings/"):
        assert "anary" not in client.get(address).content.decode(), address


def test_machines_read_it_as_part_of_the_visit(client: Client) -> None:
    visit = a_visit(place="Islamabad")
    meeting = a_meeting(visit=visit, when="2024-11-18")
    said = json.loads(client.get(f"{meeting.get_absolute_url()[:-1]}.json").content)
    assert (said["@type"], said["startDate"]) == ("Event", "2024-11-18")
    assert said["superEvent"]["name"] == "A visit in Islamabad"


def test_a_draft_is_there_for_editors_only(client: Client) -> None:
    meeting = a_meeting(stage=Stage.DRAFT, place="Kabul")
    assert client.get(meeting.get_absolute_url()).status_code == 404
    assert "Kabul" not in listed(client)
    client.force_login(cast.editor())
    assert "Kabul" in page(client, meeting)


def test_the_list_is_narrowed_by_form_visit_and_who_took_part(client: Client) -> None:
    envoy, visit = an_actor("Yue Xiaoyong"), a_visit()
    a_meeting(envoy, visit=visit, format=Meeting.Format.SUMMIT, place="Kabul")
    a_meeting(place="Oslo")
    for query in ("?format=summit", f"?visit={visit.slug}", f"?who={envoy.slug}"):
        shown = listed(client, query)
        assert "Kabul" in shown and "Oslo" not in shown, query


def test_a_meeting_that_did_not_take_place_is_struck_through(client: Client) -> None:
    a_meeting(status=Status.CANCELLED)
    assert 'class="struck"' in listed(client)


def test_a_filter_that_is_none_is_answered_in_words(client: Client) -> None:
    a_meeting(place="Oslo")
    shown = listed(client, "?format=shouting")
    assert "shouting is not one of the available choices." in shown
    assert "Oslo" in shown


def test_an_empty_list_says_what_would_stand_here(client: Client) -> None:
    assert "There is none yet that you may read." in listed(client)


def test_page_and_list_ask_the_database_as_often_for_one_row_as_for_sixty(client: Client) -> None:
    client.force_login(cast.analyst())
    asked = []
    for number in (1, 60):
        meeting = a_meeting(visit=a_visit())
        for _ in range(number):
            a_meeting(an_actor())
            take_part(meeting, an_actor())
            an_assertion(a_claim(), an_actor(), told=[an_actor()], encounter=meeting)
        with CaptureQueriesContext(connection) as queries:
            page(client, meeting)
            listed(client)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 20
