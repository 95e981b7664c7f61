"""Every save is kept: the record with its parts, when and by whom; several saves of one act are one revision each."""

import pytest
from django.db import IntegrityError, transaction

from records.access import Handling
from records.bulk_settling import bulk_settle
from records.models import Record, Revision, saving
from tests.cast import editor
from tests.factories import a_citation, a_document, a_state, a_visit, an_actor, an_event, take_part

pytestmark = pytest.mark.django_db


def revisions(record: Record) -> list[Revision]:
    return list(Revision.objects.filter(record=record.pk).order_by("number"))


def test_each_save_is_a_revision_with_the_next_number() -> None:
    event = an_event("Attack")
    event.title = "Attack in Kabul"
    event.save()
    assert [(one.number, one.snapshot["title"]) for one in revisions(event)] == [(1, "Attack"), (2, "Attack in Kabul")]


def test_a_revision_has_its_author_and_comment() -> None:
    by = editor()
    with saving(by, "First account."):
        event = an_event()
    (kept,) = revisions(event)
    assert (kept.author, kept.comment) == (by, "First account.")


def test_one_act_is_one_revision_however_many_rows_are_saved() -> None:
    with saving(editor()):
        visit = a_visit(an_actor(), an_actor(), host=a_state())
        a_citation(a_document(), visit)
        visit.place = "Islamabad"
        visit.save()
    (kept,) = revisions(visit)
    assert kept.snapshot["place"] == "Islamabad"
    assert len(kept.snapshot["participants"]) == 2 and len(kept.snapshot["citations"]) == 1


def fail_after_saving() -> None:
    with saving(editor()):
        an_event()
        raise RuntimeError


def test_an_act_that_fails_leaves_nothing() -> None:
    with pytest.raises(RuntimeError):
        fail_after_saving()
    assert not Record.objects.exists() and not Revision.objects.exists()


def test_what_is_saved_after_an_act_is_nobodys_again() -> None:
    with saving(editor()):
        an_event()
    assert revisions(an_event())[0].author is None


def test_a_part_saved_or_deleted_is_a_revision_of_its_record() -> None:
    visit = a_visit()
    part = take_part(visit, an_actor())
    part.delete()
    assert [len(one.snapshot["participants"]) for one in revisions(visit)] == [0, 1, 0]


def test_a_citation_that_moves_is_a_revision_of_both_records() -> None:
    one, two = an_event(), an_event()
    cited = a_citation(a_document(), one)
    cited.target = two
    cited.save()
    assert [len(kept.snapshot["citations"]) for kept in revisions(one)] == [0, 1, 0]
    assert [len(kept.snapshot["citations"]) for kept in revisions(two)] == [0, 1]


def test_a_revision_keeps_columns_tags_and_links_to_many() -> None:
    with saving(None):
        event = an_event("Attack", when="2024-11", handling=Handling.GREEN)
        event.tags.add("border", "attack")
    (kept,) = revisions(event)
    assert kept.snapshot["tags"] == ["attack", "border"]
    assert (kept.snapshot["when"], kept.snapshot["earliest"], kept.snapshot["handling"]) == ("2024-11", "2024-11-01", 1)


def test_many_settled_at_once_are_kept_as_one_save_keeps_them() -> None:
    with saving(None):
        visit = a_visit(an_actor(), host=a_state())
        visit.tags.add("border")
    bulk_settle(type(visit), [visit.pk], "Imported.")
    first, second = revisions(visit)
    assert second.snapshot == first.snapshot
    assert (second.number, second.comment) == (2, "Imported.")


def test_a_number_is_given_once() -> None:
    event = an_event()
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(record=event.record, number=1, snapshot={})
