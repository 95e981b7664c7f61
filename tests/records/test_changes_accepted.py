"""A change of a published paper that a second person accepts is done as a whole, or not at all."""

from typing import Any

from django.test import TestCase

from briefings.models import Briefing
from records.access import Handling
from records.models import Document, Proposal, User, saving
from records.proposing import Refused, accept
from tests import cast
from tests.crawl import client_of
from tests.factories import a_briefing, a_citation, a_document
from tests.forms import opened, refusals


class Accepting(TestCase):
    editor: User
    reviewer: User
    paper: Briefing
    document: Document

    @classmethod
    def setUpTestData(cls) -> None:
        cls.editor, cls.reviewer = cast.editor(), cast.reviewer()
        cls.paper = a_briefing("A paper", summary="As it was.")
        cls.document = a_document("A note", text="Alpha beta gamma. Delta epsilon zeta.", handling=Handling.AMBER)

    def proposed(self, who: User, **changes: str) -> Proposal:
        client, address = client_of(who), f"/desk{self.paper.get_absolute_url()}edit/"
        sent = opened(client, address) | {"comment": ["A slip."]}
        answer = client.post(address, sent | {name.replace("__", "-"): [text] for name, text in changes.items()})
        self.assertEqual(answer.status_code, 302, refusals(answer))
        return Proposal.objects.latest("pk")

    def cited(self, number: int, quote: str) -> dict[str, str]:
        row = {"document": self.document.ref, "quote": quote, "stance": "supports", "credibility": "6"}
        return {f"citations__{number}__{name}": value for name, value in row.items()}

    def test_all_of_its_new_rows_are_there_though_the_paper_has_moved_on(self) -> None:
        more = self.cited(0, "Alpha beta gamma.") | self.cited(1, "Delta epsilon zeta.")
        rows = self.proposed(self.editor, citations__TOTAL_FORMS="2", **more)
        accept(self.proposed(cast.editor(Handling.AMBER), summary="As it is."), self.reviewer)
        accept(rows, self.reviewer)
        self.paper.refresh_from_db()
        quotes = self.paper.citations.order_by("pk").values_list("quote", flat=True)
        self.assertEqual(list(quotes), ["Alpha beta gamma.", "Delta epsilon zeta."])
        self.assertEqual(self.paper.summary, "As it is.")

    def test_a_row_that_others_put_in_meanwhile_keeps_its_id(self) -> None:
        rows = self.proposed(self.editor, **self.cited(0, "Alpha beta gamma."))
        with saving(self.reviewer):
            theirs = a_citation(self.document, self.paper, quote="Delta epsilon zeta.")
        accept(rows, self.reviewer)
        self.assertEqual(self.paper.citations.count(), 2)
        self.assertTrue(self.paper.citations.filter(pk=theirs.pk).exists())

    def test_a_tag_that_is_new_with_it_is_given(self) -> None:
        accept(self.proposed(self.editor, tags="border crossings, river"), self.reviewer)
        self.assertEqual(set(self.paper.tags.names()), {"border crossings", "river"})

    def test_what_its_proposer_may_no_longer_read_refuses_all_of_it(self) -> None:
        proposal = self.proposed(self.editor, summary="As it is.", **self.cited(0, "Alpha beta gamma."))
        Document.objects.filter(pk=self.document.pk).update(handling=Handling.RED)
        User.objects.filter(pk=self.editor.pk).update(clearance=Handling.AMBER)
        for by, told in (
            (self.reviewer, "citations"),
            (cast.reviewer(Handling.AMBER), "something that you may not read"),
        ):
            with self.subTest(told), self.assertRaisesMessage(Refused, f"Left out would be: {told}."):
                accept(Proposal.objects.get(pk=proposal.pk), by)
        self.paper.refresh_from_db()
        self.assertEqual((self.paper.summary, self.paper.citations.count()), ("As it was.", 0))

    def test_what_is_withheld_from_its_proposer_stays_and_does_not_refuse_it(self) -> None:
        hidden = a_document("Hidden", handling=Handling.RED)
        with saving(None):
            a_citation(hidden, self.paper)
        low = cast.editor(Handling.AMBER)
        accept(self.proposed(low, summary="As it is."), self.reviewer)
        accept(self.restored(low), self.reviewer)
        self.paper.refresh_from_db()
        self.assertEqual((self.paper.summary, self.paper.citations.count()), ("As it was.", 1))

    def restored(self, who: User) -> Any:
        address = f"{self.paper.get_absolute_url()}history/1/restore/"
        self.assertEqual(client_of(who).post(address, {"comment": "Back."}).status_code, 302)
        return Proposal.objects.latest("pk")

    def test_one_that_waits_already_is_not_proposed_again(self) -> None:
        client, address = client_of(self.editor), f"/desk{self.paper.get_absolute_url()}edit/"
        sent = opened(client, address) | {"summary": ["As it is."], "comment": ["A slip."]}
        self.assertEqual(client.post(address, sent).status_code, 302)
        self.assertIn("has been proposed already", refusals(client.post(address, sent)))
        self.assertEqual(Proposal.objects.count(), 1)
