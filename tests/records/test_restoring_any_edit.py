"""Whatever was done to a record of whatever kind, with whichever of its parts: restored, it is as it was."""

from datetime import date
from typing import Any

from django.db import connection, models
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from actors.models import Name
from briefings.models import Assessment, ClaimLink, CommitmentUpdate, Judgement
from records.access import Handling, Role, Stage
from records.fields import EDTFField
from records.history.restoring import as_kept, restore
from records.history.shape import Part, is_content, shape_of
from records.models import Attachment, Citation, Revision, User, saving
from records.models.revisions import snapshot
from tests import cast, factories
from tests.hidden import Kept, open_world

DATES = {EDTFField: "2011-05~", models.DateField: date(2011, 5, 1)}
WAYS = ("columns", "rows changed", "rows out", "rows in", "links", "tags", "rows made anew")


def a_full_world() -> Kept:
    """One record of each kind, with two rows at least of each part that can have several."""
    world = open_world()
    other = factories.a_claim("Something else")
    ClaimLink.objects.create(a=world.claim, b=other, type="narrows")
    first = world.claim.assessments.get()
    Assessment.objects.create(claim=world.claim, text="Later", date=date(2024, 12, 1), supersedes=first)
    Judgement.objects.create(briefing=world.briefing, order=2, text="Two", likelihood="unlikely", confidence="high")
    cited = world.commitment.citations.get()
    CommitmentUpdate.objects.create(commitment=world.commitment, when="2024-12", status="in_progress", citation=cited)
    for record in world.records():
        factories.a_citation(factories.a_document(), record)
        record.tags.add("border")
    for encounter in (world.visit, world.meeting, world.event):
        factories.take_part(encounter, world.state, "host")
    world.briefing.authors.add(cast.reader("somebody", Handling.RED, Role.EDITOR))
    return world


class AnyEdit(TestCase):
    world: Kept
    by: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.by = cast.editor()
        with saving(cls.by):
            cls.world = a_full_world()

    @settings(max_examples=20, deadline=None)
    @given(st.integers(0, 14), st.lists(st.sampled_from(WAYS), min_size=1, max_size=4))
    def test_restored_it_is_as_it_was(self, place: int, ways: list[str]) -> None:
        self.assert_restored(fresh([*self.world.records()][place]), ways)

    def test_a_record_of_each_kind_of_which_all_was_changed_is_restored(self) -> None:
        for record in self.world.records():
            with self.subTest(record.kind):
                self.assert_restored(fresh(record), ["columns", "rows changed", "links", "tags"])

    def assert_restored(self, record: Any, ways: list[str]) -> None:
        record.stage = Stage.DRAFT
        record.save()
        first = newest(record)
        with saving(self.by, "Edited."):
            for way in ways:
                edit(fresh(record), way)
        if content(newest(record).snapshot, record) == content(first.snapshot, record):
            return
        restore(first, self.by, "")
        connection.check_constraints()
        assert newest(record).snapshot == first.snapshot
        assert newest(record).snapshot == as_kept(snapshot(fresh(record)))


def fresh(record: Any) -> Any:
    return type(record)._base_manager.get(pk=record.pk)


def newest(record: Any) -> Revision:
    return Revision.objects.filter(record=record.pk).order_by("-number")[0]


def content(of: dict[str, Any], record: Any) -> dict[str, Any]:
    return {name: value for name, value in of.items() if is_content(shape_of(record.kind), name)}


def edit(record: Any, way: str) -> None:
    shape = shape_of(record.kind)
    if way == "columns":
        change(record, [one.field for one in shape.columns if one.field.editable])
        record.save()
    elif way == "links":
        for field in shape.many:
            getattr(record, field.name).set([])
        record.save()
    elif way == "tags":
        record.tags.set(["elsewhere"])
        record.save()
    for part in shape.parts:
        edit_part(record, part, way)


def edit_part(record: Any, part: Part, way: str) -> None:
    rows: Any = getattr(record, part.name).order_by("-pk")
    if way in ("rows out", "rows made anew"):
        for row in rows:
            if not is_primary(row) and not is_named(row):
                row.delete()
    if way == "rows changed":
        for row in rows:
            if not is_primary(row):
                change(row, [one.field for one in part.columns if one.field.editable])
                row.save()
    if way in ("rows in", "rows made anew") and part.model is Citation:
        factories.a_citation(factories.a_document(), record)


def is_primary(row: Any) -> bool:
    return (isinstance(row, Name) and row.kind == Name.Kind.PRIMARY) or isinstance(row, Attachment)


def is_named(row: Any) -> bool:
    """A passage on which an update rests cannot be taken out."""
    return isinstance(row, Citation) and CommitmentUpdate.objects.filter(citation=row).exists()


def change(row: Any, fields: list[Any]) -> None:
    for field in fields:
        if field.choices or field.remote_field or field.name in ("slug", "url", "withdrawn_because", "sha256"):
            continue
        if isinstance(field, EDTFField):
            setattr(row, field.name, "" if field.name != "when" else "2011-05~")
        elif isinstance(field, models.CharField | models.TextField):
            setattr(row, field.name, f"Else {row.pk}"[: field.max_length])
        elif type(field) in DATES:
            setattr(row, field.name, DATES[type(field)])
        elif isinstance(field, models.BooleanField):
            setattr(row, field.name, not getattr(row, field.name))
