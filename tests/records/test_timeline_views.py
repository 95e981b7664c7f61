"""`/timeline/`: which records it holds, how it is drawn and narrowed, what it asks of the database."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefings.models import Event
from records.access import Handling, Stage
from records.bulk import bulk_insert
from records.search.index import index
from tests import cast
from tests.factories import a_claim, a_state, a_visit, an_actor, an_event, shown
from tests.reading import rows, text
from tests.searching import chips

pytestmark = pytest.mark.django_db
RED: dict[str, Any] = {"handling": Handling.RED}


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/timeline/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def titles(html: str) -> list[str]:
    """The titles in the table, in order."""
    link = r'data-label="Record"><div dir="auto"><a [^>]*>(?:<bdi [^>]*>)?([^<]*)(?:</bdi>)?</a>'
    return [unescape(one) for one in re.findall(link, html)]


def drawn(html: str) -> list[str]:
    return [unescape(one) for one in re.findall(r"<title>([^<]*)</title><line", html)]


def many(number: int, when: str = "1994-03-05", **given: Any) -> None:
    made = bulk_insert(Event, [Event(**shown(title=f"Event {one}", when=when, **given)) for one in range(number)])
    index([one.pk for one in made])


def test_every_dated_record_is_drawn_and_in_the_table(client: Client) -> None:
    an_event("A takeover", when="2021-08-15/..")
    a_claim("A claim", when="2021")
    an_actor("A person", when="1950/2020")
    a_claim("Undated")
    shown_now = page(client)
    assert titles(shown_now) == ["A person", "A claim", "A takeover"]
    assert drawn(shown_now) == ["1950 to 2020: A person", "since 15 Aug 2021: A takeover", "2021: A claim"]


def test_the_number_of_those_without_a_date_is_told(client: Client) -> None:
    a_claim("Undated")
    assert "1 more has no date, and is not here." in text(page(client))
    assert "more have no date" not in text(page(client, "?kind=event"))


def test_a_row_says_when_and_of_what_kind(client: Client) -> None:
    an_event("A takeover", when="2021-08?")
    assert rows(page(client)) == ["August 2021 (uncertain) A takeover Event"]
    assert '<time datetime="2021-08">' in page(client)


def test_the_handling_is_told_to_those_who_may_see_more_than_clear(client: Client) -> None:
    an_event("A takeover", when="2021-08", handling=Handling.GREEN)
    client.force_login(cast.analyst())
    assert rows(page(client)) == ["August 2021 A takeover Event TLP:GREEN"]


def test_an_editor_sees_which_are_drafts(client: Client) -> None:
    an_event("A takeover", when="2021-08", stage=Stage.DRAFT)
    client.force_login(cast.editor())
    assert rows(page(client)) == ["August 2021 A takeover Event draft TLP:CLEAR"]


def test_hidden_records_leave_no_trace(client: Client) -> None:
    an_event("A takeover", when="2021-08-15")
    before = page(client)
    an_event("Canary", when="1999", **RED)
    an_event("Canary", when="2031", stage=Stage.DRAFT)
    assert page(client) == before


def test_it_is_narrowed_like_the_search(client: Client) -> None:
    an_event("The border closed", when="2021-08-15")
    a_claim("The border was crossed", when="2022")
    an_event("A conference", when="2023")
    assert titles(page(client, "?q=border")) == ["The border closed", "The border was crossed"]
    assert titles(page(client, "?q=border&kind=claim")) == ["The border was crossed"]
    assert titles(page(client, "?q=border+kind:event")) == ["The border closed"]
    assert titles(page(client, "?year=2023")) == ["A conference"]


def test_it_is_narrowed_to_what_may_lie_in_a_period(client: Client) -> None:
    for when in ("2019", "2020-12-30/2021-01-02", "2021", "2022-01-01", "2015/", "/2021-03"):
        an_event(when, when=when)
    assert titles(page(client, "?since=2021&until=2021")) == ["2020-12-30/2021-01-02", "2021", "/2021-03"]


def test_what_merely_reaches_into_the_period_is_told_apart_and_can_be_added(client: Client) -> None:
    for when in ("1781/", "2000/2030", "2021", "2021-03-04/2021-03-05", "/2030", "2021-03-04"):
        an_event(when, when=when)
    html = page(client, "?q=&since=2021-03-04&until=2021-03-04")
    assert titles(html) == ["2021-03-04/2021-03-05", "2021-03-04"]
    assert len(drawn(html)) == 2
    assert "4 more may reach into this time" in text(html)
    more = "?q=&amp;since=2021-03-04&amp;until=2021-03-04&amp;reaching=1"
    assert f'<a href="/timeline/{more}">Add them</a>' in html
    html = page(client, unescape(more))
    assert titles(html) == ["1781/", "2000/2030", "2021", "2021-03-04/2021-03-05", "2021-03-04", "/2030"]
    assert "Among them are 4 that neither begin nor end in this time" in text(html)
    assert '<a href="/timeline/?q=&amp;since=2021-03-04&amp;until=2021-03-04">Leave them out</a>' in html
    assert '<input type="hidden" name="reaching" value="1"' in html


def test_a_period_with_one_side_holds_what_begins_or_ends_after_it(client: Client) -> None:
    for when in ("1781/", "2021", "2022-03", "/2030"):
        an_event(when, when=when)
    assert titles(page(client, "?since=2022")) == ["2022-03", "/2030"]
    assert titles(page(client, "?until=2021")) == ["1781/", "2021"]
    assert "2 more may reach" in text(page(client, "?since=2024&until=2025"))
    assert "may reach" not in text(page(client))


def test_what_reaches_and_may_not_be_seen_is_not_counted(client: Client) -> None:
    an_event("One", when="2021")
    an_event("Canary", when="1999/", **RED)
    assert "may reach" not in text(page(client, "?since=2021&until=2021"))


def test_going_down_by_bars_ends_in_a_drawing(client: Client) -> None:
    many(300, "1781/")
    an_event("The border closed", when="1994-03-05")
    assert drawn(page(client, "?since=1994&until=1994")) == ["5 Mar 1994: The border closed"]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("?since=lately", "A year, a month or a day: 2024, 2024-11 or 2024-11-18."),
        ("?kind=nothing", "“nothing” is no kind of record."),
        ("?q=%28border", "bracket"),
        ("?actor=nobody", "No actor that you may read is called “nobody”."),
    ],
)
def test_what_is_no_question_is_answered_in_words(client: Client, query: str, answer: str) -> None:
    an_event("The border closed", when="2021-08-15")
    assert answer in unescape(page(client, query))


@pytest.mark.parametrize(
    "query",
    ["?since=2024&until=2023", "?page=99&sort=-nothing", "?since=0001&until=9999", "?q=%00", "?since=" + "9" * 400],
)
def test_no_address_breaks_it(client: Client, query: str) -> None:
    an_event("The border closed", when="2021-08-15")
    page(client, query)


@pytest.mark.parametrize("when", ["0001-01-01", "0001", "9999-12-31", "9999", "/0001-01-01", "9999-12-31/.."])
def test_the_ends_of_time_are_drawn(client: Client, when: str) -> None:
    an_event("The edge", when=when)
    assert len(drawn(page(client))) == 1
    year = "9999" if when.strip("/").startswith("9") else "0001"
    assert titles(page(client, f"?since={year}&until={year}")) == ["The edge"]


def test_titles_in_any_script_and_of_any_length_are_kept_whole_in_the_table(client: Client) -> None:
    for title in ("سفير امیر خان متقی", "岳晓勇 & <b>", "x" * 300):
        an_event(title, when="2021")
    shown_now = page(client)
    assert set(titles(shown_now)) == {"سفير امیر خان متقی", "岳晓勇 & <b>", "x" * 300}
    assert max(map(len, drawn(shown_now))) < 130
    assert "<b>" not in shown_now


def test_very_many_are_counted_by_interval_and_each_bar_leads_closer(client: Client) -> None:
    many(60)
    many(60, "1989")
    many(10, "")
    shown_now = page(client)
    assert drawn(shown_now) == []
    assert '<a href="/timeline/?since=1994&amp;until=1994"><title>1994: 60</title>' in shown_now
    assert '<a href="/timeline/?since=1989&amp;until=1989"><title>1989: 60</title>' in shown_now
    assert "Showing 1 to 50 of 120" in shown_now


def test_a_bar_tells_what_is_not_known_so_closely_and_what_no_bar_counts(client: Client) -> None:
    many(90)
    many(20, "1994")
    many(5, "1990/2000")
    many(3, "/1995")
    shown_now = text(page(client, "?since=1994&until=1994"))
    assert "January 1994 20 20" in shown_now
    assert "March 1994 90 0" in shown_now
    assert "8 more may reach into this time" in shown_now
    shown_now = text(page(client, "?since=1994&until=1994&reaching=1"))
    assert "5 began earlier. Of 3 the beginning is not known." in shown_now


def test_too_many_of_one_day_are_in_the_table_only(client: Client) -> None:
    many(101)
    assert "Too many to be drawn: they are in the table." in page(client, "?since=1994-03-05&until=1994-03-05")


def test_the_way_leads_closer_and_wider_and_aside(client: Client) -> None:
    for when in ("1992", "1994-03-05", "1994-04-06", "2003"):
        an_event(when, when=when)
    assert '<a href="/timeline/?since=1900&amp;until=1999">1900 to 1999 (3)</a>' in page(client)
    shown_now = page(client, "?since=1994&until=1994&sort=-date")
    for link in ("sort=-date&amp;since=1990&amp;until=1999", "sort=-date&amp;since=1993&amp;until=1993",
                 "sort=-date&amp;since=1995&amp;until=1995", "sort=-date&amp;since=1994-03&amp;until=1994-03"):  # fmt: skip
        assert f'href="/timeline/?{link}"' in shown_now, link


def test_the_way_ends_where_the_records_end(client: Client) -> None:
    an_event("One", when="1994-03-05")
    shown_now = page(client, "?since=1994&until=1994")
    assert 'rel="prev"' not in shown_now
    assert 'rel="next"' not in shown_now


def test_the_address_holds_the_whole_question(client: Client) -> None:
    many(120)
    an_event("Another event", when="1990")
    shown_now = page(client, "?q=event&kind=event&kind=claim&year=1990-1999&sort=-date")
    assert (
        'href="/timeline/?q=event&amp;kind=claim&amp;kind=event&amp;year=1990-1999&amp;sort=-date&amp;since=1994'
        in shown_now
    )
    assert 'href="/search/?q=event&amp;kind=claim&amp;kind=event&amp;year=1990-1999"' in shown_now
    assert shown_now.count('<input type="hidden" name="kind"') == 2
    assert list(chips(shown_now)) == ["Kind Claims", "Kind Events", "Year 1990-1999"]


def test_the_folder_of_a_kind_is_understood_in_the_field_too(client: Client) -> None:
    an_event("The border closed", when="2021-08-15")
    a_visit(place="Kabul", when="2021")
    html = page(client, "?kind=events")
    assert titles(html) == ["The border closed"]
    assert '<option value="event" selected>' in html and "valid choice" not in html


def test_what_is_chosen_stands_above_in_words_and_takes_itself_away(client: Client) -> None:
    a_state("China", slug="china")
    an_event("The border closed", when="2021-08-15")
    chosen = chips(page(client, "?q=border&state=China&grade=b2&since=2020&page=2"))
    assert chosen == {
        "State China": "/timeline/?q=border&grade=b2&since=2020",
        "Grade B2": "/timeline/?q=border&state=China&since=2020",
    }


def test_an_empty_timeline_says_so(client: Client) -> None:
    assert "Nothing here yet that you may see." in page(client)
    assert "Nothing matches" in page(client, "?q=nothing")


def test_newest_first_on_request(client: Client) -> None:
    for when in ("1990", "2003"):
        an_event(when, when=when)
    assert titles(page(client, "?sort=-date")) == ["2003", "1990"]


@pytest.mark.parametrize("query", ["", "?q=event&since=1990&until=1999"])
def test_it_asks_the_database_as_often_for_one_record_as_for_two_hundred(client: Client, query: str) -> None:
    asked = []
    for number in (1, 60, 140):
        for _ in range(number if number < 100 else 0):
            an_event(when="1994-03-05")
        if number > 100:
            for _ in range(60):
                a_visit(own_title="An event", when="1995")
        with CaptureQueriesContext(connection) as queries:
            page(client, query)
        asked.append(len(queries))
    assert asked[0] == asked[1] == asked[2] <= 6
