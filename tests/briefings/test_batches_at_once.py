"""Two people, or two presses of a button, at the same moment."""

from collections.abc import Callable
from datetime import date
from functools import partial

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefings.models import Claim, Visit
from records.access import Stage
from records.batches.entering import check_sheet, enter_sheet
from records.batches.undoing import NotUndone, planned, undo
from records.models import Batch, Sheet, User, saving
from records.publishing import Refused
from tests import cast
from tests.at_once import AtOnce, at_once
from tests.briefings.test_bulk_views import Many

TODAY = date(2024, 11, 20)


def a_sheet(by: User, rows_are: str, columns: list[str], *rows: list[str]) -> Sheet:
    numbered = [[number, list(cells)] for number, cells in enumerate(rows, 1)]
    return Sheet.objects.create(
        rows_are=rows_are, by=by, delimiter=",", headed=False, rows=numbered, columns=columns, comment="Together"
    )


class Together(AtOnce):
    def setUp(self) -> None:
        self.user = cast.editor()

    def test_a_table_sent_twice_is_entered_once(self) -> None:
        sheet = a_sheet(self.user, "claims", ["title"], ["It is so"], ["It is not"])
        told = at_once(*[lambda: enter_sheet(sheet, self.user, TODAY)] * 2)
        self.assertEqual(told, ["", ""])
        self.assertEqual((Claim.objects.count(), Batch.objects.count()), (2, 1))

    def test_undone_twice_at_once_it_is_undone_by_one(self) -> None:
        batch = enter_sheet(a_sheet(self.user, "claims", ["title"], ["It is so"]), self.user, TODAY)
        other = cast.curator()
        acts = [partial(undo, batch, by, timezone.now()) for by in (self.user, other)]
        told = at_once(*map(in_words, acts))
        self.assertEqual(sorted(told), ["", "This batch has been undone already."])

    def test_an_edit_and_the_undoing_do_not_undo_each_other(self) -> None:
        batch = enter_sheet(a_sheet(self.user, "claims", ["title"], ["It is so"]), self.user, TODAY)
        claim, plan = Claim.objects.get(), planned(batch, self.user)

        def edit() -> None:
            with saving(self.user, "edit"):
                claim.title = "It is not"
                claim.save()

        undoing, editing = at_once(in_words(lambda: undo(batch, self.user, timezone.now(), (), plan.seen)), edit)
        stored = Claim.objects.get()
        if undoing:
            self.assertIn("Somebody has saved", undoing)
            self.assertEqual((editing, stored.title, stored.stage), ("", "It is not", Stage.DRAFT))
        else:
            self.assertIn("changed by somebody else", editing)
            self.assertEqual((stored.title, stored.stage), ("It is so", Stage.WITHDRAWN))


def in_words(act: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        try:
            act()
        except NotUndone as error:
            raise Refused(str(error)) from error

    return run


class Budget(Many):
    """A row more asks the database nothing more, but for what it holds in one statement."""

    def asked(self, number: int) -> tuple[int, int]:
        rows = [[f"new: Li {place} {number}", f"{1900 + place}", "China", "PK"] for place in range(number)]
        sheet = a_sheet(self.user, "visits", ["visitors", "when", "sending_state", "host_state"], *rows)
        with CaptureQueriesContext(connection) as checking:
            check_sheet(sheet, self.user, TODAY)
        with CaptureQueriesContext(connection) as entering:
            enter_sheet(sheet, self.user, TODAY)
        return len(checking), len(entering)

    def test_checking_and_entering_ask_hardly_more_for_many_rows_than_for_few(self) -> None:
        few, many = self.asked(5), self.asked(80)
        self.assertEqual(few[0], many[0])
        self.assertLess(many[1], few[1] + 60)
        self.assertEqual(Visit.objects.count(), 85)
