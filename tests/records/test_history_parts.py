"""What belongs to a record is declared as its part, and is in its revisions; what does not is named here."""

from typing import Any

import pytest

from briefings.models import Participation
from records import kinds
from records.history.shape import shape_of
from records.models import Record, TaggedRecord
from records.models.parts import Part

# Rows that lead to records and are no content of them: the work on a record, what is worked out from it, and what is said of two.
OF_OTHERS = {
    "records.AuditEvent",
    "records.Batch", "records.Checklist", "records.Mention", "records.NameWord", "records.Presence", "records.Proposal",
    "records.Redirect", "records.Remark", "records.Revision", "records.SearchEntry",
    "records.SearchText", "records.Sending", "records.Sheet", "records.Step",
    # Kept with the tags, by name.
    "records.TaggedRecord",
    "actors.Merge", "actors.NotSame", "actors.PossibleDuplicate",
}  # fmt: skip
KINDS = sorted(kinds.KINDS)


def leading_to(model: Any) -> list[Any]:
    """The relations from other tables than those of kinds and of their links to many, which belong to these."""
    found = (one for one in model._meta.get_fields(include_hidden=True) if one.auto_created and not one.concrete)
    return [one for one in found if not issubclass(one.related_model, Record) and not is_through(one.related_model)]


def is_through(model: Any) -> bool:
    return bool(model._meta.auto_created)


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_that_leads_to_a_record_is_a_part_of_it_or_of_something_else(kind: str) -> None:
    model = kinds.KINDS[kind].model
    unknown = set()
    for relation in leading_to(model):
        of = relation.related_model
        is_part = issubclass(of, Part) and relation.get_accessor_name() in model.PARTS
        # A key of a part that is not the one to its whole, or a part of other kinds.
        is_elsewhere = issubclass(of, Part) and (relation.field.attname != of.WHOLE or kind not in kinds_of(of))
        if not (is_part or is_elsewhere or of._meta.label in OF_OTHERS):
            unknown.add(of._meta.label)
    assert unknown == set()


def kinds_of(part: type[Part]) -> tuple[str, ...]:
    """Of which kinds the rows are parts, where their key leads to records of any kind."""
    return Participation.ENCOUNTERS if part is Participation else tuple(KINDS)


def test_what_is_named_as_of_others_exists() -> None:
    leading = {one.related_model._meta.label for kind in KINDS for one in leading_to(kinds.KINDS[kind].model)}
    assert leading >= OF_OTHERS - {TaggedRecord._meta.label}


@pytest.mark.parametrize("kind", KINDS)
def test_the_parts_of_a_kind_are_rows_that_settle_it(kind: str) -> None:
    assert [part.name for part in shape_of(kind).parts if not issubclass(part.model, Part)] == []
