"""The tempo: what is counted by month, by year, by decade, and what is left out."""

from datetime import date

import pytest

from briefings.tempo import tempo

TODAY = date(2024, 11, 20)


def counts(starts: dict[str, int]) -> dict[str, int]:
    drawn = tempo(starts, TODAY)
    assert drawn
    return {bar.name: bar.count for bar in drawn.bars.bars}


def test_months_without_a_visit_are_drawn_too() -> None:
    assert counts({"2024-09": 2, "2024-11": 1}) == {"Sep 2024": 2, "Oct 2024": 0, "Nov 2024": 1}


def test_two_years_are_drawn_by_month_and_a_month_more_by_year() -> None:
    assert len(counts({"2022-12": 1, "2024-11": 1})) == 24
    assert counts({"2022-11": 1, "2024-11": 1}) == {"2022": 1, "2023": 0, "2024": 1}


def test_more_than_forty_years_are_drawn_by_decade() -> None:
    drawn = tempo({"1974-02": 3, "2024-11": 1}, TODAY)
    assert drawn
    assert drawn.head == "Visits a decade, 1970 to 2029"


def test_a_set_of_days_counts_by_the_year_in_which_it_begins() -> None:
    assert counts({"[2019-1": 2, "2024": 1})["2019"] == 2


@pytest.mark.parametrize("start", ["2024", "2024-22", "202X", "../2024", "", "[2024-1"])
def test_what_is_not_known_to_the_month_is_left_out_of_the_months(start: str) -> None:
    drawn = tempo({"2024-10": 1, start: 1}, TODAY)
    assert drawn
    assert drawn.left_out == "1 visit is known less closely than to the month, and not counted."


def test_the_month_that_is_not_over_is_faint() -> None:
    drawn = tempo({"2024-10": 1, "2024-11": 1}, TODAY)
    assert drawn
    assert [bar.style for bar in drawn.bars.bars] == ["bar-fill", "bar-soft"]


@pytest.mark.parametrize("starts", [{}, {"": 3}, {"../2024": 1}])
def test_without_a_date_there_is_nothing_to_draw(starts: dict[str, int]) -> None:
    assert tempo(starts, TODAY) is None
