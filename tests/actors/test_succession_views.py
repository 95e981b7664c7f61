"""Succession, reasons, inference and warnings, as the pages of posts, tenures and people tell them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Post, Tenure
from records.access import Handling
from records.models import saving
from tests import cast
from tests.actors.test_state_views import section
from tests.factories import a_post, a_state, a_tenure, a_visit, an_actor, take_part
from tests.reading import tight as text

pytestmark = pytest.mark.django_db


def page(client: Client, record: object, **asked: str) -> str:
    return client.get(record.get_absolute_url(), asked).content.decode()  # type: ignore[attr-defined]


def three(post: Post) -> list[Tenure]:
    days = (("First", "2000-01-01", "2002-01-01"), ("Second", "2003-01-01", "2005-01-01"), ("Third", "2006-01-01", ""))
    return [a_tenure(an_actor(name), post, started=begun, ended=over) for name, begun, over in days]


def test_a_tenure_leads_to_the_one_before_and_the_one_after(client: Client) -> None:
    first, second, third = three(a_post("Envoy"))
    acting = a_tenure(an_actor("Stand In"), second.post, started="2002-02-01", ended="2002-12-01", capacity="acting")
    facts = text(page(client, second).partition("</dl>")[0])
    assert f"Before First (1 Jan 2000 to 1 Jan 2002, {first.ref})" in facts
    assert f"After Third (1 Jan 2006, end unknown, {third.ref})" in facts
    assert f"Acting in between Stand In (1 Feb to 1 Dec 2002, {acting.ref})" in facts
    assert "Before" not in text(page(client, first).partition("</dl>")[0])


def test_an_order_that_the_dates_leave_open_is_only_possible(client: Client) -> None:
    post = a_post("Envoy")
    a_tenure(an_actor("Rough"), post, started="2000", ended="2001")
    later = a_tenure(an_actor("Also"), post, started="2000-06-01", ended="2003-01-01")
    assert "possible" in text(page(client, later).partition("</dl>")[0])


def test_a_neighbour_whom_the_reader_may_not_see_is_not_told_of(client: Client) -> None:
    post = a_post("Envoy")
    a_tenure(an_actor("Hidden One"), post, started="2000", ended="2001", handling=Handling.RED)
    a_tenure(an_actor("Withheld One", handling=Handling.RED), post, started="2002", ended="2003")
    later = a_tenure(an_actor("Later"), post, started="2004", ended="2005")
    body = page(client, later)
    assert "Hidden One" not in body and "Withheld One" not in body and "withheld" in body
    client.force_login(cast.analyst(Handling.RED))
    assert "Withheld One" in page(client, later)


def test_succession_in_a_post_that_may_not_be_seen_is_not_told(client: Client) -> None:
    _, second, _ = three(a_post("Envoy", handling=Handling.RED))
    body = page(client, second)
    assert "First" not in body and "Third" not in body


def test_who_held_it_on_a_day_is_told_with_the_reason_and_the_neighbours(client: Client) -> None:
    post = a_post("Envoy")
    three(post)
    said = text(section(page(client, post, on="4 May 2003"), "Who held it on one day"))
    assert "Second ● certain 1 Jan 2003 to 1 Jan 2005: had begun by then, and left later" in said
    assert "Before First" in said and "After Third" in said
    said = text(section(page(client, post, on="2010-01-01"), "Who held it on one day"))
    assert "no end is recorded, which does not mean that it went on" in said and "Before Second" in said


def test_a_death_closes_an_open_tenure_and_is_told_as_inferred(client: Client) -> None:
    tenure = a_tenure(an_actor("Mortal", when="1900/1944-03-01"), a_post("Envoy"), started="1940")
    for record in (tenure, tenure.post, tenure.person):
        assert "unknown Inferred: by 1 Mar 1944, when the holder died" in text(page(client, record))
    tenure.refresh_from_db()
    assert tenure.ended == "" and tenure.end_reason == Tenure.EndReason.UNKNOWN


def test_the_end_of_a_post_and_a_successor_close_one_too(client: Client) -> None:
    post = a_post("Envoy", when="1900/1950")
    a_tenure(an_actor("Earlier"), post, started="1930")
    a_tenure(an_actor("Last"), post, started="1940-05-01")
    said = text(page(client, post))
    assert "Inferred: before 1 May 1940, when a successor had begun" in said
    assert "Inferred: by 31 Dec 1950, when the post came to its end" in said


def test_a_life_that_may_not_be_seen_closes_nothing(client: Client) -> None:
    tenure = a_tenure(an_actor("Mortal", when="1900/1944-03-01", handling=Handling.RED), started="1940")
    assert "Inferred" not in page(client, tenure) + page(client, tenure.post)


def test_those_who_stood_in_and_days_held_by_two_are_drawn_as_such(client: Client) -> None:
    post = a_post("Envoy")
    a_tenure(an_actor(), post, started="2000-01-01", ended="2004-01-01")
    a_tenure(an_actor(), post, started="2003-01-01", ended="2006-01-01")
    a_tenure(an_actor(), post, started="2006-01-01", ended="2007-01-01", capacity="acting")
    body = page(client, post)
    assert "Hollow: acting" in body and "held by two at once" in body
    assert body.count("Another person held the same post in their own right") == 2


ODD = {
    "a life": ({"started": "1890"}, "It began before the person was born"),
    "an end after a death": ({"started": "1940", "ended": "1960"}, "ended after they had died"),
    "a post": ({"started": "1925", "ended": "1926"}, "It began before the post was made"),
    "its own source": ({"started": "1940", "ended": "1939", "dates_conflict": True}, "gives an end before the start"),
    "an appointment": ({"appointed": "1935", "started": "1940", "ended": "1941"}, "more than 365 days after"),
}


@pytest.mark.parametrize(("dates", "said"), ODD.values(), ids=ODD)
def test_what_is_odd_is_told_on_the_pages(client: Client, dates: dict[str, object], said: str) -> None:
    person, post = an_actor("Somebody", when="1900/1950"), a_post("Envoy", when="1930/1970")
    tenure = a_tenure(person, post, **dates)
    for record in (tenure, post, person):
        assert said in page(client, record)


def accredited(person: object) -> list[Tenure]:
    hosts = [a_state(name) for name in ("Barbados", "Dominica", "Antigua")]
    return [
        a_tenure(
            person,  # type: ignore[arg-type]
            a_post(f"Ambassador to {host.title}", accredited_to=host),
            started="2010-01-01",
            ended="2014-01-01",
            capacity="concurrent" if number else "substantive",
        )
        for number, host in enumerate(hosts)
    ]


def test_accreditations_held_at_once_stand_together_with_the_residence(client: Client) -> None:
    person = an_actor("Envoy")
    tenures = accredited(person)
    a_tenure(person, a_post("Ambassador to Chile", accredited_to=a_state("Chile")), started="2015", ended="2016")
    for record in (person, tenures[1]):
        said = text(section(page(client, record), "Accredited at once"))
        assert "Resident in Barbados" in said and "Chile" not in said
        assert said.count("not resident") == 2 and "Dominica" in said and "Antigua" in said


def test_an_accreditation_that_may_not_be_seen_is_not_among_them(client: Client) -> None:
    person = an_actor("Envoy")
    _first, second, third = accredited(person)
    for one in (second, third):
        Post.objects.filter(pk=one.post_id).update(handling=Handling.RED)
    assert "Accredited at once" not in page(client, person)


def asked(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_the_page_of_a_tenure_asks_as_much_with_one_row_as_with_sixty(client: Client) -> None:
    client.force_login(cast.editor())
    post, person, state = a_post("Envoy"), an_actor("Envoy"), a_state("Host")
    tenure = a_tenure(person, post, started="1990")
    few = 0
    with saving(None):
        for number in range(60):
            a_tenure(an_actor(), post, started=f"{1900 + number}")
            office = a_post(accredited_to=a_state(), state=state)
            a_tenure(person, office, started="1991", ended="1999", capacity="concurrent")
            take_part(a_visit(when=f"{1990 + number % 30}"), person)
            few = few or asked(client, tenure.get_absolute_url())
    assert asked(client, tenure.get_absolute_url()) <= few <= 15
