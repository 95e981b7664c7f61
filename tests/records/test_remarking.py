"""Remarks on a record and on passages of its texts, made, found again, answered and settled on the review page."""

import re
from typing import Any

from django.test import TestCase

from briefings.models import Briefing
from records.access import Handling
from records.models import Record, Remark, User, saving
from tests import cast
from tests.crawl import client_of
from tests.factories import a_briefing, a_claim, an_actor
from tests.reading import section, text


class Remarking(TestCase):
    editor: User
    other: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.editor, cls.other = cast.editor(), cast.editor(Handling.AMBER)

    def remark(self, record: Record, who: User | None = None, **given: Any) -> Any:
        path = f"/desk{record.get_absolute_url()}review/remarks/"
        return client_of(who or self.editor).post(path, {"text": "Who says so?", **given})

    def answer(self, remark: Remark, **given: Any) -> Any:
        path = f"/desk{remark.record.get_absolute_url()}review/remarks/{remark.pk}/"
        return client_of(self.other).post(path, given)

    def html(self, record: Record, who: User | None = None) -> str:
        return client_of(who or self.editor).get(f"/desk{record.get_absolute_url()}review/").content.decode()

    def test_a_remark_on_the_whole_record_is_shown_with_who_made_it(self) -> None:
        claim = a_claim()
        self.assertEqual(self.remark(claim).status_code, 302)
        self.assertIn("1. editor-red", section(self.html(claim), "remarks"))

    def test_the_passage_of_a_remark_is_marked_in_its_text(self) -> None:
        paper = a_briefing(body="He came on *Monday* to **talk** of the border.")
        self.remark(paper, quote="Monday to talk of")
        html = self.html(paper)
        self.assertEqual(text("".join(re.findall(r"<mark[^>]*>(.*?)</mark>", html))), "Monday to talk of")
        self.assertIn(f'<mark id="passage-{Remark.objects.get().pk}">', html)
        self.assertEqual(Remark.objects.get().field, "body")

    def test_a_passage_is_found_again_where_the_text_around_it_has_changed(self) -> None:
        paper = a_briefing(body="He came on Monday there. She came on Monday and left early.")
        self.remark(paper, quote="came on Monday", prefix="She ", suffix=" and")
        with saving(self.other):
            now = Briefing.objects.get(pk=paper.pk)
            now.body = "He came on Monday there. They met. She came on Monday and left late."
            now.save()
        self.assertTrue(re.search(r"She <mark[^>]*>came on Monday</mark>", self.html(paper)))

    def test_a_passage_that_is_no_longer_there_is_said_not_to_be(self) -> None:
        paper = a_briefing(body="He came on Monday.")
        self.remark(paper, quote="on Monday")
        with saving(self.other):
            now = Briefing.objects.get(pk=paper.pk)
            now.body = "He stayed."
            now.save()
        html = self.html(paper)
        self.assertIn("The passage is no longer there", section(html, "remarks"))
        self.assertIn("on Monday", section(html, "remarks"))
        self.assertNotIn("<mark", html)

    def test_words_that_do_not_stand_in_the_text_are_refused_and_kept_in_the_form(self) -> None:
        answer = self.remark(a_briefing(body="He came."), quote="He went <away>.")
        self.assertContains(answer, "do not stand in the texts", status_code=422)
        self.assertContains(answer, "He went &lt;away&gt;.", status_code=422)
        self.assertContains(answer, "Who says so?", status_code=422)

    def test_a_remark_without_words_or_with_too_many_is_refused(self) -> None:
        claim = a_claim()
        self.assertContains(self.remark(claim, text=" "), "Write what you want to say", status_code=422)
        self.assertContains(self.remark(claim, text="x" * 5001), "at most 5,000 characters", status_code=422)

    def test_no_sign_that_can_be_typed_breaks_the_page(self) -> None:
        paper = a_briefing(body="He came.")
        typed = (("a\x00b", "", ""), ("a", "He\x00 came", ""), ("a", "\x00", "body"), ("a", "came", "\x00"))
        for said, quote, name in typed:
            with self.subTest(said + quote + name):
                answer = self.remark(paper, text=said, quote=quote, field=name)
                self.assertEqual(answer.status_code, 302)
        self.assertEqual(self.remark(paper, quote="x" * 5001).status_code, 422)

    def test_a_quoted_name_is_withheld_from_whoever_may_not_see_it(self) -> None:
        hidden = an_actor("Somebody hidden", handling=Handling.RED)
        paper = a_briefing(body=f"Here [[actors/{hidden.slug}]] met the [[actors/{hidden.slug}|hidden guest]] again.")
        self.remark(paper, quote="Here Somebody hidden met the hidden guest again.")
        self.assertIn("Here Somebody hidden met", section(self.html(paper), "remarks"))
        read = self.html(paper, self.other)
        self.assertIn("Here withheld met the withheld again.", section(read, "remarks"))
        self.assertNotIn("hidden", text(read))
        self.assertNotIn(hidden.slug, read)

    def test_who_may_not_see_a_name_can_quote_across_it(self) -> None:
        hidden = an_actor("Somebody hidden", handling=Handling.RED)
        paper = a_briefing(body=f"Here [[actors/{hidden.slug}]] met a guest.")
        self.assertEqual(self.remark(paper, self.other, quote="Here withheld met").status_code, 302)
        self.assertIn("Here Somebody hidden met", section(self.html(paper), "remarks"))

    def test_an_answer_stands_under_its_remark_and_settling_takes_the_mark_away(self) -> None:
        paper = a_briefing(body="He came on Monday.")
        self.remark(paper, quote="on Monday")
        one = Remark.objects.get()
        self.assertEqual(self.answer(one, text="The readout does.").status_code, 302)
        self.assertIn("The readout does.", section(self.html(paper), "remarks"))
        self.assertEqual(self.answer(one, settle="1").status_code, 302)
        html = self.html(paper)
        self.assertIn("settled by editor-amber", section(html, "remarks"))
        self.assertNotIn("<mark", html)

    def test_nothing_is_settled_twice_and_an_answer_has_none_of_its_own(self) -> None:
        self.remark(a_claim())
        one = Remark.objects.get()
        self.answer(one, settle="1")
        self.assertContains(self.answer(one, settle="1"), "has settled this remark already", status_code=422)
        self.answer(one, text="Well.")
        own = Remark.objects.exclude(pk=one.pk).get()
        self.assertContains(self.answer(own, text="Well?"), "Answer the remark itself", status_code=422)

    def test_a_remark_of_another_record_is_not_there(self) -> None:
        self.remark(a_claim())
        path = f"/desk{a_claim().get_absolute_url()}review/remarks/{Remark.objects.get().pk}/"
        self.assertEqual(client_of(self.other).post(path, {"text": "x"}).status_code, 404)

    def test_what_was_said_of_a_record_while_it_was_strict_is_not_told_to_others_later(self) -> None:
        claim = a_claim(handling=Handling.RED)
        self.remark(claim, text="The source must be guarded.")
        with saving(self.editor):
            claim.handling = Handling.CLEAR
            claim.save()
        self.assertIn("guarded", self.html(claim))
        self.assertNotIn("guarded", self.html(claim, self.other))

    def test_no_text_can_forge_a_mark_or_break_out_of_one(self) -> None:
        paper = a_briefing(body='<mark id="passage-1">He</mark> came & went. \ue0000\ue001 <script>x</script>')
        self.remark(paper, quote='<mark id="passage-1">He</mark> came & went.', text="<b>No</b>")
        html = self.html(paper)
        self.assertEqual(html.count("<mark"), html.count("</mark>"))
        self.assertNotIn("<script>x", html)
        self.assertNotIn("<b>No</b>", html)
