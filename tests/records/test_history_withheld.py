"""The history of a record tells nobody of what is withheld from them, nor that there is something."""

from typing import Any

import pytest
from django.test import Client

from briefings.models import Judgement
from records.access import Handling, Stage
from records.history.restoring import as_kept
from records.models import Revision, saving
from records.models.revisions import snapshot
from tests import cast
from tests.factories import a_briefing, a_citation, a_claim, a_document, a_state, a_visit, an_actor, an_event, take_part

pytestmark = pytest.mark.django_db

RED: dict[str, Any] = {"handling": Handling.RED}


def pages(client: Client, record: Any) -> str:
    """All that the history of the record shows to this reader, from every revision that there is."""
    here = f"{record.get_absolute_url()}history/"
    places = [one.place for one in Revision.objects.filter(record=record.pk).order_by("number")]
    paths = [here, *(f"{here}{one}/" for one in places), *(f"{here}{places[0]}/{one}/" for one in places[1:])]
    answers = [client.get(path) for path in paths]
    assert answers[0].status_code == 200
    return "\n".join(one.text for one in answers if one.status_code == 200)


def test_somebody_withheld_is_named_nowhere(client: Client) -> None:
    agent, post = an_actor("Falconfoot", **RED), a_state("Narnia", **RED)
    with saving(None):
        visit = a_visit(agent, host=post, host_label="Narnia", place="Doha")
    part = take_part(visit, agent, "host", title_as_stated="Chief of Station")
    take_part(visit, an_actor("Yue"), "delegation", on_behalf_of=post)
    a_citation(a_document("Red cable", **RED), visit, quote="A secret passage.", note="Nota bene.")
    part.delete()
    for reader in (None, cast.editor(Handling.GREEN)):
        if reader:
            client.force_login(reader)
        told = pages(client, visit)
        assert "Yue" in told
        for word in ("Falconfoot", "Narnia", "Chief of Station", "Red cable", "A secret passage", "Nota bene"):
            assert word not in told


def test_who_came_to_be_withheld_is_withheld_in_what_was(client: Client) -> None:
    agent = an_actor("Falconfoot")
    visit = a_visit(agent, place="Doha")
    visit.place = "Kabul"
    visit.save()
    agent.handling = Handling.RED
    agent.save()
    assert "Falconfoot" not in pages(client, visit)


def test_a_reference_to_something_withheld_is_withheld_with_its_words(client: Client) -> None:
    an_actor("Falconfoot", slug="agent", **RED)
    briefing = a_briefing(body="We met [[actors/agent|the cobbler]] and `[[actors/agent|the tailor]]`.")
    briefing.body = "We met [[actors/agent|the baker]]."
    briefing.save()
    told = pages(client, briefing)
    assert "withheld" in told
    for word in ("cobbler", "baker", "Falconfoot", "actors/agent|the b"):
        assert word not in told


def test_a_reference_in_a_text_that_is_no_markup_is_withheld_too(client: Client) -> None:
    client.force_login(cast.editor(Handling.GREEN))
    an_actor("Falconfoot", slug="agent", **RED)
    briefing = a_briefing()
    row = {"briefing": briefing, "likelihood": "likely", "confidence": "low"}
    judgement = Judgement.objects.create(text="[[actors/agent|the cobbler]] comes.", basis="[[actors/agent]].", **row)
    judgement.text = "[[actors/agent|the baker]] and [[actors/nobody]] come."
    judgement.save()
    told = pages(client, briefing)
    assert "and [[actors/nobody]] come." in told
    for word in ("cobbler", "baker", "actors/agent"):
        assert word not in told


def test_a_save_that_changes_what_is_withheld_alone_is_passed_over(client: Client) -> None:
    claim = a_claim("It is so")
    claim.summary = "Said often."
    claim.save()
    here = f"{claim.get_absolute_url()}history/"
    before = client.get(here).text
    with saving(None):
        a_citation(a_document(**RED), claim)
        claim.subjects.add(an_actor(**RED))
    assert Revision.objects.filter(record=claim.pk).count() == 3
    assert client.get(here).text == before


def test_a_revision_of_stricter_handling_is_not_found(client: Client) -> None:
    event = an_event("Attack", place="A secret place", handling=Handling.AMBER)
    event.place, event.handling = "", Handling.CLEAR
    event.save()
    assert "A secret place" not in pages(client, event)
    first = Revision.objects.filter(record=event.pk).order_by("number")[0]
    assert client.get(f"{event.get_absolute_url()}history/{first.place}/").status_code == 404


def test_who_took_part_in_the_work_is_named_to_editors_alone(client: Client) -> None:
    somebody = cast.reader("Amina")
    with saving(somebody, "Looked at with Karim."):
        briefing = a_briefing(stage=Stage.PUBLISHED)
        briefing.authors.add(somebody)
    told = pages(client, briefing)
    assert "Amina" not in told and "Karim" not in told
    client.force_login(cast.editor())
    assert "Amina" in pages(client, briefing)


def test_a_kept_snapshot_is_as_the_record_stands() -> None:
    """Else a restored record would differ from the revision that it was restored from."""
    visit = a_visit(an_actor(), host=a_state(), when="2024-11")
    last = Revision.objects.filter(record=visit.pk).order_by("-number")[0]
    assert last.snapshot == as_kept(snapshot(type(visit).objects.get(pk=visit.pk)))
