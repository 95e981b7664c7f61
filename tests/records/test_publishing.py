"""Who may take which step at which stage: the table, tried through the pages; and what a step leaves behind."""

from typing import Any

from django.test import Client, TestCase

from briefings.models import Claim
from records.access import Handling, Reader, Stage
from records.models import Record, Revision, Step, Taken, User, saving
from records.publishing import RULES, Refused, take
from tests import cast
from tests.crawl import client_of
from tests.factories import a_briefing, a_claim, an_actor

PEOPLE = (
    "anonymous", "analyst", "editor who wrote it", "editor", "reviewer who wrote it", "reviewer", "curator", "admin",
)  # fmt: skip
IN, NO, NOT_NOW, GONE = "sign in", "may not", "not at this stage", "gone"
EVERY_EDITOR = PEOPLE[2:]
WRITERS = ("editor who wrote it", "reviewer who wrote it")
OTHER_REVIEWERS = ("reviewer", "curator", "admin")
REVIEWERS = ("reviewer who wrote it", *OTHER_REVIEWERS)
# (action, stage) -> who comes through, and to which stage; other editors read that they may not. A pair that is not here is
# refused to every editor as not of this stage. The others sign in, or read that the desk is not theirs.
MAY: dict[tuple[str, Stage], tuple[tuple[str, ...], Stage]] = {
    ("submitted", Stage.DRAFT): (EVERY_EDITOR, Stage.REVIEW),
    ("taken_back", Stage.REVIEW): (WRITERS, Stage.DRAFT),
    ("returned", Stage.REVIEW): (OTHER_REVIEWERS, Stage.DRAFT),
    ("published", Stage.REVIEW): (OTHER_REVIEWERS, Stage.PUBLISHED),
    ("withdrawn", Stage.DRAFT): (WRITERS, Stage.WITHDRAWN),
    ("withdrawn", Stage.REVIEW): (WRITERS, Stage.WITHDRAWN),
    ("withdrawn", Stage.PUBLISHED): ((), Stage.WITHDRAWN),
    ("reopened", Stage.PUBLISHED): (REVIEWERS, Stage.DRAFT),
}


def expected(who: str, action: str, stage: Stage) -> str | Stage:
    if who in ("anonymous", "analyst"):
        return IN if who == "anonymous" else NO
    if stage == Stage.WITHDRAWN:
        return GONE
    if (action, stage) not in MAY:
        return NOT_NOW
    people, to = MAY[action, stage]
    return to if who in people else NO


def written_by(user: User | None, stage: Stage, **given: Any) -> Claim:
    """A claim at this stage that the user, and nobody else, wrote."""
    with saving(user):
        return a_claim(stage=stage, withdrawn_because="Wrong." if stage == Stage.WITHDRAWN else "", **given)


def send(client: Client, record: Record, action: str, **more: Any) -> Any:
    seen = Revision.objects.newest_number(record.pk)
    along = [f"{pk}:{Revision.objects.newest_number(pk)}" for pk in more.get("companion", ())]
    given = {"action": action, "note": "Because.", "seen": seen, "companion-seen": along, **more}
    return client.post(f"/desk{record.get_absolute_url()}review/step/", given)


def outcome(answer: Any, record: Record) -> str | Stage:
    if answer.status_code != 302:
        return {403: NO, 422: NOT_NOW, 404: GONE, 410: GONE}[answer.status_code]
    if answer.headers["Location"].startswith("/sign-in/"):
        return IN
    return Stage(Record.objects.get(pk=record.pk).stage)


