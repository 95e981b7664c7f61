"""Entering many at once, as a person does it: read, name the columns, look at the rows, enter all or nothing."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, TestCase
from django.utils import timezone

from actors.models import Actor, Name, Tenure
from briefings.models import Claim, Participation, Visit
from records.access import Handling, Stage
from records.batches import entering
from records.batches.tables import TABLES
from records.models import Batch, Citation, Document, Identifier, Mention, Revision, Sheet, User
from records.search import index
from tests import cast, factories
from tests.batches import address, columns_of, entered, page, read, send

VISITS = "Visitor,Dates,From,To,Place\n"


class Many(TestCase):
    user: User
    client: Client
    china: Actor
    pakistan: Actor
    envoy: Actor
    document: Document

    @classmethod
    def setUpTestData(cls) -> None:
        cls.user = cast.editor()
        cls.china, cls.pakistan = factories.a_state("China"), factories.a_state("Pakistan")
        Identifier.objects.create(record=cls.pakistan, scheme="iso3166-1", value="pk")
        cls.envoy = factories.an_actor("Yue Xiaoyong")
        cls.document = factories.a_document("A list")

    def setUp(self) -> None:
        self.client.force_login(self.user)


class Reading(Many):
    def test_a_file_is_read_like_what_is_pasted(self) -> None:
        file = SimpleUploadedFile("visits.csv", "Visitor;When\nYue Xiaoyong;2024".encode("utf-16"))
        answer = self.client.post("/desk/bulk/visits/", {"file": file})
        sheet = Sheet.objects.get()
        self.assertRedirects(answer, f"{address(sheet)}columns/")
        self.assertEqual((sheet.columns, sheet.encoding, sheet.delimiter), (["visitors", "when"], "utf-16-le", ";"))
        self.assertContains(self.client.get(answer["Location"]), "parted by semicolons, written in UTF-16")

    def test_a_table_that_cannot_be_read_says_why_and_keeps_what_was_pasted(self) -> None:
        answer = self.client.post("/desk/bulk/visits/", {"text": 'Visitor\n"Yue'})
        self.assertContains(answer, "never closed", status_code=422)
        self.assertContains(answer, "&quot;Yue", status_code=422)
        self.assertFalse(Sheet.objects.exists())

    def test_a_table_of_ten_megabytes_is_refused_in_words(self) -> None:
        large = "Visitor\n" + "x" * 10_000_000
        file = SimpleUploadedFile("large.csv", large.encode())
        for data in ({"text": large}, {"file": file}):
            self.assertContains(self.client.post("/desk/bulk/visits/", data), "5 MB are read at once", status_code=422)

    def test_a_character_that_is_no_text_is_refused(self) -> None:
        answer = self.client.post("/desk/bulk/visits/", {"text": "Visitor\nYue\x00"})
        self.assertEqual(answer.status_code, 422)

    def test_the_template_of_each_table_is_read_and_entered_as_it_is(self) -> None:
        for rows_are in TABLES:
            with self.subTest(rows_are), transaction.atomic():
                answer = self.client.get(f"/desk/bulk/{rows_are}/template.csv")
                text = answer.content.decode().removeprefix("\ufeff").replace("CN", "China")
                batch = entered(self.client, rows_are, text)
                self.assertTrue(Revision.objects.of_batch(batch.pk).exists())
                # Two tables show the same person.
                transaction.set_rollback(True)

    def test_columns_are_read_as_they_are_chosen_and_the_others_are_told(self) -> None:
        answer = self.client.post("/desk/bulk/visits/", {"text": "A,B,C\nYue Xiaoyong,2024,red"})
        sheet = Sheet.objects.get()
        refused = self.client.post(answer["Location"], {})
        self.assertContains(refused, "No column is read as Visitors or as Dates", status_code=422)
        chosen = {"column-0": "visitors", "column-1": "when", "headed": "on"}
        self.assertRedirects(self.client.post(answer["Location"], chosen), address(sheet))
        self.assertContains(self.client.get(address(sheet)), "Not read: C.")

    def test_two_columns_are_not_read_as_one_field(self) -> None:
        sheet = read(self.client, "visits", "Visitor,Dates,Colour\nYue Xiaoyong,2024,red")
        answer = self.client.post(f"{address(sheet)}columns/", {**columns_of(sheet), "column-2": "when"})
        self.assertContains(answer, "Two columns are read as Dates", status_code=422)


class Entering(Many):
    def test_each_row_becomes_a_draft_with_its_people_its_source_and_a_revision(self) -> None:
        text = f"{VISITS}Yue Xiaoyong; new: Li Wei,2024-11-18,China,PK,Islamabad\n"
        batch = entered(self.client, "visits", text, document=f"D-{self.document.pk}", quote="They came.", handling=1)
        visit = Visit.objects.get()
        self.assertEqual(visit.title, "Yue Xiaoyong and Li Wei in Islamabad")
        self.assertEqual((visit.stage, visit.handling, visit.slug), (Stage.DRAFT, Handling.GREEN, f"v-{visit.pk}"))
        self.assertEqual((visit.host_state, visit.sending_state), (self.pakistan, self.china))
        self.assertEqual((str(visit.earliest), str(visit.day)), ("2024-11-18", "2024-11-18"))
        self.assertEqual({one.document for one in Citation.objects.filter(quote="They came.")}, {self.document})
        revision = visit.revisions.get()
        self.assertEqual((revision.batch, revision.author), (batch, self.user))
        self.assertEqual(revision.comment, "From the ministry's list")
        self.assertEqual((visit.created_by, visit.updated_by), (self.user, self.user))

    def test_a_passage_that_is_not_in_the_document_is_refused_and_one_that_is_takes_its_neighbours_along(self) -> None:
        document = factories.a_document("The list", text="So it was. They came. So it is.")
        sheet = read(self.client, "visits", f"{VISITS}Yue Xiaoyong,2024,China,PK,")
        answer = send(self.client, sheet, "enter", document=document.ref, quote="They went.")
        self.assertContains(answer, "Not found in the archived text", status_code=422)
        self.assertFalse(Visit.objects.exists())
        send(self.client, sheet, "enter", document=document.ref, quote="They  came.")
        cited = Citation.objects.get()
        self.assertEqual((cited.prefix, cited.quote, cited.suffix), ("So it was.", "They came.", "So it is."))

    def test_what_is_made_along_is_a_draft_of_the_batch_once_however_often_it_is_named(self) -> None:
        rows = "new: Li Wei,2024-11-18,China,PK,\nnew: LI WEI,2024-12,China,PK,\n"
        batch = entered(self.client, "visits", VISITS + rows)
        person = Actor.objects.get(title="Li Wei")
        self.assertEqual(Visit.objects.count(), 2)
        self.assertEqual(Participation.objects.filter(actor=person).count(), 2)
        self.assertEqual(person.names.get().kind, Name.Kind.PRIMARY)
        self.assertEqual(person.revisions.get().batch, batch)

    def test_mentions_and_index_are_as_single_saves_would_make_them(self) -> None:
        batch = entered(self.client, "visits", f"{VISITS}Yue Xiaoyong,2024-11-18,China,PK,Islamabad\n")
        visit = Visit.objects.get()
        targets = set(Mention.objects.filter(source=visit.pk).values_list("target_id", flat=True))
        self.assertEqual(targets, {self.envoy.pk, self.china.pk, self.pakistan.pk})
        drift = index.Drift()
        index.check(list(Revision.objects.of_batch(batch.pk).values_list("record_id", flat=True)), drift)
        self.assertFalse(drift)
        before = visit.revisions.get().snapshot
        visit.save()
        self.assertEqual(visit.revisions.latest("number").snapshot, before)

    def test_a_visitor_takes_part_as_holder_of_the_post_surely_held_on_those_days(self) -> None:
        tenure = factories.a_tenure(self.envoy, started="2024-01-01", ended="2025-01-01")
        factories.a_tenure(self.envoy, started="2010", ended="2011")
        entered(self.client, "visits", f"{VISITS}Yue Xiaoyong,2024-11-18,China,PK,\n")
        self.assertEqual(Participation.objects.get().tenure_id, tenure.pk)

    def test_dates_are_read_as_people_write_them_from_the_day_of_the_source(self) -> None:
        document = factories.a_document("Report", when="2024-11-20")
        sheet = read(
            self.client, "visits", f"{VISITS}Yue Xiaoyong,Monday,China,PK,\nYue Xiaoyong,12 May 2023,China,PK,"
        )
        send(self.client, sheet, document=document.ref)
        self.assertIn("12 May 2023", page(self.client, sheet))
        send(self.client, sheet, "enter", document=document.ref)
        self.assertEqual({one.when for one in Visit.objects.all()}, {"2024-11-18?", "2023-05-12"})

    def test_a_formula_is_kept_as_text(self) -> None:
        entered(self.client, "claims", 'Claim,Note\n=1+1,"=HYPERLINK(""http://x"")"')
        claim = Claim.objects.get()
        self.assertEqual((claim.title, claim.summary), ("=1+1", '=HYPERLINK("http://x")'))

    def test_a_claim_keeps_whom_it_is_about(self) -> None:
        entered(self.client, "claims", "Claim,About,Against\nIt is so,China; Yue Xiaoyong,PK")
        claim = Claim.objects.get()
        self.assertEqual(set(claim.subjects.all()), {self.china, self.envoy})
        self.assertEqual(claim.revisions.get().snapshot["object_actors"], [self.pakistan.pk])

    def test_a_tenure_is_titled_after_its_person_and_post(self) -> None:
        factories.a_post("Special Envoy")
        entered(self.client, "tenures", "Person,Post,Started,Capacity\nYue Xiaoyong,Special Envoy,2021,Acting")
        tenure = Tenure.objects.get()
        self.assertEqual(
            (tenure.title, tenure.when, tenure.capacity), ("Yue Xiaoyong, Special Envoy", "2021/", "acting")
        )

    def test_a_table_is_entered_once_however_often_it_is_sent(self) -> None:
        sheet = read(self.client, "claims", "Claim\nIt is so")
        first, second = send(self.client, sheet, "enter"), send(self.client, sheet, "enter")
        self.assertEqual(first["Location"], second["Location"])
        self.assertEqual((Claim.objects.count(), Batch.objects.count()), (1, 1))
        self.assertEqual(Sheet.objects.get().rows, [])

    def test_a_failure_in_the_middle_leaves_nothing(self) -> None:
        sheet = read(self.client, "visits", f"{VISITS}new: Li Wei,2024,China,PK,\n")
        with patch.object(entering, "settle", side_effect=RuntimeError), pytest.raises(RuntimeError):
            send(self.client, sheet, "enter")
        self.assertFalse(
            Visit.objects.exists() or Batch.objects.exists() or Actor.objects.filter(title="Li Wei").exists()
        )
        self.assertEqual(len(Sheet.objects.get().rows), 2)

    def test_nothing_is_entered_without_saying_why(self) -> None:
        sheet = read(self.client, "claims", "Claim\nIt is so")
        answer = self.client.post(address(sheet), {"do": "enter", "comment": "", "handling": 0})
        self.assertContains(answer, "Say what you enter, and why", status_code=422)
        self.assertFalse(Claim.objects.exists())


class Settling(Many):
    def test_an_error_in_the_last_row_leaves_all_of_them(self) -> None:
        sheet = read(self.client, "claims", "Claim,Type\nIt is so,\nIt is not,guess")
        self.assertContains(send(self.client, sheet, "enter"), "1 row still needs you", status_code=422)
        self.assertFalse(Claim.objects.exists())

    def test_a_cell_is_written_anew_in_its_row(self) -> None:
        sheet = read(self.client, "claims", "Claim,Type\nIt is so,guess")
        self.assertIn("“guess” is none of the choices", page(self.client, sheet))
        send(self.client, sheet, "enter", **{"cell-2-1": "forecast"})
        self.assertEqual(Claim.objects.get().type, "forecast")

    def test_a_row_is_left_out_when_that_is_chosen(self) -> None:
        sheet = read(self.client, "claims", "Claim,Type\nIt is so,\nIt is not,guess")
        send(self.client, sheet, "enter", **{"row-3": "skip"})
        self.assertEqual([one.title for one in Claim.objects.all()], ["It is so"])

    def test_all_rows_that_are_wrong_are_left_out_at_once(self) -> None:
        sheet = read(self.client, "claims", "Claim,Type\nIt is so,\nIt is not,guess\n,fact")
        send(self.client, sheet, "skip-wrong")
        self.assertEqual(Sheet.objects.get().decisions, {"3": "skip", "4": "skip"})

    def test_what_is_wrong_with_a_cell_is_said_in_words(self) -> None:
        for text, said in (
            (f"{VISITS}Yue Xiaoyong,2024-13,China,PK,", "2024-13"),
            (f"{VISITS},2024,China,PK,", "Needed: write it here"),
            (f"{VISITS}Yue Xiaoyong,2024,Chinaland,PK,", "There is no state called “Chinaland”"),
            (f"{VISITS}Yue Xiaoyong,2024,China,PK,{'x' * 301}", "301 characters, and 300 fit"),
            (f"{VISITS}Yue Xiaoyong,2024,new: Laputa,PK,", "No state is made here"),
            (f"{VISITS}new:,2024,China,PK,", "Write the name behind"),
            (f"{VISITS}A-99999,2024,China,PK,", "There is no actor A-99999 that you may read"),
            (f"{VISITS}Yue Xiaoyong,2024,China,PK,Lahore,more", "It has 6 cells"),
            ("Person,Post,Started,Ended\nYue Xiaoyong,new: Envoy,2021,2020", "before the date started"),
            ("Visitor,When,Title\nYue Xiaoyong; new: Li,2024,Envoy", "One title for several visitors"),
        ):
            with self.subTest(said):
                rows_are = "tenures" if text.startswith("Person") else "visits"
                sheet = read(self.client, rows_are, text)
                if "6 cells" in said:
                    sheet.columns = sheet.columns[:5]
                    sheet.save()
                self.assertIn(said.replace("'", "&#x27;"), page(self.client, sheet))

    def test_the_choice_among_namesakes_holds_for_the_same_text_everywhere(self) -> None:
        namesake = factories.an_actor("Yue Xiaoyong")
        sheet = read(self.client, "visits", f"{VISITS}Yue Xiaoyong,2024,China,PK,\nYue Xiaoyong,2023,China,PK,")
        body = page(self.client, sheet)
        self.assertIn("2 are called “Yue Xiaoyong”", body)
        field = body.split('<select name="choice-')[1].split('"')[0]
        send(self.client, sheet, "enter", **{f"choice-{field}": namesake.ref})
        self.assertEqual({one.actor_id for one in Participation.objects.all()}, {namesake.pk})

    def test_a_name_that_fits_nothing_is_entered_as_new_when_that_is_chosen(self) -> None:
        sheet = read(self.client, "visits", f"{VISITS}Li Wei,2024,China,PK,\nLi  Wei,2023,China,PK,")
        self.assertContains(send(self.client, sheet, "enter"), "still need", status_code=422)
        send(self.client, sheet, "all-new")
        self.assertIn('<span class="new">new</span>', page(self.client, sheet))
        send(self.client, sheet, "enter")
        self.assertEqual(Actor.objects.filter(title="Li Wei").count(), 1)

    def test_a_matched_actor_is_shown_as_a_link_with_what_tells_it_from_others(self) -> None:
        factories.a_tenure(self.envoy, factories.a_post("special envoy"), started="2020-01-01", ended="2999")
        body = page(self.client, read(self.client, "visits", f"{VISITS}Yue Xiaoyong,2024,China,PK,"))
        self.assertIn(f'{self.envoy.get_absolute_url()}">Yue Xiaoyong</a>', body)
        self.assertIn(f"{self.envoy.ref}, special envoy", body)

    def test_what_is_there_already_is_pointed_out_and_entered_only_when_that_is_chosen(self) -> None:
        visit = factories.a_visit(self.envoy, host=self.pakistan, when="2024-11-18")
        sheet = read(self.client, "visits", f"{VISITS}Yue Xiaoyong,2024-11,China,PK,")
        self.assertIn(visit.get_absolute_url(), page(self.client, sheet))
        self.assertContains(send(self.client, sheet, "enter"), "still need", status_code=422)
        send(self.client, sheet, "enter", **{"row-2": "enter"})
        self.assertEqual(Visit.objects.count(), 2)

    def test_rows_that_say_the_same_are_pointed_out(self) -> None:
        sheet = read(self.client, "claims", "Claim\nIt is so\nIt is  SO")
        self.assertIn("The same as row", page(self.client, sheet))
        send(self.client, sheet, "skip-doubles")
        send(self.client, sheet, "enter")
        self.assertEqual(Claim.objects.count(), 1)

    def test_a_table_is_kept_for_a_month_after_somebody_last_worked_on_it(self) -> None:
        worked_on, _left = (read(self.client, "claims", "Proposition,When\nIt is so,99/99/99\n") for _ in range(2))
        Sheet.objects.update(at=timezone.now() - timedelta(days=31))
        send(self.client, worked_on, **{"cell-2-1": "2024"})
        new = read(self.client, "claims", "Proposition\nIt is not so\n")
        self.assertEqual(set(Sheet.objects.values_list("pk", flat=True)), {worked_on.pk, new.pk})

    def test_a_table_is_thrown_away(self) -> None:
        sheet = read(self.client, "claims", "Claim\nIt is so")
        self.assertRedirects(send(self.client, sheet, "discard"), "/desk/bulk/")
        self.assertFalse(Sheet.objects.exists())

    def test_fields_that_no_page_has_are_passed_over(self) -> None:
        sheet = read(self.client, "claims", "Claim\nIt is so")
        odd = {
            "cell-2-99": "x",
            "cell-99-0": "x",
            "cell-2-x": "x",
            "row-99": "skip",
            "choice-zz": "A-1",
            "cell-2-0": "It \x00is",
        }
        self.assertEqual(send(self.client, sheet, "check", **odd).status_code, 302)
        self.assertEqual(Sheet.objects.get().rows[1], [2, ["It is"]])
