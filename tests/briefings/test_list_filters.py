"""What lists of visits, claims, assertions, commitments and briefings can be narrowed by beside their first filters."""

import json
from typing import Any

import pytest
from django.test import Client

from records.access import Handling
from tests import cast
from tests.factories import (
    a_briefing,
    a_citation,
    a_claim,
    a_commitment,
    a_document,
    a_source,
    a_state,
    a_visit,
    an_armed_group,
    an_assertion,
)

pytestmark = pytest.mark.django_db


def titles(client: Client, folder: str, query: str) -> set[str]:
    """The titles of the list's records, by its file."""
    response = client.get(f"/{folder}.json?{query}")
    assert response.status_code == 200, response.content
    name = {"visits": "visit", "claims": "claim", "commitments": "commitment", "assertions": "speaker"}
    return {one[name.get(folder, "briefing")] for one in response_records(response)}


def response_records(response: Any) -> list[dict[str, str]]:
    return json.loads(b"".join(response))["records"]


def test_visits_of_a_state_either_way(client: Client) -> None:
    china, iran, oman = a_state("China"), a_state("Iran"), a_state("Oman")
    a_visit(sender=china, host=iran, own_title="To Iran", when="2024")
    a_visit(sender=iran, host=oman, own_title="From Iran", when="2023")
    a_visit(sender=china, host=oman, own_title="Elsewhere", when="2022")
    assert titles(client, "visits", "state=iran") == {"To Iran", "From Iran"}
    assert titles(client, "visits", "state=iran&from=china") == {"To Iran"}
    assert client.get("/visits/?state=iran").context["listing"].total == 2


GRADES = [
    ("A1", set()), ("A2", {"A2"}), ("B2", {"A2", "B2"}), ("B3", {"A2", "B2", "B3"}), ("F6", {"A2", "B2", "B3", "C1"}),
    ("none", {"None", "Against"}), ("C3", {"A2", "B2", "B3", "C1"}),
]  # fmt: skip


@pytest.mark.parametrize(("grade", "expected"), GRADES)
def test_claims_by_the_best_grade_of_what_supports_them(client: Client, grade: str, expected: set[str]) -> None:
    for name in ("A2", "B2", "B3", "C1"):
        a_citation(a_document(source=a_source(reliability=name[0])), a_claim(name), credibility=int(name[1]))
    a_claim("None")
    a_citation(a_document(source=a_source(reliability="A")), a_claim("Against"), credibility=1, stance="contradicts")
    assert titles(client, "claims", f"grade={grade}") == expected


def test_a_grade_is_that_of_what_the_reader_may_see(client: Client) -> None:
    claim = a_claim("A claim")
    a_citation(a_document(source=a_source(reliability="A"), handling=Handling.RED), claim, credibility=1)
    assert titles(client, "claims", "grade=A1") == set() and titles(client, "claims", "grade=none") == {"A claim"}
    client.force_login(cast.analyst(Handling.RED))
    assert titles(client, "claims", "grade=A1") == {"A claim"} and titles(client, "claims", "grade=none") == set()


def test_a_claim_rests_on_what_is_cited_for_those_who_affirm_it_too(client: Client) -> None:
    document, iran = a_document(source=a_source(reliability="B")), a_state("Iran")
    for title, stance, handling in (("For", "affirms", 0), ("Against", "denies", 0), ("Secret", "affirms", 4)):
        a_citation(document, an_assertion(a_claim(title), iran, stance, handling=handling), credibility=2)
    assert titles(client, "claims", "grade=B2") == {"For"}
    assert titles(client, "claims", "grade=none") == {"Against", "Secret"}


def test_a_tag_narrows_every_list(client: Client) -> None:
    claim, _ = a_claim("Tagged"), a_claim("Not tagged")
    claim.tags.add("safe haven")
    assert titles(client, "claims", "tag=safe-haven") == {"Tagged"}
    for folder in ("visits", "meetings", "events", "assertions", "commitments", "briefings", "documents", "actors"):
        assert client.get(f"/{folder}/?tag=safe-haven").context["listing"].total == 0


def test_a_tag_that_only_hidden_records_have_is_as_one_that_is_none(client: Client) -> None:
    a_claim("Hidden", handling=Handling.RED).tags.add("secret-tag")
    bodies = [client.get(f"/claims/?tag={tag}").content.decode().replace(tag, "") for tag in ("secret-tag", "no-tag")]
    assert bodies[0] == bodies[1] and titles(client, "claims", "tag=secret-tag") == set()


def test_assertions_by_whom_they_were_told_and_by_speech_act(client: Client) -> None:
    claim, china = a_claim(), a_state("China")
    an_assertion(claim, a_state("Iran"), told=[china], act="warns")
    an_assertion(claim, an_armed_group("TTP"))
    assert titles(client, "assertions", "told=china") == {"Iran"}
    assert titles(client, "assertions", "act=warns") == {"Iran"}


DUE = [
    ("due_since=2025-03", {"March", "Open"}), ("due_until=2025-02", {"February", "Open"}),
    ("due_since=2025-02-10&due_until=2025-02-12", {"February", "Open"}), ("text=march", {"March"}),
]  # fmt: skip


@pytest.mark.parametrize(("query", "expected"), DUE)
def test_commitments_by_when_they_may_fall_due(client: Client, query: str, expected: set[str]) -> None:
    iran = a_state("Iran")
    a_commitment("February", by=iran, due="2025-02")
    a_commitment("March", by=iran, due="2025-03-05")
    a_commitment("Open", by=iran, due="2025-01/..")
    a_commitment("Never", by=iran)
    assert titles(client, "commitments", query) == expected


def test_briefings_by_whom_they_name(client: Client) -> None:
    a_state("Iran")
    a_briefing("Naming", body="Of [[actors/iran]].")
    a_briefing("Silent")
    found = client.get("/briefings/?about=iran")
    assert found.context["listing"].total == 1 and b"Naming" in found.content
