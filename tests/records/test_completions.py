"""What the search field and the fields of filters complete: names and titles, told apart, and nothing hidden."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.models import Actor, Category, Name
from records.access import Handling, Stage
from records.search.completions import completions
from records.search.name_words import name_words
from records.search.spellings import keep_names
from tests.cast import analyst, editor
from tests.factories import a_claim, a_post, a_state, a_tenure, a_visit, an_actor, an_armed_group
from tests.searching import OneNamedAtWill

pytestmark = pytest.mark.django_db


def offered(client: Client, q: str, *kinds: str) -> list[dict[str, str]]:
    answer = client.get("/complete/", {"q": q, "kind": kinds})
    assert answer.headers["Cache-Control"].startswith("private")
    return list(answer.json()["completions"])


def labels(client: Client, q: str, *kinds: str) -> list[str]:
    return [one["label"] for one in offered(client, q, *kinds or ("actor", "claim", "post"))]


@pytest.mark.parametrize(
    "q", ["mut", "MUTT", "muttaqi", "amir m", "khan mutt", "mutt amir", "amir khan muttaqi", "Mottaki", "mutaq", "متقی"]
)
def test_a_name_is_completed_from_the_beginning_of_any_word_and_any_spelling(client: Client, q: str) -> None:
    Name.objects.create(actor=an_actor("Amir Khan Muttaqi"), text="امیر خان متقی")
    an_actor("Imran Khan")
    assert labels(client, q) == ["Amir Khan Muttaqi"]


@pytest.mark.parametrize("q", ["u", "u nu", "U Nu"])
def test_a_single_letter_is_a_whole_word(client: Client, q: str) -> None:
    an_actor("U Nu")
    an_actor("Ursula von der Leyen")
    assert labels(client, q) == ["U Nu"]


@pytest.mark.parametrize("q", ["o'br", "obr", "o br", "O’Brien"])
def test_an_apostrophe_may_be_written_or_not(client: Client, q: str) -> None:
    an_actor("Conan O'Brien")
    assert labels(client, q) == ["Conan O'Brien"]


def test_an_answer_says_where_it_leads_and_what_filters_call_it(client: Client) -> None:
    actor = an_actor("Amir Khan Muttaqi", slug="amir-khan-muttaqi")
    assert offered(client, "mutt") == [
        {
            "label": "Amir Khan Muttaqi",
            "detail": "Official",
            "kind": "actor",
            "ref": actor.ref,
            "slug": "amir-khan-muttaqi",
            "fill": "amir-khan-muttaqi",
            "address": "/actors/amir-khan-muttaqi/",
        }
    ]


def test_two_of_one_name_are_told_apart_by_post_and_state(client: Client) -> None:
    minister = an_actor("Imran Khan", state=a_state("Pakistan"))
    a_tenure(minister, a_post("Prime Minister"), started="2018")
    consul = an_actor("Imran Khan", state=a_state("India"))
    a_tenure(consul, a_post("Consul of India in Doha"), started="2001", ended="2003")
    a_tenure(an_actor("Imran Khan"), a_post("Secret Envoy", handling=Handling.RED), started="2020")
    told = [one["detail"] for one in offered(client, "imran", "actor")]
    assert told == ["Prime Minister, Pakistan", "Consul of India in Doha (2001 to 2003)", "Official"]


def test_a_state_that_may_not_be_seen_is_not_told(client: Client) -> None:
    an_armed_group("The Group", state=a_state("Hidden State", handling=Handling.RED))
    assert [one["detail"] for one in offered(client, "group")] == ["Armed group"]


def test_other_records_are_completed_by_words_of_their_titles(client: Client) -> None:
    a_claim("The group has sanctuaries", when="2024-11-18")
    [one] = offered(client, "sanct")
    assert (one["label"], one["detail"]) == ("The group has sanctuaries", "Claim, 18 Nov 2024")
    assert labels(client, "sanct group") == ["The group has sanctuaries"] and labels(client, "sanct", "visit") == []


def test_names_leave_room_for_titles(client: Client) -> None:
    for number in range(12):
        an_actor(f"Falcon {number:02}")
        a_claim(f"A falcon flew, {number:02}")
    kinds = [one["kind"] for one in offered(client, "falc", "actor", "claim")]
    assert kinds == ["actor"] * 7 + ["claim"] * 3


def test_a_kind_may_be_chosen_and_a_sort_of_actor(client: Client) -> None:
    a_state("Falconia")
    an_actor("Falcon, the Man")
    an_actor("Falcon Island", Category.TERRITORY)
    a_post("Falconer")
    assert labels(client, "falc", "actor:person") == ["Falcon, the Man"]
    assert labels(client, "falc", "actor:state") == ["Falcon Island", "Falconia"]
    assert labels(client, "falc", "actor:person", "post") == ["Falcon, the Man", "Falconer"]


@pytest.mark.parametrize("kind", ["spy", "actor:spy", "visit:long", ":", "actor:person:x"])
def test_a_kind_that_is_none_is_refused_in_words(client: Client, kind: str) -> None:
    answer = client.get("/complete/", {"q": "falc", "kind": kind})
    assert answer.status_code == 400 and answer.json()["problem"].startswith("There is no ")


def test_what_is_named_most_stands_first_among_equals(client: Client) -> None:
    an_actor("Ahmad Falcon")
    known = an_actor("Zia Falcon")
    for _ in range(2):
        a_visit(known)
    assert labels(client, "falcon") == ["Zia Falcon", "Ahmad Falcon"]
    assert labels(client, "ahm falcon") == ["Ahmad Falcon"]


@pytest.mark.parametrize("q", ["", " ", "…", "x" * 301, "\x00", "%", "_"])
def test_what_is_no_word_completes_to_nothing(client: Client, q: str) -> None:
    an_actor("Somebody")
    assert labels(client, q) == []


QUESTIONS = ("fa", "falc", "falcon", "falkon", "open fal", "open falcom", "zia", "ahm")


@pytest.mark.parametrize("hidden", [{"handling": Handling.GREEN}, {"stage": Stage.DRAFT}])
def test_what_is_hidden_changes_no_answer(client: Client, hidden: dict[str, Any]) -> None:
    shown = [an_actor(f"{name} Falcon") for name in ("Ahmad", "Zia", "Open")]
    a_claim("The falcon flew")
    before = [offered(client, q) for q in QUESTIONS]
    for name in ("Falkon", "Ahmad Falcon", "Falcom Open", "Fa"):
        an_actor(name, **hidden)
    for _ in range(5):
        a_visit(shown[1], **hidden)
    a_tenure(shown[1], a_post("Envoy"), started="2020", **hidden)
    a_claim("A second falcon", **hidden)
    assert [offered(client, q) for q in QUESTIONS] == before
    client.force_login(editor() if "stage" in hidden else analyst(Handling.GREEN))
    assert "Falkon" in labels(client, "falkon") and "A second falcon" in labels(client, "second")


def test_the_number_of_queries_does_not_depend_on_what_is_found(client: Client) -> None:
    for number in range(30):
        a_tenure(an_actor(f"Falcon {number}", state=a_state(f"State {number}")), a_post(f"Post {number}"))
    for q, most in (("falc", 4), ("falc 1", 4), ("falkon", 9), ("falkon 1", 11)):
        with CaptureQueriesContext(connection) as asked:
            assert offered(client, q)
        assert len(asked) <= most, q


class AnyNameTyped(OneNamedAtWill):
    @settings(max_examples=40)
    @given(st.text(min_size=1, max_size=60))
    def test_a_name_typed_exactly_is_always_found(self, name: str) -> None:
        keep_names({self.actor.pk: [name]})
        found = completions(name, AnonymousUser(), timezone.localdate(), ["actor"])
        assert [one.pk for one in found] == ([self.actor.pk] if name_words(name) else [])

    @settings(max_examples=40)
    @given(st.text(max_size=320))
    def test_any_text_is_answered(self, text: str) -> None:
        completions(text, AnonymousUser(), timezone.localdate())


def test_beside_names_stand_three_titles_at_most(client: Client) -> None:
    an_actor("Henry Kissinger")
    for number in range(9):
        a_claim(f"Kissinger said so, {number}")
    found = offered(client, "kissin", "actor", "claim")
    assert [one["label"] for one in found] == ["Henry Kissinger", *(f"Kissinger said so, {n}" for n in (8, 7, 6))]
    assert len(offered(client, "kissin", "claim")) == 9


@pytest.mark.parametrize(("q", "found"), [("sol", 0), ("sold", 1), ("sol dan", 1), ("so da", 0)])
def test_titles_are_looked_for_from_four_letters_or_two_words_on(client: Client, q: str, found: int) -> None:
    a_claim("A soldier danced")
    assert len(labels(client, q, "claim")) == found


def test_what_cannot_be_told_apart_is_by_dates_else_by_reference(client: Client) -> None:
    japan = a_state("Japan")
    old, young, visitor, hidden, other = (an_actor("Sato", state=japan) for _ in range(5))
    Actor.objects.filter(pk=old.pk).update(when="1901/1975")
    Actor.objects.filter(pk=young.pk).update(when="1940/")
    a_visit(visitor, when="1957-06-19")
    a_visit(visitor, when="1960", handling=Handling.RED)
    a_visit(hidden, when="1958", handling=Handling.RED)
    told = {one["address"]: one["detail"] for one in offered(client, "sato", "actor")}
    assert {told[one.get_absolute_url()] for one in (hidden, other)} == {
        f"Official, Japan · A-{one.pk:04d}" for one in (hidden, other)
    }
    assert told[visitor.get_absolute_url()] == "Official, Japan · visit, 19 Jun 1957"
    assert told[old.get_absolute_url()].startswith("Official, Japan · 1901")
    assert len(set(told.values())) == 5


def test_what_fills_a_field_means_this_one_alone(client: Client) -> None:
    a_state("Japan", slug="japan")
    an_actor("Embassy in Japan", slug="embassy-in-japan")
    assert [one["fill"] for one in offered(client, "japan", "actor")] == ["japan", "embassy-in-japan"]
    first, _ = an_actor("Zia", slug="zia"), an_actor("Khaleda Zia", slug="khaleda-zia")
    assert [one["fill"] for one in offered(client, "zia")] == [f"A-{first.pk:04d}", "khaleda-zia"]
