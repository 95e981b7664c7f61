import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefings.models import CommitmentUpdate, Event, Visit
from records.access import Handling, Stage
from records.bulk import bulk_insert
from records.bulk_settling import bulk_settle
from records.models import Record, Revision, User
from tests import cast
from tests.factories import (
    a_citation,
    a_claim,
    a_commitment,
    a_document,
    a_state,
    a_visit,
    an_actor,
    an_assertion,
    shown,
    take_part,
)
from tests.reading import text

pytestmark = pytest.mark.django_db
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def long_ago() -> None:
    """All that has been done so far was done a year ago."""
    Revision.objects.update(at=timezone.now() - timedelta(days=365))


def read(client: Client, address: str = "/changes/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return text(answer.content.decode().partition('id="main"')[2].partition("</main>")[0])


def test_the_news_of_the_last_seven_days_stand_there(client: Client) -> None:
    a_claim("An old claim")
    long_ago()
    a_claim("A new claim")
    page = read(client)
    assert "New claim: A new claim" in page
    assert "An old claim" not in page


def test_where_nothing_is_new_the_newest_stand_there(client: Client) -> None:
    a_claim("An old claim")
    long_ago()
    page = read(client)
    assert "New claim: An old claim" in page
    assert "The newest, of whatever day" in page


def test_several_edits_are_told_once(client: Client) -> None:
    claim = a_claim("First")
    long_ago()
    for title in ("Second", "Third"):
        claim.title = title
        claim.save()
    page = read(client)
    assert "renamed: “Third”" in page
    assert "Second" not in page


def test_what_was_changed_back_is_no_news(client: Client) -> None:
    claim = a_claim("First")
    long_ago()
    for title in ("Second", "First"):
        claim.title = title
        claim.save()
    assert "Nothing has changed" in read(client, "/changes/?since=" + str(timezone.localdate()))


def test_a_save_that_changes_nothing_is_no_news(client: Client) -> None:
    claim = a_claim("First")
    long_ago()
    claim.save()
    assert "First" not in read(client, "/changes/?since=" + str(timezone.localdate()))


def test_a_promise_is_stalled_in_somebodys_words(client: Client) -> None:
    promise = a_commitment("To act", a_state("China"))
    pakistan = a_state("Pakistan")
    long_ago()
    CommitmentUpdate.objects.create(commitment=promise, status="stalled", said_by=pakistan)
    assert "To act promise now stalled, says Pakistan" in read(client)


def test_a_denial_makes_a_claim_contested(client: Client) -> None:
    claim = a_claim("It is so")
    an_assertion(claim, a_state("Pakistan"))
    kabul = a_state("Afghanistan")
    long_ago()
    an_assertion(claim, kabul, "denies")
    page = read(client)
    assert "New denial: Afghanistan denies: It is so" in page
    assert "claim now contested, was unanswered" in page


def test_a_withdrawn_record_says_why_and_is_not_named(client: Client) -> None:
    claim = a_claim("Nonsense")
    long_ago()
    claim.stage, claim.withdrawn_because = Stage.WITHDRAWN, "Entered twice."
    claim.save()
    page = read(client)
    assert f"{claim.ref} withdrawn: Entered twice." in page
    assert "Nonsense" not in page


def test_filters_keep_to_a_kind_an_actor_and_words(client: Client) -> None:
    china = a_state("China")
    a_visit(an_actor("Yue Xiaoyong"), host=china)
    a_claim("Something else")
    for query in ("kind=visit", "actor=china", "q=Xiaoyong"):
        page = read(client, f"/changes/?{query}")
        assert "Yue Xiaoyong in China" in page
        assert "Something else" not in page


def test_what_is_no_date_and_no_place_is_answered_in_words(client: Client) -> None:
    assert "A year, a month or a day" in read(client, "/changes/?since=yesterday")
    for address in (
        "/changes/?before=x",
        "/changes/?before=2024-01-01~9",
        "/changes/?since=../2020",
        "/changes/?q=%28",
    ):
        read(client, address)


def test_names_are_completed_while_one_types(client: Client) -> None:
    assert re.search(r'<input[^>]* name="actor"[^>]* data-complete="actor"', client.get("/changes/").text)


def test_an_import_is_one_line(client: Client) -> None:
    visits = bulk_insert(Visit, [Visit(**shown(title=f"Visit {one}", place="Kabul")) for one in range(120)])
    bulk_settle(Visit, [one.pk for one in visits], "Imported: travels")
    page = read(client)
    assert "travels: 120 new visits" in page
    assert "New visit: Visit 7" not in page
    visits[0].refresh_from_db()
    visits[0].place = "Herat"
    visits[0].save()
    assert "place: now “Herat”" in read(client)


def test_a_collection_is_named_once_with_its_kinds(client: Client) -> None:
    for model, number, what in ((Visit, 1204, {"place": "Kabul"}), (Event, 1, {})):
        made = bulk_insert(model, [model(**shown(title=f"One {one}", **what)) for one in range(number)])
        bulk_settle(model, [one.pk for one in made], "Imported: travels")
    page = read(client)
    assert page.count("travels") == 1
    assert "1,204 new visits" in page and "1 new event" in page


def test_an_assertion_that_is_new_with_its_claim_is_told_once(client: Client) -> None:
    an_assertion(a_claim("It is so"), a_state("Pakistan"))
    page = read(client)
    assert "New affirmation: Pakistan affirms: It is so" in page
    assert "New claim" not in page


def test_where_the_filters_find_nothing_the_sentence_is_whole(client: Client) -> None:
    a_claim("It is so")
    page = read(client, "/changes/?actor=Pakstan")
    assert "let through has changed in the last seven days." in page
    assert "of whatever day" not in page


def test_a_moment_has_its_zone(client: Client) -> None:
    a_claim("It is so")
    assert re.search(r"Claim · \d\d:\d\d UTC", read(client))


def test_the_front_page_prefers_what_people_did(client: Client) -> None:
    a_claim("By hand")
    people = [an_actor(f"Person {one}") for one in range(8)]
    Revision.objects.filter(record__in=people).update(comment="Imported: travels")
    assert len(client.get("/").context["changed"]) == 5
    for _ in range(5):
        a_claim()
    told = "".join(str(one.link) for one in client.get("/").context["changed"])
    assert (told.count("New claim"), told.count("Person")) == (5, 0)


def test_pages_hold_fifty_and_each_record_once(client: Client) -> None:
    for one in range(130):
        a_claim(f"Claim {one:03d}.")
    seen: list[str] = []
    address = "/changes/"
    for expected in (50, 50, 30):
        body = client.get(address).content.decode()
        found = [title for title in (f"Claim {one:03d}." for one in range(130)) if title in body]
        assert len(found) == expected
        seen += found
        address = "/changes/" + body.partition('class="step" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert len(set(seen)) == 130


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    numbers = []
    for more in (3, 60):
        for one in range(more):
            a_visit(an_actor(), host=a_state(), place=str(one))
        with CaptureQueriesContext(connection) as queries:
            read(client, "/changes/?since=2000")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
    assert numbers[0] <= 12


def read_today(client: Client, reader: User | None = None) -> str:
    if reader:
        client.force_login(reader)
    return text(client.get(f"/changes/?since={timezone.localdate()}").content.decode())


def test_a_draft_that_was_never_published_is_no_news_to_readers(client: Client) -> None:
    a_claim("Not yet", stage=Stage.DRAFT)
    assert "Not yet" not in read_today(client)
    assert "Not yet" in read_today(client, cast.editor())


def test_what_was_lowered_is_new_to_those_who_could_not_read_it(client: Client) -> None:
    claim = a_claim("Secret name", handling=Handling.AMBER)
    long_ago()
    claim.handling, claim.title = Handling.CLEAR, "Open name"
    claim.save()
    page = read_today(client)
    assert "New claim: Open name" in page
    assert "Secret" not in page
    assert "lowered" not in page
    page = read_today(client, cast.analyst(Handling.AMBER))
    assert "handling lowered from TLP:AMBER to TLP:CLEAR" in page
    assert "renamed: “Open name”" in page


def test_a_stricter_time_in_between_leaves_no_trace(client: Client) -> None:
    claim = a_claim("Open name")
    long_ago()
    for handling, title in ((Handling.RED, "Secret name"), (Handling.CLEAR, "Open name")):
        claim.handling, claim.title = handling, title
        claim.save()
    assert "name" not in read_today(client).partition("Nothing has changed")[0].partition("What changed")[2]


def test_a_hidden_source_and_participant_change_no_byte(client: Client) -> None:
    claim, visit = a_claim("A claim"), a_visit(an_actor("Somebody"))
    other = a_claim("Another claim")
    long_ago()
    other.title = "Renamed"
    other.save()
    addresses = ("/changes/", "/feeds/all.atom", "/feeds/claims.atom", "/feeds/visits.atom", "/")
    before = [client.get(one) for one in addresses]
    a_citation(a_document("Secret", handling=Handling.RED), claim)
    take_part(visit, an_actor("Secret", handling=Handling.RED))
    for old, address in zip(before, addresses, strict=True):
        new = client.get(address)
        assert old.content == new.content
        assert old.headers.get("ETag") == new.headers.get("ETag")


def test_an_old_composed_title_is_not_quoted(client: Client) -> None:
    person = an_actor("Withheld Person")
    visit = a_visit(person, place="Kabul")
    long_ago()
    person.handling = Handling.RED
    person.save()
    visit.refresh_from_db()
    visit.place = "Herat"
    visit.save()
    assert "Withheld Person" not in read_today(client)


def test_a_withdrawal_is_told_only_to_those_who_could_read_the_record(client: Client) -> None:
    claim = a_claim("Nonsense", handling=Handling.AMBER)
    long_ago()
    claim.stage, claim.withdrawn_because = Stage.WITHDRAWN, "Entered twice."
    claim.save()
    assert "Entered twice." not in read_today(client)
    assert "Entered twice." in read_today(client, cast.analyst(Handling.AMBER))


def test_imports_are_counted_as_far_as_one_may_see(client: Client) -> None:
    visits = bulk_insert(Visit, [Visit(**shown(title=f"Visit {one}")) for one in range(9)])
    bulk_settle(Visit, [one.pk for one in visits], "Imported: travels")
    Record.objects.among(one.pk for one in visits[:4]).update(handling=Handling.RED)
    assert "5 new visits" in read_today(client)


@pytest.fixture
def reader(client: Client) -> User:
    """Who is signed in."""
    signed_in = cast.analyst()
    client.force_login(signed_in)
    return signed_in


def test_opening_the_page_keeps_the_mark(client: Client, reader: User) -> None:
    a_claim("A new claim")
    for _ in range(3):
        assert "A new claim" in client.get("/changes/").text
    reader.refresh_from_db()
    assert reader.changes_read_until is None


@pytest.mark.usefixtures("reader")
def test_what_is_marked_as_read_does_not_come_again(client: Client) -> None:
    a_claim("A new claim")
    until = client.get("/changes/").context["until"]
    a_claim("A later claim")
    answer = client.post("/changes/read/", {"until": until}, follow=True)
    assert "A new claim" not in answer.text
    assert "A later claim" in answer.text


@pytest.mark.usefixtures("reader")
def test_there_is_no_mark_to_set_where_nothing_is_new(client: Client) -> None:
    assert "Mark all as read" not in client.get("/changes/").text
    a_claim("A new claim")
    assert "Mark all as read" in client.get("/changes/").text
    client.post("/changes/read/", {"until": timezone.now().isoformat()})
    assert "Mark all as read" not in client.get("/changes/").text


def test_an_older_page_does_not_take_the_mark_back(client: Client, reader: User) -> None:
    now = timezone.now()
    for until in (now.isoformat(), (now - timedelta(days=3)).isoformat(), "nonsense"):
        client.post("/changes/read/", {"until": until})
        reader.refresh_from_db()
        assert (reader.changes_read_until or NEVER) >= now


def test_nobody_marks_what_is_to_come(client: Client, reader: User) -> None:
    client.post("/changes/read/", {"until": "2999-01-01T00:00:00+00:00"})
    reader.refresh_from_db()
    assert (reader.changes_read_until or NEVER) > NEVER
    assert (reader.changes_read_until or NEVER) <= timezone.now()
