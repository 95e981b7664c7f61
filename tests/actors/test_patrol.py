"""Open tenures of which nothing is heard: which they are, when their holders were last seen, and the ways on from there."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Actor, Tenure
from actors.sightings import last_seen
from actors.warnings import months_before
from briefings.models import Role
from records.access import Handling
from records.desk_lists import LISTS
from records.models import User, saving
from tests import cast
from tests.factories import (
    a_citation,
    a_claim,
    a_document,
    a_meeting,
    a_post,
    a_tenure,
    a_visit,
    an_actor,
    an_assertion,
    take_part,
)
from tests.reading import text

pytestmark = pytest.mark.django_db
TODAY = date(2024, 11, 20)
ADDRESS = "/desk/lists/stale-tenures/"


@pytest.fixture
def editor() -> User:
    return cast.editor()


def stale(user: Any) -> set[int]:
    return set(LISTS["stale-tenures"].records(user, TODAY).values_list("pk", flat=True))


MONTHS = {
    "two years": (date(2024, 11, 20), 24, date(2022, 11, 20)),
    "none": (date(2024, 11, 20), 0, date(2024, 11, 20)),
    "over the end of a year": (date(2024, 2, 3), 3, date(2023, 11, 3)),
    "to a month that is shorter": (date(2024, 3, 31), 1, date(2024, 2, 29)),
    "from the day that is there every four years": (date(2024, 2, 29), 12, date(2023, 2, 28)),
}


@pytest.mark.parametrize(("day", "months", "expected"), MONTHS.values(), ids=MONTHS)
def test_so_many_months_before(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def test_an_open_tenure_without_a_sighting_is_to_be_looked_up(editor: User) -> None:
    tenure = a_tenure(started="2015")
    a_tenure(started="2015", ended="2018")
    a_tenure(started="2023")
    a_tenure()
    assert stale(editor) == {tenure.pk}


def test_what_death_abolition_or_a_successor_has_closed_is_not(editor: User) -> None:
    a_tenure(an_actor(when="1900/1990"), started="1980")
    a_tenure(post=a_post(when="1900/1990"), started="1980")
    post = a_post()
    a_tenure(post=post, started="1980")
    newest = a_tenure(post=post, started="1990")
    assert stale(editor) == {newest.pk}


def met(held: Tenure, when: str, **given: Any) -> Any:
    visit = a_visit(when=when)
    take_part(visit, held.person, given.pop("role", Role.VISITOR), **given)
    return visit


def said(tenure: Tenure, when: str) -> Any:
    return an_assertion(a_claim(), tenure.person, when=when)


def cited(tenure: Tenure, when: str, **given: Any) -> Any:
    document = a_document(when=when)
    a_citation(document, tenure, **given)
    return document


SEEN = {
    "took part lately": (lambda one: met(one, "2024-01"), True),
    "took part as this holder": (lambda one: met(one, "2024-01", tenure=one), True),
    "spoke lately": (lambda one: said(one, "2024-01"), True),
    "a source says so lately": (lambda one: cited(one, "2024-01"), True),
    "took part long ago": (lambda one: met(one, "2018"), False),
    "was awaited and did not come": (lambda one: met(one, "2024-01", role=Role.ABSENT), False),
    "whether they took part is disputed": (lambda one: met(one, "2024-01", certainty="disputed"), False),
    "took part as the holder of another post": (
        lambda one: met(one, "2024-01", tenure=a_tenure(one.person, started="2016", ended="2030")), False,
    ),
    "a source speaks against it": (lambda one: cited(one, "2024-01", stance="contradicts"), False),
}  # fmt: skip


@pytest.mark.parametrize(("see", "heard"), SEEN.values(), ids=SEEN)
def test_what_counts_as_a_sighting(editor: User, see: Any, heard: bool) -> None:
    tenure = a_tenure(started="2015")
    see(tenure)
    assert (tenure.pk not in stale(editor)) is heard


def test_the_number_of_months_is_a_setting(editor: User, settings: Any) -> None:
    tenure = a_tenure(started="2015")
    met(tenure, "2024-01-01")
    settings.STALE_TENURE_MONTHS = 6
    assert stale(editor) == {tenure.pk}


def test_a_sighting_that_the_reader_may_not_see_is_none(editor: User) -> None:
    tenure = a_tenure(started="2015")
    visit = a_visit(when="2024-01", handling=Handling.RED)
    take_part(visit, tenure.person)
    below = cast.editor(Handling.GREEN)
    assert (stale(editor), stale(below)) == (set(), {tenure.pk})
    people = {tenure.pk: tenure.person_id}
    assert last_seen(people, editor, TODAY)[tenure.pk].record == visit.pk
    assert last_seen(people, below, TODAY) == {}


def test_the_last_sighting_is_the_newest_of_all_up_to_today(editor: User) -> None:
    tenure = a_tenure(started="2015")
    met(tenure, "2018")
    newest = said(tenure, "2019-03-04")
    cited(tenure, "2017")
    met(tenure, "2031")
    found = last_seen({tenure.pk: tenure.person_id}, editor, TODAY)[tenure.pk]
    assert (found.day, found.record) == (date(2019, 3, 4), newest.pk)


def test_the_list_says_when_somebody_was_last_seen_and_leads_to_the_form(client: Client, editor: User) -> None:
    client.force_login(editor)
    tenure = a_tenure(an_actor("Amna Baloch"), started="2015")
    meeting = a_meeting(tenure.person, when="2018-05-04")
    body = client.get(ADDRESS).content.decode()
    assert f"last seen on 4 May 2018, in {meeting.title}" in text(body)
    for address in (f"/desk{tenure.get_absolute_url()}edit/#id_ended", "/actors/amna-baloch/mentions/"):
        assert f'href="{address}"' in body
    assert 'id="id_ended"' in client.get(f"/desk{tenure.get_absolute_url()}edit/").content.decode()


def test_a_holder_whom_the_reader_may_not_see_is_not_told_of(client: Client) -> None:
    client.force_login(cast.editor(Handling.GREEN))
    tenure = a_tenure(an_actor("Hidden One"), started="2015")
    a_meeting(tenure.person, when="2018-05-04")
    Actor.objects.filter(pk=tenure.person_id).update(handling=Handling.RED)
    body = client.get(ADDRESS).content.decode()
    assert tenure.get_absolute_url() in body and "not seen in any record" in body
    assert "hidden-one" not in body and "Hidden One" not in body


def test_the_page_of_an_open_tenure_says_when_its_holder_was_last_heard_of(client: Client) -> None:
    tenure = a_tenure(an_actor("Amna Baloch"), started="2015")
    a_meeting(tenure.person, when="2018-05-04")
    assert "Last heard of Last seen on 4 May 2018, in" in text(client.get(tenure.get_absolute_url()).content.decode())
    ended = a_tenure(tenure.person, started="2010", ended="2014")
    assert "Last heard of" not in client.get(ended.get_absolute_url()).content.decode()


def test_the_list_asks_as_much_for_one_row_as_for_forty(client: Client, editor: User) -> None:
    client.force_login(editor)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ADDRESS).status_code == 200
        return len(queries)

    met(a_tenure(started="2015"), "2018")
    few = asked()
    with saving(None):
        for number in range(40):
            met(a_tenure(started="2015"), f"{2016 + number % 6}")
    assert asked() <= few
