"""Which posts somebody surely held on the days of what they did."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.held import held_by, surely_held_by
from tests.factories import a_tenure, an_actor

FIRST, LAST, NOBODY = date(2024, 11, 18), date(2024, 11, 20), AnonymousUser()


@pytest.mark.parametrize(
    ("first", "last", "certain"),
    [
        (FIRST, LAST, True),
        (FIRST, date(2025, 2, 1), False),
        (FIRST, None, False),
        (None, LAST, False),
        (None, None, False),
    ],
)
def test_a_post_is_sure_on_days_that_are_all_known(
    db: None, first: date | None, last: date | None, certain: bool
) -> None:
    tenure = a_tenure(started="2024-01-01", ended="2025-01-01")
    (held,) = held_by([tenure.person_id], first, last, NOBODY)[tenure.person_id]
    assert (held.certain, held.possible) == (certain, True)
    asked = (tenure.person_id, first, last)
    assert surely_held_by([asked], NOBODY) == ({asked: (tenure.pk, tenure.title)} if certain else {})


def test_of_two_posts_neither_is_the_one(db: None) -> None:
    person = an_actor()
    for _ in range(2):
        a_tenure(person, started="2024-01-01", ended="2025-01-01")
    assert surely_held_by([(person.pk, FIRST, LAST)], NOBODY) == {}


def test_many_are_asked_for_in_one_query(db: None) -> None:
    people = [a_tenure(started="2024-01-01", ended="2025-01-01").person_id for _ in range(5)]
    with CaptureQueriesContext(connection) as queries:
        assert len(surely_held_by([(pk, FIRST, LAST) for pk in people], NOBODY)) == 5
    assert len(queries) == 1
