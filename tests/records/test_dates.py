"""Uncertain dates: what is accepted, what it bounds, how a refusal reads. How dates are said: test_wording.py."""

import datetime

import pytest
from edtf.parser import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from records.dates import DateError, Precision, bounds, iso, parsed, time_html, words

DAYS = st.dates().map(str)
MONTHS = DAYS.map(lambda day: day[:7])
YEARS = DAYS.map(lambda day: day[:4])
PLAIN = DAYS | MONTHS | YEARS
ROUNDED = YEARS.map(lambda year: f"{year[:3]}X") | YEARS.map(lambda year: f"{year[:2]}XX")
HIDDEN = YEARS.map("{}-XX".format) | YEARS.map("{}-XX-XX".format) | MONTHS.map("{}-XX".format)
SEASONS = st.builds("{}-{}".format, YEARS, st.integers(21, 24))
DOUBTS = st.sampled_from(["", "?", "~", "%"])
POINTS = st.builds("{}{}".format, PLAIN | SEASONS | ROUNDED | HIDDEN, DOUBTS)
SIDES = st.builds("{}{}".format, PLAIN | SEASONS, DOUBTS) | st.sampled_from(["", ".."])
INTERVALS = st.builds("{}/{}".format, SIDES, SIDES)
RANGES = st.builds("{}..{}".format, YEARS | st.just(""), YEARS | st.just(""))
SETS = st.lists(POINTS | RANGES, min_size=1, max_size=5).map(lambda members: f"[{','.join(members)}]")
# The parser knows no seasons in sets and fails on [2000-01-01,2000-XX].
PLAIN_SETS = st.lists(PLAIN | RANGES, min_size=1, max_size=5).map(lambda members: f"[{','.join(members)}]")
NEAR_MISSES = st.text("0123456789-X?~%/.,[]{}TZ:YES ", max_size=24)
TEXTS = POINTS | INTERVALS | SETS | NEAR_MISSES | st.text()


