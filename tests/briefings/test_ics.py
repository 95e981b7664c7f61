"""An iCalendar of visits: its form by RFC 5545, the days it places them on, its words."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from briefings.ics import Entry, calendar_of, days_of, uid
from briefings.models import Status
from records.access import Handling
from records.dates import DateError, bounds

CHANGED = datetime(2024, 11, 20, 12, 30, tzinfo=UTC)
LABELS = dict(Status.choices)


def an_entry(**given: Any) -> Entry:
    status = given.pop("status", "completed")
    plain: dict[str, Any] = {
        "pk": 1042, "url": "https://chancery.example/visits/v-1042/", "title": "Yue Xiaoyong in Islamabad",
        "when": "2024-11-18", "status": status, "status_label": LABELS[status], "handling": Handling.CLEAR,
        "changed": CHANGED, "place": "Islamabad", "categories": ["visit"], "lines": [],
    }  # fmt: skip
    return Entry(**{**plain, **given})


def written(*entries: Entry) -> bytes:
    return calendar_of("Visits", "A note.", entries, "chancery")


def event(**given: Any) -> Event:
    (found,) = Calendar.from_ical(written(an_entry(**given))).walk("VEVENT")
    assert isinstance(found, Event)
    return found


def unfolded(calendar: bytes) -> list[str]:
    return calendar.replace(b"\r\n ", b"").decode().split("\r\n")


def assert_in_form(calendar: bytes) -> None:
    """RFC 5545, 3.1: lines end in CRLF and have at most 75 octets; no character is cut in two."""
    assert calendar.endswith(b"END:VCALENDAR\r\n")
    lines = calendar[:-2].split(b"\r\n")
    assert all(b"\n" not in line and b"\r" not in line and len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()
    assert all(line.split(b":")[0].split(b";")[0].strip() or line.startswith(b" ") for line in lines)


@pytest.mark.parametrize(
    ("when", "first", "after", "is_open"),
    [
        ("2024-11-18", "2024-11-18", "2024-11-19", False),
        ("2024-11-18/2024-11-20", "2024-11-18", "2024-11-21", False),
        ("2024-12-31", "2024-12-31", "2025-01-01", False),
        ("2024-11-18?", "2024-11-18", "2024-11-19", True),
        ("[2024-05-14,2024-05-16]", "2024-05-14", "2024-05-17", True),
        ("2024-11", "2024-11-01", "2024-12-01", True),
        ("2024-12", "2024-12-01", "2025-01-01", True),
        ("2024-11-18/", "2024-11-18", "2024-11-19", True),
        ("2024-11-18/..", "2024-11-18", "2024-11-19", True),
        ("/2024-11-18", "2024-11-18", "2024-11-19", True),
        ("2024-09-01/2024-12-24", "2024-09-01", "2024-12-25", False),
        ("2024-10-20/2024-11", "2024-10-20", "2024-11-02", True),
        ("0001-01-01", "0001-01-01", "0001-01-02", False),
    ],
)
def test_the_days_of_a_visit(when: str, first: str, after: str, is_open: bool) -> None:
    days = days_of(when)
    assert days
    assert (days.first, days.after, days.open) == (date.fromisoformat(first), date.fromisoformat(after), is_open)


@pytest.mark.parametrize("when", ["", "2024", "2024-22", "19XX", "2024/2025", "2024-11/", "2024/.."])
def test_a_visit_known_less_closely_than_to_a_month_has_no_place(when: str) -> None:
    assert days_of(when) is None
    assert Calendar.from_ical(written(an_entry(when=when))).walk("VEVENT") == []


@given(st.dates(), st.dates(), st.sampled_from(("{}", "{}?", "{}/{}", "[{},{}]", "{}/", "{}/..", "/{}", "{}/{}~")))
def test_an_event_ends_on_the_day_after_its_last_and_never_before_it_begins(one: date, other: date, form: str) -> None:
    when = form.format(min(one, other), max(one, other))
    try:
        first, last = bounds(when)
    except DateError:
        return
    days = days_of(when)
    if days is None:
        return
    assert (first or days.first) <= days.first <= (last or date.max)
    found = event(when=when)
    assert found.decoded("dtstart") == days.first
    if days.after:
        assert found.decoded("dtend") == days.after > days.first
        assert days.after - timedelta(days=1) <= (last or date.max)


def test_the_last_day_there_is_has_no_day_after() -> None:
    found = event(when="9999-12-31")
    assert found.decoded("dtstart") == date.max
    assert "dtend" not in found


def test_days_are_written_as_days() -> None:
    lines = unfolded(written(an_entry(when="2024-11-18/2024-11-20")))
    assert "DTSTART;VALUE=DATE:20241118" in lines
    assert "DTEND;VALUE=DATE:20241121" in lines


def test_years_before_1000_have_four_figures() -> None:
    assert "DTSTART;VALUE=DATE:00010101" in unfolded(written(an_entry(when="0001-01-01")))


def test_an_event_says_what_was_revised_when() -> None:
    found = event()
    assert (found.decoded("dtstamp"), found.decoded("last-modified")) == (CHANGED, CHANGED)
    numbers = [int(str(event(changed=CHANGED + timedelta(seconds=later))["sequence"])) for later in (0, 1)]
    assert 0 < numbers[0] < numbers[1] < 2**31


def test_the_uid_is_the_sites_and_the_records_alone() -> None:
    assert event()["uid"] == event(title="Renamed", url="https://elsewhere.example/")["uid"]
    assert len({uid("chancery", 1), uid("chancery", 2), uid("other", 1)}) == 3


@pytest.mark.parametrize(
    ("status", "when", "expected"),
    [
        ("completed", "2024-11-18", "CONFIRMED"),
        ("confirmed", "2024-11-18", "CONFIRMED"),
        ("under_way", "2024-11-18/2024-11-20", "CONFIRMED"),
        ("confirmed", "2024-11", "TENTATIVE"),
        ("completed", "2024-11-18?", "TENTATIVE"),
        ("rumoured", "2024-11-18", "TENTATIVE"),
        ("announced", "2024-11-18", "TENTATIVE"),
        ("tentative", "2024-11-18", "TENTATIVE"),
        ("cancelled", "2024-11", "CANCELLED"),
        ("postponed", "2024-11-18", "CANCELLED"),
    ],
)
def test_the_status_follows_that_of_the_visit_and_how_sure_the_day_is(status: str, when: str, expected: str) -> None:
    assert event(status=status, when=when)["status"] == expected


def test_every_status_of_a_visit_has_one() -> None:
    for status in Status.values:
        assert event(status=status)["status"] in ("CONFIRMED", "TENTATIVE", "CANCELLED")


@pytest.mark.parametrize(
    ("handling", "expected"),
    [
        (Handling.CLEAR, "PUBLIC"),
        (Handling.GREEN, "PRIVATE"),
        (Handling.AMBER, "CONFIDENTIAL"),
        (Handling.RED, "CONFIDENTIAL"),
    ],
)
def test_the_class_follows_the_handling(handling: Handling, expected: str) -> None:
    assert event(handling=handling)["class"] == expected


def test_the_summary_says_what_is_open_or_unusual() -> None:
    assert event()["summary"] == "Yue Xiaoyong in Islamabad"
    assert event(when="2024-11")["summary"] == "Yue Xiaoyong in Islamabad (November 2024)"
    assert event(status="postponed")["summary"] == "Postponed: Yue Xiaoyong in Islamabad"


def test_a_visit_keeps_no_subscriber_busy() -> None:
    assert event()["transp"] == "TRANSPARENT"


def test_the_calendar_has_a_name_and_says_how_often_to_ask() -> None:
    lines = unfolded(written())
    assert {"VERSION:2.0", "X-WR-CALNAME:Visits", "REFRESH-INTERVAL;VALUE=DURATION:PT6H"} <= set(lines)
    assert not any(line.startswith("METHOD") for line in lines)


@pytest.mark.parametrize(
    "title",
    [
        "سفير امیر خان متقی فی اسلام‌آباد " * 6,
        "岳晓勇访问伊斯兰堡" * 12,
        "🕊" * 60,
        "Comma, semicolon; back\\slash\nand a new line",
        "BEGIN:VEVENT\r\nX-EVIL:1\r\n",
        "Controls \x00\x07\x85\u2028",
    ],
)
def test_any_title_comes_back_whole_and_the_lines_keep_their_form(title: str) -> None:
    calendar = written(an_entry(title=title))
    assert_in_form(calendar)
    events = Calendar.from_ical(calendar).walk("VEVENT")
    assert len(events) == 1
    assert not any(line.startswith("X-EVIL") for line in unfolded(calendar))
    assert (
        str(events[0]["summary"]).split()
        == "".join(one if one.isprintable() or one == "\u200c" else " " for one in title).split()
    )


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=60))
def test_whatever_is_written_in_a_visit_the_calendar_keeps_its_form(title: str, line: str, place: str) -> None:
    calendar = written(an_entry(title=title, lines=[line], place=place, categories=[place]))
    assert_in_form(calendar)
    read = Calendar.from_ical(calendar)
    assert len(read.walk("VEVENT")) == 1
    assert Calendar.from_ical(read.to_ical()).walk("VEVENT") == read.walk("VEVENT")
