"""The page of a briefing: its text with cards and marks, its judgements and sources; and the list of briefings."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from briefings.models import Briefing, CommitmentUpdate, Judgement
from records.access import Handling, Role, Stage
from records.models import Record, saving
from tests.cast import analyst, editor, reader
from tests.factories import (
    a_briefing,
    a_citation,
    a_claim,
    a_commitment,
    a_disputed_claim,
    a_document,
    a_meeting,
    a_post,
    a_relation,
    a_source,
    a_state,
    a_tenure,
    a_visit,
    an_actor,
    an_assertion,
    an_event,
)
from tests.reading import facts, rows, section, text

pytestmark = pytest.mark.django_db
RED: dict[str, Any] = {"handling": Handling.RED}


def page(client: Client, briefing: Briefing) -> str:
    answer = client.get(briefing.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def card(record: Record) -> str:
    return f"![[{record.info.folder}/{record.slug}]]"


def cards(html: str) -> list[str]:
    return [text(one) for one in re.findall(r'<div class="card">(.*?)</div>', html, re.DOTALL)]


def cards_of(client: Client, *records: Record, **given: Any) -> list[str]:
    body = "\n\n".join(card(record) for record in records)
    return cards(page(client, a_briefing(body=body, **given)))


def test_a_briefing_says_as_of_when_by_whom_and_who_reviewed_it(client: Client) -> None:
    reviewer = reader("second", role=Role.REVIEWER)
    reviewer.first_name, reviewer.last_name = "Nadia", "Hale"
    reviewer.save()
    before = a_briefing("Before")
    briefing = a_briefing(written_by="South Asia desk", reviewer=reviewer, supersedes=before)
    said = facts(page(client, briefing))
    assert said.pop("Published")
    assert said == {
        "As of": "20 Nov 2024",
        "Written by": "South Asia desk",
        "Reviewed by": "Nadia Hale",
        "Supersedes": "Before",
    }


def test_the_account_of_a_reviewer_without_a_name_is_not_shown(client: Client) -> None:
    briefing = a_briefing(reviewer=reader("login-name", role=Role.REVIEWER))
    assert "login-name" not in page(client, briefing)


def test_the_states_that_a_text_names_are_its_region(client: Client) -> None:
    pakistan, hidden = a_state("Pakistan"), a_state("canary", **RED)
    briefing = a_briefing(body=f"[[actors/{pakistan.slug}]] [[actors/{hidden.slug}]] [[actors/{an_actor().slug}]]")
    assert facts(page(client, briefing))["Region"] == "Pakistan"


def test_a_superseded_paper_says_so_on_top(client: Client) -> None:
    old = a_briefing("Old")
    a_briefing("New", supersedes=old)
    assert "This paper has been superseded by New." in text(page(client, old))


def test_a_hidden_successor_is_not_given_away(client: Client) -> None:
    old = a_briefing("Old")
    before = page(client, old)
    a_briefing("New", supersedes=old, **RED)
    assert page(client, old) == before


def test_judgements_have_a_likelihood_and_a_confidence_in_two_sentences(client: Client) -> None:
    briefing = a_briefing()
    given = {"briefing": briefing, "likelihood": "likely"}
    Judgement.objects.create(order=2, text="Second.", confidence="low", outcome="in_part", **given)
    Judgement.objects.create(order=1, text="First.", confidence="high", basis="two accounts agree.", **given)
    said = text(page(client, briefing))
    assert "We judge this likely, 55 to 80 per cent." in said
    assert "Our confidence is high: two accounts agree." in said
    assert "Since then: borne out in part." in said
    assert said.index("First.") < said.index("Second.")


def test_the_source_summary_stands_in_the_margin(client: Client) -> None:
    document = a_document("The readout")
    briefing = a_briefing(source_summary=f"It rests on [[documents/{document.slug}]].")
    assert "Source summary It rests on The readout." in text(page(client, briefing))


def test_marks_are_the_numbers_of_the_sources(client: Client) -> None:
    first, second, hidden = a_document("First"), a_document("Second"), a_document("canary", **RED)
    briefing = a_briefing(body=f"One.[[^documents/{second.slug}]] Two.[[^documents/{hidden.slug}]]")
    for document in (first, hidden, second):
        a_citation(document, briefing, quote="")
    html = page(client, briefing)
    assert 'One.<a class="cite" href="#s2" aria-label="Source 2">2</a> Two.<span class="withheld">' in html
    assert '<li id="s2" value="2">' in html
    assert "Second" in section(html, "sources")
    assert "canary" not in html


def test_a_card_of_an_official_says_which_post_they_held_on_the_day(client: Client) -> None:
    person, former = an_actor("Amna Baloch"), an_actor("Former")
    a_tenure(person, a_post("Foreign Secretary", level=2), started="2024-09-11", ended="2025-09-11")
    a_tenure(person, a_post("Chair of a board", level=5), started="2024-01-01", ended="2025-09-11")
    a_tenure(former, a_post("Envoy"), started="2020", ended="2021")
    assert cards_of(client, person, former) == [
        f"Official · {person.ref} Amna Baloch Foreign Secretary, certain on 20 Nov 2024",
        f"Official · {former.ref} Former",
    ]


def test_a_card_withholds_a_post_that_may_not_be_seen(client: Client) -> None:
    person = an_actor("Amna Baloch")
    a_tenure(person, a_post("canary", **RED), started="2024-09-11", ended="2025-09-11")
    a_tenure(person, a_post("canary"), started="2024-09-11", ended="2025-09-11", **RED)
    assert cards_of(client, person) == [f"Official · {person.ref} Amna Baloch withheld, certain on 20 Nov 2024"]


def test_a_card_of_a_claim_says_how_it_stands_for_the_reader(client: Client) -> None:
    claim = a_disputed_claim()
    said = f"Claim · {claim.ref} The TTP has sanctuaries ◐ contested · 2 affirm, 1 denies"
    assert cards_of(client, claim) == [said]
    an_assertion(claim, an_actor(), "denies", **RED)
    assert cards_of(client, claim) == [said]


def test_a_card_of_a_commitment_says_whose_it_is_and_whether_it_is_kept(client: Client) -> None:
    commitment = a_commitment("To act", an_actor("The Taliban"), a_state("Pakistan"), due="2999")
    CommitmentUpdate.objects.create(commitment=commitment, status="stalled")
    (said,) = cards_of(client, commitment)
    assert said == f"Commitment · {commitment.ref} To act By The Taliban, to Pakistan ◔ stalled due 2999"


def test_cards_of_encounters_say_their_status_and_date(client: Client) -> None:
    visit = a_visit(an_actor("Yue"), place="Islamabad", when="2024-11-18?", status="announced")
    event = an_event("Takeover", when="2021-08-15")
    meeting = a_meeting(an_actor("Amna"), place="Kabul", status="cancelled")
    assert cards_of(client, visit, event, meeting) == [
        f"Visit · {visit.ref} Yue in Islamabad ◔ announced 18 Nov 2024 (uncertain)",
        f"Event · {event.ref} Takeover ✓ completed 15 Aug 2021",
        f"Meeting · {meeting.ref} Meeting with Amna, Kabul ✕ cancelled",
    ]


def test_a_card_of_a_document_has_the_grade_it_has_among_the_sources(client: Client) -> None:
    document = a_document("Readout", source=a_source("A ministry", reliability="B"), when="2024-11-18")
    briefing = a_briefing(body=card(document))
    a_citation(document, briefing, credibility=2)
    (said,) = cards(page(client, briefing))
    assert said.startswith(f"Document · {document.ref} Readout A ministry B2")
    assert said.endswith("18 Nov 2024")


def test_every_other_kind_has_a_card_too(client: Client) -> None:
    others = [
        an_assertion(a_claim(), an_actor(), "denies", when="2024"),
        a_post("A post"),
        a_tenure(),
        a_relation(a_state(), "proscribes", an_actor()),
        a_state("A state"),
        a_briefing("A paper"),
    ]
    assert [other.title in said for other, said in zip(others, cards_of(client, *others), strict=True)] == [True] * 6


def test_cards_in_lines_after_one_another_stand_in_one_note(client: Client) -> None:
    one, other, third = a_claim("One"), a_claim("Other"), a_claim("Third")
    html = page(client, a_briefing(body=f"{card(one)}\n{card(other)}\n\nText.\n\n{card(third)}"))
    assert html.count('<aside class="note">') == 2
    assert len(cards(html)) == 3


def test_a_card_that_may_not_be_seen_is_withheld_and_a_missing_one_looks_the_same(client: Client) -> None:
    hidden, draft = a_claim("canary", **RED), a_claim("canary", stage=Stage.DRAFT)
    html = page(client, a_briefing(body=f"{card(hidden)}\n\n{card(draft)}\n\n![[claims/none]]"))
    assert html.count('<span class="withheld">withheld</span>') == 3
    assert "canary" not in html
    assert cards(html) == []


def test_an_editor_sees_what_is_missing(client: Client) -> None:
    client.force_login(editor())
    assert 'class="missing"' in page(client, a_briefing(body="[[claims/none]]"))


def test_a_draft_is_seen_by_editors_only(client: Client) -> None:
    draft = a_briefing(stage=Stage.DRAFT)
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(editor())
    assert page(client, draft)


def test_linked_data_calls_it_a_report(client: Client) -> None:
    briefing = a_briefing(written_by="South Asia desk")
    described = client.get(f"{briefing.get_absolute_url()[:-1]}.json").json()
    assert (described["@type"], described["contentReferenceTime"]) == ("Report", "2024-11-20")
    assert described["author"]["name"] == "South Asia desk"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", described["datePublished"])


def many_cards(number: int) -> str:
    records: list[Record] = []
    for _ in range(number):
        person, claim = an_actor(), a_claim()
        a_tenure(person, started="2024-01-01", ended="2025-01-01")
        said = an_assertion(claim, person, told=[a_state()])
        promise = a_commitment("To act", person, a_state(), made_in=said)
        records += [person, claim, said, promise, a_visit(person), an_event(), a_document()]
    return "\n\n".join(card(record) for record in records)


@pytest.mark.parametrize("number", [1, 60])
def test_a_briefing_takes_at_most_fifteen_queries_however_many_cards(
    client: Client, number: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with saving(None):
        briefing = a_briefing(body=many_cards(number) + "\n\n[[claims/none]]", supersedes=a_briefing())
    Judgement.objects.create(briefing=briefing, text="So.", likelihood="likely", confidence="low")
    client.force_login(analyst())
    with django_assert_max_num_queries(15):
        assert len(cards(page(client, briefing))) == number * 7
    with django_assert_max_num_queries(10):
        client.get("/briefings/?text=briefing")


def listed(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"/briefings/{query}")
    assert answer.status_code == 200
    return rows(answer.content.decode())


def test_the_list_has_the_newest_first_with_summary_judgements_and_handling(client: Client) -> None:
    actor = an_actor("Yue Xiaoyong")
    old = a_briefing("Old paper", as_of=date(2024, 1, 2))
    new = a_briefing("New paper", summary=f"On [[actors/{actor.slug}]].", as_of=date(2024, 11, 20))
    for order in (1, 2):
        Judgement.objects.create(briefing=new, order=order, text="So.", likelihood="likely", confidence="low")
    assert listed(client) == [
        f"20 Nov 2024 {new.ref} New paper On Yue Xiaoyong. 2 TLP:CLEAR",
        f"2 Jan 2024 {old.ref} Old paper 0 TLP:CLEAR",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?text=china+presses", ["China"]),
        ("?text=envoy", []),
        ("?text=nothing", []),
        ("?since=2024-06", ["China"]),
        ("?until=2024-01", ["Russia"]),
        ("?since=2024-01-02&until=2024-01-02", ["Russia"]),
        ("?since=soon", ["China", "Russia"]),
        ("?sort=as-of", ["Russia", "China"]),
        ("?sort=handling&page=7", ["China", "Russia"]),
    ],
)
def test_the_list_can_be_narrowed(client: Client, query: str, found: list[str]) -> None:
    a_briefing("Pakistan presses China", summary="What the envoy heard.", as_of=date(2024, 11, 20))
    a_briefing("Russia", as_of=date(2024, 1, 2))
    assert [name for row in listed(client, query) for name in ("China", "Russia") if name in row] == found


def test_hidden_papers_and_drafts_are_not_in_the_list(client: Client) -> None:
    a_briefing("canary", **RED)
    a_briefing("canary", stage=Stage.REVIEW)
    assert listed(client) == []
    assert "No briefing that you may read has been published yet." in client.get("/briefings/").content.decode()
