"""What two editors changed of fields that are no plain columns: sources, journeys, tags, moments, and the order of rows."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client, TestCase

from briefings.models import Briefing, Judgement, Series, Visit
from records.access import Handling, Stage
from records.models import Document, User, saving
from records.reconciling import reconcile_order
from tests import cast
from tests.crawl import client_of
from tests.factories import a_briefing, a_claim, a_document, a_source, a_visit, an_actor
from tests.forms import fields_of, opened, refusals


def edit(record: Any) -> str:
    return f"/desk{record.get_absolute_url()}edit/"


class TwoEditors(TestCase):
    """`mine` is sent after `other` has saved; what comes of both is looked at and saved as it is."""

    me: Client
    other: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.me, cls.other = client_of(cast.editor()), cast.editor(Handling.AMBER)

    def brought_together(self, record: Any, mine: dict[str, list[str]]) -> Any:
        answer = self.me.post(edit(record), mine)
        self.assertContains(answer, "Saved meanwhile by", status_code=422)
        saved = self.me.post(edit(record), fields_of(answer))
        self.assertEqual(saved.status_code, 302, refusals(saved))
        return answer

    def test_the_source_that_the_other_chose_stays(self) -> None:
        document = a_document(source=a_source("Old Gazette"))
        a_source("New Times")
        mine = opened(self.me, edit(document)) | {"summary": ["What I typed."]}
        theirs = client_of(self.other)
        theirs.post(edit(document), opened(theirs, edit(document)) | {"from_source": ["New Times"]})
        self.brought_together(document, mine)
        document.refresh_from_db()
        self.assertEqual((document.source.name, document.summary), ("New Times", "What I typed."))

    def test_a_source_that_both_chose_is_asked_about(self) -> None:
        document = a_document(source=a_source("Old Gazette"))
        for name in ("New Times", "Other Times"):
            a_source(name)
        mine = opened(self.me, edit(document)) | {"from_source": ["Other Times"]}
        theirs = client_of(self.other)
        theirs.post(edit(document), opened(theirs, edit(document)) | {"from_source": ["New Times"]})
        self.assertContains(self.brought_together(document, mine), "changed the same", status_code=422)
        self.assertEqual(Document.objects.get(pk=document.pk).source.name, "Other Times")

    def test_the_journey_that_the_other_chose_stays(self) -> None:
        first, second = (a_visit(an_actor("Yue"), when=day) for day in ("2024-11-18", "2024-11-20"))
        mine = opened(self.me, edit(second)) | {"summary": ["What I typed."]}
        theirs = client_of(self.other)
        theirs.post(edit(second), opened(theirs, edit(second)) | {"journey": [first.ref]})
        self.brought_together(second, mine)
        self.assertEqual(Visit.objects.get(pk=second.pk).series, Series.objects.get())

    def test_a_journey_is_begun_again_by_the_same_visit(self) -> None:
        first, second = (a_visit(an_actor("Yue"), when=day) for day in ("2024-11-18", "2024-11-20"))
        for visit, other in ((second, first.ref), (first, ""), (second, ""), (second, first.ref)):
            answer = self.me.post(edit(visit), opened(self.me, edit(visit)) | {"journey": [other]})
            self.assertEqual(answer.status_code, 302, refusals(answer))
        keys = set(Visit.objects.values_list("series__key", flat=True))
        self.assertEqual(keys, {f"journey-{first.slug}-2"})

    def test_tags_stay_what_they_are_whatever_stands_in_them(self) -> None:
        claim = a_claim("It is so")
        claim.tags.add("peace, talks", "one two", "plain")
        mine = opened(self.me, edit(claim))
        with saving(self.other):
            claim.summary = "Another summary."
            claim.save()
        self.brought_together(claim, mine)
        self.assertEqual(set(claim.tags.names()), {"peace, talks", "one two", "plain"})

    def test_a_moment_that_the_other_changed_is_theirs_and_one_that_nobody_changed_keeps_its_seconds(self) -> None:
        document = a_document(retrieved_at=datetime(2024, 11, 20, 10, 5, 30, tzinfo=UTC))
        mine = opened(self.me, edit(document)) | {"summary": ["What I typed."]}
        self.assertEqual(self.me.post(edit(document), mine).status_code, 302)
        document.refresh_from_db()
        self.assertEqual(document.retrieved_at, datetime(2024, 11, 20, 10, 5, 30, tzinfo=UTC))
        mine = opened(self.me, edit(document)) | {"summary": ["What I typed then."]}
        with saving(self.other):
            document.retrieved_at = datetime(2025, 1, 2, 3, 4, tzinfo=UTC)
            document.save()
        self.assertNotContains(self.brought_together(document, mine), "changed the same", status_code=422)
        document.refresh_from_db()
        self.assertEqual((document.retrieved_at.year, document.summary), (2025, "What I typed then."))

    def a_paper(self, *texts: str) -> Briefing:
        paper = a_briefing(stage=Stage.DRAFT)
        with saving(self.other):
            for order, text in enumerate(texts, 1):
                Judgement.objects.create(briefing=paper, order=order, text=text, likelihood="likely", confidence="low")
        return paper

    def in_order(self, paper: Briefing) -> list[str]:
        return list(paper.judgements.order_by("order").values_list("text", flat=True))

    def test_judgements_that_were_moved_stay_where_they_were_put(self) -> None:
        paper = self.a_paper("First.", "Second.")
        mine = opened(self.me, edit(paper)) | {"judgements-0-ORDER": ["2"], "judgements-1-ORDER": ["1"]}
        with saving(self.other):
            Briefing.objects.get(pk=paper.pk).save()
        self.brought_together(paper, mine)
        self.assertEqual(self.in_order(paper), ["Second.", "First."])

    def test_a_new_judgement_stands_where_it_was_put_among_those_that_the_other_moved(self) -> None:
        paper = self.a_paper("First.", "Second.")
        new = {
            "text": "New.",
            "likelihood": "likely",
            "confidence": "low",
            "basis": "x",
            "outcome": "open",
            "ORDER": "2",
        }
        mine = opened(self.me, edit(paper)) | {"judgements-1-ORDER": ["3"]}
        mine |= {f"judgements-2-{name}": [value] for name, value in new.items()}
        theirs = client_of(self.other)
        moved = opened(theirs, edit(paper)) | {"judgements-0-ORDER": ["2"], "judgements-1-ORDER": ["1"]}
        self.assertEqual(theirs.post(edit(paper), moved).status_code, 302)
        self.brought_together(paper, mine)
        self.assertEqual(self.in_order(paper), ["Second.", "First.", "New."])


class TheOrder(TestCase):
    def test_of_rows_that_both_have_moved_and_put_in(self) -> None:
        for base, theirs, mine, wanted, asked in (
            ("ab", "ab", "ba", "ba", False),
            ("ab", "ba", "ab", "ba", False),
            ("ab", "xab", "aby", "xaby", False),
            ("abc", "acb", "bca", "bca", True),
            ("abc", "cba", "cba", "cba", False),
            ("abc", "bxc", "cab", "cabx", False),
            ("", "x", "y", "yx", False),
        ):
            with self.subTest(base=base, theirs=theirs, mine=mine):
                order, both = reconcile_order(base, theirs, mine)
                self.assertEqual((sorted(order), both), (sorted(wanted), asked))
                if not asked:
                    self.assertEqual("".join(order), wanted)
