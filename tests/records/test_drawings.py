"""The data of drawings: what is solid, faint or broken, and that labels never touch."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.drawings import Bars, Point, Span, Strip, bars, bars_by_month, bars_by_year, lanes, strip
from records.drawings.frame import CHARACTER, NARROW, Tick

TODAY = date(2024, 11, 20)
DAYS = st.dates(date(1776, 1, 1), date(2040, 1, 1))


def span_of(first: date, last: date | None, **more: Any) -> Span:
    return Span("Envoy", start_earliest=first, start_latest=first, end_earliest=last, end_latest=last, **more)


def drawn(*spans: Span) -> Strip:
    made = strip(spans, TODAY, "Post")
    assert made is not None
    return made


def number(text: str) -> float:
    return float(text.removesuffix("%"))


def styles(*spans: Span) -> list[str]:
    return [piece.style for piece in drawn(*spans).rows[0].pieces]


def counted(made: Bars | None) -> list[int]:
    return [bar.count for bar in made.bars] if made else []


def test_no_tenures_are_no_strip() -> None:
    assert strip([], TODAY, "Post") is None


def test_a_strip_of_undated_tenures_only_is_not_drawn() -> None:
    assert strip([Span("Envoy"), Span("Consul")], TODAY, "Post") is None


def test_an_undated_tenure_stands_in_the_table_only() -> None:
    made = drawn(span_of(date(2014, 1, 1), date(2017, 1, 1)), Span("Consul"))
    assert (len(made.rows), [one.label for one in made.undated]) == (1, ["Consul"])


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (span_of(date(2014, 1, 1), date(2017, 1, 1)), ["bar-fill"]),
        (span_of(date(2014, 5, 1), None), ["bar-fill", "bar-open"]),
        (span_of(date(2014, 5, 1), None, goes_on=True), ["bar-fill"]),
        (span_of(date(2014, 5, 1), date(2017, 1, 1), appointed=date(2014, 1, 1)), ["bar-soft", "bar-fill"]),
        (Span("Envoy", appointed=date(2014, 1, 1)), ["bar-fill", "bar-open"]),
        (Span("Envoy", end_earliest=date(2014, 1, 1), end_latest=date(2014, 1, 1)), ["bar-open"]),
        (span_of(date(2014, 5, 1), date(2014, 5, 1)), ["bar-fill"]),
    ],
    ids=["known", "unknown end", "goes on", "appointed before", "appointed only", "unknown start", "one day"],
)
def test_what_is_known_decides_how_a_tenure_is_drawn(span: Span, expected: list[str]) -> None:
    assert styles(span, span_of(date(2010, 1, 1), date(2020, 1, 1))) == expected


def test_a_vacancy_is_a_thin_line_up_to_whom_it_ended_with() -> None:
    first = span_of(date(2010, 1, 1), date(2012, 1, 1))
    second = span_of(date(2014, 1, 1), date(2016, 1, 1), vacant_from=date(2012, 1, 2))
    made = drawn(first, second)
    gap, bar = made.rows[1].pieces
    assert (gap.style, gap.height, made.gaps) == ("bar-gap", "1", True)
    assert float(gap.x[:-1]) + float(gap.width[:-1]) == pytest.approx(float(bar.x[:-1]), abs=0.01)
    assert not drawn(first).gaps


def test_dates_known_to_the_year_are_faint_where_they_leave_it_open() -> None:
    rough = Span("Envoy", "", None, date(2014, 1, 1), date(2014, 12, 31), date(2017, 1, 1), date(2017, 12, 31))
    assert styles(rough) == ["bar-soft", "bar-fill", "bar-soft"]


def test_an_unknown_end_is_drawn_to_the_edge_of_the_frame() -> None:
    last = drawn(span_of(date(2014, 5, 1), None)).rows[0].pieces[-1]
    assert number(last.x) + number(last.width) == pytest.approx(100, abs=0.02)


def test_a_known_end_is_never_drawn_to_the_edge() -> None:
    last = drawn(span_of(date(2014, 5, 1), date(2017, 6, 1))).rows[0].pieces[-1]
    assert number(last.x) + number(last.width) < 90


def test_sixty_tenures_are_sixty_rows_that_do_not_overlap() -> None:
    rows = drawn(*(span_of(date(1900 + year, 1, 1), date(1902 + year, 1, 1)) for year in range(60))).rows
    gaps = {after.y - before.y for before, after in pairwise(rows)}
    assert (len(rows), min(gaps) >= 24) == (60, True)


def test_a_long_label_is_cut_in_the_drawing_and_whole_in_the_table() -> None:
    row = drawn(Span("Envoy Extraordinary and Minister Plenipotentiary to the Holy See", appointed=TODAY)).rows[0]
    assert row.short.endswith("…") and row.label.endswith("Holy See")


@given(st.lists(DAYS, min_size=1, max_size=12), st.text("W", min_size=1, max_size=70))
def test_no_label_leaves_the_drawing_on_a_phone(days: list[date], label: str) -> None:
    for row in drawn(*(Span(label, appointed=day) for day in days)).rows:
        width = len(row.short) * CHARACTER / NARROW * 100
        start = number(row.x) - (width if row.anchor == "end" else 0)
        assert start >= -0.01 and start + width <= 100.01


def edges(tick: Tick) -> tuple[float, float]:
    width = len(tick.label) * CHARACTER / NARROW * 100
    before = {"start": 0.0, "middle": width / 2, "end": width}[tick.anchor]
    return number(tick.x) - before, number(tick.x) - before + width


@given(DAYS, DAYS)
def test_the_marks_of_the_axis_are_few_and_do_not_touch(one: date, other: date) -> None:
    ticks = drawn(span_of(min(one, other), max(one, other))).ticks
    spans = [edges(tick) for tick in ticks]
    assert 2 <= len(ticks) <= 7
    assert all(before[1] < after[0] for before, after in pairwise(spans))


@given(st.lists(st.one_of(st.none(), DAYS), min_size=5, max_size=5), st.booleans())
def test_any_bounds_make_pieces_inside_the_frame(days: list[date | None], goes_on: bool) -> None:
    appointed, begun, started, left, gone = days
    made = strip([Span("Envoy", "", appointed, begun, started, left, gone, goes_on)], TODAY, "Post")
    pieces = [piece for row in made.rows for piece in row.pieces] if made else []
    assert all(0 <= number(one.x) <= 100 and number(one.width) > 0 for one in pieces)
    assert bool(pieces) == any(days)


def test_no_stances_are_no_lanes() -> None:
    assert lanes([]) is None


def test_stances_without_a_day_are_counted_and_left_out() -> None:
    made = lanes([Point(TODAY, "affirms"), Point(None, "denies")])
    assert made is not None
    assert (len(made.dots), made.undated, len(made.points)) == (1, 1, 2)


@pytest.mark.parametrize(
    ("stance", "expected"),
    [
        ("affirms", ("yes", 24)),
        ("repeats", ("yes", 24)),
        ("affirms_in_part", ("part", 24)),
        ("no position", ("part", 54)),
        ("denies in part", ("part", 84)),
        ("denies", ("no", 84)),
        ("retracts", ("no", 54)),
    ],
)
def test_the_stance_decides_lane_and_filling(stance: str, expected: tuple[str, int]) -> None:
    made = lanes([Point(TODAY, stance)])
    assert made is not None
    assert (made.dots[0].style, made.dots[0].y) == expected


def test_stances_of_one_day_do_not_hide_each_other() -> None:
    made = lanes([Point(TODAY, "affirms")] * 3)
    assert made is not None
    assert len({dot.y for dot in made.dots}) == 3


def test_a_claim_of_one_year_has_months_on_its_axis() -> None:
    made = lanes([Point(date(2024, 3, 1), "affirms"), Point(TODAY, "denies")])
    assert made is not None
    assert [tick.label for tick in made.ticks] == ["2024", "Apr", "Jul", "Oct", "2025"]


@pytest.mark.parametrize("made", [bars_by_year({}), bars_by_month({}), bars("Year", []), bars_by_year({2020: 0})])
def test_nothing_counted_is_nothing_drawn(made: Bars | None) -> None:
    assert made is None


def test_months_without_a_visit_have_their_place() -> None:
    assert counted(bars_by_month({date(2023, 12, 1): 4, date(2024, 2, 1): 3})) == [4, 0, 3]


def test_years_without_a_visit_have_their_place() -> None:
    assert counted(bars_by_year({2020: 1, 2023: 2})) == [1, 0, 0, 2]


def test_many_years_are_counted_by_decade() -> None:
    made = bars_by_year({1874: 1, 1879: 2, 2020: 5})
    assert made is not None
    assert (made.bars[0].name, made.bars[0].count, made.total) == ("1870 to 1879", 3, 8)


def test_only_the_time_that_is_not_over_is_fainter() -> None:
    made = bars_by_year({2022: 1, 2023: 1, 2024: 1}, unfinished=2024)
    assert made is not None
    assert [bar.style for bar in made.bars] == ["bar-fill", "bar-fill", "bar-soft"]


@given(st.dictionaries(st.integers(1776, 2026), st.integers(1, 5000), min_size=1))
def test_labels_under_and_over_the_bars_do_not_touch(counts: dict[int, int]) -> None:
    made = bars_by_year(counts)
    assert made is not None
    places = [(number(bar.middle), len(bar.label)) for bar in made.bars if bar.label]
    for (before, length), (after, _) in pairwise(places):
        assert (after - before) / 100 * NARROW >= length * CHARACTER
    for middle, length in places:
        assert length * CHARACTER / 2 <= middle / 100 * NARROW <= NARROW - length * CHARACTER / 2
    assert sum(counts.values()) == made.total == sum(counted(made))


def test_a_single_month_is_a_bar_like_the_bars_of_a_year() -> None:
    one = bars_by_month({date(2024, 11, 1): 4})
    year = bars_by_month({date(2024, month, 1): 4 for month in range(1, 13)})
    assert one and year
    assert one.bars[0].width == year.bars[0].width


def days(first: int, last: int | None, **more: Any) -> Span:
    start = date(2000, 1, 1).toordinal()
    return span_of(date.fromordinal(start + first), None if last is None else date.fromordinal(start + last), **more)


def test_whoever_stands_in_is_hollow_and_shares_no_days() -> None:
    made = strip([days(0, 900), days(100, 200, stands_in=True)], TODAY, "Holder", one_at_a_time=True)
    assert made and made.stand_ins and not made.overlaps
    assert [piece.style for piece in made.rows[1].pieces] == ["bar-acting"]


def test_days_that_two_hold_for_certain_are_marked_once() -> None:
    spans = [days(0, 900), days(500, 1500), days(600, 700), days(1500, 1600)]
    made = strip(spans, TODAY, "Holder", one_at_a_time=True)
    assert made and made.overlaps
    assert [[piece.style for piece in row.pieces].count("bar-shared") for row in made.rows] == [1, 1, 1, 0]
    assert not drawn(*spans).overlaps


def test_an_end_that_is_inferred_is_where_the_outline_stops() -> None:
    made = drawn(days(0, None, closed_by=date(2001, 2, 3)), days(3000, 4000))
    assert made.inferred
    last = made.rows[0].pieces[-1]
    assert last.style == "bar-open" and number(last.x) + number(last.width) < 50
