"""The sample case: what it states, who says it, with what, and that one gets from each record to every other."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from actors.holders import Answer
from actors.models import Actor, Post, Relation, Tenure
from briefings.demo.documents import REPORT_TEXT, STATEMENT_TEXT
from briefings.demo.loading import CASE, load
from briefings.ledger import ClaimStatus, tallies
from briefings.models import (
    Assertion,
    Attribution,
    Briefing,
    Certainty,
    Claim,
    CommitmentUpdate,
    Keeping,
    Participation,
    Visit,
)
from records.access import Handling, Stage
from records.markup.render import references
from records.models import Citation, Document, Record, Source
from records.models.mentions import resolve_references

THE_DAY = date(2024, 11, 18)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The case, loaded once for all tests of this module, which only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def case(loaded: None, db: None) -> None: ...


def test_everything_may_be_read_by_anybody(case: None) -> None:
    assert Record.objects.visible_to(AnonymousUser()).count() == Record.objects.count() == len(CASE)
    assert not Record.objects.exclude(stage=Stage.PUBLISHED, handling=Handling.CLEAR).exists()


def test_every_record_passes_the_checks_of_a_form(case: None) -> None:
    for record in Record.objects.all():
        record.info.model.objects.get(pk=record.pk).full_clean()


def test_every_link_of_a_text_leads_to_a_record(case: None) -> None:
    for record in Record.objects.all():
        whole = record.info.model.objects.get(pk=record.pk)
        keys = {one.key for name in whole.MARKUP for one in references(getattr(whole, name))}
        assert resolve_references(keys).keys() == keys


def test_every_record_but_states_and_documents_cites_a_document(case: None) -> None:
    uncited = Record.objects.filter(citations=None).exclude(kind="document")
    assert set(uncited.values_list("title", flat=True)) == {"Pakistan", "Afghanistan", "China", "Russia"}


def test_every_cited_passage_is_in_the_text_once_with_what_stands_around_it(case: None) -> None:
    for one in Citation.objects.select_related("document"):
        assert one.document.text.count(one.quote) == 1
        assert one.prefix + one.quote + one.suffix in one.document.text


def test_what_somebody_is_quoted_with_stands_in_a_document_that_is_cited(case: None) -> None:
    for said in Assertion.objects.all():
        assert said.quote and said.quote in said.citations.get().document.text


def test_the_archived_texts_say_that_they_are_samples(case: None) -> None:
    for text in (STATEMENT_TEXT, REPORT_TEXT):
        assert text.startswith("A sample text, written for this demonstration")
    assert all("written for this demonstration" in one.summary for one in Document.objects.all())


def test_the_statement_tells_nothing_of_what_unnamed_sources_say() -> None:
    for word in ("TTP", "evidence", "sanctuar", "mediat"):
        assert word not in STATEMENT_TEXT and word in REPORT_TEXT


def test_unnamed_sources_and_the_official_statement_are_told_apart(case: None) -> None:
    official = Assertion.objects.filter(citations__document__source__kind=Source.Kind.GOVERNMENT)
    assert set(official.values_list("claim__title", flat=True)) == {"A stable and peaceful Afghanistan is important"}
    assert set(official.values_list("attribution", flat=True)) == {Attribution.ON_RECORD}
    unnamed = Assertion.objects.filter(attribution=Attribution.ANONYMOUS)
    assert not unnamed.filter(speaker__title="Foreign Office of Pakistan").exists()
    assert not Citation.objects.filter(target__in=unnamed, first_hand=True).exists()


def test_nobody_denies_anything(case: None) -> None:
    assert set(Assertion.objects.values_list("stance", flat=True)) == {"affirms"}


def status(title: str) -> ClaimStatus:
    claim = Claim.objects.get(title=title)
    return tallies([claim.pk], AnonymousUser())[claim.pk].status


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The TTP has sanctuaries in Afghanistan", ClaimStatus.UNANSWERED),
        ("Pakistan gave China’s envoy new evidence of TTP sanctuaries", ClaimStatus.UNANSWERED),
        ("China still has leverage over Kabul", ClaimStatus.UNANSWERED),
        # Both sides affirm it, but one statement is the only origin.
        ("A stable and peaceful Afghanistan is important", ClaimStatus.UNCONTESTED),
    ],
)
def test_a_claim_stands_as_its_ledger_says(case: None, title: str, expected: ClaimStatus) -> None:
    assert status(title) == expected


def test_the_report_is_one_origin_however_many_claims_rest_on_it(case: None) -> None:
    shown = tallies(Claim.objects.values_list("pk", flat=True), AnonymousUser())
    assert {tally.origins for tally in shown.values()} == {1}


@pytest.mark.parametrize(
    ("title", "day", "answer"),
    [
        ("Foreign Secretary of Pakistan", THE_DAY, Answer.CERTAIN),
        ("China’s Special Envoy on Afghanistan", THE_DAY, Answer.CERTAIN),
        ("Foreign Secretary of Pakistan", date(2024, 6, 1), Answer.UNKNOWN),
        ("Russia’s Special Envoy", date(2024, 11, 15), Answer.UNKNOWN),
    ],
)
def test_a_post_is_certainly_held_on_the_day_of_the_talks_only(
    case: None, title: str, day: date, answer: Answer
) -> None:
    assert Post.objects.get(title=title).holder_at(day).answer == answer


def test_no_tenure_knows_when_it_began_or_ended(case: None) -> None:
    assert not Tenure.objects.exclude(started_earliest=None).exists()
    assert not Tenure.objects.exclude(ended_latest=None).exists()


def test_what_is_inferred_says_so(case: None) -> None:
    visit = Visit.objects.get(title="Yue Xiaoyong in Islamabad")
    assert (visit.when, visit.when_note) == ("2024-11-18?", "on Monday")
    assert Visit.objects.get(title="Zamir Kabulov in Islamabad").earliest != THE_DAY
    host = Participation.objects.get(encounter=visit, role="host")
    assert host.certainty == Certainty.INFERRED
    assert "inferred" in Relation.objects.get().summary


def test_titles_are_made_of_names(case: None) -> None:
    titles = set(Record.objects.values_list("title", flat=True))
    assert titles >= {
        "Yue Xiaoyong in Islamabad",
        "Yue Xiaoyong and Amna Baloch, Islamabad",
        "Amna Baloch, Foreign Secretary of Pakistan",
        "Pakistan proscribes Tehreek-e-Taliban Pakistan",
        "Pakistan affirms: The TTP has sanctuaries in Afghanistan",
        "Sources who were not named affirm: Pakistan gave China’s envoy new evidence of TTP sanctuaries",
    }


@pytest.mark.parametrize("text", ["TTP", "Tehrik-i-Taliban", "pakistani taliban"])
def test_the_group_is_found_by_its_other_names(case: None, text: str) -> None:
    found: Any = Actor.objects.named_like(text)
    assert found.get().title == "Tehreek-e-Taliban Pakistan"


def test_the_promise_is_stalled_in_the_view_of_one_side(case: None) -> None:
    update = CommitmentUpdate.objects.get(said_by__title="Pakistan", citation__document__text=REPORT_TEXT)
    assert update.status == Keeping.STALLED


def links_in(client: Client, address: str) -> set[str]:
    """The records to which the main part of the page at `address` leads somebody not signed in; nothing is withheld there."""
    page = client.get(address)
    assert page.status_code == 200
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert 'class="withheld"' not in main
    return set(re.findall(r'href="(/[a-z]+/[a-z0-9-]+/)', main))


def reached(start: str, links: dict[str, set[str]]) -> set[str]:
    found, ahead = {start}, [start]
    while ahead:
        new = links[ahead.pop()] - found
        found |= new
        ahead += new
    return found


def test_links_lead_from_the_briefing_to_every_record_and_back(case: None, client: Client) -> None:
    addresses = {record.get_absolute_url() for record in Record.objects.all()}
    onwards = {address: links_in(client, address) & addresses for address in addresses}
    backwards = {address: {one for one in addresses if address in onwards[one]} for address in addresses}
    briefing = Briefing.objects.get().get_absolute_url()
    assert addresses - reached(briefing, onwards) == set()
    assert addresses - reached(briefing, backwards) == set()


def test_the_briefing_itself_names_everybody_and_all_that_happened_or_was_said(case: None, client: Client) -> None:
    named = links_in(client, Briefing.objects.get().get_absolute_url())
    kinds = ["actor", "visit", "meeting", "event", "claim", "commitment", "document"]
    assert [one.title for one in Record.objects.filter(kind__in=kinds) if one.get_absolute_url() not in named] == []
