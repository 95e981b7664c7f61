"""A page of what is found: the order, the counts, and that both are those of one reader."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from actors.models import Name
from records.access import Handling, Reader, Stage
from records.models import saving
from records.search.asked import Asked
from records.search.facets import Facet
from records.search.results import PER_PAGE, Results, results
from tests.cast import analyst, editor
from tests.factories import a_citation, a_claim, a_document, a_source, a_state, an_actor, an_armed_group

pytestmark = pytest.mark.django_db


def asked(reader: Reader | None = None, **given: str | list[str]) -> Asked:
    return Asked(QueryDict(urlencode(given, doseq=True)), reader or AnonymousUser())


def ask(reader: Reader | None = None, page: int = 1, order: str = "relevance", **given: str | list[str]) -> Results:
    return results(asked(reader, **given), page, order)


def titles(found: Results) -> list[str]:
    return [str(hit.title).replace("<mark>", "").replace("</mark>", "") for hit in found.hits]


def facet(found: Results, name: str) -> Facet:
    return next(one for one in found.facets if one.name == name)


def counts(found: Results, name: str) -> dict[str, int]:
    return {one.value: one.count for one in facet(found, name).values} if name in {f.name for f in found.facets} else {}


def test_the_exact_name_comes_first_then_titles_then_texts() -> None:
    a_claim("Something else", summary="Of the Taliban, Taliban and Taliban again.")
    a_claim("The Taliban deny that the Taliban shelter anybody")
    an_armed_group("Taliban")
    an_armed_group("Taliban of the east")
    assert titles(ask(q="taliban"))[0] == "Taliban"
    assert titles(ask(q="taliban"))[-1] == "Something else"


def test_an_official_comes_before_those_who_only_speak_of_them() -> None:
    for number in range(5):
        a_claim(f"What Muttaqi said, number {number}")
    an_actor("Amir Khan Muttaqi")
    assert titles(ask(q="muttaqi"))[0] == "Amir Khan Muttaqi"


def test_an_alias_that_is_just_what_was_typed_is_an_exact_name() -> None:
    a_claim("The TTP has grown", summary="TTP TTP TTP")
    group = an_armed_group("Tehreek-e-Taliban Pakistan")
    Name(actor=group, text="TTP", kind=Name.Kind.ACRONYM).save()
    assert titles(ask(q="ttp"))[0] == "Tehreek-e-Taliban Pakistan"


def test_among_equals_the_newest_comes_first() -> None:
    for when in ("2019", "2024", "2021", ""):
        a_claim("Drones came", when=when)
    assert [hit.when for hit in ask(q="drones came").hits] == ["2024", "2021", "2019", ""]


@pytest.mark.parametrize(("order", "first", "last"), [("newest", "2024", "undated"), ("oldest", "2019", "undated")])
def test_one_may_ask_for_the_order_of_the_dates(order: str, first: str, last: str) -> None:
    for when in ("2019", "2024", "2021", ""):
        a_claim(f"{when or 'undated'}: drones", when=when)
    found = titles(ask(q="drone", order=order))
    assert (found[0].split(":")[0], found[-1].split(":")[0]) == (first, last)


def test_without_words_the_newest_come_first() -> None:
    a_claim("Old", when="2001")
    a_claim("New", when="2024")
    assert titles(ask(kind="claim")) == ["New", "Old"]
    assert ask(kind="claim").order == "newest"


def test_every_page_has_the_rest_and_none_a_row_twice() -> None:
    for number in range(2 * PER_PAGE + 5):
        a_claim(f"Drone {number} came")
    pages = [ask(q="drone", page=number) for number in (1, 2, 3)]
    assert [len(page.hits) for page in pages] == [PER_PAGE, PER_PAGE, 5]
    assert len({hit.pk for page in pages for hit in page.hits}) == pages[0].total == 2 * PER_PAGE + 5
    assert ask(q="drone", page=99).page == 3


def test_pages_go_on_where_the_best_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("records.search.results.BEST", PER_PAGE)
    for number in range(PER_PAGE + 5):
        a_claim(f"Drone {number} came")
    found = {hit.pk for number in (1, 2) for hit in ask(q="drone", page=number).hits}
    assert len(found) == PER_PAGE + 5


def test_passages_show_where_the_words_stand() -> None:
    claim = a_claim("A claim", summary="Nothing. The sanctuaries are denied. Nothing.")
    hit = ask(q="sanctuary").hits[0]
    assert (hit.pk, [str(one) for one in hit.passages]) == (
        claim.pk,
        ["Nothing. The <mark>sanctuaries</mark> are denied. Nothing."],
    )


def test_a_name_that_was_found_is_shown_where_the_title_is_another() -> None:
    group = an_armed_group("Tehreek-e-Taliban Pakistan")
    Name(actor=group, text="TTP").save()
    assert [str(one) for one in ask(q="ttp").hits[0].passages] == ["<mark>TTP</mark>"]


@pytest.fixture
def some() -> None:
    china, kabul = a_state("China"), a_state("Afghanistan")
    ttp = an_armed_group("TTP")
    with saving(None):
        first = a_claim("Drones came", about=[china, ttp], when="2024")
        second = a_claim("Drones went", about=[kabul, ttp], when="2023")
        a_claim("Drones stayed", about=[china], when="2023").tags.set(["air"])
        a_document("Of drones", when="2022")
    a_citation(a_document(source=a_source(reliability="B")), first, credibility=2)
    a_citation(a_document(source=a_source(reliability="C")), second, credibility=3)


@pytest.mark.usefixtures("some")
def test_facets_say_how_many_there_are_of_each() -> None:
    found = ask(q="drones")
    assert found.total == 4
    assert counts(found, "kind") == {"claim": 3, "document": 1}
    assert counts(found, "state") == {"china": 2, "afghanistan": 1}
    assert counts(found, "actor") == {"ttp": 2}
    assert counts(found, "tag") == {"air": 1}
    assert counts(found, "year") == {"2024": 1, "2023": 2, "2022": 1}
    assert counts(found, "grade") == {"B2": 1, "C3": 1}


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize("name", ["kind", "state", "actor", "tag", "year", "grade"])
def test_each_value_finds_as_many_as_it_says(name: str) -> None:
    for value, number in counts(ask(q="drones"), name).items():
        chosen: dict[str, Any] = {name: value}
        assert ask(q="drones", **chosen).total == number
        assert asked(q="drones", **chosen).records().count() == number


@pytest.mark.usefixtures("some")
def test_several_values_of_a_facet_add_up_and_it_still_offers_the_others() -> None:
    found = ask(q="drones", year=["2024", "2022"])
    assert found.total == 2
    assert counts(found, "year") == {"2024": 1, "2023": 2, "2022": 1}
    assert {one.value for one in facet(found, "year").values if one.chosen} == {"2024", "2022"}
    assert counts(found, "kind") == {"claim": 1, "document": 1}


@pytest.mark.usefixtures("some")
def test_values_of_several_facets_narrow_each_other() -> None:
    found = ask(q="drones", state="china", year="2023")
    assert titles(found) == ["Drones stayed"]
    assert counts(found, "state") == {"china": 1, "afghanistan": 1}
    assert counts(found, "year") == {"2024": 1, "2023": 1}


@pytest.mark.usefixtures("some")
def test_a_facet_alone_is_a_question() -> None:
    assert ask(kind="claim").total == 3
    assert counts(ask(kind="claim"), "kind")["document"] == 3


def test_the_stage_is_offered_to_editors_only() -> None:
    a_claim("Drones came")
    a_claim("Drones to come", stage=Stage.DRAFT)
    assert counts(ask(editor(), q="drones"), "stage") == {"published": 1, "draft": 1}
    assert counts(ask(q="drones"), "stage") == {}
    assert ask(q="drones", stage="draft").total == 0


def test_what_is_hidden_changes_nothing_for_those_who_may_not_see_it() -> None:
    secret, china = an_armed_group("Secret group", handling=Handling.RED), a_state("China")
    with saving(None):
        a_claim("Drones came", about=[china, secret], when="2024")
    before = ask(q="drones")
    assert "secret-group" not in counts(before, "actor")
    with saving(None):
        a_claim("Drones unseen", about=[china, secret], when="2020", handling=Handling.RED).tags.set(["unseen"])
    assert ask(q="drones") == before


@pytest.mark.parametrize(
    "q", ["tag:unseen", "actor:secret", "kind:claim tag:unseen", "handling:red", "stage:draft drones"]
)
def test_what_is_hidden_is_answered_as_what_there_is_not(q: str) -> None:
    an_armed_group("Secret", handling=Handling.RED)
    with saving(None):
        a_claim("Drones unseen", handling=Handling.RED).tags.set(["unseen"])
    hidden = asked(q=q)
    absent = asked(q=q.replace("unseen", "nowhere").replace("secret", "nobody"))
    assert (hidden.records().count(), hidden.problems) == (0, [])
    said = [note.replace("unseen", "nowhere").replace("secret", "nobody") for note in hidden.notes]
    assert said == absent.notes


def test_a_page_asks_the_database_the_same_number_of_times_whatever_is_found() -> None:
    def times() -> int:
        with CaptureQueriesContext(connection) as queries:
            ask(analyst_, q="drones", kind="claim")
        return len(queries)

    analyst_ = analyst()
    a_claim("Drones came")
    few = times()
    for number in range(30):
        a_claim(f"Drones {number}")
    assert times() == few <= 6


def test_a_problem_finds_nothing_and_is_said() -> None:
    a_claim("Drones came")
    refused = asked(q="-drones")
    assert refused.problems
    assert (results(refused).total, refused.records().count()) == (0, 0)
