"""Periods of a timeline: what divides one, what holds it, what lies beside it."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.dates import bounds
from records.periods import Period, Scale, interval

DAYS = st.dates()


def period(first: str, last: str) -> Period:
    begun, ended = bounds(first)[0], bounds(last)[1]
    assert begun and ended
    return Period(begun, ended)


@pytest.mark.parametrize(
    ("first", "last", "scale"),
    [
        ("0001", "2024", Scale.CENTURY),
        ("1776", "2024", Scale.DECADE),
        ("1900", "1999", Scale.DECADE),
        ("1990", "1999", Scale.YEAR),
        ("1994", "1994", Scale.MONTH),
        ("1994-03", "1994-03", Scale.DAY),
        ("1994-03-05", "1994-03-05", Scale.DAY),
    ],
)
def test_it_is_divided_so_that_its_intervals_are_few(first: str, last: str, scale: Scale) -> None:
    assert period(first, last).scale == scale


@pytest.mark.parametrize(
    ("first", "last", "sides", "name"),
    [
        ("1990", "1999", ("1990", "1999"), "1990 to 1999"),
        ("1994", "1994", ("1994", "1994"), "1994"),
        ("1994-03", "1994-03", ("1994-03", "1994-03"), "March 1994"),
        ("1994-03", "1994-05", ("1994-03", "1994-05"), "March to May 1994"),
        ("1994-03-05", "1994-03-05", ("1994-03-05", "1994-03-05"), "5 Mar 1994"),
        ("0001", "0099", ("0001", "0099"), "0001 to 0099"),
    ],
)
def test_it_is_named_as_shortly_as_can_be(first: str, last: str, sides: tuple[str, str], name: str) -> None:
    assert (period(first, last).sides, period(first, last).name) == (sides, name)


def test_it_lies_in_larger_ones() -> None:
    held = [one.name for one in period("1994-03-05", "1994-03-05").around()]
    assert held == ["1900 to 1999", "1990 to 1999", "1994", "March 1994"]
    assert [one.name for one in period("1995", "2004").around()] == []


def test_only_an_interval_has_others_beside_it() -> None:
    before, after = period("1994-12", "1994-12").beside()
    assert (before and before.name, after and after.name) == ("November 1994", "January 1995")
    assert period("1995", "2004").beside() == (None, None)


def test_time_has_two_ends() -> None:
    assert interval(date.min, Scale.YEAR).beside()[0] is None
    assert interval(date.max, Scale.MONTH).beside()[1] is None
    assert interval(date.min, Scale.CENTURY).first == date.min


@given(DAYS, DAYS)
def test_its_intervals_cover_it_without_a_gap_and_are_not_too_many(one: date, other: date) -> None:
    whole = Period(min(one, other), max(one, other))
    found = whole.intervals(whole.scale)
    assert whole.first in found[0] and whole.last in found[-1]
    assert all((after.first - before.last).days == 1 for before, after in pairwise(found))
    assert len(found) <= 101


@given(DAYS, st.sampled_from(Scale))
def test_the_name_of_an_interval_in_an_address_leads_back_to_it(day: date, scale: Scale) -> None:
    one = interval(day, scale)
    assert period(*one.sides) == one
