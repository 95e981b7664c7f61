"""The dossier on the page of an actor: visits and meetings, assertions, commitments, claims."""

import re
from typing import Any

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from briefings.models import CommitmentUpdate, Role, Status
from records.access import Handling, Stage
from records.pages import Page, record_page_for
from tests import cast
from tests.factories import (
    a_claim,
    a_commitment,
    a_meeting,
    a_post,
    a_state,
    a_tenure,
    a_visit,
    an_actor,
    an_armed_group,
    an_assertion,
    an_event,
    take_part,
)

pytestmark = pytest.mark.django_db
RED: dict[str, Any] = {"handling": Handling.RED}


def page(client: Client, actor: Actor) -> str:
    answer = client.get(actor.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def section(client: Client, actor: Actor, name: str) -> str:
    """The text of one section of the actor's page, "" where it is not there."""
    found = re.search(rf'<section aria-labelledby="{name}">(.*?)</section>', page(client, actor), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group(1)).split()) if found else ""


def test_a_person_s_visits_meetings_and_events_stand_together_newest_first(client: Client) -> None:
    envoy = an_actor("Yue Xiaoyong")
    a_visit(envoy, place="Islamabad", when="2024-11-18")
    a_meeting(envoy, place="Kabul", when="2024-12")
    take_part(an_event("A truce", when="2021-08"), envoy, Role.WITNESS)
    shown = section(client, envoy, "met")
    assert "Visits and meetings 3 All: 1 visit 1 meeting 1 event" in shown
    assert shown.index("Meeting with Yue Xiaoyong, Kabul") < shown.index("Yue Xiaoyong in Islamabad")
    assert shown.index("Yue Xiaoyong in Islamabad") < shown.index("A truce")


def test_a_row_says_the_part_the_post_for_whom_and_with_whom(client: Client) -> None:
    envoy, china = an_actor("Yue Xiaoyong"), a_state("China")
    tenure = a_tenure(envoy, a_post("Envoy for Afghanistan"))
    visit = a_visit(place="Islamabad")
    given = {"title_as_stated": "Ambassador", "tenure": tenure, "on_behalf_of": china, "certainty": "inferred"}
    take_part(visit, envoy, Role.VISITOR, **given)
    take_part(visit, an_actor("Amna Baloch"), Role.HOST)
    shown = section(client, envoy, "met")
    assert "visitor Ambassador, Envoy for Afghanistan for China inferred Amna Baloch Islamabad" in shown


def test_hidden_company_is_withheld(client: Client) -> None:
    envoy = an_actor("Yue Xiaoyong")
    visit = a_visit(envoy, place="Islamabad")
    for _ in range(2):
        take_part(visit, an_actor("Canary Person", **RED), Role.HOST, title_as_stated="Canary")
    shown = section(client, envoy, "met")
    assert "Canary" not in shown
    assert shown.count("withheld") == 1


def test_a_hidden_visit_is_neither_shown_nor_counted(client: Client) -> None:
    envoy = an_actor("Yue Xiaoyong")
    a_visit(envoy, place="Islamabad")
    a_visit(envoy, place="Canary", **RED)
    a_visit(envoy, place="Canary", stage=Stage.DRAFT)
    assert "Canary" not in page(client, envoy)
    assert "Visits and meetings 1 " in section(client, envoy, "met")


def test_of_many_the_newest_fifty_are_shown_with_the_way_to_all(client: Client) -> None:
    envoy = an_actor("Yue Xiaoyong")
    for number in range(53):
        a_visit(envoy, when=f"19{number + 40}", place=f"Place {number}")
    shown = page(client, envoy)
    assert "Place 52" in shown and "Place 3" in shown and "Place 2<" not in shown
    assert f'<a href="/visits/?who={envoy.slug}">53 visits</a>' in shown
    assert "53 that match" in client.get(f"/visits/?who={envoy.slug}").content.decode()


def test_a_cancelled_visit_is_struck_through(client: Client) -> None:
    envoy = an_actor()
    a_visit(envoy, status=Status.CANCELLED)
    assert 'class="struck"' in page(client, envoy)
    assert "cancelled" in section(client, envoy, "met")


def test_what_a_person_said_and_heard_stands_apart(client: Client) -> None:
    minister, envoy, pakistan = an_actor("Amna Baloch"), an_actor("Yue Xiaoyong"), a_state("Pakistan")
    claim = a_claim("The group has camps")
    an_assertion(claim, minister, "affirms", [envoy], on_behalf_of=pakistan, when="2024-11-18", channel="own_readout")
    said, heard = section(client, minister, "said"), section(client, envoy, "heard")
    assert "The group has camps + affirms For Pakistan . To Yue Xiaoyong . Own readout, on the record." in said
    assert "The group has camps + affirms Amna Baloch, for Pakistan ." in heard.replace("Baloch ,", "Baloch,")


def test_what_is_said_on_behalf_of_a_state_stands_on_its_page_with_the_speaker(client: Client) -> None:
    minister, pakistan = an_actor("Amna Baloch"), a_state("Pakistan")
    an_assertion(a_claim("The group has camps"), minister, on_behalf_of=pakistan, attribution="anonymous")
    assert "The group has camps + affirms Amna Baloch . On the record, unnamed." in section(client, pakistan, "said")