class TheTable(TestCase):
    people: dict[str, Reader | None]
    somebody: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.somebody = cast.reader("somebody", Handling.RED)
        cls.people = {
            "anonymous": None,
            "analyst": cast.analyst(),
            "editor": cast.editor(),
            "editor who wrote it": cast.editor(Handling.AMBER),
            "reviewer": cast.reviewer(),
            "reviewer who wrote it": cast.reviewer(Handling.AMBER),
            "curator": cast.curator(),
            "admin": cast.admin(),
        }

    def test_each_step_is_open_to_those_of_the_table_and_to_nobody_else(self) -> None:
        for who in PEOPLE:
            person = self.people[who]
            writer = person if isinstance(person, User) and who in WRITERS else self.somebody
            client = client_of(person) if person else Client()
            for action in RULES:
                for stage in Stage:
                    record = written_by(writer, stage)
                    answer = send(client, record, action)
                    with self.subTest(who, action=str(action), stage=stage.label):
                        self.assertEqual(outcome(answer, record), expected(who, action, stage))

    def test_no_step_is_taken_by_get(self) -> None:
        record = written_by(self.somebody, Stage.REVIEW)
        client = client_of(self.people["reviewer"] or cast.admin())
        address = f"/desk{record.get_absolute_url()}review/step/"
        self.assertEqual(client.get(f"{address}?action=published&seen=1").status_code, 405)

    def test_a_record_that_an_editor_may_not_see_is_not_there(self) -> None:
        record = written_by(self.somebody, Stage.REVIEW, handling=Handling.RED)
        answer = send(client_of(self.people["reviewer who wrote it"] or cast.admin()), record, "published")
        self.assertEqual(answer.status_code, 404)


class Steps(TestCase):
    writer: User
    reviewer: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.writer, cls.reviewer = cast.editor(), cast.reviewer()

    def published(self, **given: Any) -> Claim:
        claim = written_by(self.writer, Stage.DRAFT, **given)
        take(Taken.SUBMITTED, claim, self.writer)
        take(Taken.PUBLISHED, claim, self.reviewer)
        return Claim.objects.get(pk=claim.pk)

    def test_each_step_is_logged_with_who_when_why_and_at_which_revision(self) -> None:
        claim = written_by(self.writer, Stage.DRAFT)
        take(Taken.SUBMITTED, claim, self.writer, "Please look.")
        take(Taken.PUBLISHED, claim, self.reviewer)
        steps = list(Step.objects.of(claim.pk).order_by("pk").values_list("action", "by", "note", "revision"))
        self.assertEqual(
            steps, [("submitted", self.writer.pk, "Please look.", 2), ("published", self.reviewer.pk, "", 3)]
        )
        last = Revision.objects.get(record=claim.pk, number=3)
        self.assertEqual((last.snapshot["stage"], last.author), (Stage.PUBLISHED, self.reviewer))

    def test_who_publishes_is_kept_on_the_record(self) -> None:
        claim = self.published()
        self.assertEqual(claim.published_by, self.reviewer)
        self.assertIsNotNone(claim.published_at)

    def test_returning_and_withdrawing_and_reopening_need_a_reason(self) -> None:
        for action, stage, who in (
            ("returned", Stage.REVIEW, self.reviewer),
            ("withdrawn", Stage.DRAFT, self.writer),
            ("reopened", Stage.PUBLISHED, self.reviewer),
        ):
            record = written_by(self.writer, stage)
            answer = send(client_of(who), record, action, note="  ")
            with self.subTest(action):
                self.assertContains(answer, "say why", status_code=422)
                self.assertEqual(Record.objects.get(pk=record.pk).stage, stage)

    def test_a_refused_step_keeps_what_was_typed(self) -> None:
        record = written_by(self.writer, Stage.DRAFT)
        answer = send(client_of(self.writer), record, "withdrawn", note="long " * 80)
        self.assertContains(answer, "long long", status_code=422)
        self.assertContains(answer, "at most 300 characters", status_code=422)

    def test_what_was_returned_can_be_published_by_the_same_reviewer(self) -> None:
        claim = written_by(self.writer, Stage.REVIEW)
        send(client_of(self.reviewer), claim, "returned", note="Name the source.")
        take(Taken.SUBMITTED, claim, self.writer)
        self.assertEqual(send(client_of(self.reviewer), claim, "published").status_code, 302)
        self.assertEqual(Record.objects.get(pk=claim.pk).stage, Stage.PUBLISHED)

    def test_the_sender_takes_back_what_somebody_else_wrote(self) -> None:
        claim = written_by(self.writer, Stage.DRAFT)
        other = cast.editor(Handling.AMBER)
        take(Taken.SUBMITTED, claim, other)
        take(Taken.TAKEN_BACK, claim, other)
        self.assertEqual(Record.objects.get(pk=claim.pk).stage, Stage.DRAFT)

    def test_readers_find_nothing_at_the_address_of_a_reopened_record(self) -> None:
        claim = self.published()
        send(client_of(self.reviewer), claim, "reopened", note="A wrong date.")
        self.assertEqual(self.client.get(claim.get_absolute_url()).status_code, 404)

    def test_the_withdrawn_draft_of_its_only_author_leaves_no_trace_for_readers(self) -> None:
        claim = written_by(self.writer, Stage.DRAFT)
        answer = send(client_of(self.writer), claim, "withdrawn", note="Entered twice.")
        self.assertRedirects(answer, "/desk/", fetch_redirect_response=False)
        self.assertEqual(self.client.get(claim.get_absolute_url()).status_code, 404)

    def test_what_two_wrote_is_not_withdrawn_by_one(self) -> None:
        claim = written_by(self.writer, Stage.DRAFT)
        with saving(self.reviewer):
            Claim.objects.get(pk=claim.pk).save()
        answer = send(client_of(self.writer), claim, "withdrawn")
        self.assertContains(answer, "takes a second person", status_code=403)

    def test_a_step_by_somebody_who_read_an_older_revision_is_refused(self) -> None:
        claim = written_by(self.writer, Stage.REVIEW)
        with saving(self.writer):
            Claim.objects.get(pk=claim.pk).save()
        answer = send(client_of(self.reviewer), claim, "published", seen=1)
        self.assertContains(answer, "was saved by somebody since you opened this page", status_code=422)

    def test_a_form_without_the_revision_that_was_read_is_refused(self) -> None:
        claim = written_by(self.writer, Stage.REVIEW)
        for seen in ("", "x", "9" * 40, "-1"):
            answer = send(client_of(self.reviewer), claim, "published", seen=seen)
            with self.subTest(seen):
                self.assertEqual(answer.status_code, 422)

    def test_an_unknown_step_is_refused_in_words(self) -> None:
        claim = written_by(self.writer, Stage.REVIEW)
        self.assertContains(send(client_of(self.reviewer), claim, "exploded"), "Choose a step", status_code=422)


