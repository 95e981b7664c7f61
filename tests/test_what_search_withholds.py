"""What the index once told of records that may not be seen."""

from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from actors.models import Merge
from records.access import Handling
from records.models import Mention
from records.search.index import Overtaken, rebuild
from tests.factories import a_claim, a_document, a_state, a_visit, an_actor, an_event
from tests.reading import text

pytestmark = pytest.mark.django_db


def searched(client: Client, q: str) -> str:
    answer = client.get("/search.json", {"q": q})
    assert answer.status_code == 200
    return answer.content.decode()


def hide(one: object) -> None:
    one.handling = Handling.RED  # type: ignore[attr-defined]
    one.save()  # type: ignore[attr-defined]


def test_a_reference_to_a_merged_record_shows_the_winner_until_that_is_hidden(client: Client) -> None:
    winner, loser = an_actor("Winner Zorblatt"), an_actor("Loser Quimby")
    event = an_event("Briefing", summary=f"Met [[actors/{loser.slug}]] at the pier.")
    Merge.objects.create(winner=winner, loser=loser, reason="The same")
    assert "Zorblatt" in searched(client, "zorblatt pier")
    assert Mention.objects.filter(source=event.pk, target=winner.pk).exists()
    winner.refresh_from_db()
    hide(winner)
    assert '"total": 0' in searched(client, "zorblatt pier")


def test_a_merge_that_is_taken_back_is_so_in_the_texts_too(client: Client) -> None:
    winner, loser = an_actor("Winner Zorblatt"), an_actor("Loser Quimby")
    an_event("Briefing", summary=f"Met [[actors/{loser.slug}]] at the pier.")
    merge = Merge.objects.create(winner=winner, loser=loser, reason="The same")
    merge.undone_at = merge.at
    merge.save()
    assert "Quimby" in searched(client, "quimby pier")
    assert '"total": 0' in searched(client, "zorblatt pier")


def test_a_reference_written_before_its_record_tells_nothing_of_it_later(client: Client) -> None:
    known = an_actor("Amber Known")
    an_event("Briefing", summary=f"[[actors/{known.slug}]] and [[actors/hugo-later]] at the pier.")
    later = an_actor("Hugo Later")
    known.title = "Amber Renamed"
    known.save()
    call_command("search", "rebuild", stdout=StringIO())
    hide(later)
    assert '"total": 0' in searched(client, "hugo pier")


def test_of_a_chain_of_merges_the_last_one_is_meant(client: Client) -> None:
    alpha, beta, delta = an_actor("Alpha Chain"), an_actor("Beta Chain"), an_actor("Delta Chain")
    an_event("Briefing", summary=f"[[actors/{alpha.slug}]] at the pier.")
    Merge.objects.create(winner=beta, loser=alpha, reason="The same")
    Merge.objects.create(winner=delta, loser=beta, reason="The same")
    assert '"total": 0' in searched(client, "beta pier")
    assert "Delta" in searched(client, "delta pier")


def test_what_a_hidden_state_was_called_is_not_searched(client: Client) -> None:
    a_visit(host=a_state("Hiddenia", handling=Handling.RED), host_label="Hiddenia as stated", place="Pier")
    a_visit(sender=a_state("Secretia", handling=Handling.RED), sending_label="Secretia as stated", place="Pier")
    assert '"total": 0' in searched(client, "stated")
    assert '"total": 2' in searched(client, "pier kind:visit")


def test_what_is_noted_of_a_hidden_origin_is_not_searched(client: Client) -> None:
    a_document("Relay", origin=a_document("Original", handling=Handling.RED), origin_note="zebraorigin")
    a_document("Other relay", origin_note="horseorigin")
    assert '"total": 0' in searched(client, "zebraorigin")
    assert '"total": 1' in searched(client, "horseorigin")


def test_nor_is_it_told_as_news(client: Client) -> None:
    document = a_document("Relay", origin=a_document("Original", handling=Handling.RED), origin_note="one")
    document.origin_note = "zebraorigin"
    document.save()
    assert "zebraorigin" not in text(client.get("/changes/?since=2000").content.decode())


def test_two_rebuilds_at_once_leave_a_whole_index(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr("records.search.index.BATCH", 1)
    pks = [a_claim(f"Drones {number}").pk for number in range(4)]
    first, second = rebuild(pks), rebuild(pks)
    for one in (first, first, second, first, first):
        next(one)
    for one in (first, second):
        with suppress(Overtaken):
            list(one)
        assert '"total": 4' in searched(client, "drones")
    call_command("search", "check", stdout=StringIO())


def test_a_record_made_while_the_index_is_made_anew_is_in_it(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr("records.search.index.BATCH", 1)
    claim = a_claim("Drones came")
    made = rebuild([claim.pk])
    next(made)
    a_claim("Drones went")
    list(made)
    assert '"total": 2' in searched(client, "drones")
    call_command("search", "check", stdout=StringIO())


def test_words_that_are_missing_are_added(client: Client) -> None:
    claim = a_claim("Drones came")
    spoil_words(claim.pk)
    with pytest.raises(CommandError):
        call_command("search", "check", stdout=StringIO())
    call_command("search", "fill", stdout=StringIO())
    assert '"total": 1' in searched(client, "drones")


def spoil_words(pk: int) -> None:

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("UPDATE records_searchentry SET words = '' WHERE record_id = %s", [pk])
        else:
            cursor.execute("DELETE FROM search_words WHERE rowid = %s", [pk])
