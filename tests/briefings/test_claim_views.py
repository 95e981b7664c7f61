"""The page of a claim: the ledger, who told whom, what is made of it, the evidence."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from briefings.models import Assessment, Claim, ClaimLink
from records.access import Handling, Stage
from records.models import saving
from tests.cast import analyst, editor
from tests.factories import (
    a_citation,
    a_claim,
    a_commitment,
    a_disputed_claim,
    a_document,
    a_source,
    a_state,
    a_visit,
    an_actor,
    an_assertion,
)
from tests.reading import facts, section, text
from tests.reading import rows as rows_of

pytestmark = pytest.mark.django_db
RED: dict[str, Any] = {"handling": Handling.RED}


def page(client: Client, claim: Claim, query: str = "") -> str:
    answer = client.get(f"{claim.get_absolute_url()}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def rows(html: str) -> list[str]:
    return rows_of(html, "table ledger")


def test_a_claim_says_how_it_stands_since_when_and_why(client: Client) -> None:
    said = facts(page(client, a_disputed_claim()))
    assert said["Status"] == "◐ contested since February 2022"
    assert said["Why"] == "One side affirms it, one side denies it, and none of them has taken it back"
    assert (said["About"], said["Against"]) == ("TTP", "Taliban")


def test_the_kicker_says_what_kind_of_claim_it_is(client: Client) -> None:
    assert "Claim of intent" in page(client, a_claim(type="intent"))


def test_the_ledger_is_in_order_of_time_without_a_date_last(client: Client) -> None:
    claim = a_disputed_claim()
    an_assertion(claim, an_actor("Nobody knows when"))
    an_assertion(claim, an_actor("The first"), when="1999")
    speakers = ["The first", "A spokesman", "Pakistan", "Taliban", "Nobody knows when"]
    assert [speaker in row for speaker, row in zip(speakers, rows(page(client, claim)), strict=True)] == [True] * 5


def test_a_row_says_who_told_whom_where_how_and_in_what_words(client: Client) -> None:
    claim, envoy = a_claim(), an_actor("Yue Xiaoyong")
    visit = a_visit(envoy, place="Islamabad")
    speaker = an_actor("Amna Baloch")
    an_assertion(
        claim, speaker, told=[envoy], encounter=visit, channel="own_readout", title_as_stated="Foreign Secretary",
        on_behalf_of=a_state("Pakistan"), quote="They are there.", evidence="intercepts", when="2024-11-18",
    )  # fmt: skip
    (row,) = rows(page(client, claim))
    for said in (
        "18 Nov 2024",
        "Amna Baloch",
        "Foreign Secretary",
        "for Pakistan",
        "Yue Xiaoyong",
        "Yue Xiaoyong in Islamabad",
        "own readout, on the record",
        "affirms",
        "They are there.",
        "Evidence offered: intercepts",
    ):
        assert said in row


def test_a_quotation_is_marked_as_one_and_a_paraphrase_says_so(client: Client) -> None:
    html = page(client, a_disputed_claim())
    assert "<q>It has.</q>" in html
    assert "<q>Said so.</q>" not in html
    assert "Said so. paraphrase" in rows(html)[1]


def test_an_answer_names_what_it_answers(client: Client) -> None:
    claim = a_claim()
    asked = an_assertion(claim, an_actor("A minister"), when="2023-06-06")
    an_assertion(claim, an_actor(), "denies", responds_to=asked, when="2023-07")
    html = page(client, claim)
    assert "answers A minister, 6 Jun 2023" in rows(html)[1]
    assert f'answers <a href="{asked.get_absolute_url()}">' in html


def test_the_answer_to_a_hidden_assertion_withholds_it(client: Client) -> None:
    claim = a_claim()
    hidden = an_assertion(claim, an_actor("canary"), when="2023-06-06", **RED)
    an_assertion(claim, an_actor(), "denies", responds_to=hidden)
    assert rows(page(client, claim))[0].count("answers withheld") == 1


def test_the_grade_of_a_row_is_the_best_of_its_sources(client: Client) -> None:
    claim = a_claim()
    assertion = an_assertion(claim, an_actor())
    for letter, figure in (("C", 3), ("B", 2)):
        a_citation(a_document(source=a_source(reliability=letter)), assertion, credibility=figure)
    (row,) = rows(page(client, claim))
    assert "B2" in row
    assert "and 1 more" in row


def test_withheld_speakers_and_audiences_print_the_neutral_mark(client: Client) -> None:
    claim = a_claim()
    hidden = [an_actor(f"canary {number}", **RED) for number in range(3)]
    an_assertion(claim, hidden[0], on_behalf_of=hidden[1], told=[hidden[1], hidden[2]])
    html = page(client, claim)
    assert "canary" not in html
    assert rows(html)[0].count("withheld") == 3


def test_hidden_assertions_and_drafts_are_no_rows(client: Client) -> None:
    claim = a_disputed_claim()
    an_assertion(claim, an_actor("canary"), stage=Stage.DRAFT)
    an_assertion(claim, an_actor("canary"), **RED)
    assert len(rows(page(client, claim))) == 3
    client.force_login(editor())
    assert len(rows(page(client, claim))) == 5


@pytest.mark.parametrize(("stance", "number"), [("affirms", 2), ("denies", 1), ("told", 2)])
def test_the_ledger_can_be_narrowed_by_stance(client: Client, stance: str, number: int) -> None:
    html = page(client, a_disputed_claim(), f"?stance={stance}")
    assert len(rows(html)) == number
    assert f'<a href="?stance={stance}#ledger" aria-current="true">' in html
    assert f"1 to {number} of {number} that match" in text(html)


def test_the_drawing_and_the_counts_stay_those_of_the_whole_ledger(client: Client) -> None:
    html = page(client, a_disputed_claim(), "?stance=denies")
    assert html.count("<circle") == 3
    assert "+ affirm 2" in text(html)


def test_the_ledger_can_be_narrowed_to_who_told_whom(client: Client) -> None:
    html = page(client, a_disputed_claim(), "?speaker=pakistan&told=china")
    assert len(rows(html)) == 1
    assert "A spokesman" in rows(html)[0]


def test_an_audience_in_words_can_be_asked_for_too(client: Client) -> None:
    assert ["Said so." in row for row in rows(page(client, a_disputed_claim(), "?told=~reporters"))] == [True]


@pytest.mark.parametrize("query", ["?stance=sideways", "?speaker=nobody-here", "?told=x%00y", "?page=99&stance=x"])
def test_a_value_that_is_none_is_not_applied(client: Client, query: str) -> None:
    assert len(rows(page(client, a_disputed_claim(), query))) == 3


def test_a_hidden_speaker_cannot_be_asked_for(client: Client) -> None:
    claim, hidden = a_disputed_claim(), an_actor("Secret", **RED)
    an_assertion(claim, hidden)
    told_of = page(client, claim, "?speaker=secret").replace("secret", "x")
    assert told_of == page(client, claim, "?speaker=nobody").replace("nobody", "x")


def test_the_matrix_counts_assertions_by_side_and_audience_and_leads_to_them(client: Client) -> None:
    html = page(client, a_disputed_claim())
    matrix = html.partition('<table class="matrix"')[2].partition("</table>")[0]
    assert re.findall(r'href="([^"]*#ledger)"', matrix) == [
        "?speaker=pakistan&amp;told=china#ledger",
        "?speaker=pakistan&amp;told=~reporters#ledger",
    ]
    assert "1 names no audience and is not counted" in text(html)


def test_a_matrix_has_twelve_speakers_and_audiences_and_counts_the_others_together(client: Client) -> None:
    claim = a_claim()
    for _ in range(14):
        an_assertion(claim, an_actor(), told=[a_state()])
    html = page(client, claim)
    matrix = html.partition('<table class="matrix"')[2].partition("</table>")[0]
    assert matrix.count("<tr>") == 14
    assert matrix.count("Others") == 2


def test_fifty_rows_stand_on_a_page_and_the_others_on_the_next(client: Client) -> None:
    claim, speaker = a_claim(), an_actor()
    for number in range(53):
        an_assertion(claim, speaker, when=f"{1950 + number}")
    first, second = page(client, claim), page(client, claim, "?page=2")
    assert (len(rows(first)), len(rows(second))) == (50, 3)
    assert "Showing 51 to 53 of 53" in text(second)
    assert first.count("<circle") == 50


def test_an_assessment_has_two_sentences_and_a_superseded_one_says_so(client: Client) -> None:
    claim = a_claim()
    old = Assessment.objects.create(claim=claim, text="Old view.", likelihood="likely", date=date(2024, 6, 3))
    Assessment.objects.create(
        claim=claim, text="New view.", likelihood="very_likely", confidence="low", rationale="one account.",
        date=date(2024, 11, 20), author="South Asia desk", supersedes=old,
    )  # fmt: skip
    said = text(page(client, claim))
    assert "We judge this very likely, 80 to 95 per cent." in said
    assert "Our confidence is low: one account." in said
    assert "South Asia desk, 20 Nov 2024. Supersedes the assessment of 3 Jun 2024." in said
    assert said.index("New view.") < said.index("1 superseded") < said.index("Old view.")
    assert "Superseded by the assessment of 20 Nov 2024." in said


def test_what_supports_a_denial_is_evidence_against(client: Client) -> None:
    claim = a_claim()
    affirmed, denied = an_assertion(claim, an_actor()), an_assertion(claim, an_actor(), "denies")
    a_citation(a_document(), claim, quote="Claim stands.")
    a_citation(a_document(), claim, quote="Claim falls.", stance="contradicts")
    a_citation(a_document(), affirmed, quote="Was affirmed.")
    a_citation(a_document(), denied, quote="Was denied.")
    a_citation(a_document(), claim, quote="Neither.", stance="context")
    html = page(client, claim)
    for_it, against = section(html, "for"), section(html, "against")
    assert [quote in for_it for quote in ("stands", "falls", "affirmed", "denied", "Neither")] == [1, 0, 1, 0, 0]
    assert [quote in against for quote in ("stands", "falls", "affirmed", "denied", "Neither")] == [0, 1, 0, 1, 0]
    assert denied.ref in against


def test_evidence_is_graded_best_first_and_says_how_much_there_is(client: Client) -> None:
    claim = a_claim()
    for figure in range(1, 7):
        for letter in "ABCDEF":
            a_citation(a_document(source=a_source(reliability=letter)), claim, credibility=figure, quote="")
    shown = section(page(client, claim), "for")
    assert "the best graded 20 of 36 passages" in shown
    assert shown.index("A1") < shown.index("A6") < shown.index("B1")
    assert "F6" not in shown


def test_a_hidden_document_is_no_evidence(client: Client) -> None:
    claim = a_claim()
    a_citation(a_document("canary", **RED), claim, quote="canary")
    html = page(client, claim)
    assert "canary" not in html
    assert facts(html)["Origins"] == "no supporting document on record"


def test_origins_are_told_apart_from_documents(client: Client) -> None:
    claim = a_disputed_claim()
    wire = a_document()
    for document in (wire, a_document(origin=wire), a_document()):
        a_citation(document, claim)
    assert facts(page(client, claim))["Origins"] == "2 independent, from 3 documents"


def test_claims_that_bear_on_one_another_are_linked_both_ways(client: Client) -> None:
    narrow, wide = a_claim("Narrow"), a_claim("Wide")
    ClaimLink.objects.create(a=narrow, b=wide, type="narrows")
    assert facts(page(client, narrow))["See also"] == "narrows Wide"
    assert facts(page(client, wide))["See also"] == "narrowed by Narrow"


def test_a_hidden_claim_is_withheld_where_it_is_named_and_absent_where_it_names(client: Client) -> None:
    claim, hidden = a_claim(), a_claim("canary", **RED)
    ClaimLink.objects.create(a=hidden, b=claim, type="implies")
    assert "See also" not in facts(page(client, claim))
    ClaimLink.objects.create(a=claim, b=hidden, type="narrows")
    assert facts(page(client, claim))["See also"] == "narrows withheld"


def test_commitments_that_rest_on_a_claim_stand_on_its_page(client: Client) -> None:
    claim, hidden = a_claim(), a_claim()
    a_commitment("To act", an_actor(), made_in=an_assertion(claim, an_actor()), due="1999")
    a_commitment("canary", an_actor(), made_in=an_assertion(claim, an_actor(), **RED))
    a_commitment("Other", an_actor(), made_in=an_assertion(hidden, an_actor()))
    html = page(client, claim)
    assert "To act ! overdue · due 1999" in section(html, "promises")
    assert "canary" not in html
    assert "Other" not in section(html, "promises")


def test_a_claim_about_which_nothing_is_known_says_what_would_stand_here(client: Client) -> None:
    said = text(page(client, a_claim()))
    for sentence in ("Nobody has affirmed or denied this", "Nobody has written an assessment", "None is on record"):
        assert sentence in said


def test_linked_data_calls_it_a_claim(client: Client) -> None:
    claim = a_disputed_claim()
    described = client.get(f"{claim.get_absolute_url()[:-1]}.json").json()
    assert (described["@type"], described["text"]) == ("Claim", "The TTP has sanctuaries")


def fill(claim: Claim, number: int) -> None:
    for _ in range(number):
        state = a_state()
        said = an_assertion(claim, an_actor(), on_behalf_of=state, told=[a_state(), a_state()], encounter=a_visit())
        a_citation(a_document(), said)
        a_citation(a_document(), claim)
        a_commitment("To act", state, made_in=said)
        ClaimLink.objects.create(a=claim, b=a_claim(), type="implies")
        claim.subjects.add(state)


@pytest.mark.parametrize("number", [1, 60])
def test_a_claim_takes_at_most_fifteen_queries(
    client: Client, number: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    claim = a_claim(summary="Named: [[claims/no-such-claim]].")
    with saving(None):
        fill(claim, number)
    client.force_login(analyst())
    for query in ("", "?stance=told"):
        with django_assert_max_num_queries(15):
            page(client, claim, query)
