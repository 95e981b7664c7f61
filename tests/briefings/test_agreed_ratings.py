"""Kept and broken are agreed by two: nobody alone makes, changes, moves, removes or brings back such a rating."""

from typing import Any

from django.test import TestCase

from briefings.models import Commitment, CommitmentUpdate
from records.access import Handling
from records.history.refusals import NotRestored
from records.history.restoring import restore
from records.models import Revision, User, saving
from tests import cast
from tests.crawl import client_of
from tests.factories import a_commitment, a_state
from tests.forms import fields_of, opened, refusals


class Agreed(TestCase):
    editor: User
    second: User
    promise: Commitment
    address: str

    @classmethod
    def setUpTestData(cls) -> None:
        cls.editor, cls.second = cast.editor(), cast.reviewer()
        cls.promise = a_commitment("To open the crossing", a_state("Pakistan"))
        with saving(cls.editor):
            for when, status in (("2020", "kept"), ("2022", "broken")):
                cls.promise.updates.create(when=when, status=status, note="So.", by=cls.editor, second=cls.second)
            cls.promise.updates.create(when="2019", status="stalled", by=cls.editor)
        cls.address = f"/desk{cls.promise.get_absolute_url()}edit/"

    def ratings(self) -> list[tuple[str, str, str]]:
        return list(self.promise.updates.order_by("pk").values_list("when", "status", "note"))

    def send(self, **changes: str) -> Any:
        client = client_of(self.editor)
        sent = opened(client, self.address) | {"comment": ["mended"]}
        return client.post(self.address, sent | {name.replace("__", "-"): [text] for name, text in changes.items()})

    def test_whatever_is_sent_of_one_it_stays(self) -> None:
        before = self.ratings()
        for changes in (
            {"updates__0__when": "2024"},
            {"updates__0__note": "Not so."},
            {"updates__1__status": "moot"},
            {"updates__1__DELETE": "on"},
            {"updates__1__said_by": "new: Somebody"},
        ):
            with self.subTest(changes):
                self.assertEqual(self.send(**changes).status_code, 302)
                self.assertEqual(self.ratings(), before)

    def test_the_form_shows_it_and_says_why_it_cannot_be_changed(self) -> None:
        page = client_of(self.editor).get(self.address).content.decode()
        self.assertEqual(page.count("Two people agreed on this"), 2)
        sent = opened(client_of(self.editor), self.address)
        self.assertNotIn("updates-0-when", sent)
        self.assertIn("updates-2-when", sent)

    def test_any_other_is_changed_and_becomes_none_of_these(self) -> None:
        self.assertEqual(self.send(updates__2__note="Nothing happens.").status_code, 302)
        self.assertIn(("2019", "stalled", "Nothing happens."), self.ratings())
        self.assertIn("takes a second person", refusals(self.send(updates__2__status="kept")))

    def test_a_restored_version_neither_brings_one_back_nor_takes_one_away(self) -> None:
        with saving(self.editor):
            self.promise.updates.get(status="broken").delete()
            self.promise.updates.get(status="stalled").delete()
        with saving(self.editor):
            self.promise.updates.create(when="2024", status="kept", by=self.editor, second=self.second)
        restore(Revision.objects.get(record=self.promise.pk, number=2), cast.editor(Handling.AMBER), "Back.")
        found = set(self.promise.updates.values_list("when", "status"))
        self.assertEqual(found, {("2020", "kept"), ("2024", "kept"), ("2019", "stalled")})

    def test_where_a_version_differs_in_them_alone_there_is_nothing_to_restore(self) -> None:
        with saving(self.editor):
            self.promise.updates.get(status="broken").delete()
        with self.assertRaisesMessage(NotRestored, "stands as in this version already"):
            restore(Revision.objects.get(record=self.promise.pk, number=2), self.editor, "Back.")

    def test_they_stand_where_two_versions_are_brought_together(self) -> None:
        client = client_of(self.editor)
        mine = opened(client, self.address) | {"updates-2-note": ["Nothing happens."], "comment": ["note"]}
        with saving(self.second):
            Commitment.objects.get().updates.create(when="2025", status="kept", by=self.editor, second=self.second)
            self.promise.updates.get(status="broken").delete()
        answer = client.post(self.address, mine)
        self.assertEqual(answer.status_code, 422)
        self.assertNotContains(answer, "changed the same", status_code=422)
        self.assertEqual(client.post(self.address, fields_of(answer)).status_code, 302)
        found = set(CommitmentUpdate.objects.values_list("when", "status", "note"))
        self.assertEqual(
            found, {("2020", "kept", "So."), ("2025", "kept", ""), ("2019", "stalled", "Nothing happens.")}
        )
