"""The page of a visit, and the list of visits with its filters and its tempo."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefings.models import Role, Series, Status
from records.access import Handling, Stage
from tests import cast
from tests.factories import (
    a_citation,
    a_claim,
    a_commitment,
    a_document,
    a_meeting,
    a_post,
    a_source,
    a_state,
    a_tenure,
    a_visit,
    an_actor,
    an_assertion,
    many_people,
    take_part,
)

pytestmark = pytest.mark.django_db
RED: dict[str, Any] = {"handling": Handling.RED}


def page(client: Client, record: object, rest: str = "") -> str:
    answer = client.get(f"{record.get_absolute_url()}{rest}")  # type: ignore[attr-defined]
    assert answer.status_code == 200
    return answer.content.decode()


def listed(client: Client, query: str = "") -> str:
    answer = client.get(f"/visits/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def linked(client: Client, record: object) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(client, record))
    assert found
    return dict(json.loads(found.group(1)))


def test_it_says_who_came_as_what_and_for_whom(client: Client) -> None:
    china, envoy = a_state("China"), an_actor("Yue Xiaoyong")
    visit = a_visit(place="Islamabad")
    take_part(visit, envoy, Role.VISITOR, title_as_stated="Special Envoy", on_behalf_of=china)
    shown = text(page(client, visit))
    assert "Yue Xiaoyong visitor Special Envoy China" in shown
    assert "Yue Xiaoyong in Islamabad" in shown


def test_it_names_the_post_that_was_held_on_the_day(client: Client) -> None:
    envoy, post = an_actor(), a_post("Envoy for Afghanistan")
    visit = a_visit()
    take_part(visit, envoy, Role.VISITOR, tenure=a_tenure(envoy, post))
    assert f'<a href="/posts/{post.slug}/">Envoy for Afghanistan</a>' in page(client, visit)


def test_a_post_held_by_a_tenure_that_is_hidden_is_withheld(client: Client) -> None:
    envoy, post = an_actor(), a_post("Envoy for Afghanistan")
    visit = a_visit()
    take_part(visit, envoy, Role.VISITOR, tenure=a_tenure(envoy, post, **RED))
    shown = page(client, visit)
    assert "Envoy for Afghanistan" not in shown
    assert "withheld" in shown


def test_what_is_inferred_says_so(client: Client) -> None:
    visit = a_visit()
    take_part(visit, an_actor(), Role.HOST, certainty="inferred")
    assert "inferred" in page(client, visit)
    assert "certain" not in text(page(client, a_visit(an_actor())))


def test_a_withheld_visitor_leaves_no_trace(client: Client) -> None:
    hidden = an_actor("Canary Person", **RED)
    visit = a_visit(place="Islamabad")
    take_part(visit, hidden, Role.VISITOR, title_as_stated="Canary of the Realm", on_behalf_of=a_state("China"))
    visit.refresh_from_db()
    for address in (visit.get_absolute_url(), f"{visit.get_absolute_url()[:-1]}.json", "/visits/", "/visits/?text=Can"):
        answer = client.get(address).content.decode().replace("?text=Can", "").replace('value="Can"', "")
        assert "Canary" not in answer, address
        assert "canary" not in answer, address
    assert "A withheld visitor in Islamabad" in page(client, visit)
    assert "China" not in page(client, visit)


def test_withheld_visitors_are_one_mark_however_many_they_are(client: Client) -> None:
    visit = a_visit(*(an_actor(**RED) for _ in range(3)))
    assert page(client, visit).count('<span class="withheld">') == 1


def test_a_reader_with_the_clearance_sees_the_visitor(client: Client) -> None:
    visit = a_visit(an_actor("Canary Person", **RED))
    client.force_login(cast.analyst(Handling.RED))
    assert "Canary Person" in page(client, visit)


def test_a_state_is_named_as_its_record_and_as_the_source_does(client: Client) -> None:
    visit = a_visit(sender=a_state("Russia"), sending_label="Soviet Union", host_label="Free City of Danzig")
    shown = text(page(client, visit))
    assert "Russia , in the source Soviet Union" in shown
    assert "To Free City of Danzig" in shown


def test_the_label_of_a_hidden_state_is_hidden_with_it(client: Client) -> None:
    visit = a_visit(host=a_state("Ruritania", **RED), host_label="Kingdom of Ruritania", place="")
    for shown in (page(client, visit), listed(client)):
        assert "Ruritania" not in shown
        assert "withheld" in shown


def test_the_words_of_the_source_for_the_day_stand_beside_it(client: Client) -> None:
    visit = a_visit(when="2024-11-18?", when_note="on <Monday>")
    assert "(uncertain) In the source: on &lt;Monday&gt;" in text(page(client, visit))


def test_its_purpose_is_read_as_markdown(client: Client) -> None:
    china = a_state("China")
    visit = a_visit(purpose=f"To **brief** [[actors/{china.slug}]].")
    assert f'To <strong>brief</strong> <a href="/actors/{china.slug}/">China</a>.' in page(client, visit)


def test_its_meetings_are_shown_with_those_who_took_part(client: Client) -> None:
    visit = a_visit()
    meeting = a_meeting(visit=visit, place="Foreign Office")
    take_part(meeting, an_actor("Amna Baloch"), title_as_stated="Foreign Secretary")
    a_meeting(visit=visit, place="Canary", **RED)
    shown = page(client, visit)
    assert "Amna Baloch , Foreign Secretary" in text(shown)
    assert meeting.get_absolute_url() in shown
    assert "Canary" not in shown


def test_other_visits_of_the_journey_are_shown_and_counted_as_far_as_they_may_be_seen(client: Client) -> None:
    series = Series.objects.create(key="trip", note="Journey of Canary Person")
    visit = a_visit(place="Islamabad", series=series)
    a_visit(place="Kabul", series=series)
    a_visit(place="Canary Bay", series=series, **RED)
    shown = page(client, visit)
    assert "A visit in Kabul" in shown
    assert "one more visit" in shown
    assert "Canary" not in shown


def test_what_was_said_tells_official_statements_from_unnamed_sources(client: Client) -> None:
    visit, office = a_visit(), an_actor("Foreign Office")
    an_assertion(a_claim("Peace matters"), office, encounter=visit)
    an_assertion(a_claim("Evidence was given"), office, encounter=visit, attribution="anonymous")
    shown = text(page(client, visit))
    assert shown.index("On the record") < shown.index("Peace matters") < shown.index("Not on the record")
    assert shown.index("Not on the record") < shown.index("Evidence was given")
    assert "On the record, unnamed." in shown


def test_what_was_said_names_the_speaker_the_stance_and_those_who_were_told(client: Client) -> None:
    visit = a_visit()
    speaker, pakistan, china = an_actor("Amna Baloch"), a_state("Pakistan"), a_state("China")
    given = {
        "encounter": a_meeting(visit=visit),
        "title_as_stated": "Foreign Secretary",
        "quote": "They shelter there.",
    }
    an_assertion(a_claim("The group has camps"), speaker, "denies", [china], on_behalf_of=pakistan, **given)
    shown = text(page(client, visit))
    assert "The group has camps − denies They shelter there." in shown
    assert "Amna Baloch , Foreign Secretary, for Pakistan . To China ." in shown


def test_what_was_said_in_a_hidden_meeting_is_not_told_of_the_visit(client: Client) -> None:
    visit = a_visit()
    an_assertion(a_claim("Canary claim"), an_actor(), encounter=a_meeting(visit=visit, **RED))
    assert "Canary" not in page(client, visit)


def test_hidden_parts_of_what_was_said_are_withheld(client: Client) -> None:
    visit, hidden = a_visit(), an_actor("Canary Person", **RED)
    said = an_assertion(
        a_claim("Canary claim", **RED), hidden, told=[hidden, an_actor("Canary Two", **RED)], encounter=visit,
        title_as_stated="Canary of the Realm",
    )  # fmt: skip
    assert said.pk
    shown = page(client, visit)
    assert "anary" not in shown
    assert shown.count('<span class="withheld">') == 3


def test_commitments_made_there_are_shown_with_their_standing(client: Client) -> None:
    visit, pakistan = a_visit(), a_state("Pakistan")
    said = an_assertion(a_claim(), pakistan, encounter=visit)
    a_commitment("Share a list of camps", pakistan, a_state("China"), made_in=said, due="2020-01")
    a_commitment("Canary promise", pakistan, made_in=said, **RED)
    shown = text(page(client, visit))
    assert "Share a list of camps ! overdue due January 2020 By Pakistan , to China" in shown
    assert "Canary" not in shown


def test_its_sources_are_shown_with_their_grades(client: Client) -> None:
    visit = a_visit()
    a_citation(a_document("Readout", source=a_source(reliability="B")), visit, quote="He came.", credibility=2)
    shown = text(page(client, visit))
    assert "B2 usually reliable source, probably true Readout" in shown
    assert "He came." in shown


def test_a_page_without_parts_says_what_would_stand_there(client: Client) -> None:
    shown = text(page(client, a_visit()))
    assert "It is not on record yet." in shown
    assert "None is on record yet." in shown
    assert "Nothing is on record yet." in shown


def test_a_draft_is_there_for_editors_only(client: Client) -> None:
    visit = a_visit(stage=Stage.DRAFT, place="Kabul")
    assert client.get(visit.get_absolute_url()).status_code == 404
    assert "Kabul" not in listed(client)
    client.force_login(cast.editor())
    assert "draft" in page(client, visit)
    assert "Kabul" in listed(client)


def test_of_many_who_took_part_fifty_stand_on_a_page(client: Client) -> None:
    visit = a_visit(an_actor("The Visitor"))
    for person in many_people(59):
        visit.participants.create(actor=person, role=Role.DELEGATION)
    visit.participants.create(actor=an_actor("Canary Person", **RED), role=Role.OBSERVER)
    first, second = page(client, visit), page(client, visit, "?page=2")
    assert "Showing 1 to 50 of 60" in first
    assert "Showing 51 to 60 of 60" in second
    assert (first.count(">delegation<"), second.count(">delegation<")) == (49, 10)
    for beyond in ("3", "9" * 9):
        assert client.get(f"{visit.get_absolute_url()}?page={beyond}").status_code == 404


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "1.5", "²", "9" * 30])
def test_a_page_number_that_is_none_gives_the_first_page(client: Client, number: str) -> None:
    assert "The Visitor" in page(client, a_visit(an_actor("The Visitor")), f"?page={number}")


def test_machines_read_it_as_an_event(client: Client) -> None:
    pakistan = a_state("Pakistan")
    visit = a_visit(when="2024-11-18/2024-11-20", place="Islamabad", host=pakistan, sender=a_state("China", **RED))
    said = linked(client, visit)
    host = {"@id": f"http://testserver/actors/{pakistan.slug}/", "name": "Pakistan"}
    assert (said["@type"], said["startDate"], said["endDate"]) == ("Event", "2024-11-18", "2024-11-20")
    assert said["location"] == {"@type": "Place", "name": "Islamabad", "containedInPlace": host}
    assert said["organizer"] == host
    assert "attendee" not in said


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2024-11", "2024-11", "2024-11"),
        ("2024-11-18?", None, None),
        ("2024-22", None, None),
        ("[2024-11-11,2024-11-17]", None, None),
        ("2024-11-18/..", "2024-11-18", None),
        ("2024-11-18~/2024-11-20", None, "2024-11-20"),
    ],
)
def test_machines_are_told_plain_dates_only(client: Client, when: str, start: str | None, end: str | None) -> None:
    said = linked(client, a_visit(when=when))
    assert (said.get("startDate"), said.get("endDate")) == (start, end)


def test_machines_are_told_that_a_visit_was_cancelled(client: Client) -> None:
    assert linked(client, a_visit(status=Status.CANCELLED))["eventStatus"] == "https://schema.org/EventCancelled"


def test_the_page_asks_the_database_as_often_for_one_row_as_for_sixty(client: Client) -> None:
    client.force_login(cast.analyst())
    asked = []
    for number in (1, 60):
        visit = a_visit(host=a_state(), sender=a_state(), series=Series.objects.create(key=str(number)))
        for _ in range(number):
            meeting = a_meeting(an_actor(), visit=visit)
            said = an_assertion(a_claim(), an_actor(), told=[an_actor()], encounter=meeting)
            a_commitment("Promise", an_actor(), an_actor(), made_in=said)
            take_part(visit, an_actor(), Role.DELEGATION)
            a_visit(series=visit.series)
        with CaptureQueriesContext(connection) as queries:
            page(client, visit)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
