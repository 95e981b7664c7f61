"""Restoring a revision puts its content back as a new one; what it may not do it refuses in words, and changes nothing."""

from typing import Any

import pytest
from django.test import Client

from actors.models import Name
from briefings.models import CommitmentUpdate, Judgement
from records.access import Handling, Role, Stage
from records.history.refusals import NotRestored
from records.history.restoring import apply_snapshot, restore
from records.models import Citation, Identifier, Record, Revision, Source, User, saving
from tests import cast
from tests.factories import (
    a_briefing,
    a_citation,
    a_commitment,
    a_document,
    a_source,
    a_visit,
    an_actor,
    an_event,
    take_part,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return cast.editor()


def revisions(record: Any) -> list[Revision]:
    return list(Revision.objects.filter(record=record.pk).order_by("number"))


def edited(record: Any, **columns: Any) -> Any:
    for name, value in columns.items():
        setattr(record, name, value)
    record.save()
    return record


def test_a_restored_revision_is_the_newest_with_its_author_and_why(by: User) -> None:
    event = edited(an_event("Attack"), title="Attack in Kabul")
    restore(revisions(event)[0], by, "The place is not known.")
    last = revisions(event)[-1]
    assert (last.number, last.snapshot["title"], last.author) == (3, "Attack", by)
    assert last.comment == "Restored revision 1: The place is not known."


def test_the_address_of_before_leads_on(client: Client, by: User) -> None:
    event = edited(an_event("Attack"), slug="attack-in-kabul")
    restore(revisions(event)[0], by, "")
    assert client.get("/events/attack/").status_code == 200
    assert client.get("/events/attack-in-kabul/").status_code == 301


def test_a_record_keeps_its_stage(by: User) -> None:
    event = edited(an_event("Attack", stage=Stage.DRAFT), title="Attack in Kabul", stage=Stage.PUBLISHED)
    now = restore(revisions(event)[0], by, "")
    assert (now.title, now.stage) == ("Attack", Stage.PUBLISHED) and now.published_at


def test_a_paper_keeps_who_reviewed_it(by: User) -> None:
    paper = edited(a_briefing("Before"), title="After", reviewer=cast.reviewer())
    found: Any = apply_snapshot(paper, revisions(paper)[0].snapshot, by, "Back.")
    assert (found.title, found.reviewer) == ("Before", paper.reviewer)


def test_handling_is_not_lowered(by: User) -> None:
    event = edited(an_event("Attack"), title="Attack in Kabul", handling=Handling.AMBER)
    assert restore(revisions(event)[0], by, "").handling == Handling.AMBER


def test_what_was_handled_more_strictly_comes_back_with_its_label(by: User) -> None:
    event = edited(an_event("Attack", handling=Handling.RED), title="Something", handling=Handling.CLEAR)
    assert restore(revisions(event)[0], by, "").handling == Handling.RED


def test_rows_keep_their_ids_and_those_that_are_gone_are_made_anew(by: User) -> None:
    visit = a_visit(an_actor("Yue"), an_actor("Liu"))
    kept, gone = visit.participants.order_by("pk")
    gone.delete()
    kept.role = "host"
    kept.save()
    take_part(visit, an_actor("Amna"))
    restore(next(one for one in revisions(visit) if len(one.snapshot["participants"]) == 2), by, "")
    assert [(row.actor.title, row.role) for row in visit.participants.order_by("pk")] == [
        ("Yue", "visitor"),
        ("Liu", "visitor"),
    ]
    assert visit.participants.filter(pk=kept.pk, actor__title="Yue").exists()


def test_judgements_that_changed_places_change_back(by: User) -> None:
    briefing = a_briefing(stage=Stage.DRAFT)
    one, two = (
        Judgement.objects.create(briefing=briefing, order=order, text=text, likelihood="likely", confidence="low")
        for order, text in ((1, "One"), (2, "Two"))
    )
    first = revisions(briefing)[-1]
    for row, order in ((one, 3), (two, 1), (one, 2)):
        row.order = order
        row.save()
    restore(first, by, "")
    assert [row.text for row in briefing.judgements.order_by("order")] == ["One", "Two"]


def test_a_passage_that_went_to_another_record_stays_there(by: User) -> None:
    one, two = an_event(), an_event()
    cited = a_citation(a_document(), one)
    cited.target = two.record
    cited.save()
    restore(revisions(one)[1], by, "")
    assert Citation.objects.get(pk=cited.pk).target_id == two.pk
    assert one.citations.get().quote == cited.quote


def test_the_primary_name_goes_with_the_title(by: User) -> None:
    actor = edited(an_actor("Yue Xiaoyong"), title="Yue X.")
    restore(revisions(actor)[0], by, "")
    assert [name.text for name in actor.names.filter(kind=Name.Kind.PRIMARY)] == ["Yue Xiaoyong"]


def refused(revision: Revision, by: User, comment: str = "") -> str:
    number = Revision.objects.count()
    with pytest.raises(NotRestored) as refusal:
        restore(revision, by, comment)
    assert Revision.objects.count() == number
    return str(refusal.value)


def test_an_address_that_is_another_records_now_is_refused(by: User) -> None:
    event = edited(an_event("Attack"), slug="attack-in-kabul")
    Record.objects.filter(pk=an_event("Other").pk).update(slug="attack")
    assert "Another record of this kind has this address" in refused(revisions(event)[0], by)


def test_an_identifier_that_is_another_records_now_is_refused(by: User) -> None:
    actor = an_actor()
    row = Identifier.objects.create(record=actor.record, scheme="wikidata", value="Q1")
    row.delete()
    Identifier.objects.create(record=an_actor().record, scheme="wikidata", value="Q1")
    assert refused(revisions(actor)[2], by) == "Another record has this identifier: the two may be one."


def test_a_source_that_is_no_more_is_refused(by: User) -> None:
    gone = a_source()
    document = a_document(source=gone)
    edited(document, source=a_source())
    Source.objects.filter(pk=gone.pk).delete()
    assert refused(revisions(document)[0], by).startswith(
        "Source: something that this version names is no longer there."
    )


def test_a_row_on_which_something_rests_is_not_taken_out(by: User) -> None:
    event = an_event()
    cited = a_citation(a_document(), event)
    promise = a_commitment("A promise", an_actor())
    CommitmentUpdate.objects.create(commitment=promise, when="2024", status="stalled", citation=cited)
    assert "something else rests on a row" in refused(revisions(event)[0], by)


def test_the_newest_revision_has_nothing_to_restore(by: User) -> None:
    event = an_event()
    assert "nothing to restore" in refused(revisions(event)[0], by)


def test_a_comment_that_is_too_long_is_refused(by: User) -> None:
    event = edited(an_event(), place="Kabul")
    assert "at most 240" in refused(revisions(event)[0], by, "x" * 241)


def test_a_published_paper_waits_for_a_second_person(by: User) -> None:
    briefing = edited(a_briefing(), body="Other words.")
    assert "read by a second person first" in refused(revisions(briefing)[0], by)


def test_a_paper_in_draft_is_restored(by: User) -> None:
    briefing = edited(a_briefing(stage=Stage.DRAFT), body="Other words.")
    assert restore(revisions(briefing)[0], by, "").body == "Text."  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", [Role.ANALYST, Role.EDITOR])
def test_who_may_not_edit_or_not_read_it_cannot_restore(role: Role) -> None:
    reader = cast.reader("somebody", Handling.CLEAR if role == Role.EDITOR else Handling.RED, role)
    event = edited(an_event("Attack", handling=Handling.AMBER), title="Attack in Kabul")
    assert refused(revisions(event)[0], reader)


def test_a_revision_above_the_clearance_is_refused() -> None:
    event = edited(an_event("Attack", handling=Handling.RED), title="Something", handling=Handling.CLEAR)
    assert "not one that you may read" in refused(revisions(event)[0], cast.editor(Handling.GREEN))


def test_what_the_editor_may_not_see_stays_as_it_is() -> None:
    secret = an_actor("Agent", handling=Handling.RED)
    with saving(None):
        visit = a_visit(an_actor("Yue"), place="Doha")
    first = revisions(visit)[-1]
    with saving(None):
        take_part(visit, secret)
        visit.sending_state = an_actor("Secret state", "state", handling=Handling.RED)
        edited(visit, place="Kabul")
    now: Any = restore(first, cast.editor(Handling.GREEN), "")
    assert now.place == "Doha" and now.sending_state is not None
    assert {row.actor_id for row in visit.participants.all()} >= {secret.pk}


def test_what_the_editor_may_not_see_does_not_come_back() -> None:
    secret = an_actor("Agent", handling=Handling.RED)
    with saving(None):
        visit = a_visit(an_actor("Yue"), secret, place="Doha")
    first = revisions(visit)[-1]
    with saving(None):
        visit.participants.get(actor=secret).delete()
        edited(visit, place="Kabul")
    restore(first, cast.editor(Handling.GREEN), "")
    assert [row.actor.title for row in visit.participants.all()] == ["Yue"]


def test_a_snapshot_of_before_a_column_keeps_what_stands_there(by: User) -> None:
    event = edited(an_event("Attack"), place="Kabul")
    old = {name: value for name, value in revisions(event)[0].snapshot.items() if name != "place"}
    now: Any = apply_snapshot(event, {**old, "title": "Assault"}, by, "Taken over.")
    assert (now.title, now.place) == ("Assault", "Kabul")


def test_a_row_without_an_id_is_new(by: User) -> None:
    visit, amna = a_visit(an_actor("Yue")), an_actor("Amna")
    kept = revisions(visit)[-1].snapshot
    row = {**kept["participants"][0], "id": None, "actor_id": amna.pk, "role": "host"}
    apply_snapshot(visit, {**kept, "participants": [*kept["participants"], row]}, by, "Added.")
    assert visit.participants.count() == 2
