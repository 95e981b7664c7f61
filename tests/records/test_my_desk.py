"""`/desk/`: an editor's own work, what waits for them, what others did; the number in the bar."""

from typing import Any

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from briefings.models import Claim
from records.access import Handling, Stage
from records.models import Record, Taken, User, saving
from records.proposing import propose
from records.publishing import take
from tests import cast
from tests.crawl import client_of
from tests.factories import a_claim
from tests.reading import text


def panel(html: str, key: str) -> str:
    return text(html.partition(f'id="panel-{key}">')[2].partition('<div class="panel"')[0].partition("</section>")[0])


class MyDesk(TestCase):
    editor: User
    other: User
    reviewer: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.editor, cls.other, cls.reviewer = cast.editor(), cast.editor(Handling.AMBER), cast.reviewer()

    def entered(self, title: str, by: User, stage: Stage = Stage.DRAFT, **given: Any) -> Claim:
        with saving(by, "Entered"):
            return a_claim(title, stage=stage, **given)

    def html(self, who: User) -> str:
        return client_of(who).get("/desk/").content.decode()

    def number(self, who: User) -> str:
        return text(self.html(who).partition('class="waiting">')[2].partition("<span")[0])

    def test_my_drafts_are_those_that_i_wrote_on(self) -> None:
        self.entered("My own draft", self.editor)
        theirs = self.entered("Their draft", self.other)
        with saving(self.editor):
            Claim.objects.get(pk=theirs.pk).save()
        self.entered("Nothing of mine", self.other)
        shown = panel(self.html(self.editor), "drafts")
        self.assertIn("My own draft", shown)
        self.assertIn("Their draft", shown)
        self.assertNotIn("Nothing of mine", shown)

    def test_what_waits_for_a_reviewer_is_what_others_wrote(self) -> None:
        self.entered("By the editor", self.editor, Stage.REVIEW)
        self.entered("By the reviewer", self.reviewer, Stage.REVIEW)
        html = self.html(self.reviewer)
        self.assertIn("By the editor", panel(html, "to-review"))
        self.assertNotIn("By the reviewer", panel(html, "to-review"))
        self.assertIn("By the reviewer", panel(html, "sent"))
        self.assertNotIn('id="panel-to-review"', self.html(self.editor))

    def test_what_was_returned_is_with_its_author_until_it_is_sent_again(self) -> None:
        claim = self.entered("Sent back", self.editor, Stage.REVIEW)
        take(Taken.RETURNED, claim, self.reviewer, "Name the source.")
        self.assertIn("Sent back", panel(self.html(self.editor), "returned"))
        self.assertNotIn("Sent back", panel(self.html(self.other), "returned"))
        take(Taken.SUBMITTED, claim, self.editor)
        self.assertNotIn("Sent back", panel(self.html(self.editor), "returned"))

    def test_the_bar_tells_how_much_waits(self) -> None:
        claim = self.entered("Sent back", self.editor, Stage.REVIEW)
        self.assertEqual((self.number(self.editor), self.number(self.reviewer)), ("", "1"))
        take(Taken.RETURNED, claim, self.reviewer, "Name the source.")
        self.assertEqual((self.number(self.editor), self.number(self.reviewer)), ("1", ""))
        propose(a_claim(), "withdraw", {}, self.editor, "Wrong.")
        self.assertEqual((self.number(self.editor), self.number(self.reviewer)), ("1", "1"))

    def test_readers_who_are_no_editors_have_no_desk_in_the_bar(self) -> None:
        self.assertNotContains(client_of(cast.analyst()).get("/"), 'href="/desk/"')
        self.assertNotContains(self.client.get("/"), 'href="/desk/"')

    def test_what_an_editor_may_not_see_is_neither_listed_nor_counted(self) -> None:
        secret = self.entered("Very secret", self.editor, Stage.REVIEW, handling=Handling.RED)
        propose(a_claim("Also secret", handling=Handling.RED), "withdraw", {}, self.editor, "Secret reason.")
        reviewer = cast.reviewer(Handling.AMBER)
        html = self.html(reviewer)
        self.assertNotIn("secret", html.lower())
        self.assertEqual(self.number(reviewer), "")
        for key in ("to-review", "claims-without-source"):
            self.assertNotContains(client_of(reviewer).get(f"/desk/lists/{key}/"), secret.title)

    def test_proposals_wait_for_reviewers_and_stand_with_who_made_them(self) -> None:
        propose(a_claim("Misread"), "withdraw", {}, self.editor, "It was misread.")
        self.assertIn("Misread Withdrawal, proposed by editor-red", panel(self.html(self.reviewer), "proposals"))
        self.assertIn("Misread", panel(self.html(self.editor), "proposed"))
        self.assertNotIn("It was misread.", self.html(self.other))

    def test_what_others_changed_is_told_once_for_each_record(self) -> None:
        claim = self.entered("Changed twice", self.other)
        with saving(self.other, "Corrected the date"):
            Claim.objects.get(pk=claim.pk).save()
        self.entered("Changed by me", self.editor)
        with saving(None, "Imported: sheets"):
            a_claim("Brought in")
        shown = panel(self.html(self.editor), "changed")
        self.assertEqual(shown.count("Changed twice"), 1)
        self.assertIn("Corrected the date", shown)
        self.assertNotIn("Changed by me", shown)
        self.assertNotIn("Brought in", shown)

    def test_a_warning_goes_when_the_record_is_mended(self) -> None:
        claim = self.entered("Nobody says so", self.editor)
        self.assertIn("Nobody says so", panel(self.html(self.editor), "claims-without-source"))
        take(Taken.SUBMITTED, claim, self.editor)
        Claim.objects.filter(pk=claim.pk).update(title="Somebody says so")
        self.assertIn("Somebody says so", panel(self.html(self.editor), "claims-without-source"))

    def test_the_desk_asks_as_many_questions_for_much_as_for_little(self) -> None:
        def asked() -> int:
            client = client_of(self.reviewer)
            with CaptureQueriesContext(connection) as queries:
                client.get("/desk/")
            return len(queries)

        for number in range(2):
            self.entered(f"Draft {number}", self.reviewer)
            propose(self.entered(f"Sent {number}", self.editor, Stage.REVIEW), "withdraw", {}, self.editor, "No.")
        few = asked()
        for number in range(30):
            self.entered(f"More {number}", self.reviewer)
            propose(self.entered(f"More {number}", self.editor, Stage.REVIEW), "withdraw", {}, self.editor, "No.")
        self.assertEqual(asked(), few)

    def test_a_list_has_all_of_them_fifty_on_a_page(self) -> None:
        for number in range(60):
            self.entered(f"Draft {number}", self.editor)
        answer = client_of(self.editor).get("/desk/lists/drafts/?page=2")
        self.assertContains(answer, "Showing 51 to 60 of 60")
        self.assertEqual(Record.objects.count(), 60)
