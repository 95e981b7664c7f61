"""The audit log: what is kept of whom, that it is never changed, and that its chain tells where it was."""

from collections.abc import Callable
from typing import Any
from unittest import skipUnless

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client, TestCase

from actors.models import Merge
from records import auditing
from records.access import Handling, Role, Stage
from records.auditing import audit, check
from records.models import Audited, AuditEvent, Taken, User, saving
from records.models.audit import Unchangeable
from records.proposing import accept, propose
from records.publishing import take
from tests import cast
from tests.at_once import AtOnce, at_once
from tests.crawl import client_of
from tests.factories import a_claim, a_document, an_actor
from tests.flushed import without_guard

ELSEWHERE = {
    "sqlite": "CREATE TRIGGER audit_{} BEFORE UPDATE ON records_batch BEGIN SELECT 1; END",
    "postgresql": "CREATE TRIGGER audit_{} BEFORE UPDATE ON records_batch FOR EACH ROW EXECUTE FUNCTION "
    "suppress_redundant_updates_trigger()",
}
NAMES = ("action", "actor__username", "account__username", "record", "detail")


def kept(*actions: str) -> list[tuple[Any, ...]]:
    return list(AuditEvent.objects.taken(*actions).in_order().values_list(*NAMES))


def three_events() -> list[AuditEvent]:
    for path in ("/visits.csv", "/claims.csv", "/actors.csv"):
        audit(Audited.EXPORTED, None, detail={"path": path})
    return list(AuditEvent.objects.in_order())


class SignIns(TestCase):
    def sign_in(self, name: str, password: str) -> None:
        self.client.post("/sign-in/", {"username": name, "password": password}, REMOTE_ADDR="192.0.2.7")

    def test_who_signs_in_is_kept_with_the_address_they_came_from(self) -> None:
        cast.curator()
        self.sign_in("curator", "correct horse")
        self.assertEqual(kept("signed_in"), [("signed_in", "curator", "curator", None, {})])
        self.assertEqual(AuditEvent.objects.taken("signed_in").get().remote_address, "192.0.2.7")

    def test_who_fails_is_kept_without_what_was_typed(self) -> None:
        cast.curator()
        self.sign_in("curator", "wrong password")
        self.sign_in("my secret password", "")
        said: list[tuple[Any, ...]] = [("sign_in_failed", None, "curator", None, {})]
        said.append(("sign_in_failed", None, None, None, {"account": "none of that name"}))
        self.assertEqual(kept("sign_in_failed"), said)

    def test_a_header_that_anybody_can_write_is_believed_behind_a_proxy_alone(self) -> None:
        cast.curator()
        for behind, expected in ((False, "127.0.0.1"), (True, "203.0.113.9")):
            with self.settings(BEHIND_PROXY=behind):
                headers = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9"}
                Client().post("/sign-in/", {"username": "curator", "password": "x"}, headers=headers)
            self.assertEqual(AuditEvent.objects.newest_first()[0].remote_address, expected)


