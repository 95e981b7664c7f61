"""Nobody learns of a hidden record by a table: it is not matched, not told as there already, and its batch is not shown."""

from django.utils import timezone

from actors.models import Actor
from briefings.models import Claim, Visit
from records.access import Handling, Role, Stage
from records.batches.undoing import undo
from records.models import Batch, Sheet, User
from tests import cast, factories
from tests.batches import address, entered, page, read, send
from tests.briefings.test_bulk_views import VISITS, Many


class Withheld(Many):
    low: User

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.low = cast.reader("low", Handling.GREEN, Role.EDITOR)

    def setUp(self) -> None:
        self.client.force_login(self.low)

    def test_a_hidden_record_is_told_like_one_that_is_not_there(self) -> None:
        hidden = factories.an_actor("Secret Envoy", handling=Handling.RED)
        bodies = []
        for name in ("Secret Envoy", "Nobody Atall"):
            body = page(self.client, read(self.client, "visits", f"{VISITS}{name},2024,China,PK,"))
            self.assertNotIn(hidden.get_absolute_url(), body)
            self.assertNotIn(f'value="{hidden.ref}"', body)
            start = body.index("Names to settle")
            told = body[start : body.index("</table>", start)].replace(name, "NAME")
            bodies.append([line for line in told.splitlines() if "choice-" not in line])
        self.assertEqual(bodies[0], bodies[1])

    def test_a_hidden_namesake_makes_no_name_ambiguous(self) -> None:
        factories.an_actor("Yue Xiaoyong", handling=Handling.RED)
        entered(self.client, "visits", f"{VISITS}Yue Xiaoyong,2024,China,PK,")
        self.assertEqual(Visit.objects.get().participants.get().actor_id, self.envoy.pk)

    def test_a_hidden_record_is_not_chosen_by_its_reference_or_address(self) -> None:
        hidden = factories.an_actor("Secret Envoy", handling=Handling.RED)
        for text in (hidden.ref, hidden.get_absolute_url(), f"Anything · {hidden.ref}"):
            sheet = read(self.client, "visits", f"{VISITS}{text},2024,China,PK,")
            self.assertEqual(send(self.client, sheet, "enter").status_code, 422)
            self.assertNotIn("Secret", page(self.client, sheet))

    def test_a_forged_choice_of_a_hidden_record_is_refused_like_one_of_none(self) -> None:
        hidden = factories.an_actor("Secret Envoy", handling=Handling.RED)
        sheet = read(self.client, "visits", f"{VISITS}Nobody Atall,2024,China,PK,")
        field = page(self.client, sheet).split('<select name="choice-')[1].split('"')[0]
        for ref in (hidden.ref, "A-99999"):
            send(self.client, sheet, "check", **{f"choice-{field}": ref})
            self.assertIn(f"There is no actor {ref} that you may read", page(self.client, sheet))
        self.assertFalse(Visit.objects.exists())

    def test_hidden_records_are_not_told_as_there_already(self) -> None:
        factories.a_claim("It is so", handling=Handling.RED)
        factories.an_actor("Amna Baloch", handling=Handling.RED)
        factories.a_visit(self.envoy, host=self.pakistan, when="2024-11-18", handling=Handling.RED)
        post = factories.a_post("Envoy")
        factories.a_tenure(self.envoy, post, started="2021", handling=Handling.RED)
        for rows_are, text in (
            ("claims", "Claim\nIt is so"),
            ("officials", "Name\nAmna Baloch"),
            ("visits", f"{VISITS}Yue Xiaoyong,2024-11-18,China,PK,"),
            ("tenures", "Person,Post,Started\nYue Xiaoyong,Envoy,2021"),
        ):
            with self.subTest(rows_are):
                sheet = read(self.client, rows_are, text)
                self.assertNotIn("Perhaps the same", page(self.client, sheet))
                self.assertEqual(send(self.client, sheet, "enter").status_code, 302)

    def test_a_label_above_the_clearance_is_not_given(self) -> None:
        sheet = read(self.client, "claims", "Claim\nIt is so")
        self.assertEqual(send(self.client, sheet, "enter", handling=Handling.RED.value).status_code, 422)
        self.assertFalse(Claim.objects.exists())

    def test_a_hidden_document_is_no_source(self) -> None:
        hidden = factories.a_document("Secret paper", handling=Handling.RED)
        sheet = read(self.client, "claims", "Claim\nIt is so")
        answer = send(self.client, sheet, "enter", document=hidden.ref)
        self.assertContains(answer, f"There is no document {hidden.ref}", status_code=422)
        self.assertNotContains(answer, "Secret", status_code=422)

    def test_a_title_is_not_made_of_a_stricter_name(self) -> None:
        self.client.force_login(self.user)
        factories.an_actor("Secret Envoy", handling=Handling.RED)
        entered(self.client, "visits", f"{VISITS}Secret Envoy,2024,China,PK,Lahore", handling=0)
        self.assertEqual(Visit.objects.get().title, "A withheld visitor in Lahore")

    def test_a_table_on_its_way_is_nobody_elses(self) -> None:
        sheet = read(self.client, "claims", "Claim\nSecret words")
        self.client.force_login(cast.admin())
        for path in (address(sheet), f"{address(sheet)}columns/"):
            self.assertEqual({self.client.get(path).status_code, self.client.post(path).status_code}, {404})
        self.assertNotContains(self.client.get("/desk/bulk/"), "Secret")

    def test_a_batch_above_the_clearance_is_not_known_even_to_a_reviewer_or_its_author(self) -> None:
        self.client.force_login(self.user)
        batch = entered(self.client, "claims", "Claim\nIt is so", handling=Handling.RED.value, comment="Secret reason")
        User.objects.filter(pk=self.user.pk).update(clearance=Handling.GREEN)
        for reader in (self.user, cast.reader("low-reviewer", Handling.GREEN, Role.REVIEWER)):
            self.client.force_login(reader)
            self.assertEqual(self.client.get(f"/desk/batches/{batch.pk}/").status_code, 404)
            self.assertNotContains(self.client.get("/desk/batches/"), "Secret")
            self.assertNotContains(self.client.get("/desk/bulk/"), "Secret")

    def test_what_was_hidden_since_is_neither_told_nor_touched_by_undoing(self) -> None:
        batch = entered(self.client, "claims", "Claim\nIt is so\nSecret since")
        Claim.objects.filter(title="Secret since").update(handling=Handling.RED)
        for rest in ("", "undo/"):
            self.assertNotContains(self.client.get(f"/desk/batches/{batch.pk}/{rest}"), "Secret")
        undo(batch, self.low, timezone.now())
        self.assertEqual(Claim.objects.get(title="Secret since").stage, Stage.DRAFT)
        self.assertEqual(Claim.objects.get(title="It is so").stage, Stage.WITHDRAWN)

    def test_a_hidden_record_that_names_one_of_them_is_not_told(self) -> None:
        batch = entered(self.client, "officials", "Name\nLi Wei")
        factories.a_visit(Actor.objects.get(title="Li Wei"), when="2020", handling=Handling.RED, place="Secret place")
        self.assertNotContains(self.client.get(f"/desk/batches/{batch.pk}/undo/"), "Named by")

    def test_a_document_hidden_since_is_withheld_on_the_page_of_the_batch(self) -> None:
        batch = entered(self.client, "claims", "Claim\nIt is so", document=self.document.ref)
        self.assertContains(self.client.get(f"/desk/batches/{batch.pk}/"), "A list")
        self.document.handling = Handling.RED
        self.document.save()
        self.assertNotContains(self.client.get(f"/desk/batches/{batch.pk}/"), "A list")


