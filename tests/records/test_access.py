"""Who may see and change what: the order of the labels, and every reader against every handling and stage."""

from itertools import combinations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from records.access import Handling, Role, Stage, can_edit, clearance, drawable, is_curator, is_editor, visible
from records.models import Record, User
from tests.cast import everybody, reader
from tests.factories import an_event

pytestmark = pytest.mark.django_db
# TLP 2.0 (FIRST, 2022): each may be shown to fewer people than the one before it.
ORDER = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]
LEVELS = [(handling, stage) for handling in Handling for stage in Stage]


def a_record(handling: Handling, stage: Stage) -> Record:
    reason = "Wrong." if stage == Stage.WITHDRAWN else ""
    return an_event(f"{handling.label} {stage.label}", handling=handling, stage=stage, withdrawn_because=reason)


def test_the_labels_stand_in_the_order_of_the_standard() -> None:
    assert [label.label for label in sorted(Handling)] == ORDER


@pytest.mark.parametrize(("looser", "stricter"), list(combinations(Handling, 2)))
def test_whoever_may_see_a_label_may_see_every_looser_one(looser: Handling, stricter: Handling) -> None:
    assert looser < stricter
    assert clearance(User(clearance=stricter)) >= looser


# What a reader of clearance TLP:AMBER sees, by role: the stages of records up to that label.
STAGES_SEEN = {
    Role.ANALYST: {Stage.PUBLISHED},
    Role.EDITOR: {Stage.DRAFT, Stage.REVIEW, Stage.PUBLISHED},
    Role.REVIEWER: {Stage.DRAFT, Stage.REVIEW, Stage.PUBLISHED},
    Role.CURATOR: {Stage.DRAFT, Stage.REVIEW, Stage.PUBLISHED},
    Role.ADMIN: {Stage.DRAFT, Stage.REVIEW, Stage.PUBLISHED},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("cleared", Handling)
def test_a_reader_sees_up_to_their_clearance_the_stages_of_their_role(role: Role, cleared: Handling) -> None:
    for level in LEVELS:
        a_record(*level)
    expected = {(handling, stage) for handling, stage in LEVELS if handling <= cleared and stage in STAGES_SEEN[role]}
    seen = Record.objects.visible_to(reader("somebody", cleared, role)).values_list("handling", "stage")
    assert set(seen) == expected


def test_without_an_account_one_sees_what_is_clear_and_published() -> None:
    for level in LEVELS:
        a_record(*level)
    seen = Record.objects.visible_to(AnonymousUser()).values_list("handling", "stage")
    assert list(seen) == [(Handling.CLEAR, Stage.PUBLISHED)]


def test_an_account_that_was_made_inactive_sees_no_more_than_none() -> None:
    former = reader("former", Handling.RED, Role.ADMIN)
    former.is_active = False
    assert clearance(former) == Handling.CLEAR
    assert not is_editor(former) and not is_curator(former)
    assert visible(former) == visible(AnonymousUser())


def test_being_a_superuser_opens_nothing_by_itself() -> None:
    user = User(username="x", is_superuser=True, is_staff=True, clearance=Handling.GREEN, role=Role.ANALYST)
    assert clearance(user) == Handling.GREEN and not is_editor(user)


def test_the_condition_reads_the_same_through_a_relation() -> None:
    expected = Q(document__handling__lte=Handling.CLEAR) & Q(document__stage=Stage.PUBLISHED)
    assert visible(AnonymousUser(), "document__") == expected


@pytest.mark.parametrize("level", LEVELS, ids=str)
def test_a_record_is_edited_by_editors_up_to_their_clearance(level: tuple[Handling, Stage]) -> None:
    record = a_record(*level)
    for name, person in everybody().items():
        expected = name != "anonymous" and not name.startswith("analyst") and record.handling <= clearance(person)
        assert can_edit(person, record) == expected, name


@pytest.mark.parametrize("whole", LEVELS, ids=str)
def test_a_record_draws_on_parts_of_no_stricter_label_and_no_earlier_stage(whole: tuple[Handling, Stage]) -> None:
    for level in LEVELS:
        a_record(*level)
    handling, stage = whole
    drawn = set(
        Record.objects.filter(drawable(Record(handling=handling, stage=stage))).values_list("handling", "stage")
    )
    needed = min(stage, Stage.PUBLISHED)
    assert drawn == {level for level in LEVELS if level[0] <= handling and needed <= level[1] <= Stage.PUBLISHED}