class Refusals(TestCase):
    def test_an_attempt_at_a_record_that_they_may_not_see_is_kept_with_the_record(self) -> None:
        hidden, analyst = a_claim("Hidden", handling=Handling.RED), cast.analyst()
        path = hidden.get_absolute_url()
        client = client_of(analyst)
        for address in (path, f"{path[:-1]}.json", f"{path}history/", f"/r/{hidden.pk}"):
            client.get(address)
        client.get(f"/desk{path}edit/")
        found = [(record, detail["status"]) for *_, record, detail in kept("refused")]
        self.assertEqual(found, [(hidden.pk, 404)] * 4 + [(hidden.pk, 403)])

    def test_a_record_that_is_not_there_is_kept_alike_so_that_time_does_not_tell(self) -> None:
        hidden, client = a_claim("Hidden", handling=Handling.RED), client_of(cast.analyst())
        for path in (hidden.get_absolute_url(), "/claims/nothing/"):
            client.get(path)
        self.assertEqual([record for *_, record, _ in kept("refused")], [hidden.pk, None])

    def test_the_same_attempt_again_is_no_further_event(self) -> None:
        client = client_of(cast.analyst())
        for _ in range(3):
            client.get("/claims/nothing/")
        self.assertEqual(len(kept("refused")), 1)

    def test_a_page_for_others_is_kept_as_refused(self) -> None:
        client_of(cast.curator()).get("/desk/audit/")
        self.assertEqual(kept("refused")[0][-1], {"path": "/desk/audit/", "status": 403})

    def test_nothing_is_kept_of_reading_nor_of_who_has_not_signed_in(self) -> None:
        claim, hidden, analyst = a_claim(), a_claim(handling=Handling.RED), cast.analyst()
        before = AuditEvent.objects.count()
        for path in ("/", "/claims/", claim.get_absolute_url(), "/search/?q=a", "/complete/?q=a", "/search.json?q=a"):
            client_of(analyst).get(path)
        self.client.get(hidden.get_absolute_url())
        self.client.get("/claims.csv")
        client_of(analyst).get("/no-such-page/")
        self.assertEqual(AuditEvent.objects.count(), before)


class Exports(TestCase):
    def test_what_somebody_takes_along_is_kept_with_what_they_asked_for(self) -> None:
        claim, client = a_claim(), client_of(cast.analyst())
        record = f"{claim.get_absolute_url()[:-1]}.json"
        for path in ("/claims.csv?tag=border", "/claims.json", "/visits.ics", "/feeds/all.atom", record):
            client.get(path)
        found = [(detail["path"], detail["query"]) for *_, detail in kept("exported")]
        self.assertEqual(found[0], ("/claims.csv", "tag=border"))
        self.assertEqual([path for path, _ in found[1:]], ["/claims.json", "/visits.ics", "/feeds/all.atom", record])
        self.assertEqual(kept("exported")[-1][3], claim.pk)

    def test_a_feed_that_the_reader_has_already_is_no_export(self) -> None:
        client = client_of(cast.analyst())
        mark = client.get("/feeds/all.atom")["ETag"]
        client.get("/feeds/all.atom", headers={"If-None-Match": mark})
        self.assertEqual(len(kept("exported")), 1)


class Changes(TestCase):
    def test_a_save_of_somebody_is_kept_with_its_revision(self) -> None:
        editor = cast.editor()
        with saving(editor):
            claim = a_claim()
        with saving(None, "Imported: sheets"):
            a_claim()
        self.assertEqual(kept("saved"), [("saved", "editor-red", None, claim.pk, {"revision": 1})])

    def give_up(self) -> None:
        with saving(cast.editor()):
            a_claim()
            raise ZeroDivisionError

    def test_what_is_given_up_leaves_no_event(self) -> None:
        with pytest.raises(ZeroDivisionError):
            self.give_up()
        self.assertEqual(kept("saved"), [])

    def test_a_step_and_an_agreement_are_kept_of_who_took_them(self) -> None:
        writer, reviewer = cast.editor(), cast.reviewer()
        with saving(writer):
            claim = a_claim(stage=Stage.REVIEW, handling=Handling.GREEN)
        take(Taken.PUBLISHED, claim, reviewer)
        accept(propose(claim, "lower_handling", {"handling": 0}, writer, "Harmless."), reviewer)
        self.assertEqual(kept("stepped"), [("stepped", "reviewer-red", None, claim.pk, {"step": "published"})])
        self.assertEqual(kept("agreed"), [("agreed", "reviewer-red", None, claim.pk, {"proposal": "lower_handling"})])

    def test_a_merge_is_kept_and_its_undoing(self) -> None:
        loser, winner, curator = an_actor(), an_actor(), cast.curator()
        merge = Merge.objects.create(loser=loser, winner=winner, reason="The same.", by=curator)
        self.assertEqual(kept("merged"), [("merged", "curator", None, winner.pk, {"merged": loser.ref})])
        merge.undone_at = loser.created_at
        merge.save()
        self.assertEqual(len(kept("separated")), 1)


