"""What takes a second person: proposed by one editor, done when a reviewer who is somebody else accepts it."""

from typing import Any

from django.test import TestCase

from actors.models import Actor
from briefings.models import Briefing, Claim, Commitment
from records.access import Handling, Stage
from records.models import Proposal, Record, Revision, User, saving
from records.models.revisions import snapshot
from records.proposals import CHANGE
from records.proposing import Refused, accept, propose, refuse, take_back
from tests import cast
from tests.crawl import client_of
from tests.factories import a_briefing, a_claim, a_commitment, an_actor
from tests.reading import text


class Proposing(TestCase):
    editor: User
    other: User
    reviewer: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.editor, cls.other, cls.reviewer = cast.editor(), cast.editor(Handling.AMBER), cast.reviewer()

    def send(self, who: User, record: Record, action: str, **more: Any) -> Any:
        given = {"action": action, "reason": "Because.", **more}
        return client_of(who).post(f"/desk{record.get_absolute_url()}review/proposals/", given)

    def decide(self, who: User, proposal: Proposal, decision: str, **more: Any) -> Any:
        record = proposal.record
        given = {"decision": decision, "seen": Revision.objects.newest_number(record.pk), "answer": "So be it.", **more}
        return client_of(who).post(f"/desk{record.get_absolute_url()}review/proposals/{proposal.pk}/", given)

    def only(self) -> Proposal:
        return Proposal.objects.get()

    def page(self, record: Record, who: User) -> str:
        return text(client_of(who).get(f"/desk{record.get_absolute_url()}review/").content.decode())


class Withdrawing(Proposing):
    def test_a_published_record_is_withdrawn_when_a_reviewer_accepts(self) -> None:
        claim = a_claim()
        self.assertEqual(self.send(self.editor, claim, "withdraw", reason="It was misread.").status_code, 302)
        self.assertEqual(self.client.get(claim.get_absolute_url()).status_code, 200)
        self.assertRedirects(self.decide(self.reviewer, self.only(), "accept"), "/desk/", fetch_redirect_response=False)
        self.assertContains(self.client.get(claim.get_absolute_url()), "It was misread.", status_code=410)

    def test_it_stands_on_the_record_and_on_the_review_page_until_it_is_decided(self) -> None:
        claim = a_claim()
        self.send(self.editor, claim, "withdraw")
        told = "Waiting for a second person: withdrawal proposed by editor-red."
        self.assertContains(client_of(self.other).get(claim.get_absolute_url()), told)
        self.assertNotContains(self.client.get(claim.get_absolute_url()), "second person")
        self.assertIn("Withdrawal, proposed by editor-red", self.page(claim, self.reviewer))

    def test_readers_who_are_no_editors_are_told_nothing_of_it(self) -> None:
        claim = a_claim()
        self.send(self.editor, claim, "withdraw")
        self.assertNotContains(client_of(cast.analyst()).get(claim.get_absolute_url()), "second person")

    def test_it_cannot_be_proposed_twice(self) -> None:
        claim = a_claim()
        self.send(self.editor, claim, "withdraw")
        self.assertContains(self.send(self.other, claim, "withdraw"), "proposed already", status_code=422)

    def test_it_needs_a_reason(self) -> None:
        answer = self.send(self.editor, a_claim(), "withdraw", reason=" ")
        self.assertContains(answer, "Say why", status_code=422)


