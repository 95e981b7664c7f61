from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefings.models import CommitmentUpdate, Visit
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

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def long_ago() -> None:
    """All that has been done so far was done a year ago."""
    Revision.objects.update(at=timezone.now() - timedelta(days=365))


class WhatChanged(TestCase):
    def read(self, address: str = "/changes/") -> str:
        answer = self.client.get(address)
        self.assertEqual(answer.status_code, 200)
        return text(answer.content.decode().partition('id="main"')[2].partition("</main>")[0])

    def test_the_news_of_the_last_seven_days_stand_there(self) -> None:
        a_claim("An old claim")
        long_ago()
        a_claim("A new claim")
        page = self.read()
        self.assertIn("New claim: A new claim", page)
        self.assertNotIn("An old claim", page)

    def test_where_nothing_is_new_the_newest_stand_there(self) -> None:
        a_claim("An old claim")
        long_ago()
        page = self.read()
        self.assertIn("New claim: An old claim", page)
        self.assertIn("The newest, of whatever day", page)

    def test_several_edits_are_told_once(self) -> None:
        claim = a_claim("First")
        long_ago()
        for title in ("Second", "Third"):
            claim.title = title
            claim.save()
        page = self.read()
        self.assertIn("renamed: “Third”", page)
        self.assertNotIn("Second", page)

    def test_what_was_changed_back_is_no_news(self) -> None:
        claim = a_claim("First")
        long_ago()
        for title in ("Second", "First"):
            claim.title = title
            claim.save()
        self.assertIn("Nothing has changed", self.read("/changes/?since=" + str(timezone.localdate())))

    def test_a_save_that_changes_nothing_is_no_news(self) -> None:
        claim = a_claim("First")
        long_ago()
        claim.save()
        self.assertNotIn("First", self.read("/changes/?since=" + str(timezone.localdate())))

    def test_a_promise_is_stalled_in_somebodys_words(self) -> None:
        promise = a_commitment("To act", a_state("China"))
        pakistan = a_state("Pakistan")
        long_ago()
        CommitmentUpdate.objects.create(commitment=promise, status="stalled", said_by=pakistan)
        self.assertIn("To act promise now stalled, says Pakistan", self.read())

    def test_a_denial_makes_a_claim_contested(self) -> None:
        claim = a_claim("It is so")
        an_assertion(claim, a_state("Pakistan"))
        kabul = a_state("Afghanistan")
        long_ago()
        an_assertion(claim, kabul, "denies")
        page = self.read()
        self.assertIn("New denial: Afghanistan denies: It is so", page)
        self.assertIn("claim now contested, was unanswered", page)

    def test_a_withdrawn_record_says_why_and_is_not_named(self) -> None:
        claim = a_claim("Nonsense")
        long_ago()
        claim.stage, claim.withdrawn_because = Stage.WITHDRAWN, "Entered twice."
        claim.save()
        page = self.read()
        self.assertIn(f"{claim.ref} withdrawn: Entered twice.", page)
        self.assertNotIn("Nonsense", page)

    def test_filters_keep_to_a_kind_an_actor_and_words(self) -> None:
        china = a_state("China")
        a_visit(an_actor("Yue Xiaoyong"), host=china)
        a_claim("Something else")
        for query in ("kind=visit", "actor=china", "q=Xiaoyong"):
            page = self.read(f"/changes/?{query}")
            self.assertIn("Yue Xiaoyong in China", page)
            self.assertNotIn("Something else", page)

    def test_what_is_no_date_and_no_place_is_answered_in_words(self) -> None:
        self.assertIn("A year, a month or a day", self.read("/changes/?since=yesterday"))
        for address in (
            "/changes/?before=x",
            "/changes/?before=2024-01-01~9",
            "/changes/?since=../2020",
            "/changes/?q=%28",
        ):
            self.read(address)

    def test_an_import_is_one_line(self) -> None:
        visits = bulk_insert(Visit, [Visit(**shown(title=f"Visit {one}", place="Kabul")) for one in range(120)])
        bulk_settle(Visit, [one.pk for one in visits], "Imported: travels")
        page = self.read()
        self.assertIn("120 new visits Imported: travels", page)
        self.assertNotIn("New visit: Visit 7", page)
        visits[0].refresh_from_db()
        visits[0].place = "Herat"
        visits[0].save()
        self.assertIn("place: now “Herat”", self.read())

    def test_pages_hold_fifty_and_each_record_once(self) -> None:
        for one in range(130):
            a_claim(f"Claim {one:03d}.")
        seen: list[str] = []
        address = "/changes/"
        for expected in (50, 50, 30):
            body = self.client.get(address).content.decode()
            found = [title for title in (f"Claim {one:03d}." for one in range(130)) if title in body]
            self.assertEqual(len(found), expected)
            seen += found
            address = "/changes/" + body.partition('class="step" href="')[2].partition('"')[0].replace("&amp;", "&")
        self.assertEqual(len(set(seen)), 130)

    def test_the_number_of_queries_does_not_grow(self) -> None:
        numbers = []
        for more in (3, 60):
            for one in range(more):
                a_visit(an_actor(), host=a_state(), place=str(one))
            with CaptureQueriesContext(connection) as queries:
                self.read("/changes/?since=2000")
            numbers.append(len(queries))
        self.assertEqual(numbers[0], numbers[1])
        self.assertLessEqual(numbers[0], 12)


