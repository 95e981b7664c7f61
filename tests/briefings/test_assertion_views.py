"""The page of an assertion, and the list of assertions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from briefings.models import Assertion
from records.access import Handling, Stage
from records.models import saving
from tests.cast import analyst
from tests.factories import (
    a_citation,
    a_claim,
    a_commitment,
    a_document,
    a_state,
    a_visit,
    an_actor,
    an_assertion,
)
from tests.reading import facts, rows, section, text

pytestmark = pytest.mark.django_db
RED: dict[str, Any] = {"handling": Handling.RED}


def page(client: Client, assertion: Assertion) -> str:
    answer = client.get(assertion.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_assertion_says_who_told_whom_where_and_how(client: Client) -> None:
    visit = a_visit(place="Islamabad")
    assertion = an_assertion(
        a_claim("It is so"), an_actor("Amna Baloch"), "affirms_in_part", [a_state("Russia"), a_state("China")],
        on_behalf_of=a_state("Pakistan"), title_as_stated="Foreign Secretary", encounter=visit, when="2024-11-18?",
        when_note="on Monday", channel="own_readout", attribution="background", act="warns", audience_note="reporters",
    )  # fmt: skip
    assert facts(page(client, assertion)) == {
        "Claim": "It is so",
        "Stance": "± affirms in part",
        "Speaker": "Amna Baloch, Foreign Secretary",
        "On behalf of": "Pakistan",
        "Date": "18 Nov 2024 (uncertain) (“on Monday”)",
        "Told": "China, Russia, reporters",
        "Where": "A visit in Islamabad",
        "How": "own readout, on background",
        "Speech act": "warns",
    }


def test_a_quotation_and_a_paraphrase_are_told_apart(client: Client) -> None:
    claim, speaker = a_claim(), an_actor()
    quoted = page(client, an_assertion(claim, speaker, quote="It is so."))
    told = page(client, an_assertion(claim, speaker, quote="That it is so.", paraphrase=True))
    assert "<q>It is so.</q>" in quoted
    assert "paraphrase, not the speaker’s own words That it is so." in section(told, "words")
    assert "<q>" not in told


def test_the_evidence_offered_stands_on_the_page(client: Client) -> None:
    assertion = an_assertion(a_claim(), an_actor(), evidence="Intercepts & maps.")
    assert "Intercepts & maps." in section(page(client, assertion), "offered")


def test_answers_are_linked_both_ways_and_hidden_ones_not_shown(client: Client) -> None:
    claim = a_claim()
    asked = an_assertion(claim, an_actor("A minister"))
    answer = an_assertion(claim, an_actor("A spokesman"), "denies", responds_to=asked)
    an_assertion(claim, an_actor("canary"), "denies", responds_to=asked, **RED)
    html = page(client, asked)
    assert f"A spokesman − denies · {answer.ref}" in section(html, "responses")
    assert "canary" not in html
    assert facts(page(client, answer))["Answers"].startswith("A minister affirms")


def test_of_many_answers_ten_stand_on_the_page_and_a_link_leads_to_all(client: Client) -> None:
    claim = a_claim()
    asked = an_assertion(claim, an_actor())
    for _ in range(12):
        an_assertion(claim, an_actor(), "denies", responds_to=asked)
    html = page(client, asked)
    assert section(html, "responses").count("denies") == 10
    assert f'href="/assertions/?answers={asked.slug}">All 12</a>' in html
    assert len(rows(client.get(f"/assertions/?answers={asked.slug}").content.decode())) == 12


def test_commitments_made_in_it_stand_on_the_page(client: Client) -> None:
    assertion = an_assertion(a_claim(), an_actor())
    a_commitment("To act", an_actor(), made_in=assertion)
    a_commitment("canary", an_actor(), made_in=assertion, **RED)
    html = page(client, assertion)
    assert "To act ◔ pending" in section(html, "promises")
    assert "canary" not in html


def test_what_may_not_be_seen_is_withheld(client: Client) -> None:
    hidden = [an_actor(f"canary {number}", **RED) for number in range(4)]
    assertion = an_assertion(
        a_claim("canary", **RED), hidden[0], "affirms", hidden[2:], on_behalf_of=hidden[1], encounter=a_visit(**RED)
    )
    html = page(client, assertion)
    assert "canary" not in html
    said = facts(html)
    assert [said[name] for name in ("Claim", "Speaker", "On behalf of", "Told", "Where")] == ["withheld"] * 5


def test_a_bare_assertion_says_what_would_stand_here(client: Client) -> None:
    said = text(page(client, an_assertion(a_claim(), an_actor())))
    assert "No words are on record." in said
    assert "Nothing is on record." in said


def test_linked_data_calls_it_an_act_of_communication(client: Client) -> None:
    assertion = an_assertion(a_claim("It is so"), an_actor("Amna"), on_behalf_of=a_state("Pakistan"), when="2024-11-18")
    described = client.get(f"{assertion.get_absolute_url()[:-1]}.json").json()
    assert described["@type"] == "CommunicateAction"
    assert described["startTime"] == "2024-11-18"
    assert [described[name]["name"] for name in ("agent", "participant", "about")] == ["Pakistan", "Amna", "It is so"]


def fill(assertion: Assertion, number: int) -> None:
    for _ in range(number):
        an_assertion(assertion.claim, an_actor(), on_behalf_of=a_state(), responds_to=assertion)
        a_citation(a_document(), assertion)
        a_commitment("To act", an_actor(), a_state(), made_in=assertion)
        assertion.audience.add(a_state())


@pytest.mark.parametrize("number", [1, 60])
def test_an_assertion_takes_at_most_fifteen_queries(
    client: Client, number: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    assertion = an_assertion(a_claim(), an_actor(), summary="[[claims/no-such-claim]]")
    with saving(None):
        fill(assertion, number)
    client.force_login(analyst())
    with django_assert_max_num_queries(15):
        page(client, assertion)
    with django_assert_max_num_queries(15):
        client.get("/assertions/?claim=" + assertion.claim.slug)


def listed(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"/assertions/{query}")
    assert answer.status_code == 200
    return rows(answer.content.decode())


def test_the_list_has_the_newest_first_with_who_said_what_to_whom(client: Client) -> None:
    claim = a_claim("It is so")
    an_assertion(claim, an_actor("Early"), when="1999")
    an_assertion(
        claim, an_actor("Late"), "denies", [a_state("China")], on_behalf_of=a_state("Pakistan"), when="2024",
        channel="letter",
    )  # fmt: skip
    undated = an_assertion(claim, an_actor("Undated"))
    first, second, third = listed(client)
    for words in ("2024", "Late", "for Pakistan", "denies", "It is so", "China", "letter, on the record"):
        assert words in first
    assert "Early" in second
    assert "not stated" in second
    assert undated.ref in third


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?speaker=amna", ["Amna Baloch"]),
        ("?speaker=pakistan", ["Amna Baloch"]),
        ("?speaker=nobody", ["Amna Baloch", "A spokesman"]),
        ("?stance=denies", ["A spokesman"]),
        ("?stance=nonsense", ["Amna Baloch", "A spokesman"]),
        ("?attribution=background", ["A spokesman"]),
        ("?claim=it-is-so", ["Amna Baloch"]),
        ("?claim=no-such-claim", ["Amna Baloch", "A spokesman"]),
        ("?since=2023", ["Amna Baloch"]),
        ("?until=2022-05", ["A spokesman"]),
        ("?since=lately", ["Amna Baloch", "A spokesman"]),
        ("?sort=date", ["A spokesman", "Amna Baloch"]),
        ("?sort=nonsense&page=x", ["Amna Baloch", "A spokesman"]),
    ],
)
def test_the_list_can_be_narrowed(client: Client, query: str, found: list[str]) -> None:
    an_assertion(a_claim("It is so"), an_actor("Amna Baloch"), on_behalf_of=a_state("Pakistan"), when="2024")
    an_assertion(a_claim(), an_actor("A spokesman"), "denies", when="2022", attribution="background")
    names = [name for row in listed(client, query) for name in ("Amna Baloch", "A spokesman") if name in row]
    assert names == found


def test_the_list_says_to_what_record_it_is_narrowed_and_what_it_refused(client: Client) -> None:
    an_assertion(a_claim("It is so"), an_actor())
    assert "On the claim It is so." in text(client.get("/assertions/?claim=it-is-so").content.decode())
    refused = text(client.get("/assertions/?claim=none").content.decode())
    assert "No claim that you may read has the address “none”." in refused


def test_a_hidden_claim_or_speaker_cannot_be_asked_for(client: Client) -> None:
    hidden = an_assertion(a_claim("Secret claim", **RED), an_actor("Secret speaker", **RED))
    for query in ("?claim=secret-claim", "?speaker=secret-speaker"):
        assert [hidden.ref in row for row in listed(client, query)] == [True]
        assert "that you may read" in client.get(f"/assertions/{query}").content.decode()


def test_hidden_assertions_and_drafts_are_not_in_the_list(client: Client) -> None:
    an_assertion(a_claim(), an_actor(), stage=Stage.DRAFT)
    an_assertion(a_claim(), an_actor(), **RED)
    assert listed(client) == []
    assert "There is none yet that you may read." in client.get("/assertions/").content.decode()
