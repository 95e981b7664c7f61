"""`/desk/audit/`: who reads the log, what it tells whom, how it is filtered, paged and taken along."""

import csv
from typing import Any

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from records.access import Handling, Role
from records.auditing import audit
from records.models import Audited, AuditEvent, User, saving
from tests import cast
from tests.crawl import client_of
from tests.factories import a_claim
from tests.reading import rows, text


class AuditLog(TestCase):
    admin: User
    lesser: User
    editor: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.admin, cls.editor = cast.admin(), cast.editor()
        cls.lesser = cast.reader("lesser", Handling.GREEN, Role.ADMIN)

    def html(self, query: str = "", who: User | None = None) -> str:
        return client_of(who or self.admin).get(f"/desk/audit/{query}").content.decode()

    def lines(self, query: str = "", who: User | None = None) -> list[dict[str, str]]:
        answer: Any = client_of(who or self.admin).get(f"/desk/audit.csv{query}")
        body = b"".join(answer.streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(body.splitlines()))

    def test_it_is_for_admins(self) -> None:
        for who, status in ((cast.curator(), 403), (self.editor, 403), (cast.analyst(), 403), (self.admin, 200)):
            for path in ("/desk/audit/", "/desk/audit.csv"):
                self.assertEqual(client_of(who).get(path).status_code, status)
        self.assertEqual(self.client.get("/desk/audit/").status_code, 302)

    def test_a_row_tells_what_who_record_and_detail(self) -> None:
        with saving(self.editor):
            a_claim("A border was crossed")
        self.assertIn("record saved editor-red A border was crossed revision: 1", rows(self.html("?what=saved"))[0])

    def test_of_a_record_above_the_clearance_nothing_is_told(self) -> None:
        hidden = a_claim("Canary", handling=Handling.RED)
        with saving(self.editor):
            hidden.save()
        client_of(cast.analyst()).get(hidden.get_absolute_url())
        client_of(self.editor).get("/claims.csv?tag=canary")
        shown = self.html(who=self.lesser) + str(self.lines(who=self.lesser))
        self.assertNotIn("canary", shown.lower())
        self.assertIn("a record you may not read", shown)
        self.assertIn("more strictly handled than you may read", shown)
        self.assertIn("Canary", self.html())
        self.assertIn("canary", str(self.lines()))

    def test_what_a_record_was_called_while_it_was_stricter_is_not_told(self) -> None:
        claim, former = a_claim("Open now", slug="canary", handling=Handling.RED), "/claims/canary/"
        client_of(cast.reader("first")).get(former)
        claim.slug, claim.handling = "open", Handling.CLEAR
        claim.save()
        client_of(cast.reader("second")).get(former)
        self.assertEqual(len(rows(self.html("?what=refused"))), 2)
        self.assertIn(former, self.html("?what=refused"))
        self.assertNotIn("canary", self.html("?what=refused", self.lesser))

    def test_a_filter_by_a_hidden_record_is_refused_as_by_one_that_is_not_there(self) -> None:
        hidden = a_claim("Canary", handling=Handling.RED)
        for asked in (hidden.ref, hidden.get_absolute_url(), f"/r/{hidden.pk}", "C-999999", "/claims/nothing/", "x"):
            self.assertIn("No record that you may read", self.html(f"?record={asked}", self.lesser))
        self.assertNotIn("No record that you may read", self.html(f"?record={hidden.ref}"))

    def test_it_is_filtered_by_person_action_record_and_period(self) -> None:
        with saving(self.editor):
            one, other = a_claim("One claim"), a_claim("Other claim")
        audit(Audited.EXPORTED, self.admin.pk, detail={"path": "/claims.csv"})
        self.assertEqual(len(rows(self.html(f"?record={one.ref}"))), 1)
        self.assertEqual(len(rows(self.html(f"?record={other.get_absolute_url()}&what=saved"))), 1)
        self.assertEqual(len(rows(self.html("?person=admin&what=exported"))), 1)
        self.assertEqual(len(rows(self.html("?person=editor-red"))), 3)
        self.assertIn("Nothing matches", self.html("?until=2020"))
        self.assertEqual(len(rows(self.html("?since=2020&what=saved"))), 2)
        self.assertIn("No account has the name", self.html("?person=nobody"))

    def test_the_last_day_that_there_is_can_be_asked_for(self) -> None:
        audit(Audited.EXPORTED, self.admin.pk, detail={"path": "/claims.csv"})
        self.assertEqual(len(rows(self.html("?until=9999-12-31"))), len(rows(self.html())))
        self.assertIn("Nothing matches", self.html("?since=9999&until=9999"))
        self.assertIn("/claims.csv", str(self.lines("?until=9999-12-31")))

    def test_twenty_are_on_a_page_and_each_is_on_one(self) -> None:
        for number in range(45):
            audit(Audited.EXPORTED, self.admin.pk, detail={"path": f"/{number}.csv"})
        seen: list[str] = []
        query = "?what=exported"
        while query:
            html = self.html(query)
            seen += rows(html)
            older = html.partition('rel="next"')[0].rpartition('href="')[2] if 'rel="next"' in html else ""
            query = older.partition('"')[0].replace("&amp;", "&")
        self.assertEqual(len(seen), 45)
        self.assertEqual([f"/{45 - place - 1}.csv" in one for place, one in enumerate(seen)], [True] * 45)

    def test_the_file_has_what_the_filters_leave_and_is_audited_itself(self) -> None:
        for number in range(1100):
            audit(Audited.EXPORTED, self.editor.pk, detail={"path": f"/{number}.csv"})
        found = self.lines("?person=editor-red&what=exported")
        self.assertEqual([found[0]["detail"], found[-1]["detail"]], ["path: /1099.csv", "path: /0.csv"])
        self.assertEqual(len(found), 1100)
        last = AuditEvent.objects.by(self.admin.pk).newest_first()[0]
        self.assertEqual(last.detail["path"], "/desk/audit.csv")

    def test_a_file_of_a_filter_that_is_none_is_refused(self) -> None:
        answer = client_of(self.admin).get("/desk/audit.csv?person=nobody")
        self.assertEqual((answer.status_code, text(answer.text)), (400, "Account: No account has the name “nobody”."))

    def test_no_cell_of_the_file_is_a_formula(self) -> None:
        risky = cast.reader("=1+1")
        audit(Audited.EXPORTED, risky.pk)
        self.assertEqual(self.lines("?person=%3D1%2B1&what=exported")[0]["who"], "'=1+1")

    def test_the_log_asks_as_many_questions_for_many_events_as_for_one(self) -> None:
        def asked() -> int:
            client = client_of(self.admin)
            client.get("/desk/audit/")
            with CaptureQueriesContext(connection) as queries:
                client.get("/desk/audit/")
            return len(queries)

        with saving(self.editor):
            a_claim()
        few = asked()
        with saving(self.editor):
            for _ in range(60):
                a_claim()
        self.assertEqual(asked(), few)

    def test_nothing_can_be_sent_to_it(self) -> None:
        client = client_of(self.admin)
        for path in ("/desk/audit/", "/desk/audit.csv"):
            for method in ("post", "put", "patch", "delete"):
                self.assertEqual(getattr(client, method)(path).status_code, 405)
