"""Batches: their list, their pages, and how one is undone as a whole."""

from django.utils import timezone

from actors.models import Actor
from briefings.models import Claim, Visit
from records.access import Handling, Stage
from records.batches.undoing import NotUndone, undo
from records.models import Batch, Record, Revision, Step, Taken, User, saving
from records.publishing import take
from records.search import index
from tests import cast, factories
from tests.batches import entered
from tests.briefings.test_bulk_views import VISITS, Many

ROWS = f"{VISITS}new: Li Wei,2024-11-18,China,PK,Islamabad\nnew: Li Wei,2023-01,China,PK,Lahore\n"


class Undoing(Many):
    other: User
    batch: Batch

    def setUp(self) -> None:
        super().setUp()
        self.other = cast.curator()
        self.batch = entered(self.client, "visits", ROWS)

    def records(self) -> list[Record]:
        return list(Record.objects.filter(revisions__batch=self.batch).order_by("pk"))

    def change(self, by: User) -> Visit:
        visit = Visit.objects.order_by("pk")[0]
        with saving(by, "corrected"):
            visit.place = "Karachi"
            visit.save()
        return visit

    def undone(self, **more: object) -> object:
        address = f"/desk/batches/{self.batch.pk}/undo/"
        seen = self.client.get(address).content.decode().split('name="seen" value="')[1].split('"')[0]
        return self.client.post(address, {"seen": seen, **more})

    def test_the_page_says_what_would_happen_and_does_nothing(self) -> None:
        answer = self.client.get(f"/desk/batches/{self.batch.pk}/undo/")
        self.assertContains(answer, "3 records are withdrawn, or put back, in one act")
        self.assertEqual({one.stage for one in self.records()}, {Stage.DRAFT})

    def test_all_that_it_made_is_withdrawn_with_a_revision_and_a_step_each(self) -> None:
        self.assertRedirects(self.undone(), f"/desk/batches/{self.batch.pk}/")  # type: ignore[arg-type]
        records = self.records()
        self.assertEqual({(one.stage, one.withdrawn_because) for one in records}, {(Stage.WITHDRAWN, "Batch undone")})
        self.assertEqual({one.revisions.count() for one in records}, {2})
        steps = Step.objects.filter(record__in=records)
        self.assertEqual({(one.action, one.by_id, one.revision) for one in steps}, {(Taken.WITHDRAWN, self.user.pk, 2)})
        drift = index.Drift()
        index.check([one.pk for one in records], drift)
        self.assertFalse(drift)
        batch = Batch.objects.get()
        self.assertEqual((batch.undone_by, batch.undone_at is not None), (self.user, True))

    def test_it_is_undone_once(self) -> None:
        self.undone()
        answer = self.client.post(f"/desk/batches/{self.batch.pk}/undo/", {"seen": "0"})
        self.assertContains(answer, "undone already", status_code=409)
        with self.assertRaisesMessage(NotUndone, "undone already"):
            undo(self.batch, self.user, timezone.now())

    def test_what_somebody_changed_since_is_left_alone_unless_it_is_chosen(self) -> None:
        visit = self.change(self.other)
        self.assertContains(self.client.get(f"/desk/batches/{self.batch.pk}/undo/"), "Saved since by curator")
        self.undone()
        self.assertEqual(Visit.objects.get(pk=visit.pk).stage, Stage.DRAFT)
        self.assertEqual(Visit.objects.exclude(pk=visit.pk).get().stage, Stage.WITHDRAWN)

    def test_people_are_called_by_their_names(self) -> None:
        User.objects.filter(pk=self.other.pk).update(first_name="Ada", last_name="Stone")
        User.objects.filter(pk=self.user.pk).update(first_name="Nora", last_name="Vale")
        self.change(self.other)
        self.assertContains(self.client.get(f"/desk/batches/{self.batch.pk}/undo/"), "Saved since by Ada Stone")
        for address in ("/desk/batches/", f"/desk/batches/{self.batch.pk}/"):
            self.assertContains(self.client.get(address), 'dir="auto">Nora Vale<')

    def test_what_was_changed_since_is_withdrawn_where_it_is_chosen(self) -> None:
        visit = self.change(self.user)
        self.undone(also=[visit.pk, Actor.objects.get(title="Li Wei").pk])
        self.assertEqual({one.stage for one in self.records()}, {Stage.WITHDRAWN})

    def test_what_somebody_else_has_written_on_is_left_to_a_second_person(self) -> None:
        visit = self.change(self.other)
        answer = self.client.get(f"/desk/batches/{self.batch.pk}/undo/")
        self.assertContains(answer, "Left alone: withdrawn by two")
        self.undone(also=[visit.pk])
        self.assertEqual(Visit.objects.get(pk=visit.pk).stage, Stage.DRAFT)

    def test_what_was_published_and_reopened_is_left_to_a_second_person(self) -> None:
        person = Actor.objects.get(title="Li Wei")
        for action, by in ((Taken.SUBMITTED, self.user), (Taken.PUBLISHED, self.other), (Taken.REOPENED, self.other)):
            take(action, person, by, "Because.")
        self.undone(also=[person.pk])
        self.assertEqual(Actor.objects.get(pk=person.pk).stage, Stage.DRAFT)

    def test_a_reviewer_who_undoes_it_is_the_second_person_for_what_its_author_wrote(self) -> None:
        visit = self.change(self.user)
        self.client.force_login(self.other)
        self.undone(also=[visit.pk, Actor.objects.get(title="Li Wei").pk])
        self.assertEqual({one.stage for one in self.records()}, {Stage.WITHDRAWN})

    def test_a_record_saved_after_the_page_was_read_stops_it(self) -> None:
        address = f"/desk/batches/{self.batch.pk}/undo/"
        seen = self.client.get(address).content.decode().split('name="seen" value="')[1].split('"')[0]
        self.change(self.other)
        answer = self.client.post(address, {"seen": seen})
        self.assertContains(answer, "Somebody has saved one of these records", status_code=409)
        self.assertEqual({one.stage for one in self.records()}, {Stage.DRAFT})

    def test_an_edit_begun_before_it_was_undone_is_not_saved_over_it(self) -> None:
        batch = entered(self.client, "claims", "Claim\nIt is so")
        claim = Claim.objects.get()
        undo(batch, self.user, timezone.now())
        answer = self.client.post(f"/desk{claim.get_absolute_url()}edit/", {"title": "It is not", "opened": "1"})
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(Claim.objects.get().title, "It is so")

    def test_what_others_name_is_left_alone_and_told(self) -> None:
        person = Actor.objects.get(title="Li Wei")
        visit = factories.a_visit(person, host=self.pakistan, when="2020")
        self.assertContains(self.client.get(f"/desk/batches/{self.batch.pk}/undo/"), visit.get_absolute_url())
        self.undone()
        self.assertEqual(Actor.objects.get(pk=person.pk).stage, Stage.DRAFT)

    def test_what_a_record_names_that_is_left_alone_is_left_alone_with_it(self) -> None:
        batch = entered(self.client, "visits", f"{VISITS}new: Chen Bo,2022,China,PK,\nnew: Wu Min,2021,China,PK,\n")
        visit = Visit.objects.get(title="Chen Bo in Pakistan")
        with saving(self.other, "corrected"):
            visit.place = "Karachi"
            visit.save()
        undo(batch, self.user, timezone.now())
        stages = dict(Record.objects.filter(revisions__batch=batch).values_list("title", "stage"))
        self.assertEqual(stages["Chen Bo in Karachi"], Stage.DRAFT)
        self.assertEqual(stages["Chen Bo"], Stage.DRAFT)
        self.assertEqual((stages["Wu Min"], stages["Wu Min in Pakistan"]), (Stage.WITHDRAWN, Stage.WITHDRAWN))

    def test_titles_made_of_what_is_withdrawn_are_made_anew(self) -> None:
        person = Actor.objects.get(title="Li Wei")
        visit = factories.a_visit(person, host=self.pakistan, when="2020", stage=Stage.DRAFT)
        self.assertEqual(visit.title, "Li Wei in Pakistan")
        self.undone(also=[person.pk])
        self.assertEqual(Visit.objects.get(pk=visit.pk).title, "A withheld visitor in Pakistan")

    def test_what_was_published_since_is_left_to_a_second_person(self) -> None:
        visit = Visit.objects.order_by("pk")[0]
        with saving(self.other):
            visit.stage = Stage.PUBLISHED
            visit.save()
        self.undone(also=[visit.pk])
        self.assertEqual(Visit.objects.get(pk=visit.pk).stage, Stage.PUBLISHED)

    def test_what_it_changed_stands_again_as_it_was(self) -> None:
        claim = factories.a_claim("As it was")
        with saving(self.user, "table", self.batch):
            claim.title = "As the table has it"
            claim.save()
        self.undone()
        restored = Claim.objects.get()
        self.assertEqual((restored.title, restored.stage), ("As it was", Stage.PUBLISHED))
        self.assertIn("Batch undone", restored.revisions.latest("number").comment)

    def test_one_that_cannot_be_put_back_stops_all_of_it(self) -> None:
        claim = factories.a_claim("As it was")
        with saving(self.user, "table", self.batch):
            claim.title = "As the table has it"
            claim.save()
        Revision.objects.filter(record=claim, number=1).update(
            snapshot={**claim.revisions.earliest("number").snapshot, "type": "odd"}
        )
        self.assertEqual(self.undone().status_code, 409)  # type: ignore[attr-defined]
        self.assertEqual({one.stage for one in Visit.objects.all()}, {Stage.DRAFT})

    def test_another_editor_does_not_know_of_it_and_a_reviewer_may_undo_it(self) -> None:
        addresses = [f"/desk/batches/{self.batch.pk}/{rest}" for rest in ("", "undo/")]
        self.client.force_login(cast.editor(Handling.AMBER))
        self.assertEqual({self.client.get(one).status_code for one in addresses}, {404})
        self.assertNotContains(self.client.get("/desk/batches/"), self.batch.comment)
        self.client.force_login(self.other)
        self.assertContains(self.client.get("/desk/batches/"), self.batch.comment.replace("'", "&#x27;"))
        self.undone()
        self.assertEqual(Batch.objects.get().undone_by, self.other)

    def test_the_page_lists_its_records_as_far_as_they_may_be_seen(self) -> None:
        answer = self.client.get(f"/desk/batches/{self.batch.pk}/")
        self.assertContains(answer, "Li Wei in Lahore")
        self.assertContains(answer, "3 that you may see")