class Deciding(Proposing):
    def test_neither_who_proposed_it_nor_an_editor_who_is_no_reviewer_accepts(self) -> None:
        claim = a_claim()
        self.send(self.reviewer, claim, "withdraw")
        self.assertContains(self.decide(self.reviewer, self.only(), "accept"), "You proposed it", status_code=403)
        self.assertContains(self.decide(self.other, self.only(), "accept"), "takes a reviewer", status_code=403)
        self.assertEqual(Record.objects.get(pk=claim.pk).stage, Stage.PUBLISHED)

    def test_it_is_refused_with_an_answer_that_its_proposer_reads(self) -> None:
        claim = a_claim()
        self.send(self.editor, claim, "withdraw")
        self.assertContains(self.decide(self.reviewer, self.only(), "refuse", answer=""), "Say why", status_code=422)
        self.decide(self.reviewer, self.only(), "refuse", answer="It was read well.")
        self.assertIs(self.only().accepted, False)
        self.assertContains(client_of(self.editor).get("/desk/"), "It was read well.")

    def test_it_is_taken_back_by_who_proposed_it_and_by_nobody_else(self) -> None:
        self.send(self.editor, a_claim(), "withdraw")
        self.assertContains(self.decide(self.reviewer, self.only(), "take_back"), "Only who", status_code=403)
        self.assertEqual(self.decide(self.editor, self.only(), "take_back").status_code, 302)

    def test_what_is_decided_is_not_decided_again(self) -> None:
        self.send(self.editor, a_claim(), "withdraw")
        refuse(self.only(), self.reviewer, "No.")
        answer = self.decide(cast.curator(), self.only(), "accept")
        self.assertContains(answer, "decided already: refused", status_code=422)

    def test_a_record_that_moved_on_is_said_to_have_and_must_be_read_again(self) -> None:
        claim = a_claim()
        self.send(self.editor, claim, "withdraw")
        seen = Revision.objects.newest_number(claim.pk)
        with saving(self.other):
            Claim.objects.get(pk=claim.pk).save()
        self.assertIn("has been saved since this was proposed", self.page(claim, self.reviewer))
        stale = self.decide(self.reviewer, self.only(), "accept", seen=seen)
        self.assertContains(stale, "was saved by somebody since", status_code=422)
        self.assertEqual(self.decide(self.reviewer, self.only(), "accept").status_code, 302)

    def test_a_proposal_of_another_record_is_not_there(self) -> None:
        self.send(self.editor, a_claim(), "withdraw")
        path = f"/desk{a_claim().get_absolute_url()}review/proposals/{self.only().pk}/"
        self.assertEqual(client_of(self.reviewer).post(path, {"decision": "accept"}).status_code, 404)

    def test_nonsense_is_refused_in_words(self) -> None:
        claim = a_claim()
        self.assertContains(self.send(self.editor, claim, "explode"), "can be proposed", status_code=422)
        self.assertContains(self.send(self.editor, claim, "change"), "a page of its own", status_code=422)
        self.send(self.editor, claim, "withdraw")
        self.assertContains(self.decide(self.reviewer, self.only(), "explode"), "Accept it, refuse it", status_code=422)


class Lowering(Proposing):
    def test_why_it_was_lowered_is_read_under_the_label_that_it_had(self) -> None:
        claim = a_claim(handling=Handling.RED)
        self.send(self.editor, claim, "lower_handling", handling=Handling.GREEN, reason="The cobbler is in safety.")
        self.decide(self.reviewer, self.only(), "accept")
        low = cast.reviewer(Handling.GREEN)
        history = text(client_of(low).get(f"{claim.get_absolute_url()}history/").text)
        self.assertIn("Handling lowered to TLP:GREEN", history)
        self.assertNotIn("cobbler", history + self.page(claim, low))
        self.assertEqual((self.only().reason, self.only().handling), ("The cobbler is in safety.", Handling.RED))

    def test_handling_is_lowered_when_accepted_and_the_proposer_is_its_author(self) -> None:
        claim = a_claim(handling=Handling.AMBER)
        self.send(self.editor, claim, "lower_handling", handling=Handling.CLEAR)
        self.assertEqual(self.client.get(claim.get_absolute_url()).status_code, 404)
        self.decide(self.reviewer, self.only(), "accept")
        self.assertEqual(self.client.get(claim.get_absolute_url()).status_code, 200)
        self.assertEqual(Revision.objects.of(claim.pk)[0].author, self.editor)

    def test_only_a_lower_label_can_be_proposed(self) -> None:
        claim = a_claim(handling=Handling.AMBER)
        for wanted in (Handling.AMBER, Handling.RED, 17, "x", ""):
            with self.subTest(wanted):
                self.assertEqual(self.send(self.editor, claim, "lower_handling", handling=wanted).status_code, 422)

    def test_what_was_lowered_meanwhile_cannot_be_lowered_to_the_same(self) -> None:
        claim = a_claim(handling=Handling.AMBER)
        self.send(self.editor, claim, "lower_handling", handling=Handling.GREEN)
        Claim.objects.filter(pk=claim.pk).update(handling=Handling.CLEAR)
        self.assertContains(self.decide(self.reviewer, self.only(), "accept"), "is not lower", status_code=422)

    def test_what_was_said_of_a_record_while_it_was_strict_stays_with_those_who_could_read_it_then(self) -> None:
        claim = a_claim(handling=Handling.RED)
        self.send(self.editor, claim, "lower_handling", handling=Handling.CLEAR, reason="The secret is out.")
        self.decide(self.reviewer, self.only(), "accept", answer="Out indeed.")
        self.assertIn("Out indeed.", self.page(claim, self.reviewer))
        self.assertNotIn("Out indeed.", self.page(claim, self.other))


