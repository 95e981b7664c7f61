"""The search field: words of titles and of the names of actors, whatever their accents; nothing that is hidden."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Name
from records.access import Handling, Stage
from tests.cast import analyst, editor
from tests.factories import a_briefing, a_claim, a_document, a_state, a_visit, an_actor, an_armed_group, many_people

pytestmark = pytest.mark.django_db


def found(client: Client, q: str, **more: Any) -> list[str]:
    """The titles found, in their order."""
    html = client.get("/search/", {"q": q, **more}).content.decode()
    rows = html.partition("<tbody")[2].partition("</tbody>")[0]
    return re.findall(r'<a href="[^"]+">([^<]*)</a>', rows)


def test_records_of_every_kind_are_found_by_their_titles(client: Client) -> None:
    visit = a_visit(an_actor("Yue Xiaoyong"), place="Islamabad")
    a_claim("Yue was told")
    a_briefing("Yue in Pakistan")
    a_document("On Amna Baloch")
    assert set(found(client, "yue")) == {visit.title, "Yue Xiaoyong", "Yue was told", "Yue in Pakistan"}


@pytest.mark.parametrize(
    "q", ["xiaoyong islamabad", "ISLAMABAD yue", "  yue   isla ", "yue-islamabad", "“Yue” (Islamabad)!"]
)
def test_every_word_must_be_found_in_any_order(client: Client, q: str) -> None:
    a_visit(an_actor("Yue Xiaoyong"), place="Islamabad")
    a_visit(an_actor("Zamir Kabulov"), place="Islamabad")
    assert found(client, q) == ["Yue Xiaoyong in Islamabad"]


@pytest.mark.parametrize("q", ["erdogan", "ERDOĞAN", "Erdoğan", "erdog\u0306an", "recep erdo"])
def test_accents_and_capitals_do_not_matter(client: Client, q: str) -> None:
    an_actor("Recep Tayyip Erdoğan")
    assert found(client, q) == ["Recep Tayyip Erdoğan"]


def test_an_actor_is_found_by_any_of_its_names(client: Client) -> None:
    group = an_armed_group("Tehreek-e-Taliban Pakistan")
    Name.objects.create(actor=group, text="TTP", kind=Name.Kind.ACRONYM)
    Name.objects.create(actor=group, text="تحریک طالبان پاکستان", kind=Name.Kind.ALIAS)
    for q in ("ttp", "TTP pakistan", "تحریک", "taliban tehreek"):
        assert found(client, q) == [group.title], q


def test_what_fits_closest_stands_first(client: Client) -> None:
    a_visit(an_actor("Somebody"), host=a_state("Pakistan"))
    an_actor("Ministry of Foreign Affairs of Pakistan")
    assert found(client, "pakistan") == ["Pakistan", "Somebody in Pakistan", "Ministry of Foreign Affairs of Pakistan"]


def test_one_kind_may_be_chosen_and_the_order_too(client: Client) -> None:
    a_visit(an_actor("Yue"), when="2024")
    a_visit(an_actor("Yue the Second"), when="2023")
    assert found(client, "yue", kind="visit", sort="-date") == ["Yue", "Yue the Second"]
    assert found(client, "yue", kind="visit", sort="date") == ["Yue the Second", "Yue"]
    assert found(client, "yue", kind="claim") == []


@pytest.mark.parametrize("hidden", [{"handling": Handling.RED}, {"stage": Stage.DRAFT}])
def test_what_is_hidden_is_neither_found_nor_counted(client: Client, hidden: dict[str, Any]) -> None:
    actor = an_actor("Canary", **hidden)
    Name.objects.create(actor=actor, text="Sparrow", kind=Name.Kind.ALIAS)
    a_visit(actor, place="Islamabad")
    for q in ("canary", "sparrow"):
        assert found(client, q) == []
        assert "<span>0 found</span>" in client.get("/search/", {"q": q}).content.decode()
    client.force_login(editor())
    assert found(client, "sparrow") == ["Canary"]


def test_a_name_of_a_hidden_actor_does_not_help_to_find_what_is_open(client: Client) -> None:
    an_actor("Canary", handling=Handling.RED)
    visit = a_visit(an_actor("Canary two", handling=Handling.RED), place="Islamabad")
    assert visit.title == "A withheld visitor in Islamabad"
    assert found(client, "canary islamabad") == []
    assert found(client, "withheld islamabad") == [visit.title]


def test_many_are_counted_exactly_and_shown_fifty_a_page(client: Client) -> None:
    many_people(120)
    html = client.get("/search/", {"q": "person"}).content.decode()
    assert "<span>120 found</span>" in html and "Showing 1 to 50 of 120" in html
    assert len(found(client, "person", page=3)) == 20
    assert 'href="?q=person&amp;page=2" rel="next"' in html


def test_nothing_found_says_so_and_what_to_do(client: Client) -> None:
    html = client.get("/search/", {"q": "nobody at all"}).content.decode()
    assert "Nothing that you may read has all of these words in its title or names" in html
    assert "Try fewer words" in html and 'href="/sign-in/?next=/search/' in html


@pytest.mark.parametrize("q", ["", " ", "…!?", "\u200b"])
def test_nothing_asked_lists_nothing(client: Client, q: str) -> None:
    a_claim("It is so")
    html = client.get("/search/", {"q": q}).content.decode()
    assert "Write one word or several" in html
    assert found(client, q) == []


def test_too_much_asked_is_refused_in_words(client: Client) -> None:
    a_claim("xxx")
    html = client.get("/search/", {"q": "x" * 301}).content.decode()
    assert 'class="errorlist"' in html and found(client, "x" * 301) == []


def test_what_was_asked_is_shown_as_text(client: Client) -> None:
    html = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_the_number_of_queries_does_not_depend_on_what_is_found(client: Client) -> None:
    many_people(300)
    client.force_login(analyst())
    with CaptureQueriesContext(connection) as asked:
        client.get("/search/", {"q": "person 1 2 3", "kind": "actor"})
    assert len(asked) <= 6


def test_every_page_has_the_field(client: Client) -> None:
    html = client.get("/legend/").content.decode()
    assert 'action="/search/"' in html and 'name="q"' in html
