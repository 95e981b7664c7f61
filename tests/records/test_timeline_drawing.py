"""The timeline's drawing: what is solid, open or endless, and that no mark hides another."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records.drawings.frame import CHARACTER, NARROW, Tick
from records.drawings.intervals import Counted, interval_bars
from records.drawings.timeline import TARGET, Item, Mark, Timeline, frame_period, timeline
from records.periods import Period, Scale

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))
DAYS = st.dates()
FORMS = ("{}", "{}?", "{}/{}", "{}/", "{}/..", "/{}", "[{},{}]")


def item(when: str, lane: str = "Visits", title: str = "A visit") -> Item:
    return Item(lane, "/visits/v-1/", title, when)


def drawn(*whens: str, period: Period = YEAR) -> Timeline:
    made = timeline(map(item, whens), period)
    assert made
    return made


def mark(when: str, period: Period = YEAR) -> Mark:
    return drawn(when, period=period).lanes[0].marks[0]


def number(text: str) -> float:
    return float(text.removesuffix("%"))


def test_nothing_is_not_drawn() -> None:
    assert timeline([], YEAR) is None


@pytest.mark.parametrize(
    ("when", "strokes", "dots"),
    [
        ("2024-11-18", [], ["t-dot"]),
        ("2024-11-18?", [], ["t-dot-hollow"]),
        ("2024-03-01/2024-06-30", ["t-bar"], []),
        ("2024-03-01/2024-06-30~", ["t-bar", "t-core", "t-tip", "t-tip"], []),
        ("2024-03", ["t-open", "t-tip", "t-tip"], []),
        ("2024-21", ["t-open", "t-tip", "t-tip"], []),
        ("[2024-03-01,2024-05-01]", ["t-open", "t-tip", "t-tip"], []),
        ("2024-03-01/", ["t-never"], ["t-dot"]),
        ("/2024-03-01", ["t-never"], ["t-dot"]),
        ("2024-03/2024-06", ["t-open", "t-tip", "t-tip", "t-open", "t-tip", "t-tip", "t-bar"], []),
    ],
)
def test_the_look_says_how_sure_a_date_is(when: str, strokes: list[str], dots: list[str]) -> None:
    found = mark(when)
    assert [one.style for one in found.strokes] == strokes
    assert [one.style for one in found.dots] == dots


def test_an_open_end_has_an_arrow_and_an_unknown_one_has_none() -> None:
    assert mark("2024-03-01/..").arrow
    assert not mark("2024-03-01/").arrow
    assert mark("2024-03-01/").strokes[0].x2 == "100.00%"


def test_what_lies_beyond_the_period_runs_into_the_margin() -> None:
    (bar,) = mark("2020-01-01/2030-01-01").strokes
    assert (bar.x1, bar.x2) == ("0.00%", "100.00%")
    (inside,) = mark("2024-01-01/2024-12-31").strokes
    assert (inside.x1, inside.x2) == ("4.00%", "96.00%")


def test_each_kind_has_its_lane_with_its_number() -> None:
    made = timeline([item("2024-01", "Visits"), item("2024-02", "Claims"), item("2024-03", "Visits")], YEAR)
    assert made
    assert [one.label for one in made.lanes] == ["Visits · 2", "Claims · 1"]


def test_a_mark_says_when_and_what() -> None:
    assert mark("2024-11").title == "November 2024: A visit"


def test_the_key_has_the_signs_that_occur() -> None:
    assert {name for name, given in drawn("2024-03", "2024-05-01/..").signs.items() if given} == {
        "dot", "open", "endless", "goes_on",
    }  # fmt: skip


@given(st.lists(st.tuples(DAYS, DAYS, st.sampled_from(FORMS)), min_size=1, max_size=30))
@settings(max_examples=60)
def test_no_mark_hides_another_on_a_phone(given: list[tuple[date, date, str]]) -> None:
    whens = [form.format(min(one, other), max(one, other)) for one, other, form in given]
    days = [day for one, other, _ in given for day in (one, other)]
    made = drawn(*whens, period=frame_period(min(days), max(days)))
    rows: dict[int, list[tuple[float, float]]] = {}
    for one in made.lanes[0].marks:
        places = [
            one.target.x1,
            one.target.x2,
            *(x for s in one.strokes for x in (s.x1, s.x2)),
            *(d.x for d in one.dots),
        ]
        assert all(0 <= number(x) <= 100 for x in places)
        rows.setdefault(one.target.y1, []).append((number(one.target.x1), number(one.target.x2)))
    for row in rows.values():
        for (_, end), (start, _) in pairwise(sorted(row)):
            assert (start - end) / 100 * NARROW >= TARGET - 0.5


def edges(tick: Tick) -> tuple[float, float]:
    width = len(tick.label) * CHARACTER / NARROW * 100
    before = {"start": 0.0, "middle": width / 2, "end": width}[tick.anchor]
    return number(tick.x) - before, number(tick.x) - before + width


@given(DAYS, DAYS)
def test_the_axis_has_few_marks_that_do_not_touch_from_days_to_centuries(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    ticks = drawn(first.isoformat(), last.isoformat(), period=frame_period(first, last)).ticks
    assert 1 <= len(ticks) <= 7
    spans = [edges(tick) for tick in ticks]
    assert all(before[1] < after[0] for before, after in pairwise(spans))


@given(st.integers(1, 1500))
@settings(max_examples=300)
def test_the_marks_of_days_and_months_do_not_touch_nor_leave_the_drawing(days: int) -> None:
    first = date(2024, 11, 17)
    ticks = drawn("2024", period=Period(first, date.fromordinal(first.toordinal() + days))).ticks
    spans = [edges(tick) for tick in ticks]
    assert spans
    assert all(before[1] + 2 < after[0] for before, after in pairwise(spans))
    assert all(start >= -0.1 and end <= 100.1 for start, end in spans)


def test_a_bar_in_doubt_is_closed_where_it_ends_in_the_drawing() -> None:
    closed = mark("2024-03-05?", Period(date(2024, 3, 4), date(2024, 3, 6))).strokes
    assert [one.style for one in closed] == ["t-bar", "t-core", "t-tip", "t-tip"]
    beyond = mark("2020-01-01/2024-06-30~").strokes
    assert [one.style for one in beyond] == ["t-bar", "t-core", "t-tip"]


@pytest.mark.parametrize(
    ("period", "labels"),
    [
        (Period(date(2024, 11, 1), date(2024, 11, 30)), ["1 Nov", "8 Nov", "15 Nov", "22 Nov", "29 Nov"]),
        (YEAR, ["2024", "Apr", "Jul", "Oct", "2025"]),
        (Period(date(1990, 1, 1), date(1999, 12, 31)), ["1990", "1992", "1994", "1996", "1998", "2000"]),
        (Period(date(1, 1, 1), date(1999, 12, 31)), ["500", "1000", "1500", "2000"]),
    ],
)
def test_the_marks_of_the_axis_suit_the_period(period: Period, labels: list[str]) -> None:
    assert [tick.label for tick in drawn("1995", period=period).ticks] == labels


def counted(*numbers: tuple[int, int]) -> list[Counted]:
    years = Period(date(1990, 1, 1), date(1999, 12, 31)).intervals(Scale.YEAR)
    return [Counted(year, f"/{year.name}", *given) for year, given in zip(years, numbers, strict=False)]


def test_a_bar_leads_to_its_interval_and_tells_what_is_less_close() -> None:
    made = interval_bars(Scale.YEAR, counted((5, 5), (0, 0), (10, 10)))
    assert made
    assert [(one.name, one.url, one.total, one.less) for one in made.bars] == [
        ("1990", "/1990", 10, 5), ("1992", "/1992", 20, 10),
    ]  # fmt: skip
    assert made.bars[1].height + made.bars[1].less_height == 98
    assert made.less == 15


def test_a_bar_of_one_among_thousands_is_seen() -> None:
    made = interval_bars(Scale.YEAR, counted((1, 0), (100_000, 0)))
    assert made
    assert made.bars[0].height == 2


def test_one_interval_alone_is_no_picture() -> None:
    assert interval_bars(Scale.DAY, counted((500, 0))) is None
