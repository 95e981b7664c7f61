"""How `/changes/` tells it: what stands together, what is told once, and what is left away."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from briefings.models import Event, Visit
from records.bulk import bulk_insert
from records.bulk_settling import bulk_settle
from records.models import Revision
from tests import cast
from tests.factories import a_claim, a_state, an_actor, an_assertion, shown
from tests.reading import text

pytestmark = pytest.mark.django_db


def read(client: Client, query: str = "") -> str:
    answer = client.get(f"/changes/{query}")
    assert answer.status_code == 200
    return text(answer.content.decode().partition('id="main"')[2].partition("</main>")[0])


def import_many(model: Any, number: int, **given: Any) -> None:
    made = bulk_insert(model, [model(**shown(title=f"One {one}", **given)) for one in range(number)])
    bulk_settle(model, [one.pk for one in made], "Imported: travels")


def test_a_collection_is_named_once_with_its_kinds(client: Client) -> None:
    import_many(Visit, 1204, place="Kabul")
    import_many(Event, 1)
    page = read(client)
    assert page.count("travels:") == 1
    assert "1,204 new visits" in page
    assert "1 new event" in page


def test_an_assertion_that_is_new_with_its_claim_is_told_once(client: Client) -> None:
    an_assertion(a_claim("It is so"), a_state("Pakistan"))
    a_claim("Nobody has said it")
    page = read(client)
    assert "New affirmation: Pakistan affirms: It is so" in page
    assert re.findall("New claim: [^·]*Claim", page) == ["New claim: Nobody has said it Claim"]


def test_where_the_filters_find_nothing_the_sentence_is_whole(client: Client) -> None:
    a_claim("It is so")
    page = read(client, "?actor=Nobody")
    assert "has changed in the last seven days." in page
    assert "of whatever day" not in page


def test_a_moment_has_its_zone(client: Client) -> None:
    a_claim("It is so")
    assert re.search(r"Claim · \d\d:\d\d UTC", read(client))


def test_the_front_page_prefers_what_people_did(client: Client) -> None:
    people = [an_actor(f"Person {one}") for one in range(8)]
    Revision.objects.filter(record__in=people).update(comment="Imported: travels")
    assert len(client.get("/").context["changed"]) == 5
    for _ in range(5):
        a_claim()
    told = [str(one.link) for one in client.get("/").context["changed"]]
    assert [one.startswith("New claim") for one in told] == [True] * 5


def test_there_is_no_mark_to_set_where_nothing_is_new(client: Client) -> None:
    client.force_login(cast.analyst())
    assert "Mark all as read" not in read(client)
    a_claim("A new claim")
    assert "Mark all as read" in read(client)
    client.post("/changes/read/", {"until": timezone.now().isoformat()})
    assert "Mark all as read" not in read(client)