class Who(Many):
    """Who is let in at each address."""

    def test_everybody_is_answered_by_what_they_are(self) -> None:
        batch = entered(self.client, "claims", "Claim\nIt is so")
        sheet = read(self.client, "claims", "Claim\nIt is not")
        paths = (
            "/desk/bulk/", "/desk/bulk/claims/", "/desk/bulk/claims/template.csv", address(sheet), f"{address(sheet)}columns/",
            "/desk/batches/", f"/desk/batches/{batch.pk}/", f"/desk/batches/{batch.pk}/undo/",
        )  # fmt: skip
        for path in paths:
            with self.subTest(path):
                self.client.force_login(self.user)
                self.assertEqual(self.client.get(path).status_code, 200)
                self.client.force_login(
                    User.objects.filter(username="analyst-red").first() or cast.analyst(Handling.RED)
                )
                self.assertEqual({self.client.get(path).status_code, self.client.post(path).status_code}, {403})
                self.client.logout()
                self.assertRedirects(self.client.get(path), f"/sign-in/?next={path}", fetch_redirect_response=False)
        self.assertEqual((Batch.objects.count(), Sheet.objects.count()), (1, 2))

    def test_what_there_is_not_is_404(self) -> None:
        sheet = read(self.client, "claims", "Claim\nIt is not")
        large = 10**30
        for path in (
            "/desk/bulk/elephants/", "/desk/bulk/elephants/template.csv", f"/desk/bulk/visits/{sheet.pk}/",
            f"/desk/bulk/claims/{large}/", f"/desk/bulk/claims/{large}/columns/", f"/desk/batches/{large}/",
            f"/desk/batches/{large}/undo/",
        ):  # fmt: skip
            with self.subTest(path):
                self.assertEqual(self.client.get(path).status_code, 404)
