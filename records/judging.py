"""A reviewer's checklist of a paper by the nine standards."""

from collections.abc import Mapping

from django.db import transaction

from records.access import can_edit, is_reviewer
from records.models import Checklist, Kind, Revision, User
from records.publishing import NotYours, Refused, lock, require_read, standings, takes_standards
from records.standards import kept


def judge(record: Kind, by: User, found: Mapping[str, Mapping[str, str]], seen: int | None = None) -> Checklist:
    """Keep the reviewer's checklist of the paper as it stands, complete or not. Raises `Refused`."""
    if not takes_standards(record):
        raise Refused(f"{record.ref} is no paper: it takes no checklist.")
    if not can_edit(by, record) or not is_reviewer(by):
        raise NotYours("The checklist takes a reviewer.")
    with transaction.atomic():
        (here,) = lock([record.pk])
        require_read(here, seen)
        if by.pk in standings([here], by)[here.pk].authors:
            raise NotYours("You wrote on it since it was last published: somebody else judges it.")
        checklist, _ = Checklist.objects.update_or_create(
            record_id=here.pk,
            revision=Revision.objects.newest_number(here.pk),
            by=by,
            defaults={"standards": kept(found)},
        )
    return checklist
