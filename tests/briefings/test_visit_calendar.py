"""`/visits/calendar/`: what stands on which day, what beside it, and the way to other months."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefings.models import Visit
from records.access import Handling
from records.bulk import bulk_insert
from tests.factories import a_state, a_visit, an_actor, shown
from tests.reading import section, text

pytestmark = pytest.mark.django_db


def page(client: Client, query: str = "?month=2024-11") -> str:
    answer = client.get(f"/visits/calendar/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def days(html: str) -> dict[int, str]:
    """The words of the days that have any beside their number."""
    cells = [text(cell) for cell in re.findall(r"<td.*?</td>", html, re.DOTALL)]
    told = [cell.split(" ", 2)[1:] for cell in cells if cell]
    return {int(one[0]): one[1] for one in told if len(one) == 2}


def test_a_visit_stands_on_its_day(client: Client) -> None:
    a_visit(an_actor("Yue Xiaoyong"), place="Islamabad", when="2024-11-18")
    assert days(page(client)) == {18: "Yue Xiaoyong in Islamabad"}


def test_a_longer_one_stands_on_each_of_its_days(client: Client) -> None:
    a_visit(place="Islamabad", when="2024-10-31/2024-11-02")
    assert days(page(client)) == {1: "A visit in Islamabad day 2 of 3", 2: "A visit in Islamabad day 3 of 3"}


def test_a_day_in_doubt_is_said_to_be(client: Client) -> None:
    a_visit(place="Islamabad", when="2024-11-18?")
    a_visit(place="Kabul", when="2024-11-20/")
    assert days(page(client)) == {
        18: "A visit in Islamabad 18 Nov 2024 (uncertain)",
        20: "A visit in Kabul 20 Nov 2024, end unknown",
    }


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_what_did_not_take_place_is_struck_and_said(client: Client, status: str) -> None:
    a_visit(place="Islamabad", when="2024-11-18", status=status)
    shown_now = page(client)
    assert '<li class="struck">' in shown_now
    assert status in days(shown_now)[18]


def test_what_is_known_to_the_month_stands_beside_the_days(client: Client) -> None:
    a_visit(place="Islamabad", when="2024-11")
    a_visit(place="Kabul", when="[2024-11-18,2024-11-20]")
    shown_now = page(client)
    assert days(shown_now) == {}
    told = section(shown_now, "sometime")
    assert "A visit in Islamabad November 2024" in told
    assert "A visit in Kabul 18 or 20 Nov 2024" in told


def test_what_is_known_less_closely_is_counted(client: Client) -> None:
    for when in ("2024", "2024-23", "1990/2030", "2024-10/"):
        a_visit(when=when)
    a_visit(when="2023")
    told = section(page(client), "sometime")
    assert "4 more may lie in this month" in told


def test_hidden_visits_are_neither_shown_nor_counted(client: Client) -> None:
    before = page(client)
    for when in ("2024-11-18", "2024-11", "2024", "1950-01-01"):
        a_visit(place="Canary", when=when, handling=Handling.RED)
    assert page(client) == before


def test_a_busy_day_leads_to_the_list_of_that_day(client: Client) -> None:
    for number in range(16):
        a_visit(place=f"Place {number}", when="2024-11-18", host=None)
    shown_now = page(client, "?month=2024-11&status=completed")
    assert "and 12 more" in days(shown_now)[18]
    link = "/visits/?status=completed&amp;since=2024-11-18&amp;until=2024-11-18"
    assert f'<a href="{link}">and 12 more</a>' in shown_now
    assert client.get(link.replace("&amp;", "&")).content.decode().count('<tr role="row">') == 17


def test_it_takes_the_filters_of_the_list_and_keeps_them_on_the_way(client: Client) -> None:
    a_visit(place="Islamabad", when="2024-11-18", host=a_state("Pakistan"))
    a_visit(place="Beijing", when="2024-11-19", host=a_state("China"))
    a_visit(place="Lahore", when="2024-09-19", host=None)
    shown_now = page(client, "?month=2024-11&host=Pakistan")
    assert days(shown_now) == {18: "A visit in Islamabad"}
    assert '<input type="hidden" name="month" value="2024-11"' in shown_now
    for link in (
        "/visits/calendar/?host=Pakistan&amp;month=2024-12",
        "/visits.ics?host=Pakistan",
        "/visits/?host=Pakistan",
    ):
        assert f'href="{link}"' in shown_now, link


@pytest.mark.parametrize("month", ["2024-13", "november", "0000-01", "2024", "1" * 500, "2024-11-18"])
def test_what_is_no_month_is_answered_in_words(client: Client, month: str) -> None:
    shown_now = page(client, f"?month={month}")
    assert "is no month: write it as 2024-11." in shown_now or "At most 300 characters." in shown_now
    assert timezone.localdate().strftime("Visits in %B %Y") in shown_now


@pytest.mark.parametrize("month", ["0001-01", "9999-12"])
def test_time_has_a_first_and_a_last_month(client: Client, month: str) -> None:
    a_visit(place="Somewhere", when=f"{month}-{'01' if month == '0001-01' else '31'}")
    assert len(days(page(client, f"?month={month}"))) == 1


def test_without_a_month_it_opens_on_the_last_that_has_visits_and_says_so(client: Client) -> None:
    a_visit(when="1999-03-01", host=a_state("Pakistan"))
    a_visit(when="2005-07")
    a_visit(when="2009")
    a_visit(place="Canary", when="2011-02-03", handling=Handling.RED)
    now = timezone.localdate().strftime("%B %Y")
    shown_now = page(client, "")
    assert "Visits in July 2005" in shown_now
    told = "is known to begin in {}: this is the last month before it in which one does."
    assert f"No visit {told.format(now)}" in text(shown_now)
    shown_now = page(client, "?host=Pakistan&month=")
    assert "Visits in March 1999" in shown_now
    assert f"No visit that matches {told.format(now)}" in text(shown_now)


def test_with_visits_this_month_or_a_month_asked_for_it_opens_on_that(client: Client) -> None:
    today = timezone.localdate()
    a_visit(when="1999-03-01")
    assert "Visits in May 2001" in page(client, "?month=2001-05")
    a_visit(when=today.isoformat())
    shown_now = page(client, "")
    assert today.strftime("Visits in %B %Y") in shown_now
    assert "is known to begin" not in text(shown_now)


def test_with_visits_to_come_only_it_opens_on_the_first(client: Client) -> None:
    for when in ("2999-03-01", "2998-02-01"):
        a_visit(when=when)
    shown_now = page(client, "")
    assert "Visits in February 2998" in shown_now
    assert "this is the first month after it in which one does." in text(shown_now)


def test_the_nearest_months_with_visits_stand_beside_the_next_ones(client: Client) -> None:
    for when in ("1999-03-01", "2001-05-01", "2001-06-01", "2004-01"):
        a_visit(when=when)
    shown_now = page(client, "?month=2001-05")
    assert '<a href="/visits/calendar/?month=1999-03">⇤ Visits in March 1999</a>' in shown_now
    assert "⇥" not in shown_now
    assert '<a href="/visits/calendar/?month=2004-01">Visits in January 2004 ⇥</a>' in page(client, "?month=2001-06")


def test_other_months_stand_by_year_and_the_years_by_decade(client: Client) -> None:
    for when in ("1999-03-01", "2001-05-01", "2001-06-01", "2014-01"):
        a_visit(when=when)
    told = section(page(client, "?month=2001-05"), "others")
    assert told.startswith("Other months 2001 Jan")
    assert "1990s: 1 1999 1 2000s: 2 2001 2 2010s: 1 2014 1" in told
    assert page(client, "?month=2001-05").count("<details open>") == 1


def test_without_a_month_it_shows_this_one_and_marks_today(client: Client) -> None:
    today = timezone.localdate()
    shown_now = page(client, "")
    assert today.strftime("Visits in %B %Y") in shown_now
    assert (
        f'aria-current="date"><p class="date"><span class="weekday">{today:%a} </span><time datetime="{today}">'
        in shown_now
    )


def test_a_week_begins_on_monday_and_the_columns_have_their_heads(client: Client) -> None:
    shown_now = page(client)
    heads = re.findall(r'scope="col" abbr="(\w+)"', shown_now)
    assert heads[0] == "Monday"
    assert len(heads) == 7
    rows = re.findall(r'<tr role="row">\s*<td.*?</tr>', shown_now, re.DOTALL)
    assert {row.count("<td") for row in rows} == {7}
    first = re.findall(r"<td.*?</td>", rows[0], re.DOTALL)
    assert [bool(text(cell)) for cell in first] == [day >= date(2024, 11, 1).weekday() for day in range(7)]


def test_the_way_leads_to_months_and_years_that_have_visits(client: Client) -> None:
    for when in ("1999-03-01", "2024-11-18", "2024-12-01"):
        a_visit(when=when)
    shown_now = page(client)
    assert 'href="/visits/calendar/?month=2024-10" rel="prev"' in shown_now
    assert 'href="/visits/calendar/?month=2024-12" rel="next"' in shown_now
    assert '<a href="/visits/calendar/?month=1999-03">1999 <span class="fine">1</span></a>' in shown_now
    assert 'rel="prev"' not in page(client, "?month=1999-03")


def test_a_record_is_still_found_beside_the_calendar(client: Client) -> None:
    visit = a_visit(when="2024-11-18")
    assert client.get(visit.get_absolute_url()).status_code == 200


def a_month_of(number: int) -> None:
    rows: list[dict[str, Any]] = [
        {"when": f"2024-11-{one % 30 + 1:02}", "title": f"Visit {one}"} for one in range(number)
    ]
    bulk_insert(Visit, [Visit(**shown(**row)) for row in rows])


def test_it_asks_the_database_as_often_for_one_visit_as_for_five_hundred_and_stays_readable(client: Client) -> None:
    asked, sizes = [], []
    for number in (1, 499):
        a_month_of(number)
        with CaptureQueriesContext(connection) as queries:
            shown_now = page(client)
        asked.append(len(queries))
        sizes.append(len(shown_now))
    assert asked[0] == asked[1] <= 4
    assert sizes[1] < 60_000
