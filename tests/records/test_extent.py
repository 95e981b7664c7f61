"""How a date lies in time: what is sure of it, and what is open."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from records.dates import bounds
from records.extent import extent

DAYS = st.dates()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "sure", "exact"),
    [
        ("2024-11-18", ("2024-11-18", "2024-11-18"), True),
        ("2024-11-18?", ("2024-11-18", "2024-11-18"), False),
        ("2024-11-18/2024-11-20", ("2024-11-18", "2024-11-20"), True),
        ("2024-11-18/2024-11-20~", ("2024-11-18", "2024-11-20"), False),
        ("2024-10-30/2024-11", ("2024-10-30", "2024-11-01"), False),
        ("2014/2017", ("2014-12-31", "2017-01-01"), False),
        ("2024-11-18/", ("2024-11-18", "2024-11-18"), False),
        ("2024-11-18/..", ("2024-11-18", "2024-11-18"), False),
        ("/2024-11-18", ("2024-11-18", "2024-11-18"), False),
        ("2024-11/", None, False),
        ("2024-11", None, False),
        ("2024-11/2024-11-20", None, False),
        ("[2024-05-14,2024-05-16]", None, False),
        ("0001-01-01", ("0001-01-01", "0001-01-01"), True),
        ("19XX", None, False),
    ],
)
def test_what_is_sure_of_a_date(text: str, sure: tuple[str, str] | None, exact: bool) -> None:
    found = extent(text)
    assert found.sure == ((day(sure[0]), day(sure[1])) if sure else None)
    assert found.exact is exact


def test_nothing_is_sure_of_no_date() -> None:
    found = extent("")
    assert (found.sure, found.exact, found.lasts, found.earliest) == (None, False, False, None)


def test_an_open_end_goes_on_and_an_unknown_one_need_not() -> None:
    assert extent("2021-08-15/..").goes_on
    assert not extent("2021-08-15/").goes_on


@given(DAYS, DAYS, st.sampled_from((10, 7, 4)), st.sampled_from((10, 7, 4)))
def test_the_sure_days_lie_within_the_bounds(one: date, other: date, first: int, last: int) -> None:
    start, end = min(one, other).isoformat()[:first], max(one, other).isoformat()[:last]
    assume(bounds(start)[0] <= bounds(end)[1])  # type: ignore[operator]
    found = extent(f"{start}/{end}")
    assert (found.earliest, found.latest) == bounds(f"{start}/{end}")
    if found.sure:
        assert found.earliest <= found.sure[0] <= found.sure[1] <= found.latest  # type: ignore[operator]