class Changing(Proposing):
    """An edit of a published paper: the snapshot that it would have made."""

    def wanted(self, paper: Briefing, **columns: Any) -> dict[str, Any]:
        return {**snapshot(Briefing.objects.get(pk=paper.pk)), **columns}

    def proposed(self, paper: Briefing, **columns: Any) -> Proposal:
        return propose(paper, CHANGE, {"snapshot": self.wanted(paper, **columns)}, self.editor, "A slip.")

    def test_readers_see_the_change_when_it_is_accepted(self) -> None:
        paper = a_briefing(body="He came on Monday.")
        proposal = self.proposed(paper, body="He came on Tuesday.")
        self.assertContains(self.client.get(paper.get_absolute_url()), "Monday")
        self.assertIn("Tuesday", self.page(paper, self.reviewer))
        self.decide(self.reviewer, proposal, "accept")
        self.assertContains(self.client.get(paper.get_absolute_url()), "Tuesday")
        self.assertEqual(Revision.objects.of(paper.pk)[0].author, self.editor)

    def test_one_that_raises_the_label_is_told_from_that_label_on(self) -> None:
        """What it adds may be the very thing for which the label is raised."""
        paper = a_briefing(handling=Handling.GREEN)
        self.proposed(paper, body="The cobbler came.", handling=Handling.RED)
        low = cast.reviewer(Handling.GREEN)
        self.assertIn("cobbler", self.page(paper, self.reviewer))
        self.assertNotIn("cobbler", self.page(paper, low))
        self.assertNotContains(client_of(low).get("/desk/"), paper.title)
        self.assertNotContains(client_of(low).get(paper.get_absolute_url()), "second person")
        self.assertEqual(self.decide(low, self.only(), "accept").status_code, 404)
        self.assertEqual(self.decide(self.reviewer, self.only(), "accept").status_code, 302)
        self.assertEqual(Record.objects.get(pk=paper.pk).handling, Handling.RED)

    def test_one_that_restores_what_was_said_under_a_stricter_label_is_told_under_that(self) -> None:
        paper = a_briefing(body="The cobbler came.", handling=Handling.RED)
        Briefing.objects.filter(pk=paper.pk).update(handling=Handling.GREEN)
        with saving(self.editor):
            now = Briefing.objects.get(pk=paper.pk)
            now.body = "Somebody came."
            now.save()
        answer = client_of(self.editor).post(f"{paper.get_absolute_url()}history/1/restore/", {"comment": "Back."})
        self.assertEqual((answer.status_code, self.only().handling), (302, Handling.RED))
        self.assertNotIn("cobbler", self.page(paper, cast.reviewer(Handling.GREEN)))
        self.assertIn("cobbler", self.page(paper, self.reviewer))

    def test_what_others_changed_elsewhere_meanwhile_stays(self) -> None:
        paper = a_briefing(body="He came on Monday.", summary="Short.")
        proposal = self.proposed(paper, body="He came on Tuesday.")
        with saving(self.other):
            now = Briefing.objects.get(pk=paper.pk)
            now.summary = "Shorter."
            now.save()
        self.assertEqual(self.decide(self.reviewer, proposal, "accept").status_code, 302)
        paper.refresh_from_db()
        self.assertEqual((paper.body, paper.summary), ("He came on Tuesday.", "Shorter."))

    def test_what_others_changed_in_the_same_place_refuses_it_in_words(self) -> None:
        paper = a_briefing(title="First")
        proposal = self.proposed(paper, title="Second")
        with saving(self.other):
            now = Briefing.objects.get(pk=paper.pk)
            now.title = "Third"
            now.save()
        self.assertIn("It can no longer be accepted: title", self.page(paper, self.reviewer))
        answer = self.decide(self.reviewer, proposal, "accept")
        self.assertContains(answer, "changed since in the same place: title", status_code=422)

    def test_a_paper_that_is_no_longer_published_is_edited_without(self) -> None:
        paper = a_briefing()
        proposal = self.proposed(paper, title="Second")
        Briefing.objects.filter(pk=paper.pk).update(stage=Stage.DRAFT)
        self.assertContains(self.decide(self.reviewer, proposal, "accept"), "is not published", status_code=422)

    def test_whom_the_change_names_is_withheld_from_a_reviewer_who_may_not_see_them(self) -> None:
        hidden = an_actor("Somebody hidden", handling=Handling.RED)
        paper = a_briefing(body="He came.")
        self.proposed(paper, body=f"[[actors/{hidden.slug}|The hidden one]] came.")
        read = self.page(paper, cast.reviewer(Handling.AMBER))
        self.assertIn("withheld", read)
        self.assertNotIn("hidden", read)


