"""Ways round the door that were tried once: what is withheld on a page is told nowhere beside it."""

import pytest
from django.test import Client

from records.access import Handling
from tests.factories import a_briefing, a_claim, a_state, a_visit, an_actor, an_assertion

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["falconfoot", "agent", "[["])
def test_a_list_does_not_search_the_references_of_a_summary(client: Client, text: str) -> None:
    an_actor("Agent", handling=Handling.RED, slug="agent")
    a_briefing("A meeting", summary="We met [[actors/agent|Falconfoot]].")
    assert "A meeting" in client.get("/briefings/").text
    assert "A meeting" not in client.get("/briefings/", {"text": text}).text


def test_the_title_of_a_withheld_speaker_is_withheld_too(client: Client) -> None:
    claim = a_claim("It is so")
    said = an_assertion(claim, an_actor(handling=Handling.RED), title_as_stated="Chief of Station")
    for path in (claim.get_absolute_url(), said.get_absolute_url()):
        assert "Chief of Station" not in client.get(path).text


def test_for_whom_a_withheld_visitor_came_is_not_told_by_what_links_there(client: Client) -> None:
    state = a_state("Pakistan")
    visit = a_visit(an_actor(handling=Handling.RED), place="Doha")
    visit.participants.get().delete()
    visit.participants.create(actor=an_actor(handling=Handling.RED), role="visitor", on_behalf_of=state)
    assert visit.title not in client.get(f"{state.get_absolute_url()}mentions/").text


def test_a_title_with_private_characters_does_not_break_the_page_of_a_card(client: Client) -> None:
    actor = an_actor("Bad \ue00099\ue001 name")
    briefing = a_briefing(body=f"![[actors/{actor.slug}]]")
    assert client.get(briefing.get_absolute_url()).status_code == 200
