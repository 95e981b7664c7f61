"""Each warning: what it is raised for, what not, and that it tells nothing of what its reader may not see."""

from datetime import date
from typing import Any

from django.test import TestCase

from actors.models import Actor, Post, Tenure
from records.access import Handling
from records.desk_lists import LISTS, warnings, warnings_of
from records.models import Record, User
from tests import cast
from tests.factories import (
    a_citation,
    a_claim,
    a_commitment,
    a_document,
    a_post,
    a_tenure,
    a_visit,
    an_actor,
    an_assertion,
    take_part,
)

TODAY = date(2024, 11, 20)


class Warned(TestCase):
    editor: User
    below: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.editor, cls.below = cast.editor(), cast.editor(Handling.GREEN)

    def on(self, key: str, who: User | None = None) -> set[int]:
        return set(LISTS[key].records(who or self.editor, TODAY).values_list("pk", flat=True))

    def test_a_tenure_whose_end_has_been_missing_for_over_five_years(self) -> None:
        stale = a_tenure(started="2019-11-20")
        a_tenure(started="2019-11-21")
        a_tenure(started="2010", ended="2012")
        a_tenure(started="")
        self.assertEqual(self.on("endless-tenures"), {stale.pk})

    def test_the_twenty_ninth_of_february_has_a_day_five_years_before(self) -> None:
        a_tenure(started="2019-01-01")
        self.assertEqual(LISTS["endless-tenures"].records(self.editor, date(2024, 2, 29)).count(), 1)

    def overlapping(self, post: Post, **given: Any) -> tuple[Tenure, Tenure]:
        one = a_tenure(post=post, started="2010-01-01", ended="2012-01-01")
        return one, a_tenure(post=post, started="2011-01-01", ended="2013-01-01", **given)

    def test_substantive_tenures_that_surely_overlap_in_one_post(self) -> None:
        one, other = self.overlapping(a_post())
        self.overlapping(a_post(), capacity="acting")
        post = a_post()
        a_tenure(post=post, started="2010", ended="2011")
        a_tenure(post=post, started="2011", ended="2012")
        self.assertEqual(self.on("overlapping-tenures"), {one.pk, other.pk})

    def test_an_overlap_with_a_tenure_that_the_reader_may_not_see_is_not_told(self) -> None:
        self.overlapping(a_post(), handling=Handling.RED)
        self.assertEqual(len(self.on("overlapping-tenures")), 2)
        self.assertEqual(self.on("overlapping-tenures", self.below), set())

    def test_a_tenure_begun_more_than_a_year_after_the_appointment(self) -> None:
        late = a_tenure(appointed="2010-01-01", started="2011-01-02")
        by_arrival = a_tenure(appointed="2010-01-01", arrived="2012")
        a_tenure(appointed="2010-01-01", started="2011-01-01")
        a_tenure(appointed="2010", started="2011-06")
        self.assertEqual(self.on("late-tenures"), {late.pk, by_arrival.pk})

    def test_a_tenure_begun_after_a_death(self) -> None:
        person = an_actor("Somebody late", when="1900/1980")
        late = a_tenure(person, started="1981")
        a_tenure(person, started="1980")
        a_tenure(an_actor(when="1900/.."), started="1981")
        self.assertEqual(self.on("posthumous-tenures"), {late.pk})
        Actor.objects.filter(pk=person.pk).update(handling=Handling.RED)
        self.assertEqual(self.on("posthumous-tenures", self.below), set())

    def test_a_tenure_outside_a_life_or_outside_the_life_of_its_post(self) -> None:
        person, post = an_actor(when="1900/1980"), a_post(when="1950/1970")
        unborn = a_tenure(person, started="1890", ended="1895")
        outlived = a_tenure(person, started="1970", ended="1990")
        a_tenure(person, started="1920", ended="1980")
        early, lasting, late = (
            a_tenure(post=post, started=begun, ended=over)
            for begun, over in (("1940", ""), ("1969", "1975"), ("1971", ""))
        )
        a_tenure(post=post, started="1950", ended="1970")
        self.assertEqual(self.on("tenures-outside-a-life"), {unborn.pk, outlived.pk})
        self.assertEqual(self.on("tenures-outside-their-post"), {early.pk, lasting.pk, late.pk})
        Actor.objects.filter(pk=person.pk).update(handling=Handling.RED)
        Post.objects.filter(pk=post.pk).update(handling=Handling.RED)
        self.assertEqual(self.on("tenures-outside-a-life", self.below), set())
        self.assertEqual(self.on("tenures-outside-their-post", self.below), set())

    def test_a_tenure_that_its_own_source_lets_end_before_it_began(self) -> None:
        odd = a_tenure(started="2005", ended="2001", dates_conflict=True)
        a_tenure(started="2001", ended="2005")
        self.assertEqual(self.on("conflicting-tenures"), {odd.pk})

    def test_a_title_used_before_its_tenure(self) -> None:
        person = an_actor()
        tenure = a_tenure(person, started="2020-01-01")
        early, later = a_visit(when="2019-12-31"), a_visit(when="2020")
        for visit in (early, later):
            take_part(visit, person, "visitor", tenure=tenure)
        self.assertEqual(self.on("early-titles"), {early.pk})
        self.assertEqual(self.on("early-tenures"), {tenure.pk})
        Record.objects.filter(pk=early.pk).update(handling=Handling.RED)
        self.assertEqual((self.on("early-tenures"), self.on("early-tenures", self.below)), ({tenure.pk}, set()))
        Tenure.objects.filter(pk=tenure.pk).update(handling=Handling.RED)
        self.assertEqual(self.on("early-titles", self.below), set())

    def test_visits_and_claims_without_a_source(self) -> None:
        visit, claim, said, cited = a_visit(), a_claim(), a_claim(), a_claim()
        document = a_document()
        a_citation(document, a_visit())
        a_citation(document, cited)
        a_citation(document, an_assertion(said, an_actor()))
        self.assertEqual(self.on("visits-without-source"), {visit.pk})
        self.assertEqual(self.on("claims-without-source"), {claim.pk})

    def test_a_source_that_the_reader_may_not_see_is_as_none(self) -> None:
        claim = a_claim()
        a_citation(a_document(handling=Handling.RED), claim)
        self.assertEqual(self.on("claims-without-source"), set())
        self.assertEqual(self.on("claims-without-source", self.below), {claim.pk})

    def test_commitments_overdue_and_without_a_due_date(self) -> None:
        overdue = a_commitment("One", an_actor(), due="2024-10")
        undated = a_commitment("Another", an_actor())
        a_commitment("A third", an_actor(), due="2025")
        kept = a_commitment("A fourth", an_actor())
        kept.updates.create(when="2024-01", status="stalled")
        kept.updates.create(when="2024-11", status="moot")
        self.assertEqual(self.on("overdue"), {overdue.pk})
        self.assertEqual(self.on("commitments-without-due-date"), {undated.pk})

    def test_the_warnings_of_one_record_are_those_whose_lists_it_is_on(self) -> None:
        claim = a_claim()
        self.assertEqual(
            [one.key for one in warnings_of(claim.pk, "claim", self.editor, TODAY)], ["claims-without-source"]
        )

    def test_each_warning_says_what_is_odd_and_what_to_do(self) -> None:
        self.assertEqual(len(warnings()), 15)
        self.assertEqual([one.key for one in warnings() if not one.says or not one.kinds], [])