class Rating(Proposing):
    promise: Commitment
    by: Actor

    def test_a_promise_is_rated_by_who_proposed_it_and_seconded_by_who_accepted(self) -> None:
        promise = a_commitment("Open the border", an_actor())
        self.send(self.editor, promise, "rate", status="kept", when="2024-11", reason="The gate stands open.")
        self.assertEqual(promise.updates.count(), 0)
        self.decide(self.reviewer, self.only(), "accept")
        update = promise.updates.get()
        self.assertEqual((update.status, update.when, update.note), ("kept", "2024-11", "The gate stands open."))
        self.assertEqual((update.by, update.second), (self.editor, self.reviewer))

    def test_a_wrong_date_or_status_is_refused_and_what_was_typed_is_kept(self) -> None:
        promise = a_commitment("Open the border", an_actor())
        for status, when, told in (
            ("kept", "Monday", "is said from another day"),
            ("kept", "", "Say by which day"),
            ("stalled", "2024", "Select a valid choice"),
        ):
            answer = self.send(self.editor, promise, "rate", status=status, when=when, reason="I saw it.")
            with self.subTest(told):
                self.assertContains(answer, told, status_code=422)
                self.assertContains(answer, "I saw it.", status_code=422)

    def test_nothing_but_a_commitment_is_rated(self) -> None:
        with self.assertRaisesMessage(Refused, "Only commitments"):
            propose(a_claim(), "rate", {"status": "kept", "when": "2024"}, self.editor, "Because.")

    def test_a_refused_rating_leaves_none(self) -> None:
        promise = a_commitment("Open the border", an_actor())
        proposal = propose(promise, "rate", {"status": "broken", "when": "2024"}, self.editor, "Shut.")
        refuse(proposal, self.reviewer, "It is open on Fridays.")
        self.assertEqual(promise.updates.count(), 0)

    def test_a_passage_that_is_gone_refuses_it(self) -> None:
        promise = a_commitment("Open the border", an_actor())
        with self.assertRaisesMessage(Refused, "no longer among the sources"):
            propose(promise, "rate", {"status": "kept", "when": "2024", "citation_id": 99}, self.editor, "Seen.")


class Withdrawn(Proposing):
    def test_nothing_is_done_to_a_record_that_has_gone(self) -> None:
        claim = a_claim()
        proposal = propose(claim, "withdraw", {}, self.editor, "Wrong.")
        Claim.objects.filter(pk=claim.pk).update(stage=Stage.WITHDRAWN, withdrawn_because="Wrong.")
        for act in (lambda: accept(proposal, self.reviewer), lambda: take_back(proposal, self.editor)):
            with self.assertRaisesMessage(Refused, "has been withdrawn"):
                act()