class Authors(TestCase):
    """The reviewer is nobody who wrote on the record since it was last published."""

    writer: User
    reviewer: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.writer, cls.reviewer = cast.editor(), cast.reviewer()

    def may_publish(self, claim: Claim, who: User) -> bool:
        try:
            take(Taken.PUBLISHED, claim, who)
        except Refused:
            return False
        return True

    def edit(self, claim: Claim, by: User | None) -> None:
        with saving(by, "Edited"):
            Claim.objects.get(pk=claim.pk).save()

    def test_an_edit_by_a_reviewer_makes_them_an_author(self) -> None:
        claim = written_by(self.writer, Stage.REVIEW)
        self.edit(claim, self.reviewer)
        self.assertFalse(self.may_publish(claim, self.reviewer))
        self.assertTrue(self.may_publish(claim, cast.curator()))

    def test_a_part_added_makes_an_author_too(self) -> None:
        claim = written_by(self.writer, Stage.REVIEW)
        with saving(self.reviewer):
            claim.links_out.create(b=a_claim(), type="implies")
        self.assertFalse(self.may_publish(claim, self.reviewer))

    def test_what_was_written_before_it_was_published_no_longer_counts(self) -> None:
        claim = written_by(self.reviewer, Stage.REVIEW)
        take(Taken.PUBLISHED, claim, cast.curator())
        send(client_of(self.reviewer), claim, "reopened")
        self.edit(claim, self.writer)
        take(Taken.SUBMITTED, claim, self.writer)
        self.assertTrue(self.may_publish(claim, self.reviewer))

    def test_what_was_written_after_it_was_published_counts(self) -> None:
        claim = written_by(self.writer, Stage.REVIEW)
        take(Taken.PUBLISHED, claim, self.reviewer)
        self.edit(claim, self.reviewer)
        send(client_of(cast.curator()), claim, "reopened")
        take(Taken.SUBMITTED, claim, self.writer)
        self.assertFalse(self.may_publish(claim, self.reviewer))

    def test_whoever_was_named_as_an_author_since_and_is_no_more_counts(self) -> None:
        paper = a_briefing("A paper", stage=Stage.REVIEW)
        with saving(self.writer):
            paper.authors.set([self.writer, self.reviewer])
            paper.save()
        with saving(self.writer):
            paper.authors.set([self.writer])
            paper.save()
        self.assertEqual(outcome(send(client_of(self.reviewer), paper, "published"), paper), NO)

    def test_revisions_by_imports_have_no_author(self) -> None:
        claim = written_by(None, Stage.DRAFT)
        self.edit(claim, None)
        take(Taken.SUBMITTED, claim, self.reviewer)
        self.assertTrue(self.may_publish(claim, self.reviewer))

    def test_an_import_does_not_hide_who_wrote_before_it(self) -> None:
        claim = written_by(self.reviewer, Stage.REVIEW)
        self.edit(claim, None)
        self.assertFalse(self.may_publish(claim, self.reviewer))

    def test_what_an_import_published_is_reviewed_by_whoever_did_not_edit_it_since(self) -> None:
        claim = written_by(None, Stage.PUBLISHED)
        self.edit(claim, self.writer)
        send(client_of(self.reviewer), claim, "reopened")
        take(Taken.SUBMITTED, claim, self.reviewer)
        self.assertTrue(self.may_publish(claim, self.reviewer))