def day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("", "", "", Precision.UNKNOWN),
        ("2024", "2024-01-01", "2024-12-31", Precision.YEAR),
        ("2024-02", "2024-02-01", "2024-02-29", Precision.MONTH),
        ("2024-05-14", "2024-05-14", "2024-05-14", Precision.DAY),
        (" 2024-05-14 ", "2024-05-14", "2024-05-14", Precision.DAY),
        ("2024-05-14T00:30:00Z", "2024-05-14", "2024-05-14", Precision.DAY),
        ("2024-05-14T23:30:00+05:00", "2024-05-14", "2024-05-14", Precision.DAY),
        ("2024-05-14?", "2024-05-14", "2024-05-14", Precision.DAY),
        ("2024-05~", "2024-05-01", "2024-05-31", Precision.MONTH),
        ("2024%", "2024-01-01", "2024-12-31", Precision.YEAR),
        ("2024-05-XX", "2024-05-01", "2024-05-31", Precision.MONTH),
        ("2024-XX", "2024-01-01", "2024-12-31", Precision.YEAR),
        ("2024-XX-XX", "2024-01-01", "2024-12-31", Precision.YEAR),
        ("201X", "2010-01-01", "2019-12-31", Precision.DECADE),
        ("20XX~", "2000-01-01", "2099-12-31", Precision.CENTURY),
        ("2024-21", "2024-03-01", "2024-05-31", Precision.SEASON),
        ("2024-23?", "2024-09-01", "2024-11-30", Precision.SEASON),
        ("2023-24", "2023-12-01", "2024-02-29", Precision.SEASON),
        ("2024-05-14/2024-05-16", "2024-05-14", "2024-05-16", Precision.INTERVAL),
        ("2024-05-14/2024-05-14", "2024-05-14", "2024-05-14", Precision.INTERVAL),
        ("1984-06-02?/2004-08-08~", "1984-06-02", "2004-08-08", Precision.INTERVAL),
        ("2024-21/2024-24", "2024-03-01", "2025-02-28", Precision.INTERVAL),
        ("2024-05-16/2024-05", "2024-05-16", "2024-05-31", Precision.INTERVAL),
        ("[2024-05-14,2024-05-16]", "2024-05-14", "2024-05-16", Precision.ONE_OF),
        ("[2024, 2021]", "2021-01-01", "2024-12-31", Precision.ONE_OF),
        ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31", Precision.ONE_OF),
        ("[2024-05-14?,201X]", "2010-01-01", "2024-05-14", Precision.ONE_OF),
    ],
)
def test_a_date_is_bounded_by_its_first_and_last_possible_day(
    text: str, earliest: str, latest: str, precision: Precision
) -> None:
    date = parsed(text)
    assert (date.earliest, date.latest, date.precision) == (day(earliest), day(latest), precision)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2021/", "2021-01-01", ""),
        ("/2021", "", "2021-12-31"),
        ("2021-08-15/..", "2021-08-15", ""),
        ("../2021-08-15", "", "2021-08-15"),
        ("2021-08-15~/", "2021-08-15", ""),
        ("2021-21/", "2021-03-01", ""),
        ("[..2024]", "", "2024-12-31"),
        ("[2024-05..]", "2024-05-01", ""),
        ("[..2020,2022]", "", "2022-12-31"),
        ("[..2020,2022..]", "", ""),
    ],
)
def test_an_unknown_or_open_end_is_never_turned_into_a_date(text: str, earliest: str, latest: str) -> None:
    assert bounds(text) == (day(earliest), day(latest))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024-02-30", "February 2024 has 29 days"),
        ("2023-02-29", "February 2023 has 28 days"),
        ("2023-02-29?", "February 2023 has 28 days"),
        ("2023-02-29T10:00:00Z", "February 2023 has 28 days"),
        ("2024-05-00", "May 2024 has 31 days"),
        ("2024-05-32", "May 2024 has 31 days"),
        ("2024-05-14/2024-02-30", "February 2024 has 29 days"),
        ("2024-13", "there is no month 13"),
        ("2024-00-10", "there is no month 00"),
        ("2024-05-1X", "X is for unknown digits from the right"),
        ("2024-0X", "X is for unknown digits from the right"),
        ("2024-XX-28", "X is for unknown digits from the right"),
        ("201X-05", "X is for unknown digits from the right"),
        ("XXXX-12-25", "X is for unknown digits from the right"),
        ("2XXX", "X is for unknown digits from the right"),
        ("2024-05-16/2024-05-14", "it ends before it begins"),
        ("2024-06/2024-05-31", "it ends before it begins"),
        ("[1672..1670]", "it ends before it begins"),
        ("/", "needs a date on one side"),
        ("../..", "needs a date on one side"),
        ("/..", "needs a date on one side"),
        ("../", "needs a date on one side"),
        ("2023/2024/2025", "two sides with one / between them"),
        ("2024-05-XX/2024-07-03", "an interval has no X in it"),
        ("2024-05-14T10:00:00Z/2025", "a time follows a whole day"),
        ("2024T10:00:00", "a time follows a whole day"),
        ("2024-05-14T99:00:00", "a time follows a whole day"),
        ("2024-05-14T10:00", "a time follows a whole day"),
        ("{2023,2024-03}", "Record each by itself"),
        ("1950S2", "Write 195X for the decade"),
        ("1950S2/1960", "Write 195X for the decade"),
        ("2004-06~-11", "said of the whole date"),
        ("2004-~06", "said of the whole date"),
        ("?2004", "said of the whole date"),
        ("2004?~", "none of the forms"),
        ("2024-25", "of the seasons only"),
        ("2024-33", "of the seasons only"),
        ("2024-41", "of the seasons only"),
        ("2024-21^north", "none of the forms"),
        ("0000", "only the years 0001 to 9999"),
        ("0000-02-30", "only the years 0001 to 9999"),
        ("000X", "only the years 0001 to 9999"),
        ("-0044", "only the years 0001 to 9999"),
        ("-0044/2024", "only the years 0001 to 9999"),
        ("Y17000", "only the years 0001 to 9999"),
        ("Y-17E7", "only the years 0001 to 9999"),
        ("9999-24", "only the years 0001 to 9999"),
        ("[2024]", "two or more dates"),
        ("[2024,]", "two or more dates"),
        ("[2024,2025", "two or more dates"),
        ("[..,2024]", "[2024..] or [..2024]"),
        ("[2023,..2024]", "[2024..] or [..2024]"),
        ("[2024..,2025]", "[2024..] or [..2024]"),
        ("[..]", "plain dates"),
        ("[201X..2024]", "plain dates"),
        ("[1670..1672-05]", "two years, two months or two days"),
        ("2024..", "an open side is written"),
        ("2024-5", "none of the forms"),
        ("2024 - 05", "none of the forms"),
        ("24", "none of the forms"),
        ("٢٠٢٤", "none of the forms"),
        ("early May 2024", "none of the forms"),
        ("2024" * 30, "longer than 100 characters"),
        (" " * 101, "longer than 100 characters"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_how_to_write_it_right(text: str, reason: str) -> None:
    with pytest.raises(DateError) as refusal:
        bounds(text)
    message = str(refusal.value)
    assert "is not a date: " in message
    assert reason in message
    assert "Write YYYY, YYYY-MM or YYYY-MM-DD" in message


def test_a_refusal_prints_nothing_and_repeats_little_of_a_long_text(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for text in ("/..", "2024-0X", "[" * 5000):
        with pytest.raises(DateError) as refusal:
            bounds(text)
        assert len(str(refusal.value)) < 500
    assert capsys.readouterr().out == ""


@given(TEXTS)
def test_any_text_is_a_date_or_a_date_error_and_a_date_can_be_said(text: str) -> None:
    try:
        earliest, latest = bounds(text)
    except DateError:
        return
    assert not (earliest and latest) or earliest <= latest
    assert words(text)
    assert time_html(text)
    assert isinstance(iso(text), str)
    assert parsed(text) == parsed(f" {text} "[:100])


@given(POINTS)
def test_a_single_date_within_the_calendar_has_both_bounds(text: str) -> None:
    try:
        earliest, latest = bounds(text)
    except DateError:
        earliest = latest = None
    if earliest and latest:
        assert earliest <= latest
    else:
        assert text.startswith(("00", "9999-24"))


@given(st.dates())
def test_a_day_comes_back_from_its_text(date: datetime.date) -> None:
    assert bounds(date.isoformat()) == (date, date)
    assert iso(date.isoformat()) == date.isoformat()


@given(PLAIN, PLAIN)
def test_the_quick_path_gives_what_the_parser_gives(start: str, end: str) -> None:
    first, last = sorted((start, end))
    for text in (first, f"{first}/{last}"):
        single = parse_edtf(text)
        expected = tuple(datetime.date(*moment[:3]) for moment in (single.lower_strict(), single.upper_strict()))
        assert expected[0] > expected[1] or bounds(text) == expected


@given(st.builds("{}{}".format, PLAIN | ROUNDED | HIDDEN, DOUBTS) | INTERVALS | PLAIN_SETS)
def test_what_is_accepted_is_edtf_to_the_parser_as_well(text: str) -> None:
    try:
        bounds(text)
    except DateError:
        return
    assert parse_edtf(text) is not None
