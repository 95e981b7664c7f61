"""Who held a post on a day: a table of cases, and what must hold whatever the dates."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.holders import Answer, Holding, Standing, standing_on, vacancies
from actors.models import Post, Tenure
from records.access import Handling, Stage
from records.bulk import bulk_insert
from tests import cast
from tests.factories import a_post, a_tenure, an_actor

START = date(2000, 1, 1)
SPAN = 40


def day(number: int | None) -> date | None:
    return None if number is None else START + timedelta(number)


def held(pk: int, start: object, end: object, **more: object) -> Holding:
    """A holding from one day to another; a pair stands for "between these days", None for unknown."""
    first, last = start if isinstance(start, tuple) else (start, start)
    left, gone = end if isinstance(end, tuple) else (end, end)
    return Holding(pk, day(first), day(last), day(left), day(gone), **more)  # type: ignore[arg-type]


CASES = {
    "inside both known ends": ([held(1, 0, 10)], 5, Standing(Answer.CERTAIN, (1,))),
    "on the day of starting": ([held(1, 0, 10)], 0, Standing(Answer.CERTAIN, (1,))),
    "on the day of leaving": ([held(1, 0, 10)], 10, Standing(Answer.POSSIBLE, (), (1,))),
    "after an end that is not known": ([held(1, 0, None)], 39, Standing(Answer.POSSIBLE, (), (1,))),
    "before a start that is not known": ([held(1, None, 10)], 5, Standing(Answer.POSSIBLE, (), (1,))),
    "neither end known": ([held(1, None, None)], 5, Standing(Answer.UNKNOWN)),
    "between the bounds of a rough start": ([held(1, (0, 10), 20)], 5, Standing(Answer.POSSIBLE, (), (1,))),
    "between the bounds of a rough end": ([held(1, 0, (10, 20))], 15, Standing(Answer.POSSIBLE, (), (1,))),
    "before the only holder": ([held(1, 10, 20)], 5, Standing(Answer.UNKNOWN)),
    "after the only holder": ([held(1, 10, 20)], 25, Standing(Answer.UNKNOWN)),
    "between a known end and a known later start": ([held(1, 0, 5), held(2, 10, 20)], 7, Standing(Answer.VACANT)),
    "between a rough end and a later start": (
        [held(1, 0, (5, 8)), held(2, 10, 20)], 7, Standing(Answer.POSSIBLE, (), (1,)),
    ),
    "between an end that is not known and a later start": (
        [held(1, 0, None), held(2, 10, 20)], 7, Standing(Answer.POSSIBLE, (), (1,)),
    ),
    "two at once": ([held(2, 3, 10), held(1, 0, 10)], 5, Standing(Answer.CERTAIN, (1, 2))),
    "one for certain and one perhaps": (
        [held(1, 0, 10), held(2, (3, 8), 20)], 5, Standing(Answer.CERTAIN, (1,), (2,)),
    ),
    "a successor had surely started": (
        [held(1, 0, None), held(2, 10, 20)], 12, Standing(Answer.CERTAIN, (2,)),
    ),
    "a successor may have started": (
        [held(1, 0, None), held(2, (10, 15), 20)], 12, Standing(Answer.POSSIBLE, (), (1, 2)),
    ),
    "somebody acting succeeds nobody": (
        [held(1, 0, None), held(2, 10, 20, substantive=False)], 12, Standing(Answer.CERTAIN, (2,), (1,)),
    ),
    "the holder had died": ([held(1, 0, None, lived_until=day(20))], 21, Standing(Answer.UNKNOWN)),
    "the day of the holder's death": ([held(1, 0, None, lived_until=day(20))], 20, Standing(Answer.POSSIBLE, (), (1,))),
    "a recorded end outweighs the death": (
        [held(1, 0, 30, lived_until=day(20))], 25, Standing(Answer.CERTAIN, (1,)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("holdings", "number", "expected"), CASES.values(), ids=CASES)
def test_who_held_the_post(holdings: list[Holding], number: int, expected: Standing) -> None:
    assert standing_on(START + timedelta(number), holdings) == expected


LIFE = {
    "before the post was made": (5, Answer.VACANT),
    "after it was abolished": (35, Answer.VACANT),
    "in its time, with nobody recorded": (12, Answer.UNKNOWN),
}


@pytest.mark.parametrize(("number", "expected"), LIFE.values(), ids=LIFE)
def test_a_post_outside_its_own_life_is_vacant(number: int, expected: Answer) -> None:
    assert standing_on(START + timedelta(number), [], day(10), day(30)).answer == expected


def test_nobody_holds_a_post_after_its_end_by_an_end_that_was_not_recorded() -> None:
    assert standing_on(START + timedelta(31), [held(1, 0, None)], abolished=day(30)) == Standing(Answer.VACANT)


days = st.integers(0, SPAN - 1)


@st.composite
def sides(draw: st.DrawFn) -> tuple[date | None, date | None]:
    """The earliest and the latest day of one date: known to the day, rough, open on one side, or unknown."""
    first, last = sorted((draw(days), draw(days)))
    form = draw(st.sampled_from(["day", "day", "rough", "from", "until", "unknown"]))
    return {
        "day": (day(first), day(first)),
        "rough": (day(first), day(last)),
        "from": (day(first), None),
        "until": (None, day(last)),
        "unknown": (None, None),
    }[form]


@st.composite
def holdings(draw: st.DrawFn) -> list[Holding]:
    """Up to five, as the database would take them: none ends before it begins, nobody starts when dead."""
    found = []
    for pk in range(1, draw(st.integers(0, 5)) + 1):
        start, end = draw(sides()), draw(sides())
        if start[0] and end[1] and start[0] > end[1]:
            start, end = end, start
        if start[0] and end[1] and start[0] > end[1]:
            continue
        last_known = max((one for one in (*start, *end) if one), default=START)
        died = draw(st.sampled_from([None, last_known + timedelta(draw(days))]))
        found.append(Holding(pk, *start, *end, draw(st.booleans()), died))
    return found


@given(holdings(), days)
def test_the_answer_agrees_with_the_names(given_holdings: list[Holding], number: int) -> None:
    standing = standing_on(START + timedelta(number), given_holdings)
    named = (Answer.CERTAIN if standing.certain else Answer.POSSIBLE) if standing.certain or standing.possible else None
    assert standing.answer == named if named else standing.answer in (Answer.VACANT, Answer.UNKNOWN)
    assert not set(standing.certain) & set(standing.possible)


@given(holdings(), days)
def test_the_order_of_the_rows_does_not_matter(given_holdings: list[Holding], number: int) -> None:
    on = START + timedelta(number)
    back = given_holdings[::-1]
    assert standing_on(on, given_holdings) == standing_on(on, back)
    assert vacancies(given_holdings) == vacancies(back)


@given(holdings(), days)
def test_only_a_known_end_makes_a_holder_certain(given_holdings: list[Holding], number: int) -> None:
    certain = set(standing_on(START + timedelta(number), given_holdings).certain)
    assert all(one.end_earliest for one in given_holdings if one.tenure_id in certain)


@given(holdings(), days)
def test_one_more_person_never_makes_another_one_vacate(given_holdings: list[Holding], number: int) -> None:
    """What is certain stays certain whoever else is recorded."""
    on = START + timedelta(number)
    before = set(standing_on(on, given_holdings).certain)
    assert before <= set(standing_on(on, [*given_holdings, held(99, 0, SPAN)]).certain)


@given(holdings())
def test_on_no_day_of_a_vacancy_has_the_post_a_holder(given_holdings: list[Holding]) -> None:
    for gap in vacancies(given_holdings):
        for number in range((gap.last - gap.first).days + 1):
            assert standing_on(gap.first + timedelta(number), given_holdings).answer == Answer.VACANT


@given(holdings())
def test_every_vacant_day_is_in_a_vacancy_where_all_starts_are_known(given_holdings: list[Holding]) -> None:
    known = [one for one in given_holdings if one.start_earliest]
    gaps = vacancies(known)
    for number in range(SPAN):
        on = START + timedelta(number)
        vacant = standing_on(on, known).answer == Answer.VACANT
        assert vacant == any(gap.first <= on <= gap.last for gap in gaps)


@given(holdings())
def test_vacancies_are_in_order_and_named_by_who_came_next(given_holdings: list[Holding]) -> None:
    gaps = vacancies(given_holdings)
    assert all(one.last < other.first for one, other in pairwise(gaps))
    starts = {one.tenure_id: one.start_earliest for one in given_holdings}
    assert all(starts[gap.successor] == gap.last + timedelta(1) for gap in gaps)


def test_leaving_and_starting_on_following_days_leaves_no_vacancy() -> None:
    assert vacancies([held(1, 0, 5), held(2, 6, 9)]) == []


def text_of(earliest: date | None, latest: date | None) -> str:
    """EDTF for a pair of bounds."""
    if earliest == latest:
        return earliest.isoformat() if earliest else ""
    return f"[{earliest or ''}..{latest or ''}]"


def tenures_of(post: Post, given_holdings: list[Holding], step: str) -> list[Tenure]:
    """Tenures with these dates; `step` is the last one on record, and so the start."""
    capacity = {True: Tenure.Capacity.SUBSTANTIVE, False: Tenure.Capacity.ACTING}
    return [
        Tenure(
            person=an_actor(when=f"1950/{one.lived_until or ''}"),
            post=post,
            stage=Stage.PUBLISHED,
            title="Held",
            ended=text_of(one.end_earliest, one.end_latest),
            capacity=capacity[one.substantive],
            **{step: text_of(one.start_earliest, one.start_latest)},
        )
        for one in given_holdings
    ]


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(holdings(), days, st.sampled_from(["started", "arrived", "appointed"]), st.sampled_from(["", "1900/2000-01-15"]))
def test_the_database_answers_by_the_same_rule(
    given_holdings: list[Holding], number: int, step: str, life: str
) -> None:
    on, reader = START + timedelta(number), AnonymousUser()
    post = a_post(when=life)
    tenures = list(bulk_insert(Tenure, tenures_of(post, given_holdings, step)))
    pure = [replace(one, tenure_id=tenure.pk) for one, tenure in zip(given_holdings, tenures, strict=True)]
    rows = set(Tenure.objects.of_post(post.pk).in_office(on, reader).values_list("pk", flat=True))
    standing = post.holder_at(on)
    assert standing == standing_on(on, pure, post.earliest, post.latest)
    assert rows == {*standing.certain, *standing.possible}


@pytest.mark.django_db
def test_a_death_ends_what_nobody_recorded_as_ended() -> None:
    tenure = a_tenure(an_actor(when="1870/1944-03-01"), started="1920")
    assert tenure.post.holder_at(date(1944, 3, 1)).answer == Answer.POSSIBLE
    assert tenure.post.holder_at(date(1950, 1, 1)).answer == Answer.UNKNOWN
    assert not Tenure.objects.in_office(date(1950, 1, 1), AnonymousUser()).exists()


@pytest.mark.django_db
def test_the_end_of_the_post_ends_it_too() -> None:
    tenure = a_tenure(post=a_post(when="1900/1930"), started="1920")
    assert tenure.post.holder_at(date(1950, 1, 1)).answer == Answer.VACANT
    assert not Tenure.objects.in_office(date(1950, 1, 1), AnonymousUser()).exists()


@pytest.mark.django_db
def test_a_life_that_may_not_be_seen_says_nothing() -> None:
    tenure = a_tenure(an_actor(when="1870/1944", handling=Handling.RED), started="1920")
    assert tenure.post.holder_at(date(1950, 1, 1)).answer == Answer.POSSIBLE
    assert tenure.post.holder_at(date(1950, 1, 1), cast.analyst(Handling.RED)).answer == Answer.UNKNOWN


@pytest.mark.django_db
def test_a_successor_who_may_not_be_seen_supersedes_nobody() -> None:
    post = a_post()
    first = a_tenure(post=post, started="2001-01-01")
    a_tenure(post=post, started="2005-01-01", ended="2009-01-01", handling=Handling.RED)
    seen = post.holder_at(date(2006, 1, 1))
    assert (seen.answer, seen.possible) == (Answer.POSSIBLE, (first.pk,))
    assert post.holder_at(date(2006, 1, 1), cast.analyst(Handling.RED)).answer == Answer.CERTAIN


@pytest.mark.django_db
def test_a_designate_does_not_hold_the_post_yet() -> None:
    tenure = a_tenure(started="2001-01-01", ended="2009-01-01", capacity=Tenure.Capacity.DESIGNATE)
    assert tenure.post.holder_at(date(2005, 1, 1)).answer == Answer.UNKNOWN


@pytest.mark.django_db
def test_an_end_in_conflict_with_the_start_counts_as_unknown() -> None:
    tenure = a_tenure(started="2005-01-01", ended="2001-01-01", dates_conflict=True)
    assert tenure.post.holder_at(date(2006, 1, 1)).answer == Answer.POSSIBLE
