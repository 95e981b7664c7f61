"""Dates as people write them: what each is read as, what is refused and why, and that nothing typed can break it."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.dates import DateError, bounds
from records.said_dates import read_date
from records.wording import words
from tests.records.test_dates import INTERVALS, POINTS, SETS

# A Tuesday.
NEAR = date(2024, 11, 19)
SAID = st.sampled_from(
    [
        "on",
        "in",
        "the",
        "early",
        "mid",
        "mid-",
        "late",
        "between",
        "and",
        "to",
        "or",
        "-",
        ",",
        "/",
        ";",
        ".",
        "of",
        "from",
        "since",
        "until",
        "before",
        "after",
        "by",
        "about",
        "probably",
        "monday",
        "tue",
        "wednesday",
        "november",
        "nov",
        "march",
        "18",
        "18th",
        "2024",
        "0001",
        "9999",
        "1",
        "31",
        "99",
        "03/04/2024",
        "last",
        "this",
        "next",
        "week",
        "month",
        "year",
        "yesterday",
        "today",
        "ago",
        "two",
        "3",
        "days",
        "weeks",
        "years",
        "earlier",
        "winter",
        "spring",
        "1990s",
        "century",
        "(uncertain)",
        "?",
        "either",
        "one",
        "of:",
        "end",
        "unknown",
        "start",
        "first",
        "half",
        "report",
    ]
)
TEXTS = st.lists(SAID, max_size=7).map(" ".join) | st.text(max_size=40)
DAYS = st.dates() | st.none() | st.sampled_from([date.min, date.max])
TO_COME = ("next", "tomorrow", "coming", "until", "after", " to ", "-", "following")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2024-11-18", "2024-11-18"),
        (" 2024-11-18? ", "2024-11-18?"),
        ("[2024-05-14,2024-05-16]", "[2024-05-14,2024-05-16]"),
        ("18 Nov 2024", "2024-11-18"),
        ("18 November 2024", "2024-11-18"),
        ("November 18, 2024", "2024-11-18"),
        ("the 18th of November, 2024", "2024-11-18"),
        ("  18   NOV.  2024. ", "2024-11-18"),
        ("18-Nov-2024", "2024-11-18"),
        ("18/11/2024", "2024-11-18"),
        ("11/18/2024", "2024-11-18"),
        ("04/04/2024", "2024-04-04"),
        ("18.11.2024", "2024-11-18"),
        ("03.04.2024", "2024-04-03"),
        ("2024/11/18", "2024-11-18"),
        ("١٨ Nov ٢٠٢٤", "2024-11-18"),
        ("Nov. 18, 2024 08:15 AM", "2024-11-18"),
        ("2024-11-18 10:00", "2024-11-18"),
        ("Nov 2024", "2024-11"),
        ("November, 2024", "2024-11"),
        ("Sept 2024", "2024-09"),
        ("11/2024", "2024-11"),
        ("2024", "2024"),
        ("mid-November 2024", "[2024-11-11..2024-11-20]"),
        ("mid–November 2024", "[2024-11-11..2024-11-20]"),
        ("early November 2024", "[2024-11-01..2024-11-10]"),
        ("late February 2024", "[2024-02-21..2024-02-29]"),
        ("the end of 2024", "[2024-09..2024-12]"),
        ("first half of 2024", "[2024-01..2024-06]"),
        ("spring 2023", "2023-21"),
        ("fall of 2023", "2023-23"),
        ("winter 2023/24", "2023-24"),
        ("the 1990s", "199X"),
        ("early 1990s", "[1990..1993]"),
        ("the 19th century", "18XX"),
        ("circa 2010", "2010~"),
        ("about 2010", "2010~"),
        ("c. 2010", "2010~"),
        ("ca. November 2010", "2010-11~"),
        ("probably 18 Nov 2024", "2024-11-18?"),
        ("18 Nov 2024 (?)", "2024-11-18?"),
        ("probably about 2010", "2010%"),
        ("18-20 Nov 2024", "2024-11-18/2024-11-20"),
        ("November 18–20, 2024", "2024-11-18/2024-11-20"),
        ("18 Nov - 2 Dec 2024", "2024-11-18/2024-12-02"),
        ("30 Dec – 2 Jan 2025", "2024-12-30/2025-01-02"),
        ("from 18 to 20 November 2024", "2024-11-18/2024-11-20"),
        ("18 and 19 November 2024", "2024-11-18/2024-11-19"),
        ("about 18–20 Nov 2024", "2024-11-18~/2024-11-20~"),
        ("May to July 2024", "2024-05/2024-07"),
        ("mid-November to early December 2024", "2024-11-11~/2024-12-10~"),
        ("between 2020 and 2022", "[2020..2022]"),
        ("between May 2020 and 2022", "[2020-05-01..2022-12-31]"),
        ("either 14 or 16 May 2024", "[2024-05-14,2024-05-16]"),
        ("14, 15 or 16 May 2024", "[2024-05-14,2024-05-15,2024-05-16]"),
        ("June or May 2024", "[2024-06,2024-05]"),
        ("since August 2021", "2021-08/.."),
        ("from August 2021 on", "2021-08/.."),
        ("August 2021 – present", "2021-08/.."),
        ("until 2023", "../2023"),
        ("before March 2024", "[..2024-02]"),
        ("after March 2024", "[2024-04..]"),
        ("after 31 December 2023", "[2024-01-01..]"),
        ("before spring 2023", "[..2023-02-28]"),
        ("by 14 May 2024", "[..2024-05-14]"),
        ("Monday 18 Nov 2024", "2024-11-18"),
        ("18 November 2024 (Monday)", "2024-11-18"),
        ("Wed 03/04/2024", "2024-04-03"),
    ],
)
def test_a_date_is_read_as_people_write_it(text: str, edtf: str) -> None:
    assert read_date(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Monday", "2024-11-18?"),
        ("on Monday", "2024-11-18?"),
        ("Monday night", "2024-11-18?"),
        ("last Monday", "2024-11-18?"),
        ("this Monday", "2024-11-18?"),
        ("Tuesday", "2024-11-19?"),
        ("last Tuesday", "2024-11-12?"),
        ("Wednesday", "2024-11-13?"),
        ("next Friday", "2024-11-22?"),
        ("Monday last week", "2024-11-11?"),
        ("yesterday", "2024-11-18?"),
        ("today", "2024-11-19?"),
        ("same day", "2024-11-19?"),
        ("the day before yesterday", "2024-11-17?"),
        ("two days ago", "2024-11-17?"),
        ("three weeks ago", "2024-10-29%"),
        ("last week", "[2024-11-11..2024-11-17]"),
        ("last month", "2024-10?"),
        ("last year", "2023?"),
        ("this month", "2024-11?"),
        ("earlier this week", "2024-11-18?"),
        ("earlier this year", "[2024-01-01..2024-11-18]"),
        ("last November", "2023-11?"),
        ("18 November", "2024-11-18"),
        ("30 December", "2023-12-30"),
        ("29 February", "2024-02-29"),
        ("the 18th", "2024-11-18"),
        ("November", "2024-11"),
        ("late November", "[2023-11-21..2023-11-30]"),
        ("Monday to Tuesday", "2024-11-18?/2024-11-19?"),
        ("Monday; report of Tuesday 12 November 2024", "2024-11-11?"),
        ("yesterday; statement of 1 May 2024", "2024-04-30?"),
    ],
)
def test_a_relative_date_is_seen_from_the_day_of_the_source(text: str, edtf: str) -> None:
    assert read_date(text, NEAR).edtf == edtf


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("03/04/2024", "may be 3 Apr 2024 or 4 Mar 2024"),
        ("18 Nov 24", "four digits"),
        ("18/11/24", "four digits"),
        ("30 February 2024", "February 2024 has 29 days"),
        ("Tuesday 18 Nov 2024", "was a Monday, not a Tuesday"),
        ("Sunday 18 November", "was a Monday, not a Sunday"),
        ("this Friday", "may be 15 Nov 2024 or 22 Nov 2024"),
        ("18 and 22 November 2024", "do not follow on each other"),
        ("20-18 Nov 2024", "it ends before it begins"),
        ("2024-13-01", "there is no month 13"),
        ("yesterday; the ministry's statement", "should name the day of the source"),
        ("hello", "Write it as 18 Nov 2024"),
        ("5", "is not read as a date"),
        ("–", "is not read as a date"),
        ("before 0001", "only the years 0001 to 9999"),
        ("5000 years ago", "is not read as a date"),
        ("999 years ago; 1 May 0500", "outside the years that a date can have (1 to 9999)"),
        ("tomorrow; 31 Dec 9999", "outside the years that a date can have (1 to 9999)"),
        ("x" * 201, "more than 200 characters"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_write(text: str, said: str) -> None:
    with pytest.raises(DateError) as refused:
        read_date(text, NEAR)
    assert said.lower() in str(refused.value).lower()


def test_a_relative_date_asks_for_the_date_of_the_source() -> None:
    with pytest.raises(DateError, match=r"“Monday” is said from another day.*“Monday; report of 19 November 2024”"):
        read_date("monday")


def test_what_was_inferred_is_told() -> None:
    monday = read_date("on Monday", NEAR)
    assert (monday.words, monday.note) == ("a Monday, 18 Nov 2024 (inferred)", "“on Monday”, said on 19 Nov 2024")
    assert read_date("30 December", NEAR).note == "year taken from the date of the source, 19 Nov 2024"
    assert read_date("mid-May 2024").note == "“mid” is taken as 11 to 20 May 2024"
    assert read_date("", NEAR).edtf == "" and read_date("2024-11-18", NEAR).note == ""


@settings(max_examples=150, suppress_health_check=[HealthCheck.filter_too_much])
@given(POINTS | INTERVALS | SETS)
def test_the_words_of_every_date_read_back_to_it(text: str) -> None:
    text = re.sub(r"([0-9]+)\.\.\1", r"\1", text)
    try:
        bounds(text)
    except DateError:
        return
    said = words(text)
    read = read_date(said).edtf
    assert words(read) == said
    assert bounds(read) == bounds(text)
    assert read_date(text).edtf == text.strip()


@settings(max_examples=200)
@given(TEXTS, DAYS)
def test_nothing_that_is_typed_breaks_it_or_gives_a_date_that_cannot_be_kept(text: str, near: date | None) -> None:
    try:
        reading = read_date(text, near)
    except DateError:
        return
    first, _ = bounds(reading.edtf)
    assert read_date(reading.edtf).edtf == reading.edtf
    if reading.relative and near and first and not any(word in text for word in TO_COME):
        assert first <= near
