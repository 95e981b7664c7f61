"""What goes along when a record is sent for review or published: what the same person entered with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from records.models import Record, Revision, Taken, User
from records.publishing import RULES, standings, takes_standards, why_not

# Steps from record to record, and how many records there may be of them.
DEEPEST, MOST = 3, 50


@dataclass(frozen=True, slots=True)
class Companion:
    """`why_not` says why it cannot go along, "" where it can; `ticked` whether it is offered to; `seen` is the number of its
    newest revision."""

    record: Record
    why_not: str
    ticked: bool
    seen: int


def companions(record: Record, by: User, action: Taken) -> list[Companion]:
    """The unpublished records that the user may see, that the record names or is named by, directly or by way of another
    of them, and that the same person entered. Nine queries at most, and two more for each paper among them."""
    found = tied(record, by)
    standing = standings(found, by)
    numbers = dict(Revision.objects.of_these([one.pk for one in found]).last_numbers()) if found else {}
    rule = RULES[action]
    told = []
    for one in found:
        refused = why_not(rule, one, by, standing[one.pk])
        # A paper that names the record is work of its own.
        paper = takes_standards(one)
        told.append(Companion(one, str(refused or ""), not refused and not paper, numbers.get(one.pk, 0)))
    return told


def tied(record: Record, by: User) -> Sequence[Record]:
    if record.created_by_id is None:
        return []
    own = Record.objects.visible_to(by).unpublished().entered_by(record.created_by_id).order_by("pk")
    found: dict[int, Record] = {}
    last = {record.pk}
    for _ in range(DEEPEST):
        more = {one.pk: one for one in own.tied_to(last)[:MOST] if one.pk != record.pk and one.pk not in found}
        found |= more
        last = set(more)
        if not more or len(found) >= MOST:
            break
    return list(found.values())[:MOST]
