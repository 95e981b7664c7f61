"""Two entries that were one actor: the address of the one that goes leads to the one that stays, until it is undone."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from actors.models import Actor, Merge
from records.access import Handling, Stage
from records.links import Links
from records.markup.resolve import Markup
from records.models import Record
from tests.cast import analyst, editor
from tests.factories import an_actor

pytestmark = pytest.mark.django_db


def merged(loser: Actor, winner: Actor) -> Merge:
    return Merge.objects.create(loser=loser, winner=winner, reason="The same person, spelt twice.")


def leads_to(client: Client, path: str) -> str | int:
    answer = client.get(path)
    return answer.headers.get("Location") or answer.status_code


@pytest.mark.parametrize("rest", ["/", ".json", "/card/", "/mentions/", "/?page=2"])
def test_the_address_of_the_loser_leads_to_the_winner(client: Client, rest: str) -> None:
    merged(an_actor(slug="loser"), an_actor(slug="winner"))
    answer = client.get(f"/actors/loser{rest}")
    assert (answer.status_code, answer["Location"]) == (301, f"/actors/winner{rest}")


def test_so_does_its_number(client: Client) -> None:
    loser = an_actor(slug="loser")
    merged(loser, an_actor(slug="winner"))
    assert leads_to(client, f"/r/{loser.pk}") == "/actors/winner/"


def test_a_link_in_a_text_means_the_winner() -> None:
    merged(an_actor(slug="loser"), an_actor("Winner", slug="winner"))
    links = Links(AnonymousUser())
    markup = Markup(["[[actors/loser]]"], links)
    links.load(markup.targets)
    assert markup.html("[[actors/loser]]") == '<p><a href="/actors/winner/">Winner</a></p>'


def test_the_loser_is_in_no_list() -> None:
    loser = an_actor()
    merged(loser, an_actor())
    assert not Record.objects.visible_to(editor()).filter(pk=loser.pk).exists()


def test_a_merge_of_a_merge_makes_no_chain(client: Client) -> None:
    first, second, third = (an_actor(slug=slug) for slug in ("first", "second", "third"))
    first.slug = "renamed"
    first.save()
    merged(first, second)
    merged(second, third)
    assert [leads_to(client, f"/actors/{slug}/") for slug in ("first", "renamed", "second")] == ["/actors/third/"] * 3


def test_a_merge_that_is_undone_gives_every_address_back(client: Client) -> None:
    first, second, third = (an_actor(slug=slug) for slug in ("first", "second", "third"))
    merged(first, second)
    later = merged(second, third)
    later.undone_at = timezone.now()
    later.save()
    assert leads_to(client, "/actors/second/") == 200
    assert leads_to(client, "/actors/first/") == "/actors/second/"
    assert Actor.objects.get(pk=second.pk).stage == Stage.PUBLISHED


def test_a_merge_is_undone_once() -> None:
    loser = an_actor()
    merge = merged(loser, an_actor())
    merge.undone_at = timezone.now()
    merge.save()
    version = Actor.objects.get(pk=loser.pk).version
    merge.save()
    assert Actor.objects.get(pk=loser.pk).version == version


def test_where_the_winner_is_hidden_the_loser_says_why_it_is_gone(client: Client) -> None:
    merged(an_actor(slug="loser"), an_actor("Canary", slug="canary", handling=Handling.RED))
    answer = client.get("/actors/loser/")
    assert answer.status_code == 410
    assert "The same person, spelt twice." in answer.content.decode()
    assert "canary" not in answer.content.decode().lower()


@pytest.mark.parametrize("hidden", [{"handling": Handling.RED}, {"stage": Stage.DRAFT}])
def test_a_loser_that_was_hidden_leads_nowhere(client: Client, hidden: dict) -> None:
    loser = an_actor(slug="loser", **hidden)
    merged(loser, an_actor(slug="winner"))
    assert [leads_to(client, path) for path in ("/actors/loser/", f"/r/{loser.pk}")] == [404, 404]
    client.force_login(analyst(Handling.GREEN))
    assert leads_to(client, "/actors/loser/") == 404


def test_nothing_is_merged_into_what_is_withdrawn() -> None:
    gone = an_actor(stage=Stage.WITHDRAWN, withdrawn_because="Wrong.")
    with pytest.raises(ValidationError, match="is withdrawn: merge into one that stays"):
        Merge(loser=an_actor(), winner=gone, reason="Same.").full_clean()
