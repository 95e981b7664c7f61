"""The list of claims."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from records.access import Handling, Stage
from records.models import saving
from tests.cast import analyst
from tests.factories import a_claim, a_disputed_claim, a_state, an_actor, an_assertion
from tests.reading import text

pytestmark = pytest.mark.django_db
RED: dict[str, Any] = {"handling": Handling.RED}


def listed(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"/claims/{query}")
    assert answer.status_code == 200
    return re.findall(r'<div dir="auto"><a href="/claims/[^"]*">([^<]*)<', answer.content.decode())


def test_the_list_has_what_was_said_last_first(client: Client) -> None:
    early, late, never = a_claim("Early"), a_claim("Late"), a_claim("Never")
    an_assertion(early, an_actor(), when="1999")
    an_assertion(early, an_actor(), when="2024", **RED)
    an_assertion(late, an_actor(), when="2020")
    assert listed(client) == ["Late", "Early", "Never"]
    assert never.title == listed(client, "?sort=-claim")[0]


def test_the_list_says_how_each_claim_stands(client: Client) -> None:
    a_disputed_claim()
    said = text(client.get("/claims/").content.decode())
    assert "◐ contested" in said
    assert "2 affirm, 1 denies" in said


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?text=sanctuaries+ttp", ["The TTP has sanctuaries"]),
        ("?about=TTP", ["The TTP has sanctuaries"]),
        ("?about=taliban", ["The TTP has sanctuaries"]),
        ("?about=nobody", ["The TTP has sanctuaries", "Another"]),
        ("?type=intent", ["Another"]),
        ("?type=nonsense", ["The TTP has sanctuaries", "Another"]),
        ("?status=contested", ["The TTP has sanctuaries"]),
        ("?status=unanswered", ["Another"]),
        ("?status=corroborated", []),
        ("?page=-1&sort=nonsense", ["The TTP has sanctuaries", "Another"]),
    ],
)
def test_the_list_can_be_narrowed(client: Client, query: str, found: list[str]) -> None:
    a_disputed_claim()
    a_claim("Another", type="intent")
    assert listed(client, query) == found


def test_hidden_claims_and_actors_are_not_in_the_list(client: Client) -> None:
    hidden = an_actor("Secret", **RED)
    a_claim("Open", about=[hidden])
    a_claim("canary", **RED)
    a_claim("canary", stage=Stage.DRAFT)
    assert listed(client) == ["Open"]
    assert "No actor that you may read is named" in client.get("/claims/?about=secret").content.decode()


@pytest.mark.parametrize("number", [1, 60])
def test_the_list_takes_few_queries(
    client: Client, number: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    actor = a_state("Pakistan")
    with saving(None):
        for _ in range(number):
            an_assertion(a_claim(about=[actor]), an_actor())
    client.force_login(analyst())
    with django_assert_max_num_queries(12):
        assert client.get("/claims/?about=pakistan&status=unanswered").status_code == 200