def test_hidden_parts_of_what_was_said_are_withheld(client: Client) -> None:
    envoy = an_actor("Yue Xiaoyong")
    an_assertion(a_claim("Canary claim", **RED), envoy, told=[an_actor("Canary Person", **RED)])
    an_assertion(a_claim("Canary said", **RED), envoy, **RED)
    shown = page(client, envoy)
    assert "anary" not in section(client, envoy, "said")
    assert "Canary" not in shown
    assert "Assertions 1 " in section(client, envoy, "said")


@pytest.mark.parametrize(
    ("due", "update", "word"),
    [("2020-01", "", "overdue"), ("2099", "", "pending"), ("2020-01", "kept", "kept"), ("2020", "broken", "broken")],
)
def test_commitments_say_how_they_stand(client: Client, due: str, update: str, word: str) -> None:
    pakistan, china = a_state("Pakistan"), a_state("China")
    promise = a_commitment("Share a list of camps", pakistan, china, due=due)
    if update:
        CommitmentUpdate.objects.create(commitment=promise, status=update, when="2024")
    made, received = section(client, pakistan, "made"), section(client, china, "received")
    assert "Commitments 1 Share a list of camps" in made and word in made and "To China" in made
    assert "Commitments received 1 Share a list of camps" in received and "By Pakistan" in received


def test_a_state_s_visits_in_and_out_are_two_sections(client: Client) -> None:
    china, pakistan = a_state("China"), a_state("Pakistan")
    a_visit(an_actor("Yue Xiaoyong"), sender=china, host=pakistan, place="Islamabad", level=3)
    a_visit(an_actor("Hidden"), sender=china, host=pakistan, place="Canary", **RED)
    arrivals, departures = section(client, pakistan, "arrivals"), section(client, china, "departures")
    assert "Visits in 1 " in arrivals
    assert "Yue Xiaoyong in Islamabad China Islamabad special envoy or vice-minister" in arrivals
    assert "Yue Xiaoyong in Islamabad Pakistan Islamabad" in departures
    assert "No visit from it is on record yet." in section(client, pakistan, "departures")


def test_the_other_state_of_a_visit_is_withheld_where_it_is_hidden(client: Client) -> None:
    pakistan = a_state("Pakistan")
    a_visit(sender=a_state("Ruritania", **RED), sending_label="Ruritania", host=pakistan)
    assert "Ruritania" not in page(client, pakistan)
    assert "withheld" in section(client, pakistan, "arrivals")


def test_a_state_shows_the_meetings_in_which_its_people_took_part(client: Client) -> None:
    pakistan = a_state("Pakistan")
    take_part(a_meeting(place="Kabul"), an_actor("Amna Baloch"), Role.COUNTERPART, on_behalf_of=pakistan)
    take_part(a_meeting(place="Oslo"), an_actor("Canary Person", **RED), Role.COUNTERPART, on_behalf_of=pakistan)
    shown = section(client, pakistan, "met")
    assert "Meetings and events 1 " in shown
    assert "Meeting with Amna Baloch, Kabul" in shown
    assert "Oslo" not in shown


def test_a_group_shows_the_claims_about_it_with_their_status(client: Client) -> None:
    group, pakistan = an_armed_group("TTP"), a_state("Pakistan")
    claim = a_claim("The TTP has camps", about=[group])
    an_assertion(claim, pakistan, when="2024-11-18")
    an_assertion(claim, group, "denies", when="2024-11-19")
    a_claim("Canary claim", about=[group], **RED)
    shown = section(client, group, "claims")
    assert "Claims about it 1 The TTP has camps ◐ contested · 1 affirms, 1 denies" in shown
    assert "Canary" not in shown


def test_a_claim_of_which_the_actor_is_subject_and_object_is_counted_once(client: Client) -> None:
    group = an_armed_group("TTP")
    claim = a_claim("The TTP fights itself", about=[group, a_state()])
    claim.object_actors.set([group, a_state(), a_state()])
    assert "Claims about it 1 " in section(client, group, "claims")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (an_actor, "Visits, meetings and events stand here"),
        (a_state, "No visit to it is on record yet."),
        (an_armed_group, "No claim about it is on record yet."),
    ],
)
def test_an_actor_without_a_dossier_says_what_would_stand_here(client: Client, make: type, said: str) -> None:
    assert said in page(client, make())


def test_an_editor_sees_drafts_in_it(client: Client) -> None:
    envoy = an_actor()
    a_visit(envoy, stage=Stage.DRAFT, place="Kabul")
    client.force_login(cast.editor())
    assert "Kabul" in section(client, envoy, "met")


def crowded(actor: Actor, number: int) -> None:
    for _ in range(number):
        a_visit(actor, an_actor(), host=actor, sender=actor)
        a_meeting(actor, an_actor())
        take_part(an_event(), actor)
        an_assertion(a_claim(about=[actor]), actor, told=[actor, an_actor()])
        a_commitment("Promise", actor, actor)


@pytest.mark.parametrize("make", [an_actor, a_state, an_armed_group])
def test_it_asks_the_database_at_most_five_times_for_one_row_as_for_sixty(rf: RequestFactory, make: type) -> None:
    asked = []
    for number in (1, 60):
        actor, request = make(), rf.get("/")
        request.user = cast.analyst(Handling(number % 5))
        crowded(actor, number)
        dossier(record_page_for(actor, request))
        prepared_page = record_page_for(actor, request)
        with CaptureQueriesContext(connection) as queries:
            dossier(prepared_page)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 5


def dossier(page_of_actor: Page) -> str:
    return Template("{% load dossier %}{% dossier page %}").render(Context({"page": page_of_actor}))
