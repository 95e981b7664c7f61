"""Addresses hold for ever: a former one leads on, a withdrawn record says why, and neither tells a secret."""

from typing import Any

import pytest
from django.test import Client

from records.access import Handling, Stage
from records.models import Record, Redirect
from tests.cast import analyst, editor
from tests.factories import an_actor, an_event

pytestmark = pytest.mark.django_db
UNDER_A_RECORD = ["/", ".json", "/card/", "/mentions/", "/sources/", "/?page=2&sort=-date", "/mentions/?kind=event"]


def renamed(*slugs: str, **given: Any) -> Record:
    event = an_event("Attack", slug=slugs[0], **given)
    for slug in slugs[1:]:
        event.slug = slug
        event.save()
    return event


def withdrawn(reason: str = "The agency withdrew it.", **given: Any) -> Record:
    event = an_event("Canary", slug="canary", **given)
    event.stage, event.withdrawn_because = Stage.WITHDRAWN, reason
    event.save()
    return event


@pytest.mark.parametrize("rest", UNDER_A_RECORD)
def test_a_former_address_leads_to_the_present_one_with_all_that_stands_behind_it(client: Client, rest: str) -> None:
    renamed("attack", "attack-in-kabul")
    answer = client.get(f"/events/attack{rest}")
    assert (answer.status_code, answer["Location"]) == (301, f"/events/attack-in-kabul{rest}")


def test_there_are_no_chains(client: Client) -> None:
    renamed("one", "two", "three")
    assert [client.get(f"/events/{slug}/")["Location"] for slug in ("one", "two")] == ["/events/three/"] * 2


def test_an_address_taken_back_is_no_former_one(client: Client) -> None:
    renamed("one", "two", "one")
    assert client.get("/events/one/").status_code == 200
    assert client.get("/events/two/")["Location"] == "/events/one/"
    assert not Redirect.objects.from_paths(["/events/one/"]).exists()


def test_a_record_that_takes_the_address_of_another_leaves_the_links_of_that_one_alone() -> None:
    renamed("one", "two")
    other = renamed("three", "one")
    assert Redirect.objects.leading_from("/events/one/") != other.pk


def test_the_number_leads_to_the_record(client: Client) -> None:
    event = renamed("one", "two")
    assert client.get(f"/r/{event.pk}")["Location"] == "/events/two/"


@pytest.mark.parametrize("path", ["/r/999999", f"/r/{10**40}", "/events/none/", "/nothing/none/", "/nothing/none.json"])
def test_what_never_was_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("rest", ["/", ".json", "/card/", "/mentions/", "/sources/"])
def test_a_withdrawn_record_says_why_and_nothing_else(client: Client, rest: str) -> None:
    event = withdrawn()
    answer = client.get(f"/events/canary{rest}")
    html = answer.content.decode()
    assert answer.status_code == 410
    assert "The agency withdrew it." in html and event.ref in html
    assert "Canary" not in html


def test_so_does_its_number_and_its_former_address(client: Client) -> None:
    event = renamed("one", "two")
    event.stage, event.withdrawn_because = Stage.WITHDRAWN, "Wrong."
    event.save()
    assert [client.get(path).status_code for path in (f"/r/{event.pk}", "/events/one/", "/events/two/")] == [410] * 3


@pytest.mark.parametrize("given", [{"handling": Handling.GREEN}, {"stage": Stage.DRAFT}])
def test_what_was_withdrawn_unseen_is_not_found(client: Client, given: dict[str, Any]) -> None:
    event = withdrawn(**given)
    assert [client.get(path).status_code for path in (event.get_absolute_url(), f"/r/{event.pk}")] == [404] * 2


def test_who_was_cleared_for_it_reads_why_it_was_withdrawn(client: Client) -> None:
    withdrawn(handling=Handling.GREEN)
    client.force_login(analyst(Handling.GREEN))
    assert client.get("/events/canary/").status_code == 410


@pytest.mark.parametrize("given", [{"handling": Handling.RED}, {"stage": Stage.DRAFT}])
def test_the_former_address_of_a_hidden_record_is_not_found(client: Client, given: dict[str, Any]) -> None:
    renamed("one", "two", **given)
    assert client.get("/events/one/").status_code == 404


@pytest.mark.parametrize("then", [{"handling": Handling.RED}, {"stage": Stage.DRAFT}])
def test_what_a_record_was_called_in_secret_leads_nowhere_when_it_is_open(client: Client, then: dict[str, Any]) -> None:
    event = an_event("Attack", slug="operation-canary", **then)
    event.handling, event.stage, event.slug = Handling.CLEAR, Stage.PUBLISHED, "attack"
    event.save()
    assert client.get("/events/attack/").status_code == 200
    assert client.get("/events/operation-canary/").status_code == 404
    client.force_login(editor())
    assert client.get("/events/operation-canary/").status_code == 301


def test_a_hidden_record_and_one_that_never_was_get_the_same_page(client: Client) -> None:
    an_actor("Canary", slug="guessed-one", handling=Handling.RED)
    pages = [client.get(f"/actors/{slug}/") for slug in ("guessed-one", "guessed-two")]
    texts = [
        page.content.decode().replace(slug, "")
        for page, slug in zip(pages, ("guessed-one", "guessed-two"), strict=True)
    ]
    assert texts[0] == texts[1]
    assert pages[0].status_code == pages[1].status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_addresses_of_records_are_for_reading(client: Client, method: str) -> None:
    event = an_event()
    for path in (f"/r/{event.pk}", *(f"{event.get_absolute_url()[:-1]}{rest}" for rest in UNDER_A_RECORD[:5])):
        assert getattr(client, method)(path).status_code == 405
