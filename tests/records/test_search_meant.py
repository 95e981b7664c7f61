"""Other spellings that the search offers: each of them finds something, and better none than nonsense."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from actors.models import Name
from records.access import Handling, Stage
from records.search.asked import Asked
from records.search.name_words import name_words
from records.sections.search_meant import offers
from tests.factories import a_claim, a_state, a_visit, an_actor

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
PEOPLE = (
    "Henry A.Kissinger", "Henry A. Kissinger", "Richard C. Holbrooke", "David M.Kennedy", "Nelson Mandela", "A. Mandell",
    "Richard M. Nixon", "Vladimir Makei", "Motegi Toshimitsu", "Múte Egede", "B. Matak", "Saint Kitts and Nevis",
    "Chou En-lai", "Aung San Suu Kyi", "Deng Xiaoping", "Xi Jinping", "Charles de Gaulle", "Yue Xiaoyong", "Yousang",
    "Indira Gandhi", "Wilhelmus Viets", "Nguyen Van Minh", "Dwight Eisenhower", "Aleksandr Haig", "Karl Uhl", "Zia",
)  # fmt: skip
OFFERED: dict[str, list[str]] = {
    "Kissenger": ["Kissinger"], "Holbroke": ["Holbrooke"], "Kenedy": ["Kennedy"], "Nixson": ["Nixon"],
    "Afganistan": ["Afghanistan"], "Pakitsan": ["Pakistan"], "Eisenhour": ["Eisenhower"], "mutaki": [],
    "Zhou Enlai": ["Chou En-lai"], "Zhou En lai": ["Chou En-lai"], "Deng Xiao Ping": ["Deng Xiaoping"],
    "Xi Jin Ping": ["Xi Jinping"], "Degaulle": ["de Gaulle"], "De Gaule": ["De Gaulle"], "Ho Chi Minn": ["Ho Chi Minh"],
    "Yu Shaoyong": ["Yue Xiaoyong"], "Indira Gandhi visits Washington": [], "Indra Gandhi": ["Indira Gandhi"],
    "Zia ul Haq": [], "Kisinger xyzzy": [], "Kisinger -Paris": ["Kissinger -Paris"], '"Kissenger"': [], "Nixon": [],
}  # fmt: skip


def offered(text: str) -> list[str]:
    return offers(Asked(as_query(text), NOBODY))


def as_query(text: str) -> QueryDict:
    made = QueryDict(mutable=True)
    made["q"] = text
    return made


@pytest.fixture
def known() -> None:
    for name in PEOPLE:
        an_actor(name)
    for name in ("Afghanistan", "Pakistan"):
        a_state(name)
        an_actor(f"Ambassador to {name}")
    a_claim("Indira Gandhi visits Moscow, and Washington another day")
    a_claim("The way to Ho Chi Minh City")


@pytest.mark.usefixtures("known")
def test_every_probe_is_offered_what_is_meant_and_nothing_else() -> None:
    assert {typed: offered(typed) for typed in OFFERED} == OFFERED


@pytest.mark.usefixtures("known")
def test_whatever_is_offered_finds_something_in_a_fixed_number_of_queries() -> None:
    for typed in (*OFFERED, *(f"{name[:-1]}k" for name in PEOPLE), *(f"{name} Kenedi" for name in PEOPLE)):
        with CaptureQueriesContext(connection) as asked:
            found = offered(typed)
        assert len(asked) <= 15, typed
        assert all(Asked(as_query(text), NOBODY).records().exists() for text in found), typed


def test_among_what_was_chosen_only_what_is_found_there_is_offered() -> None:
    an_actor("Henry Kissinger")
    chosen = as_query("Kissenger")
    chosen["kind"] = "claim"
    assert offers(Asked(chosen, NOBODY)) == [] and offered("Kissenger") == ["Kissinger"]


def test_a_name_that_is_known_has_another_beside_it_that_is_known_far_better() -> None:
    an_actor("A. Schultz")
    shultz = an_actor("George Shultz")
    assert offered("Schultz") == []
    for _ in range(4):
        a_visit(shultz)
    assert offered("Schultz") == ["Shultz"] and offered("Shultz") == []


@pytest.mark.parametrize("hidden", [{"handling": Handling.GREEN}, {"stage": Stage.DRAFT}])
@pytest.mark.usefixtures("known")
def test_what_is_hidden_changes_no_offer(hidden: dict[str, Any]) -> None:
    before = {typed: offered(typed) for typed in OFFERED}
    for name in ("Henry Kissenger", "Zhou Enlai", "Zia ul Haq", "Mutaqi", "Degaulle", "Ho Chi Minn", "Indira Vist"):
        Name.objects.create(actor=an_actor(name, **hidden), text=f"{name} the Other")
    a_claim("Kisinger xyzzy, Pakitsan and Holbroke", **hidden)
    assert {typed: offered(typed) for typed in OFFERED} == before


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Henry A.Kissinger", {"henry", "a", "kissinger"}),
        ("Mission to Afghanistan", {"mission", "to", "afghanistan"}),
        ("Saint Kitts and Nevis", {"saint", "kitts", "and", "nevis"}),
        ("Xiao Ping", {"xiao", "ping", "xiaoping"}),
        ("Charles de Gaulle", {"charles", "de", "gaulle", "charlesde", "degaulle"}),
    ],
)
def test_words_are_joined_only_where_somebody_may_write_them_so(name: str, words: set[str]) -> None:
    assert {word for word, whole in name_words(name) if not whole} == words
