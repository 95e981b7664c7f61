"""Merges at the same moment as other merges, and as edits: one is heard, the other is told so, and no row is left behind."""

from collections.abc import Callable

from django.core.exceptions import ValidationError

from actors.merging.planning import planned
from actors.merging.proposals import MERGE, merge_payload
from actors.models import Actor, Merge, Tenure
from briefings.models import Participation, Visit
from records.access import Stage
from records.models import Proposal, User, saving
from records.proposing import accept, propose
from records.publishing import Refused
from tests import cast
from tests.at_once import AtOnce, at_once
from tests.factories import a_post, a_tenure, a_visit, an_actor


class Merges(AtOnce):
    def setUp(self) -> None:
        self.by, self.second = cast.curator(), cast.admin()

    def actors(self, number: int) -> list[Actor]:
        with saving(self.by):
            return [an_actor() for _ in range(number)]

    def proposed(self, loser: Actor, winner: Actor) -> Proposal:
        return propose(winner, MERGE, merge_payload(loser, []), self.by, "The same.")

    def accepting(self, proposal: Proposal) -> Callable[[], None]:
        return lambda: accept(proposal, User.objects.get(pk=self.second.pk))

    def assert_nothing_left_at(self, loser: Actor) -> None:
        winner = Merge.objects.get(loser=loser).winner
        assert not any(planned(winner, Actor.objects.get(pk=loser.pk)).touched)

    def test_one_is_merged_into_two_at_once_and_goes_to_one_of_them(self) -> None:
        loser, one, other = self.actors(3)
        a_visit(loser)
        told = at_once(self.accepting(self.proposed(loser, one)), self.accepting(self.proposed(loser, other)))
        self.assertEqual(sorted(map(bool, told)), [False, True])
        self.assertIn("has been withdrawn already", "".join(told))
        self.assertEqual(Merge.objects.count(), 1)
        self.assert_nothing_left_at(loser)

    def test_two_that_are_merged_into_each_other_at_once_do_not_both_go(self) -> None:
        one, other = self.actors(2)
        first, second = self.proposed(one, other), self.proposed(other, one)
        told = at_once(self.accepting(first), self.accepting(second))
        self.assertEqual(sorted(map(bool, told)), [False, True])
        self.assertEqual(Actor.objects.filter(stage=Stage.PUBLISHED).count(), 1)

    def test_one_proposal_is_accepted_twice_and_done_once(self) -> None:
        loser, winner = self.actors(2)
        proposal = self.proposed(loser, winner)
        told = at_once(self.accepting(proposal), self.accepting(proposal))
        self.assertEqual(sorted(map(bool, told)), [False, True])
        self.assertEqual(Merge.objects.count(), 1)

    def test_who_enters_a_row_of_the_one_that_goes_is_heard_or_told(self) -> None:
        loser, winner = self.actors(2)
        visit = a_visit(winner)
        proposal = self.proposed(loser, winner)

        def enter() -> None:
            try:
                with saving(self.by, "Another took part"):
                    Participation(encounter=visit, actor_id=loser.pk, role="host").save()
            except ValidationError as error:
                raise Refused(" ".join(error.messages)) from error

        merged, entered = at_once(self.accepting(proposal), enter)
        if merged:
            self.assertIn("Somebody has just saved", merged)
            return
        hosts = list(Visit.objects.get(pk=visit.pk).participants.filter(role="host").values_list("actor", flat=True))
        self.assertEqual(hosts, [] if entered else [winner.pk])
        self.assertTrue(not entered or "has been merged into another entry" in entered)
        self.assert_nothing_left_at(loser)

    def test_who_edits_a_record_of_the_one_that_goes_loses_nothing_and_takes_nothing_back(self) -> None:
        loser, winner = self.actors(2)
        tenure = a_tenure(loser, a_post())
        read = Tenure.objects.get(pk=tenure.pk)
        proposal = self.proposed(loser, winner)

        def edit() -> None:
            with saving(self.by, "Edited"):
                read.note = "Edited"
                read.save()

        merged, edited = at_once(self.accepting(proposal), edit)
        now = Tenure.objects.get(pk=tenure.pk)
        self.assertEqual((merged, now.person_id), ("", winner.pk))
        self.assertEqual(now.note == "Edited", edited == "")
