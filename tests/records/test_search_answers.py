"""Answers in words: nothing asked, nothing found, and what cannot be looked for. Always a page."""

import pytest
from django.test import Client

from records.access import Handling
from tests.cast import editor
from tests.factories import a_claim, a_state, a_visit, an_actor
from tests.reading import text
from tests.searching import chips, facet, page, titles, total, unclear

pytestmark = pytest.mark.django_db


def test_nothing_asked_tells_what_there_is_and_what_can_be_asked(client: Client) -> None:
    a_claim("It is so")
    a_claim("It is not", handling=Handling.RED)
    a_visit()
    html = page(client)
    assert facet(html, "kind") == {"Claims 1": "/search/?kind=claim", "Visits 1": "/search/?kind=visit"}
    assert "It is so" in titles(html) and "It is not" not in html
    assert '<details class="help" id="help" open>' in html


@pytest.mark.parametrize("q", ["", " ", "\x00", "\t\n"])
def test_blanks_ask_nothing(client: Client, q: str) -> None:
    a_claim("It is so")
    answer = client.get("/search/", {"q": q})
    assert answer.status_code == 200
    assert facet(answer.text, "kind") == {"Claims 1": "/search/?kind=claim"} and total(answer.text) == ""


def test_an_empty_site_says_so(client: Client) -> None:
    assert "There is nothing here yet that you may read" in page(client)


def test_the_help_shows_each_way_to_ask_as_a_link_that_works(client: Client) -> None:
    a_claim("Drones over the border")
    html = page(client)
    help_ = html.partition('<details class="help"')[2].partition("</details>")[0]
    addresses = [part.split('"')[0].replace("&amp;", "&") for part in help_.split('href="')[1:]]
    assert len(addresses) > 12
    for address in addresses:
        assert "aria-invalid" not in client.get(address).text, address


def test_only_an_editor_is_told_of_stages(client: Client) -> None:
    assert "stage:draft" not in page(client)
    client.force_login(editor())
    assert "stage:draft" in page(client)


@pytest.mark.parametrize(
    ("q", "words", "better"),
    [
        ("-Kabul", "only what is not wanted", ""),
        ("the of", "in nearly every text", ""),
        ("((border", "bracket is open", "border"),
        ("border)", "never opened", "border"),
        ('"safe haven', "quotation mark is open", "safe haven"),
        ("OR", "OR, AND and NOT stand between words", ""),
        ("…!?", "no letter or digit", ""),
        ("x" * 301, "longer than 300 characters", ""),
    ],
)
def test_what_cannot_be_looked_for_is_said_beside_the_box(client: Client, q: str, words: str, better: str) -> None:
    a_claim("The border is a safe haven xxx")
    html = page(client, q)
    assert words in unclear(html) and titles(html) == []
    assert 'aria-invalid="true" aria-describedby="unclear"' in html
    assert (f'<a href="/search/?q={better.replace(" ", "+")}"' in html) == bool(better)


def test_what_was_typed_is_kept_and_stays_text(client: Client) -> None:
    html = page(client, '("><script>alert(1)</script>')
    assert "<script>alert" not in html and "&quot;&gt;&lt;script&gt;" in html


def test_a_field_that_there_is_not_is_noted_and_read_as_words(client: Client) -> None:
    a_claim("colour red")
    html = page(client, "colour:red")
    assert "“colour:” is no field" in unclear(html) and titles(html) == ["colour red"]
    assert "aria-invalid" not in html


def test_an_actor_who_is_hidden_is_as_unknown_as_one_that_there_is_not(client: Client) -> None:
    an_actor("Falcon", handling=Handling.RED)
    known, unknown = page(client, "actor:Falcon"), page(client, "actor:Nobody")
    assert unclear(known) == "No actor that you may read is called “Falcon”."
    assert known.replace("Falcon", "Nobody") == unknown


def test_a_chosen_actor_who_is_hidden_is_named_as_in_the_address(client: Client) -> None:
    hidden = an_actor("Falcon", handling=Handling.RED, slug="agent-f")
    html = page(client, "border", actor="agent-f")
    assert list(chips(html)) == ["Actor agent-f"] and hidden.title not in html


def test_nothing_found_says_so_and_what_to_try(client: Client) -> None:
    html = page(client, "nobody at all")
    assert total(html) == "Nothing found"
    assert "Nothing that you may read has all of this in it" in text(html)
    assert "Try fewer words" in html and 'href="/sign-in/?next=/search/' in html


def test_nothing_found_offers_the_question_without_each_choice(client: Client) -> None:
    pakistan = a_state("Pakistan")
    a_visit(host=pakistan, place="Border", when="2024")
    html = page(client, "border", kind="claim", state="pakistan", year="2024")
    assert '<a href="/search/?q=border&amp;state=pakistan&amp;year=2024" rel="nofollow">Any kind</a>: 1 found' in html
    assert "Any state" not in html


def test_a_choice_that_finds_nothing_is_still_named(client: Client) -> None:
    a_state("Pakistan")
    html = page(client, "nothing", state="pakistan", kind="claim", handling="amber", year="2024")
    assert list(chips(html)) == ["Kind Claims", "State Pakistan", "Year 2024", "Handling TLP:AMBER"]


@pytest.mark.parametrize("typed", ["Mottaki", "Mutaqi"])
def test_another_spelling_is_offered_as_a_link_where_little_is_found(client: Client, typed: str) -> None:
    an_actor("Amir Khan Muttaqi")
    html = page(client, f"{typed} -Kabul", kind="actor")
    assert "Did you mean Muttaqi -Kabul" in text(html)
    assert '<a href="/search/?q=Muttaqi+-Kabul&amp;kind=actor" dir="auto">Muttaqi -Kabul</a>' in html


def test_nothing_else_is_meant_where_the_word_is_a_name(client: Client) -> None:
    an_actor("Amir Khan Muttaqi")
    assert "Did you mean" not in page(client, "Muttaqi")


def test_no_name_of_a_hidden_record_is_offered(client: Client) -> None:
    before = page(client, "Mottaki")
    hidden = an_actor("Amir Khan Muttaqi", handling=Handling.RED)
    a_visit(hidden)
    assert page(client, "Mottaki") == before
    client.force_login(editor())
    assert "Did you mean Muttaqi" in text(page(client, "Mottaki"))


def test_where_all_the_words_find_nothing_any_of_them_is_offered(client: Client) -> None:
    a_claim("Pakistan spoke")
    a_claim("The TTP answered")
    shown = page(client, "what did Pakistan say about the TTP?")
    assert "Pakistan OR say OR TTP" in shown
    assert "2 found" in shown
