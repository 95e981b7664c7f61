"""The page of a commitment, and the list of commitments."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from briefings.models import Commitment, CommitmentUpdate, standing_in_words
from records.access import Handling, Stage
from records.models import saving
from tests.cast import analyst, reader
from tests.factories import (
    a_citation,
    a_claim,
    a_commitment,
    a_document,
    a_source,
    a_state,
    an_actor,
    an_assertion,
)
from tests.reading import facts, rows, section, text

pytestmark = pytest.mark.django_db
RED: dict[str, Any] = {"handling": Handling.RED}


def page(client: Client, commitment: Commitment) -> str:
    answer = client.get(commitment.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def rated(commitment: Commitment, status: str, when: str = "", **given: Any) -> CommitmentUpdate:
    return CommitmentUpdate.objects.create(commitment=commitment, status=status, when=when, **given)


def test_a_commitment_says_who_owes_what_to_whom_by_when(client: Client) -> None:
    taliban, pakistan = an_actor("The Taliban"), a_state("Pakistan")
    made_in = an_assertion(a_claim("It is so"), taliban, on_behalf_of=taliban)
    commitment = a_commitment(
        "To act", taliban, pakistan, action="To act against them.", condition="If told where.", when="2020-02",
        due="2999~", made_in=made_in,
    )  # fmt: skip
    html = page(client, commitment)
    assert facts(html) == {
        "Standing": "◔ pending",
        "Due": "about 2999",
        "By": "The Taliban",
        "To": "Pakistan",
        "Given": "February 2020",
        "Made in": "The Taliban affirms: It is so",
    }
    assert section(html, "promised") == "What was promised To act against them. On the condition If told where."


def test_the_standing_is_that_of_the_last_rating_and_says_whose_it_is(client: Client) -> None:
    commitment = a_commitment("To act", an_actor())
    rated(commitment, "stalled", "2024", said_by=a_state("Pakistan"))
    rated(commitment, "in_progress", "2023")
    assert facts(page(client, commitment))["Standing"] == "◔ stalled, says Pakistan"


def test_an_open_one_whose_last_possible_day_is_past_is_overdue(client: Client) -> None:
    commitment = a_commitment("To act", an_actor(), due="2020")
    assert facts(page(client, commitment))["Standing"] == "! overdue"
    rated(commitment, "in_progress", "2021", said_by=a_state("China"))
    assert facts(page(client, commitment))["Standing"] == "! overdue, last rated in progress, says China"
    rated(commitment, "moot", "2022")
    assert facts(page(client, commitment))["Standing"] == "✕ moot"


@pytest.mark.parametrize(
    ("standing", "due", "words"),
    [
        ("", None, "pending"),
        ("", date(2024, 5, 1), "pending"),
        ("", date(2024, 4, 30), "overdue"),
        ("in_progress", date(2024, 4, 30), "overdue"),
        ("stalled", date(2024, 5, 2), "stalled"),
        ("kept", date(2024, 4, 30), "kept"),
        ("unverifiable", date(2024, 4, 30), "unverifiable"),
    ],
)
def test_overdue_is_worked_out_from_the_day(standing: str, due: date | None, words: str) -> None:
    assert standing_in_words(standing, due, date(2024, 5, 1)) == words


def test_ratings_stand_latest_first_with_note_rater_and_source(client: Client) -> None:
    commitment = a_commitment("To act", an_actor())
    citation = a_citation(a_document("Report", source=a_source(reliability="C")), commitment, credibility=3)
    rated(commitment, "in_progress", "2023-09", note="Families moved.")
    rated(
        commitment, "broken", "2024-11-18", note="Nothing was done.", said_by=a_state("Pakistan"), citation=citation,
        by=reader("one"), second=reader("two"),
    )  # fmt: skip
    said = section(page(client, commitment), "updates")
    for words in (
        "18 Nov 2024",
        "broken",
        "says Pakistan",
        "agreed by two editors",
        "Nothing was done.",
        "C3",
        "Report",
    ):
        assert words in said
    assert said.index("Nothing was done.") < said.index("Families moved.")


def test_a_rater_and_a_source_that_may_not_be_seen_are_withheld(client: Client) -> None:
    commitment = a_commitment("To act", an_actor("canary", **RED), an_actor("canary", **RED))
    citation = a_citation(a_document("canary", **RED), commitment)
    rated(commitment, "stalled", said_by=an_actor("canary", **RED), citation=citation)
    html = page(client, commitment)
    assert "canary" not in html
    assert (facts(html)["By"], facts(html)["To"]) == ("withheld", "withheld")
    assert "says withheld" in section(html, "updates")
    assert "B6" not in section(html, "updates")


def test_one_that_nobody_rated_says_what_would_stand_here(client: Client) -> None:
    html = page(client, a_commitment("To act", an_actor()))
    assert "Nobody has rated this promise yet." in text(html)
    assert facts(html)["Due"] == "no day was named"


def test_of_many_ratings_the_latest_fifty_stand_on_the_page(client: Client) -> None:
    commitment = a_commitment("To act", an_actor())
    CommitmentUpdate.objects.bulk_create(
        CommitmentUpdate(commitment=commitment, status="stalled", note=f"Note {number}.") for number in range(53)
    )
    said = section(page(client, commitment), "updates")
    assert "the latest 50 of 53 ratings" in said
    assert said.count("Note") == 50
    assert "Note 52." in said
    assert "Note 2." not in said


def test_linked_data_calls_it_a_plan(client: Client) -> None:
    commitment = a_commitment("To act", an_actor(), due="2025-03")
    described = client.get(f"{commitment.get_absolute_url()[:-1]}.json").json()
    assert (described["@type"], described["scheduledTime"]) == ("PlanAction", "2025-03")


def listed(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"/commitments/{query}")
    assert answer.status_code == 200
    return rows(answer.content.decode())


def test_the_list_says_who_owes_whom_and_how_it_stands(client: Client) -> None:
    commitment = a_commitment("To act", an_actor("The Taliban"), a_state("Pakistan"), due="2020", when="2019-05")
    commitment.by.add(an_actor("canary", **RED))
    assert listed(client) == ["2020 To act The Taliban, withheld Pakistan ! overdue May 2019"]


def some() -> None:
    taliban, china, pakistan = an_actor("The Taliban"), a_state("China"), a_state("Pakistan")
    claim = a_claim("It is so")
    said = an_assertion(claim, taliban)
    past = a_commitment("Past", taliban, pakistan, due="2020", when="2019", made_in=said)
    a_commitment("Coming", china, pakistan, due="2999", when="2024")
    kept = a_commitment("Kept", taliban, china, due="2021", when="2021")
    rated(past, "stalled", "2021")
    rated(kept, "kept", "2021")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Coming", "Kept", "Past"]),
        ("?sort=due", ["Past", "Kept", "Coming"]),
        ("?sort=-title", ["Past", "Kept", "Coming"]),
        ("?standing=open", ["Coming", "Past"]),
        ("?standing=overdue", ["Past"]),
        ("?standing=pending", ["Coming"]),
        ("?standing=stalled", ["Past"]),
        ("?standing=kept", ["Kept"]),
        ("?standing=nonsense", ["Coming", "Kept", "Past"]),
        ("?by=the-taliban", ["Kept", "Past"]),
        ("?by=taliban&to=china", ["Kept"]),
        ("?to=pakistan", ["Coming", "Past"]),
        ("?to=nobody", ["Coming", "Kept", "Past"]),
        ("?claim=it-is-so", ["Past"]),
        ("?claim=none", ["Coming", "Kept", "Past"]),
    ],
)
def test_the_list_can_be_narrowed(client: Client, query: str, found: list[str]) -> None:
    some()
    names = [name for row in listed(client, query) for name in ("Coming", "Kept", "Past") if f" {name} " in row]
    assert names == found


def test_one_due_today_is_not_overdue_yet(client: Client) -> None:
    today = timezone.localdate()
    a_commitment("Today", an_actor(), due=today.isoformat())
    a_commitment("Yesterday", an_actor(), due=(today - timedelta(days=1)).isoformat())
    assert ["Yesterday" in row for row in listed(client, "?standing=overdue")] == [True]


def test_what_rests_on_a_hidden_assertion_is_not_found_by_its_claim(client: Client) -> None:
    claim = a_claim("It is so")
    a_commitment("To act", an_actor(), made_in=an_assertion(claim, an_actor(), **RED))
    assert listed(client, "?claim=it-is-so") == []


def test_hidden_commitments_and_actors_are_not_in_the_list(client: Client) -> None:
    a_commitment("Open", an_actor("Secret", **RED))
    a_commitment("canary", an_actor(), **RED)
    a_commitment("canary", an_actor(), stage=Stage.DRAFT)
    assert len(listed(client)) == 1
    assert "No actor that you may read is named" in client.get("/commitments/?by=secret").content.decode()


@pytest.mark.parametrize("number", [1, 60])
def test_commitments_take_at_most_fifteen_queries(
    client: Client, number: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    commitment = a_commitment("To act", an_actor(), summary="[[claims/no-such-claim]]")
    with saving(None):
        for _ in range(number):
            commitment.to.add(a_state())
            citation = a_citation(a_document(), commitment)
            rated(commitment, "stalled", said_by=an_actor(), citation=citation)
            a_commitment("To act too", an_actor(), a_state())
    client.force_login(analyst())
    with django_assert_max_num_queries(15):
        page(client, commitment)
    with django_assert_max_num_queries(15):
        listed(client, "?standing=open")