class TheDoor(TestCase):
    def read(self, reader: User | None = None) -> str:
        if reader:
            self.client.force_login(reader)
        return text(self.client.get(f"/changes/?since={timezone.localdate()}").content.decode())

    def test_a_draft_that_was_never_published_is_no_news_to_readers(self) -> None:
        a_claim("Not yet", stage=Stage.DRAFT)
        self.assertNotIn("Not yet", self.read())
        self.assertIn("Not yet", self.read(cast.editor()))

    def test_what_was_lowered_is_new_to_those_who_could_not_read_it(self) -> None:
        claim = a_claim("Secret name", handling=Handling.AMBER)
        long_ago()
        claim.handling, claim.title = Handling.CLEAR, "Open name"
        claim.save()
        page = self.read()
        self.assertIn("New claim: Open name", page)
        self.assertNotIn("Secret", page)
        self.assertNotIn("lowered", page)
        page = self.read(cast.analyst(Handling.AMBER))
        self.assertIn("handling lowered from TLP:AMBER to TLP:CLEAR", page)
        self.assertIn("renamed: “Open name”", page)

    def test_a_stricter_time_in_between_leaves_no_trace(self) -> None:
        claim = a_claim("Open name")
        long_ago()
        for handling, title in ((Handling.RED, "Secret name"), (Handling.CLEAR, "Open name")):
            claim.handling, claim.title = handling, title
            claim.save()
        self.assertNotIn("name", self.read().partition("Nothing has changed")[0].partition("What changed")[2])

    def test_a_hidden_source_and_participant_change_no_byte(self) -> None:
        claim, visit = a_claim("A claim"), a_visit(an_actor("Somebody"))
        other = a_claim("Another claim")
        long_ago()
        other.title = "Renamed"
        other.save()
        addresses = ("/changes/", "/feeds/all.atom", "/feeds/claims.atom", "/feeds/visits.atom", "/")
        before = [self.client.get(one) for one in addresses]
        a_citation(a_document("Secret", handling=Handling.RED), claim)
        take_part(visit, an_actor("Secret", handling=Handling.RED))
        for old, address in zip(before, addresses, strict=True):
            new = self.client.get(address)
            self.assertEqual(old.content, new.content)
            self.assertEqual(old.headers.get("ETag"), new.headers.get("ETag"))

    def test_an_old_composed_title_is_not_quoted(self) -> None:
        person = an_actor("Withheld Person")
        visit = a_visit(person, place="Kabul")
        long_ago()
        person.handling = Handling.RED
        person.save()
        visit.refresh_from_db()
        visit.place = "Herat"
        visit.save()
        self.assertNotIn("Withheld Person", self.read())

    def test_a_withdrawal_is_told_only_to_those_who_could_read_the_record(self) -> None:
        claim = a_claim("Nonsense", handling=Handling.AMBER)
        long_ago()
        claim.stage, claim.withdrawn_because = Stage.WITHDRAWN, "Entered twice."
        claim.save()
        self.assertNotIn("Entered twice.", self.read())
        self.assertIn("Entered twice.", self.read(cast.analyst(Handling.AMBER)))

    def test_imports_are_counted_as_far_as_one_may_see(self) -> None:
        visits = bulk_insert(Visit, [Visit(**shown(title=f"Visit {one}")) for one in range(9)])
        bulk_settle(Visit, [one.pk for one in visits], "Imported: travels")
        Record.objects.among(one.pk for one in visits[:4]).update(handling=Handling.RED)
        self.assertIn("5 new visits", self.read())


class TheMark(TestCase):
    def setUp(self) -> None:
        self.reader = cast.analyst()
        self.client.force_login(self.reader)

    def test_opening_the_page_keeps_the_mark(self) -> None:
        a_claim("A new claim")
        for _ in range(3):
            self.assertContains(self.client.get("/changes/"), "A new claim")
        self.reader.refresh_from_db()
        self.assertIsNone(self.reader.changes_read_until)

    def test_what_is_marked_as_read_does_not_come_again(self) -> None:
        a_claim("A new claim")
        until = self.client.get("/changes/").context["until"]
        a_claim("A later claim")
        answer = self.client.post("/changes/read/", {"until": until}, follow=True)
        self.assertNotContains(answer, "A new claim")
        self.assertContains(answer, "A later claim")

    def test_an_older_page_does_not_take_the_mark_back(self) -> None:
        now = timezone.now()
        for until in (now.isoformat(), (now - timedelta(days=3)).isoformat(), "nonsense"):
            self.client.post("/changes/read/", {"until": until})
            self.reader.refresh_from_db()
            self.assertGreaterEqual(self.reader.changes_read_until or NEVER, now)

    def test_nobody_marks_what_is_to_come(self) -> None:
        self.client.post("/changes/read/", {"until": "2999-01-01T00:00:00+00:00"})
        self.reader.refresh_from_db()
        self.assertLess(NEVER, self.reader.changes_read_until or NEVER)
        self.assertLessEqual(self.reader.changes_read_until or NEVER, timezone.now())