class Rights(TestCase):
    def change(self, user: User, **form: Any) -> None:
        given = {"username": user.username, "role": user.role, "clearance": int(user.clearance), "is_active": "on"}
        client_of(User.objects.get(username="admin")).post(f"/admin/records/user/{user.pk}/change/", {**given, **form})

    def test_a_change_of_role_clearance_or_activity_is_kept_with_what_it_was(self) -> None:
        cast.admin()
        analyst = cast.analyst()
        self.change(analyst, role=Role.CURATOR, clearance=int(Handling.RED), is_active="")
        (event,) = kept("rights_changed")
        self.assertEqual(event[1:3], ("admin", "analyst-green"))
        self.assertEqual(event[4]["role"], ["analyst", "curator"])
        self.assertEqual(event[4]["clearance"], ["TLP:GREEN", "TLP:RED"])
        self.assertEqual(event[4]["active"], [True, False])

    def test_what_changes_no_right_is_not_kept(self) -> None:
        cast.admin()
        self.change(cast.analyst(), first_name="Amina")
        self.assertEqual(kept("rights_changed"), [])

    def test_an_account_is_kept_as_made_wherever_that_was(self) -> None:
        cast.analyst()
        self.assertEqual(kept("account_made")[0][:3], ("account_made", None, "analyst-green"))

    def test_a_new_password_is_kept_and_not_what_it_is(self) -> None:
        admin, analyst = cast.admin(), cast.analyst()
        form = {"password1": "four-words-of-mine", "password2": "four-words-of-mine", "usable_password": "true"}
        client_of(admin).post(f"/admin/records/user/{analyst.pk}/password/", form)
        self.assertEqual(kept("password_changed"), [("password_changed", "admin", "analyst-green", None, {})])

    def test_ones_own_new_password_is_kept_as_well(self) -> None:
        curator = cast.curator()
        form = {"old_password": "correct horse", "new_password1": "four-words-of-mine"}
        client_of(curator).post("/admin/password_change/", {**form, "new_password2": "four-words-of-mine"})
        self.assertEqual(kept("password_changed"), [("password_changed", "curator", "curator", None, {})])


ATTEMPTS: list[Callable[[AuditEvent], Any]] = [
    lambda event: event.save(),
    lambda event: event.delete(),
    lambda event: AuditEvent.objects.update(action="saved"),
    lambda event: AuditEvent.objects.filter(pk=event.pk).delete(),
    lambda event: AuditEvent.objects.bulk_update([event], ["action"]),
    lambda event: AuditEvent._base_manager.all().delete(),
    lambda event: AuditEvent.objects.all()._raw_delete("default"),
]
STATEMENTS = ["UPDATE records_auditevent SET action = 'saved'", "DELETE FROM records_auditevent WHERE number = 2"]
ONLY_ON = {
    "sqlite": ["INSERT OR REPLACE INTO records_auditevent SELECT * FROM records_auditevent WHERE number = 2"],
    "postgresql": ["TRUNCATE records_auditevent"],
}


