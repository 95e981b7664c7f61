"""Two people take a step at the same moment: one is heard, the other is told so, and nothing is done twice."""

from collections.abc import Callable

from briefings.models import Claim
from records.access import Handling, Stage
from records.models import Proposal, Record, Revision, Step, Taken, User, saving
from records.proposing import accept, propose
from records.publishing import take
from tests import cast
from tests.at_once import AtOnce, at_once
from tests.factories import a_claim


class Steps(AtOnce):
    def setUp(self) -> None:
        self.writer, self.one, self.other = cast.editor(), cast.reviewer(), cast.reviewer(Handling.AMBER)

    def claim(self, stage: Stage) -> Claim:
        with saving(self.writer):
            return a_claim(stage=stage)

    def edit(self, claim: Claim, by: User) -> Callable[[], None]:
        read = Claim.objects.get(pk=claim.pk)

        def act() -> None:
            with saving(by, "Edited"):
                read.title = "Edited"
                read.save()

        return act

    def test_two_reviewers_publish_and_one_is_told_that_it_is_done(self) -> None:
        claim = self.claim(Stage.REVIEW)
        told = at_once(lambda: take(Taken.PUBLISHED, claim, self.one), lambda: take(Taken.PUBLISHED, claim, self.other))
        self.assertEqual(sorted(map(bool, told)), [False, True])
        self.assertIn("is published now", "".join(told))
        self.assertEqual(Step.objects.of(claim.pk).count(), 1)
        self.assertEqual(Revision.objects.newest_number(claim.pk), 2)

    def test_one_publishes_while_another_returns_it(self) -> None:
        claim = self.claim(Stage.REVIEW)
        told = at_once(
            lambda: take(Taken.PUBLISHED, claim, self.one), lambda: take(Taken.RETURNED, claim, self.other, "No.")
        )
        self.assertEqual(sorted(map(bool, told)), [False, True])
        self.assertEqual(Step.objects.of(claim.pk).count(), 1)

    def test_what_is_sent_while_somebody_edits_it_loses_neither(self) -> None:
        claim = self.claim(Stage.DRAFT)
        sent, edited = at_once(lambda: take(Taken.SUBMITTED, claim, self.writer), self.edit(claim, self.one))
        now = Record.objects.get(pk=claim.pk)
        self.assertEqual((sent, now.stage), ("", Stage.REVIEW))
        # The one who edits has read it as it was before: either first, or told to read it again.
        self.assertEqual(now.title == "Edited", edited == "")

    def test_a_reviewer_does_not_publish_what_was_edited_after_they_read_it(self) -> None:
        claim = self.claim(Stage.REVIEW)
        published, edited = at_once(
            lambda: take(Taken.PUBLISHED, claim, self.one, seen=1), self.edit(claim, self.writer)
        )
        now = Record.objects.get(pk=claim.pk)
        self.assertEqual(now.stage == Stage.PUBLISHED, published == "")
        self.assertTrue(published == "" or edited == "")
        if published:
            self.assertIn("was saved by somebody since", published)

    def test_records_that_go_along_with_each_other_do_not_wait_for_ever(self) -> None:
        one, other = self.claim(Stage.REVIEW), self.claim(Stage.REVIEW)
        told = at_once(
            lambda: take(Taken.PUBLISHED, one, self.one, companions=[other]),
            lambda: take(Taken.PUBLISHED, other, self.other, companions=[one]),
        )
        self.assertEqual(sorted(map(bool, told)), [False, True])
        self.assertEqual(set(Record.objects.values_list("stage", flat=True)), {Stage.PUBLISHED})

    def test_a_proposal_is_accepted_once(self) -> None:
        claim = a_claim(handling=Handling.GREEN)
        proposal = propose(claim, "lower_handling", {"handling": 0}, self.writer, "Harmless.")
        told = at_once(lambda: accept(proposal, self.one), lambda: accept(proposal, self.other))
        self.assertEqual(sorted(map(bool, told)), [False, True])
        self.assertIn("decided already: accepted", "".join(told))
        self.assertIs(Proposal.objects.get().accepted, True)

    def test_of_two_who_propose_the_same_one_is_told_that_it_waits(self) -> None:
        claim = a_claim()
        told = at_once(
            lambda: propose(claim, "withdraw", {}, self.writer, "Wrong."),
            lambda: propose(claim, "withdraw", {}, self.one, "Wrong."),
        )
        self.assertEqual(sorted(map(bool, told)), [False, True])
        self.assertEqual(Proposal.objects.count(), 1)