class Companions(TestCase):
    def test_what_was_entered_with_it_goes_along_and_is_published_in_one_act(self) -> None:
        writer, reviewer = cast.editor(), cast.reviewer()
        with saving(writer):
            person = an_actor("A new person", stage=Stage.DRAFT)
            claim = a_claim(about=[person], stage=Stage.DRAFT)
        sent = send(client_of(writer), claim, "submitted", companion=[person.pk])
        self.assertEqual(sent.status_code, 302)
        done = send(client_of(reviewer), claim, "published", companion=[person.pk])
        self.assertEqual(done.status_code, 302)
        self.assertEqual(set(Record.objects.values_list("stage", flat=True)), {Stage.PUBLISHED})

    def test_a_companion_is_checked_by_the_same_rule(self) -> None:
        writer, reviewer = cast.editor(), cast.reviewer()
        with saving(writer):
            person = an_actor("A new person", stage=Stage.REVIEW)
            claim = a_claim(about=[person], stage=Stage.REVIEW)
        with saving(reviewer):
            person.save()
        answer = send(client_of(reviewer), claim, "published", companion=[person.pk])
        self.assertContains(answer, "A new person: You wrote on it", status_code=403)
        self.assertEqual(set(Record.objects.values_list("stage", flat=True)), {Stage.REVIEW})

    def test_a_companion_that_was_saved_after_it_was_read_is_not_published_unread(self) -> None:
        writer, reviewer = cast.editor(), cast.reviewer()
        with saving(writer):
            person = an_actor("A new person", stage=Stage.REVIEW)
            claim = a_claim(about=[person], stage=Stage.REVIEW)
        page = client_of(reviewer).get(f"/desk{claim.get_absolute_url()}review/").content.decode()
        self.assertIn(f'name="companion-seen" value="{person.pk}:1"', page)
        with saving(writer):
            person.summary = "What nobody has read."
            person.save()
        for seen in ([f"{person.pk}:1"], [], ["x"]):
            answer = send(client_of(reviewer), claim, "published", companion=[person.pk], **{"companion-seen": seen})
            self.assertContains(answer, f"{person.ref} was saved by somebody", status_code=422)
        self.assertEqual(set(Record.objects.values_list("stage", flat=True)), {Stage.REVIEW})

    def test_what_another_entered_or_nobody_may_see_is_no_companion(self) -> None:
        writer, reviewer = cast.editor(), cast.reviewer(Handling.AMBER)
        with saving(writer):
            hidden = an_actor("Somebody hidden", stage=Stage.REVIEW, handling=Handling.RED)
            claim = a_claim(stage=Stage.REVIEW)
        with saving(cast.curator()):
            others = an_actor("Somebody else's", stage=Stage.REVIEW)
        with saving(writer):
            claim.subjects.set([hidden, others])
            claim.save()
        page = client_of(reviewer).get(f"/desk{claim.get_absolute_url()}review/")
        self.assertNotContains(page, 'name="companion"')
        answer = send(client_of(reviewer), claim, "published", companion=[hidden.pk])
        self.assertContains(answer, "can no longer go along", status_code=422)
