"""`/visits.ics`: which visits a subscriber gets, and what of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar, Event

from actors.models import Level
from briefings.models import Role, Visit
from records.access import Handling, Stage
from records.bulk import bulk_insert
from tests import cast
from tests.factories import a_citation, a_document, a_source, a_state, a_visit, an_actor, shown, take_part

pytestmark = pytest.mark.django_db
RED: dict[str, Any] = {"handling": Handling.RED}


def events(client: Client, query: str = "") -> list[Event]:
    answer = client.get(f"/visits.ics{query}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return [one for one in Calendar.from_ical(answer.content).walk("VEVENT") if isinstance(one, Event)]


def names(client: Client, query: str = "") -> list[str]:
    return [str(one["summary"]) for one in events(client, query)]


def days_from_now(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_an_event_tells_who_whence_where_and_on_what_it_rests(client: Client) -> None:
    visit = a_visit(
        an_actor("Yue Xiaoyong"), when="2024-11-18/2024-11-20", sender=a_state("China"), host=a_state("Pakistan"),
        place="Islamabad", level=3, type=Visit.Type.WORKING,
    )  # fmt: skip
    take_part(visit, an_actor("Amna Baloch"), Role.COUNTERPART)
    a_citation(a_document("A readout", source=a_source(reliability="B")), visit, credibility=2)
    (found,) = events(client, "?since=2024")
    assert (found["summary"], found["location"]) == ("Yue Xiaoyong in Islamabad", "Islamabad")
    assert found["url"] == f"http://testserver{visit.get_absolute_url()}"
    assert str(found["description"]).split("\n") == [
        "When: 18 to 20 Nov 2024",
        "Status: completed",
        "Sent by: China",
        "Received by: Pakistan",
        "Level: special envoy or vice-minister",
        "Who: Yue Xiaoyong (visitor); Amna Baloch (counterpart)",
        "Sources: A readout (B2)",
        f"Handling: TLP:CLEAR, V-{visit.pk:04d}",
    ]


def test_the_uid_outlives_the_host_and_the_title(client: Client) -> None:
    visit = a_visit(an_actor("Yue Xiaoyong"), when="2024-11-18")
    before = events(client, "?since=2024")[0]
    visit.own_title = "An envoy's visit"
    visit.save()
    after = Calendar.from_ical(client.get("/visits.ics?since=2024", headers={"host": "localhost"}).content)
    (found,) = after.walk("VEVENT")
    assert found["uid"] == before["uid"]
    assert str(found["summary"]) == "An envoy's visit"
    assert int(str(found["sequence"])) >= int(str(before["sequence"]))


def test_without_a_period_it_holds_the_last_year_and_what_is_to_come(client: Client) -> None:
    for place, days in (("Old", -500), ("Recent", -300), ("Ahead", 400)):
        a_visit(place=place, when=days_from_now(days))
    a_visit(place="Undated")
    assert names(client) == ["A visit in Ahead", "A visit in Recent"]
    assert names(client, "?since=0001") == ["A visit in Ahead", "A visit in Recent", "A visit in Old"]
    assert names(client, f"?until={days_from_now(-400)}") == ["A visit in Old"]


def test_it_takes_the_filters_of_the_list(client: Client) -> None:
    china, envoy = a_state("China"), an_actor("Yue Xiaoyong")
    a_visit(envoy, sender=china, place="Islamabad", when="2024-11-18", level=2, status="announced")
    a_visit(host=china, place="Beijing", when="2024-11-19")
    for query in ("from=China", "who=Yue", "level=2", "status=announced", "text=islamabad", "until=2024-11-18"):
        assert names(client, f"?since=2024&{query}") == ["Announced: Yue Xiaoyong in Islamabad"], query
    assert names(client, "?since=2024&host=China") == ["A visit in Beijing"]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("?host=Atlantis", "host: No actor that you may read is named “Atlantis”."),
        ("?since=lately", "since: A year, a month or a day: 2024, 2024-11 or 2024-11-18."),
        ("?level=9", "level: Select a valid choice. 9 is not one of the available choices."),
    ],
)
def test_a_filter_that_is_none_is_refused_in_words_since_nobody_would_see_it_missing(
    client: Client, query: str, answer: str
) -> None:
    found = client.get(f"/visits.ics{query}")
    assert (found.status_code, found.content.decode()) == (400, f"{answer}\n")


def of_itself(client: Client, query: str = "") -> tuple[str, str]:
    """The name and the description of the calendar."""
    made = Calendar.from_ical(client.get(f"/visits.ics{query}").content)
    return str(made["x-wr-calname"]), str(made["x-wr-caldesc"])


def test_its_name_says_the_filters_and_its_description_the_time(client: Client) -> None:
    a_state("Pakistan")
    name, told = of_itself(client)
    assert name == "Visits · Chancery"
    assert told.startswith("Visits on record of the last year and all to come;")
    name, told = of_itself(client, "?host=Pakistan&level=1&since=2024")
    level = dict(Level.choices)[1]
    assert name == f"Visits; received by: Pakistan; level: {level}; since: 2024 · Chancery"
    assert told.startswith("Visits on record. Those")


def test_whose_name_was_understood_is_said(client: Client) -> None:
    a_visit(host=a_state("Pakistan"), place="Islamabad", when="2024-11-18")
    assert names(client, "?host=Pakstan&since=2024") == ["A visit in Islamabad"]
    assert "By “Pakstan” was understood: Pakistan." in of_itself(client, "?host=Pakstan")[1]
    assert "understood" not in of_itself(client, "?host=Pakistan")[1]


def test_a_name_like_none_on_record_is_answered_in_words(client: Client) -> None:
    a_state("Pakistan", handling=Handling.RED)
    answer = client.get("/visits.ics?host=Pakstan")
    assert (answer.status_code, answer.content.decode()) == (
        400, "host: No actor that you may read is named “Pakstan”.\n",
    )  # fmt: skip


def test_a_subscriber_without_an_account_gets_what_is_published_and_clear(client: Client) -> None:
    a_visit(place="Islamabad", when="2024-11-18")
    a_visit(place="Canary", when="2024-11-18", handling=Handling.GREEN)
    a_visit(place="Canary", when="2024-11-18", stage=Stage.DRAFT)
    assert names(client, "?since=2024") == ["A visit in Islamabad"]
    assert "Canary" not in client.get("/visits.ics?since=2024").content.decode()


def test_a_reader_gets_what_they_may_see_marked_as_it_may_be_shared(client: Client) -> None:
    a_visit(place="Islamabad", when="2024-11-18", handling=Handling.GREEN)
    client.force_login(cast.analyst())
    (found,) = events(client, "?since=2024")
    assert (found["summary"], found["class"]) == ("A visit in Islamabad", "PRIVATE")


def test_an_event_draws_on_nothing_stricter_than_the_visit_whoever_reads(client: Client) -> None:
    visit = a_visit(
        an_actor("Canary", **RED), sender=a_state("Canary land", **RED), place="Islamabad", when="2024-11-18"
    )
    a_citation(a_document("Canary report", **RED), visit)
    client.force_login(cast.admin())
    found = client.get("/visits.ics?since=2024").content.decode()
    assert "Canary" not in found
    assert "Sent by: withheld" in found


def test_a_withdrawn_visit_disappears(client: Client) -> None:
    visit = a_visit(place="Islamabad", when="2024-11-18")
    assert len(events(client, "?since=2024")) == 1
    visit.stage, visit.withdrawn_because = Stage.WITHDRAWN, "It did not take place."
    visit.save()
    assert events(client, "?since=2024") == []


def test_a_cancelled_visit_says_so(client: Client) -> None:
    a_visit(place="Islamabad", when="2024-11-18", status="cancelled")
    (found,) = events(client, "?since=2024")
    assert (found["status"], found["summary"]) == ("CANCELLED", "Cancelled: A visit in Islamabad")


def test_whoever_has_it_already_is_not_sent_it_again(client: Client) -> None:
    a_visit(place="Islamabad", when="2024-11-18")
    tag = client.get("/visits.ics?since=2024")["ETag"]
    assert client.get("/visits.ics?since=2024", headers={"if-none-match": tag}).status_code == 304


def many_visits(number: int) -> None:
    bulk_insert(Visit, [Visit(**shown(title=f"Visit {one}", when="2024-11-18")) for one in range(number)])


def test_of_very_many_it_holds_the_last_and_says_so(client: Client) -> None:
    many_visits(1002)
    assert len(events(client, "?since=2024")) == 1000
    told = client.get("/visits.ics?since=2024").content.replace(b"\r\n ", b"").decode()
    assert "These are the last 1\\,000 of 1\\,002" in told


def test_it_asks_the_database_as_often_for_one_visit_as_for_sixty(client: Client) -> None:
    asked = []
    for number in (1, 59):
        for _ in range(number):
            visit = a_visit(an_actor(), host=a_state(), sender=a_state(), when="2024-11-18")
            a_citation(a_document(), visit)
        with CaptureQueriesContext(connection) as queries:
            assert events(client, "?since=2024")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 10
