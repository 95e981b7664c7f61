"""Who came before and after whom: tables of cases, and what must hold whatever the dates."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.holders import Cause, Followers, Holding, Inferred, Reason, inferred_end, reasons
from actors.succession import Neighbour, Place, at_once, maybe_at_once, place_of, place_on
from tests.actors.test_holders import START, day, held, holdings

THREE = [held(1, 0, 5), held(2, 5, 10), held(3, 12, 20)]

PLACES = {
    "in the middle": (2, THREE, Place(Neighbour(1, True), Neighbour(3, True))),
    "the first": (1, THREE, Place(None, Neighbour(2, True))),
    "the only one": (1, [held(1, 0, 5)], Place()),
    "without a start": (1, [held(1, None, 5), held(2, 6, 9)], Place()),
    "after somebody whose start is rough": (
        2, [held(1, (0, 6), 7), held(2, 5, 10)], Place(Neighbour(1, False)),
    ),
    "whose own order is not sure": (
        3, [held(1, (0, 4), 7), held(2, 3, 7), held(3, 9, 12)], Place(Neighbour(2, False)),
    ),
    "somebody acting in between": (
        2, [held(1, 0, 5), held(9, 6, 7, substantive=False), held(2, 8, 10)], Place(Neighbour(1, True), None, (9,)),
    ),
    "somebody acting, seen by themselves": (
        9, [held(1, 0, 5), held(9, 6, 7, substantive=False), held(2, 8, 10)], Place(Neighbour(1, True), Neighbour(2, True)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("pk", "given_holdings", "expected"), PLACES.values(), ids=PLACES)
def test_who_came_before_and_after(pk: int, given_holdings: list[Holding], expected: Place) -> None:
    assert place_of(pk, given_holdings) == expected


ON = {
    "while somebody holds it": (7, [2], Place(Neighbour(1, True), Neighbour(3, True))),
    "while nobody does": (11, [], Place(Neighbour(2, True), Neighbour(3, True))),
    "before all": (-5, [], Place(None, Neighbour(1, True))),
    "after all": (50, [], Place(Neighbour(3, True), None)),
}


@pytest.mark.parametrize(("number", "holders", "expected"), ON.values(), ids=ON)
def test_who_came_before_and_after_a_day(number: int, holders: list[int], expected: Place) -> None:
    assert place_on(START + timedelta(number), THREE, holders) == expected


@given(holdings(), st.data())
def test_succession_is_mutual_among_those_in_their_own_right(found: list[Holding], data: st.DataObject) -> None:
    own = [replace(one, substantive=True) for one in found]
    places = {one.tenure_id: place_of(one.tenure_id, own) for one in own}
    for pk, place in places.items():
        if place.after:
            assert places[place.after.tenure_id].before == Neighbour(pk, place.after.certain)
        if place.before:
            assert places[place.before.tenure_id].after == Neighbour(pk, place.before.certain)


@given(holdings())
def test_what_is_certainly_at_once_may_be_at_once(found: list[Holding]) -> None:
    for one in found:
        for other in found:
            assert at_once(one, other) == at_once(other, one)
            assert maybe_at_once(one, other) or not at_once(one, other)


WHY = {
    "both ends known": (held(1, 0, 10), 5, [Reason.SURE]),
    "no end": (held(1, 0, None), 5, [Reason.END_UNKNOWN]),
    "no start": (held(1, None, 10), 5, [Reason.START_UNKNOWN]),
    "a rough start": (held(1, (0, 9), 20), 5, [Reason.START_ROUGH]),
    "a rough end": (held(1, 0, (4, 9)), 5, [Reason.END_ROUGH]),
    "the day of leaving": (held(1, 0, 5), 5, [Reason.LEAVING_DAY]),
    "an end after a day that is known": (held(1, 0, (4, None)), 5, [Reason.END_OPEN]),
    "both rough": (held(1, (0, 9), (4, 19)), 5, [Reason.START_ROUGH, Reason.END_ROUGH]),
}


@pytest.mark.parametrize(("one", "number", "expected"), WHY.values(), ids=WHY)
def test_why_somebody_is_certain_or_possible(one: Holding, number: int, expected: list[Reason]) -> None:
    assert reasons(START + timedelta(number), one) == expected


CLOSED = {
    "nothing closes it": (held(1, 0, None), None, None),
    "a recorded end stays": (held(1, 0, 5, lived_until=day(9)), None, None),
    "a death": (held(1, 0, None, lived_until=day(9)), None, (9, Cause.DEATH)),
    "the end of the post": (held(1, 0, None), 8, (8, Cause.ABOLITION)),
    "the earlier of the two": (held(1, 0, None, lived_until=day(9)), 8, (8, Cause.ABOLITION)),
}


@pytest.mark.parametrize(("one", "abolished", "expected"), CLOSED.values(), ids=CLOSED)
def test_what_closes_a_tenure_without_an_end(
    one: Holding, abolished: int | None, expected: tuple[int, Cause] | None
) -> None:
    found = inferred_end(one, None, day(abolished))
    assert found == (Inferred(START + timedelta(expected[0]), expected[1]) if expected else None)


def test_a_successor_closes_it_on_the_day_before() -> None:
    both = [held(1, 0, None), held(2, 6, 9)]
    assert inferred_end(both[0], Followers(both), None) == Inferred(START + timedelta(5), Cause.SUCCESSOR)
    acting = [both[0], replace(both[1], substantive=False)]
    assert inferred_end(acting[0], Followers(acting), None) is None


def test_the_end_of_time_is_no_error() -> None:
    one = Holding(1, date.min, date.min, None, None, lived_until=date.max)
    assert inferred_end(one, Followers([one]), None) == Inferred(date.max, Cause.DEATH)
