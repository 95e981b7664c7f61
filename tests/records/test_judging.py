"""The checklist of the nine standards: a paper is not published before its reviewer has filled it in."""

from typing import Any

from django.test import TestCase

from briefings.models import Briefing
from records.access import Handling, Stage
from records.models import Checklist, Record, Revision, User, saving
from records.standards import STANDARDS, kept, missing
from tests import cast
from tests.crawl import client_of
from tests.factories import a_briefing, a_claim
from tests.records.test_publishing import send

ALL_MET = {f"met-{one.key}": "yes" for one in STANDARDS}


class Judging(TestCase):
    writer: User
    reviewer: User
    paper: Briefing

    @classmethod
    def setUpTestData(cls) -> None:
        cls.writer, cls.reviewer = cast.editor(), cast.reviewer()
        with saving(cls.writer):
            cls.paper = a_briefing(stage=Stage.REVIEW)

    def judge(self, who: User, given: dict[str, str] | None = None, record: Record | None = None) -> Any:
        of = record or self.paper
        seen = Revision.objects.newest_number(of.pk)
        return client_of(who).post(f"/desk{of.get_absolute_url()}review/checklist/", {"seen": seen, **(given or {})})

    def test_a_paper_is_published_with_a_complete_checklist_and_not_before(self) -> None:
        answer = send(client_of(self.reviewer), self.paper, "published")
        self.assertContains(answer, "Complete the checklist first", status_code=422)
        self.assertEqual(self.judge(self.reviewer, ALL_MET).status_code, 302)
        self.assertEqual(send(client_of(self.reviewer), self.paper, "published").status_code, 302)
        paper = Briefing.objects.get(pk=self.paper.pk)
        self.assertEqual((paper.stage, paper.reviewer), (Stage.PUBLISHED, self.reviewer))

    def test_a_half_filled_checklist_is_kept_and_says_what_is_wanting(self) -> None:
        self.judge(self.reviewer, {**ALL_MET, "met-sources": "", "met-change": "no"})
        answer = send(client_of(self.reviewer), self.paper, "published")
        self.assertContains(answer, "Sources: not judged yet, and 1 more", status_code=422)
        page = client_of(self.reviewer).get(f"/desk{self.paper.get_absolute_url()}review/")
        self.assertContains(page, "Change: say in the note what is wanting")

    def test_a_standard_that_is_not_met_does_not_forbid_publishing_where_the_note_says_why(self) -> None:
        self.judge(self.reviewer, {**ALL_MET, "met-pictures": "no", "note-pictures": "None was to be had."})
        self.assertEqual(send(client_of(self.reviewer), self.paper, "published").status_code, 302)

    def test_a_checklist_of_the_paper_as_it_was_before_an_edit_does_not_count(self) -> None:
        self.judge(self.reviewer, ALL_MET)
        with saving(self.writer):
            Briefing.objects.get(pk=self.paper.pk).save()
        self.assertContains(
            send(client_of(self.reviewer), self.paper, "published"), "Complete the checklist", status_code=422
        )

    def test_the_checklist_of_one_reviewer_does_not_serve_another(self) -> None:
        self.judge(self.reviewer, ALL_MET)
        self.assertEqual(send(client_of(cast.curator()), self.paper, "published").status_code, 422)

    def test_neither_an_author_nor_an_editor_judges(self) -> None:
        self.assertContains(self.judge(cast.editor(Handling.AMBER)), "takes a reviewer", status_code=403)
        with saving(self.reviewer):
            own = a_briefing(stage=Stage.REVIEW)
        self.assertContains(self.judge(self.reviewer, ALL_MET, own), "You wrote on it", status_code=403)

    def test_whom_the_paper_names_as_its_author_does_not_review_it(self) -> None:
        self.paper.authors.add(self.reviewer)
        self.assertContains(self.judge(self.reviewer, ALL_MET), "You wrote on it", status_code=403)
        self.assertContains(
            send(client_of(self.reviewer), self.paper, "published"), "somebody else reviews it", status_code=403
        )

    def test_other_records_take_no_checklist(self) -> None:
        self.assertContains(self.judge(self.reviewer, ALL_MET, a_claim()), "takes no checklist", status_code=422)
        self.assertEqual(Checklist.objects.count(), 0)


def test_what_is_no_finding_is_not_kept() -> None:
    rows = kept({"sources": {"met": "perhaps", "note": " x "}, "nothing": {"met": "yes"}, "change": {"met": "no"}})
    assert rows == {"sources": {"met": "", "note": "x"}, "change": {"met": "no", "note": ""}}


def test_an_empty_checklist_lacks_all_nine() -> None:
    assert len(missing({})) == len(STANDARDS) == 9