class Unchanged(TestCase):
    def test_no_way_of_the_code_changes_or_deletes_an_event(self) -> None:
        event = three_events()[1]
        for attempt in ATTEMPTS:
            with self.subTest(attempt), pytest.raises(Unchangeable):
                attempt(event)

    def test_the_database_refuses_it_as_well(self) -> None:
        three_events()
        for statement in STATEMENTS + ONLY_ON[connection.vendor]:
            with self.subTest(statement), pytest.raises(DatabaseError), transaction.atomic():
                connection.cursor().execute(statement)
        self.assertEqual(check().fitting, 3)

    def test_an_account_that_the_log_names_is_not_deleted_from_under_it(self) -> None:
        three_events()
        audit(Audited.EXPORTED, cast.analyst().pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            User.objects.all().delete()


def tampered(statement: str) -> None:
    with without_guard():
        connection.cursor().execute(statement)


TAMPERING = [
    ("UPDATE records_auditevent SET remote_address = '192.0.2.1' WHERE number = 2", 1, "Event 2 does not fit"),
    ("UPDATE records_auditevent SET handling = 4 WHERE number = 3", 2, "Event 3 does not fit"),
    ("DELETE FROM records_auditevent WHERE number = 2", 1, "Event 2 is missing"),
    ("UPDATE records_auditevent SET number = 9 WHERE number = 3", 2, "Event 3 is missing"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("statement", "fitting", "said"), TAMPERING)
def test_the_check_names_the_first_event_that_does_not_fit(statement: str, fitting: int, said: str) -> None:
    three_events()
    tampered(statement)
    found = check()
    assert (found.fitting, found.wrong.startswith(said)) == (fitting, True)


class Checking(TestCase):
    def test_a_whole_log_is_said_to_be_and_its_last_event_named(self) -> None:
        last = three_events()[-1]
        self.assertEqual(check(), auditing.Chain(3, last.hash))

    def test_what_the_check_says_of_an_empty_log_can_be_noted(self) -> None:
        for _ in range(2):
            call_command("audit", "check", "--noted", "0:")
            three_events()
        self.assertIn("none that could have been noted", check({0: "a"}).wrong)

    def test_events_taken_from_the_end_are_missed_where_one_was_noted(self) -> None:
        last = three_events()[-1]
        tampered("DELETE FROM records_auditevent WHERE number = 3")
        self.assertEqual(check().wrong, "")
        self.assertIn("Event 3 is missing", check({3: last.hash}).wrong)
        with self.assertRaisesMessage(CommandError, "2 events before it fit"):
            call_command("audit", "check", "--noted", f"3:{last.hash}")

    def test_a_guard_that_was_taken_off_is_missed(self) -> None:
        with without_guard():
            self.assertIn("triggers", check().wrong)

    def test_a_trigger_of_another_table_guards_nothing(self) -> None:
        with without_guard(), connection.cursor() as cursor:
            for number in range(3 if connection.vendor == "sqlite" else 2):
                cursor.execute(ELSEWHERE[connection.vendor].format(number))
            self.assertIn("triggers", check().wrong)
            for number in range(3 if connection.vendor == "sqlite" else 2):
                of_table = " ON records_batch" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER audit_{number}{of_table}")

    @skipUnless(connection.vendor == "postgresql", "SQLite's triggers are never off")
    def test_a_trigger_for_what_is_replicated_guards_nothing(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE records_auditevent ENABLE REPLICA TRIGGER audit_kept")
            self.assertIn("triggers", check().wrong)
            cursor.execute("ALTER TABLE records_auditevent ENABLE TRIGGER audit_kept")

    def test_what_no_database_has_a_character_for_is_left_out(self) -> None:
        audit(Audited.EXPORTED, None, detail={"path": "/a\0b\ud800", "tags": ["x\0"]})
        self.assertEqual(AuditEvent.objects.get().detail, {"path": "/ab?", "tags": ["x"]})
        self.assertEqual(check().wrong, "")


class Together(AtOnce):
    def test_the_chain_does_not_fork_when_several_write_at_once(self) -> None:
        editor = cast.editor()

        def save() -> None:
            with saving(editor):
                a_document()

        def export() -> None:
            audit(Audited.EXPORTED, editor.pk)

        self.assertEqual(at_once(*[save, export] * 4), [""] * 8)
        found = check()
        self.assertEqual((found.wrong, found.fitting), ("", AuditEvent.objects.count()))
        self.assertEqual(len(kept("saved", "exported")), 8)
