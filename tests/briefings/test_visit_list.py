"""The list of visits: its filters, its order, its tempo."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefings.models import Role, Series, Status, Visit
from records.access import Handling, Stage
from tests import cast
from tests.factories import a_citation, a_document, a_source, a_state, a_visit, an_actor, take_part

pytestmark = pytest.mark.django_db
RED: dict[str, Any] = {"handling": Handling.RED}


def listed(client: Client, query: str = "") -> str:
    answer = client.get(f"/visits/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def places(client: Client, query: str = "") -> list[str]:
    """The places of the visits listed, in order: each visit of these tests is named after its own."""
    return re.findall(r'data-label="Visit"><div dir="auto"><a [^>]+>A visit in (\w+)<', listed(client, query))


def test_a_row_says_when_who_whence_where_and_on_what_level(client: Client) -> None:
    visit = a_visit(
        an_actor("Yue Xiaoyong"), when="2024-11-18?", sender=a_state("China"), host=a_state("Pakistan"),
        place="Islamabad", level=3, type=Visit.Type.WORKING,
    )  # fmt: skip
    a_citation(a_document(source=a_source(reliability="B")), visit, credibility=2)
    a_citation(a_document(source=a_source(reliability="C")), visit, credibility=1)
    shown = text(listed(client))
    assert "18 Nov 2024 (uncertain) Yue Xiaoyong in Islamabad China Pakistan Islamabad" in shown
    assert "special envoy or vice-minister working visit ✓ completed B2 usually reliable source" in shown


def test_the_newest_stands_first_and_the_undated_last(client: Client) -> None:
    for place, when in (("Two", "2023"), ("Four", ""), ("One", "2024-11"), ("Three", "2022-05-01")):
        a_visit(place=place, when=when)
    assert places(client) == ["One", "Two", "Three", "Four"]
    assert places(client, "?sort=date") == ["Three", "Two", "One", "Four"]
    assert places(client, "?sort=title") == ["Four", "One", "Three", "Two"]


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED])
def test_a_visit_that_did_not_take_place_is_struck_through(client: Client, status: str) -> None:
    a_visit(status=status)
    assert '<tr role="row" class="struck">' in listed(client)


def test_a_visit_that_took_place_is_not_struck_through(client: Client) -> None:
    a_visit()
    assert "struck" not in listed(client)


def test_it_is_narrowed_by_the_state_that_sends_and_the_one_that_receives(client: Client) -> None:
    china, pakistan = a_state("China"), a_state("Pakistan")
    a_visit(sender=china, host=pakistan, place="Islamabad")
    a_visit(sender=pakistan, host=china, place="Beijing")
    assert places(client, f"?from={china.slug}") == ["Islamabad"]
    assert places(client, f"?host={china.slug}") == ["Beijing"]
    assert places(client, "?host=China&from=Pakistan") == ["Beijing"]


def test_it_is_narrowed_by_level_type_and_status(client: Client) -> None:
    a_visit(place="Islamabad", level=1, type=Visit.Type.STATE, status=Status.ANNOUNCED)
    a_visit(place="Beijing", level=2)
    for query in ("?level=1", "?type=state", "?status=announced", "?level=1&type=state&status=announced"):
        assert places(client, query) == ["Islamabad"], query


def test_it_is_narrowed_by_the_words_of_the_title(client: Client) -> None:
    a_visit(place="Islamabad")
    a_visit(place="Beijing")
    assert places(client, "?text=beijing+visit") == ["Beijing"]


def test_it_is_narrowed_to_what_may_lie_in_a_period(client: Client) -> None:
    for place, when in (("Kabul", "2023-12-30/2024-01-02"), ("Doha", "2024"), ("Oslo", "2025-01-01"), ("Rome", "")):
        a_visit(place=place, when=when)
    assert places(client, "?since=2024&until=2024") == ["Doha", "Kabul"]
    assert places(client, "?since=2024-06-01") == ["Oslo", "Doha"]


def test_it_is_narrowed_by_who_took_part_or_was_acted_for(client: Client) -> None:
    envoy, china = an_actor("Yue Xiaoyong"), a_state("China")
    visit = a_visit(own_title="A visit in Islamabad")
    take_part(visit, envoy, Role.VISITOR, on_behalf_of=china)
    a_visit(place="Beijing")
    assert places(client, f"?who={envoy.slug}") == ["Islamabad"]
    assert places(client, f"?who={china.slug}") == ["Islamabad"]


def test_that_somebody_hidden_acted_for_a_state_is_not_told_by_a_filter(client: Client) -> None:
    china = a_state("China")
    take_part(a_visit(own_title="A visit in Islamabad"), an_actor(**RED), Role.VISITOR, on_behalf_of=china)
    assert places(client, f"?who={china.slug}") == []


def test_it_is_narrowed_to_one_journey(client: Client) -> None:
    series = Series.objects.create(key="trip")
    first = a_visit(place="Islamabad", series=series)
    a_visit(place="Kabul", series=series)
    a_visit(place="Beijing")
    assert sorted(places(client, f"?journey={first.slug}")) == ["Islamabad", "Kabul"]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("?host=Atlantis", "No actor that you may read is named “Atlantis”."),
        ("?since=lately", "A year, a month or a day: 2024, 2024-11 or 2024-11-18."),
        ("?level=9", "Select a valid choice. 9 is not one of the available choices."),
    ],
)
def test_a_filter_that_is_none_is_answered_in_words_and_not_applied(client: Client, query: str, answer: str) -> None:
    a_visit(place="Islamabad")
    assert answer in listed(client, query)
    assert places(client, query) == ["Islamabad"]


def test_a_hidden_state_and_one_that_never_was_get_the_same_answer(client: Client) -> None:
    a_visit(host=a_state("Ruritania", **RED), place="Strelsau")
    hidden, unknown = (
        re.sub("Ruritania|Atlantis", "X", listed(client, f"?host={one}")) for one in ("Ruritania", "Atlantis")
    )
    assert hidden == unknown


def test_hidden_visits_are_neither_listed_nor_counted(client: Client) -> None:
    a_visit(place="Islamabad")
    a_visit(place="Canary", **RED)
    a_visit(place="Canary", stage=Stage.DRAFT)
    shown = listed(client)
    assert "1 that you may read" in shown
    assert "Canary" not in shown


@pytest.mark.parametrize(
    ("query", "link"),
    [
        ("", "kind=visit"),
        ("?state=Pakistan&page=1&sort=date", "kind=visit&amp;state=Pakistan"),
        ("?who=Rice&since=2024&until=2025-03", "kind=visit&amp;actor=Rice&amp;since=2024&amp;until=2025-03"),
        ("?from=China&host=Holy+See&text=talks", "kind=visit&amp;q=talks+state%3A%22China%22+state%3A%22Holy+See%22"),
        ("?level=1", "kind=visit"),
    ],
)  # fmt: skip
def test_the_timeline_above_it_is_narrowed_as_far_as_the_search_has_words_for_it(
    client: Client, query: str, link: str
) -> None:
    assert f'<a href="/timeline/?{link}">Timeline</a>' in client.get(f"/visits/{query}").content.decode()


def test_an_empty_list_says_what_would_stand_here(client: Client) -> None:
    assert "There is none yet that you may read." in listed(client)
    assert "Nothing matches these filters." in listed(client, "?status=cancelled")


def test_above_it_stands_the_tempo_by_month(client: Client) -> None:
    for when in ("2024-10-01", "2024-11-18", "2024-11-20?", "2024-11"):
        a_visit(when=when)
    shown = text(listed(client))
    assert "Visits a month, Oct 2024 to Nov 2024" in shown
    assert "Oct 2024 1 Nov 2024 3" in shown


def test_what_is_known_less_closely_is_not_counted_and_that_is_said(client: Client) -> None:
    for when in ("2024-11-18", "2024-22", "2024", ""):
        a_visit(when=when)
    assert "3 visits are known less closely than to the month, and not counted." in listed(client)


def test_the_tempo_counts_what_the_filters_leave_and_the_reader_may_see(client: Client) -> None:
    a_visit(when="2024-11-18", status=Status.CANCELLED)
    a_visit(when="2024-10-18")
    a_visit(when="2024-09-18", status=Status.CANCELLED, **RED)
    assert "Visits a month, Nov 2024<" in listed(client, "?status=cancelled")


def test_a_long_time_is_drawn_by_year(client: Client) -> None:
    a_visit(when="2019-11-18")
    a_visit(when="2024-10-18")
    assert "Visits a year, 2019 to 2024" in listed(client)


def test_the_list_asks_the_database_as_often_for_one_row_as_for_sixty(client: Client) -> None:
    client.force_login(cast.analyst())
    asked = []
    for number in (1, 59):
        for place in range(number):
            a_visit(an_actor(), host=a_state("Pakistan"), sender=a_state(), when=f"20{place + 10}-11-18")
        with CaptureQueriesContext(connection) as queries:
            listed(client, "?host=Pakistan&who=Person&since=2000&text=in+Pakistan")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
