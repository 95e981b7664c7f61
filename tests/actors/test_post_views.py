import pytest
from django.test import Client

from actors.models import Nomination, Post, Tenure
from records.access import Handling, Stage
from tests import cast
from tests.actors.test_state_views import section
from tests.factories import a_post, a_state, a_tenure, an_actor

pytestmark = pytest.mark.django_db


def page(client: Client, post: Post, on: str = "") -> str:
    return client.get(post.get_absolute_url(), {"on": on} if on else {}).content.decode()


def answer(client: Client, post: Post, on: str) -> str:
    return section(page(client, post, on), "Who held it on one day")


def test_the_facts_of_a_post(client: Client) -> None:
    ministry, home, host = an_actor("Foreign Office", "government_body"), a_state("Pakistan"), a_state("China")
    post = a_post(
        "Ambassador to China", role="Ambassador", organisation=ministry, state=home, accredited_to=host, level=4,
        when="1951/..", note="Resident in Beijing.",
    )  # fmt: skip
    body = page(client, post)
    for words in ("Ambassador to China", "Foreign Office", "Pakistan", "China", "Senior official", "since", "1951"):
        assert words in body
    assert "Resident in Beijing." in body and '"roleName": "Ambassador"' in body


def test_a_post_that_nobody_held_says_what_would_stand_there(client: Client) -> None:
    body = page(client, a_post("Envoy"))
    assert "Nobody that you may read of is on record" in body and "unknown" in body


def held(post: Post, name: str, started: str, ended: str = "", **given: object) -> Tenure:
    return a_tenure(an_actor(name), post, started=started, ended=ended, **given)


ANSWERS = {
    "certain": ("2001-05-05", "certain", "First"),
    "possible after an unknown end": ("2012-05-05", "possible", "Second"),
    "vacant": ("2003-05-05", "vacant", "had left, and the next had not begun"),
    "unknown": ("1990-05-05", "unknown", "No record that you may read covers the day"),
}


@pytest.mark.parametrize(("on", "word", "more"), ANSWERS.values(), ids=ANSWERS)
def test_who_held_it_on_a_day(client: Client, on: str, word: str, more: str) -> None:
    post = a_post("Envoy")
    held(post, "First", "2000-01-01", "2002-12-31")
    held(post, "Second", "2005-01-01")
    said = answer(client, post, on)
    assert f"{word}</span>" in said and more in said and f'value="{on}"' in said


def test_a_day_outside_the_life_of_the_post_is_vacant(client: Client) -> None:
    said = answer(client, a_post("Envoy", when="1950/1960"), "1970-01-01")
    assert "vacant" in said and "did not exist" in said


def test_the_answer_is_the_readers_own(client: Client) -> None:
    post = a_post("Envoy")
    held(post, "Secret Holder", "2000-01-01", "2002-12-31", handling=Handling.RED)
    assert "unknown" in answer(client, post, "2001-01-01")
    client.force_login(cast.analyst(Handling.RED))
    assert "Secret Holder" in answer(client, post, "2001-01-01")


BAD = {
    "no date": ("gibberish", "is not read as a date. Write one day"),
    "a day that the month has not": ("2024-02-30", "February 2024 has 29 days"),
    "a month": ("2024-05", "more than one day"),
    "an interval": ("2024-05-01/2024-05-03", "more than one day"),
    "hostile": ('"><script>alert(1)</script>', "is not read as a date"),
}


@pytest.mark.parametrize(("on", "words"), BAD.values(), ids=BAD)
def test_a_bad_day_is_answered_in_words_and_kept_in_the_field(client: Client, on: str, words: str) -> None:
    response = client.get(a_post("Envoy").get_absolute_url(), {"on": on})
    body = response.content.decode()
    assert response.status_code == 200 and words in body
    assert response.context["form"]["on"].value() == on and "<script>alert" not in body


@pytest.mark.parametrize("on", ["2024-11-18", "2024-11-18?", " 2024-11-18 ", "18 November 2024", "Nov 18, 2024"])
def test_a_day_may_be_written_as_people_and_as_edtf_do(client: Client, on: str) -> None:
    assert "18 Nov 2024" in answer(client, a_post("Envoy"), on)


def test_holders_stand_oldest_first_with_vacancies_between(client: Client) -> None:
    post = a_post("Envoy")
    held(post, "Second", "2005-03-01", "2006-01-01")
    held(post, "First", "2000-01-01", "2002-12-31")
    holders = section(page(client, post), "Holders")
    table = holders[holders.index("<table") :]
    assert table.index("First") < table.index("vacant") < table.index("Second")
    assert "1 Jan 2003" in table and "28 Feb 2005" in table
    assert "Thin line: vacant" in holders and "bar-gap" in holders


def test_an_end_that_is_not_known_opens_no_vacancy(client: Client) -> None:
    post = a_post("Envoy")
    held(post, "First", "2000-01-01")
    held(post, "Second", "2005-03-01", "2006-01-01")
    assert "vacant" not in section(page(client, post), "Holders")


def test_a_holder_who_may_not_be_seen_is_withheld(client: Client) -> None:
    post = a_post("Envoy")
    a_tenure(an_actor("Hidden One", handling=Handling.RED), post, started="2000", ended="2001")
    body = page(client, post, "2000-06-01")
    assert body.count('<span class="withheld">withheld</span>') >= 2
    assert "Hidden One" not in body and "hidden-one" not in body


def test_the_title_that_a_source_gives_a_withheld_holder_is_withheld_too(client: Client) -> None:
    post, hidden = a_post("Envoy"), an_actor("Hidden One", handling=Handling.RED)
    a_tenure(hidden, post, started="2020", title_as_stated="Envoy Hidden")
    a_tenure(an_actor("Open One"), post, started="2021", title_as_stated="Lord Envoy")
    body = client.get(post.get_absolute_url()).content.decode()
    assert "Envoy Hidden" not in body
    assert "as “Lord Envoy”" in body


def test_those_put_forward_are_kept_apart(client: Client) -> None:
    post = a_post("Envoy")
    person = an_actor("Hopeful")
    Nomination.objects.create(post=post, person=person, appointed="1999", outcome="declined", note="Ill.")
    body = page(client, post)
    assert "Hopeful" in section(body, "Put forward, never served") and "declined" in body and "Ill." in body
    assert "Hopeful" not in section(body, "Holders")


def test_more_than_fifty_holders_are_shown_in_part_with_the_way_to_all(client: Client) -> None:
    post, person = a_post("Envoy"), an_actor("One and the Same")
    for year in range(1940, 1992):
        a_tenure(person, post, started=f"{year}-01-01", ended=f"{year}-12-31")
    body = page(client, post)
    assert 'href="/tenures/?post=envoy&amp;sort=start">All 52</a>' in body
    assert "The last 50 of 52." in body and "1 Jan 1941" not in body and "1 Jan 1991" in body


def test_a_draft_is_no_page_for_an_analyst_and_one_for_an_editor(client: Client) -> None:
    post = a_post("Envoy", stage=Stage.DRAFT)
    client.force_login(cast.analyst(Handling.RED))
    assert client.get(post.get_absolute_url()).status_code == 404
    client.force_login(cast.editor())
    assert client.get(post.get_absolute_url()).status_code == 200
