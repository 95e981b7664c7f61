"""What can be proposed of a record of any kind: to withdraw it, to lower its handling, to change it once it is published."""

from typing import Any

from records.access import Handling, Stage
from records.history.merging import merge
from records.history.reading import Reading
from records.history.refusals import NotRestored
from records.history.restoring import apply_snapshot, as_far_as_seen, as_kept
from records.history.shape import Snapshot, is_content, shape_of
from records.models import Kind, Proposal, Record, Revision, Taken, User, saving
from records.models.revisions import snapshot
from records.proposing import Payload, ProposalKind, propose
from records.publishing import RULES, Refused, move, require_reason

WITHDRAWAL = "withdraw"
LOWERING = "lower_handling"
CHANGE = "change"


def check_withdrawal(record: Kind, payload: Payload, reason: str) -> None:
    """The reason is what readers find at the record's address."""
    require_reason(RULES[Taken.WITHDRAWN], reason.strip())


def withdraw(record: Kind, proposal: Proposal, by: User) -> None:
    move([record], RULES[Taken.WITHDRAWN], by, proposal.reason, author=proposal.by)


def check_lowering(record: Kind, payload: Payload, reason: str) -> None:
    wanted = payload.get("handling")
    if wanted not in Handling.values:
        raise Refused("Choose the handling label that it should have.")
    if wanted >= record.handling:
        raise Refused(
            f"{record.ref} is handled as {Handling(record.handling).label} now: {Handling(wanted).label} is not lower. To "
            "raise it takes nobody else."
        )


def lower(record: Kind, proposal: Proposal, by: User) -> None:
    wanted = Handling(proposal.payload["handling"])
    # Why, was said under the stricter label, and stays with the proposal.
    with saving(proposal.by, f"Handling lowered to {wanted.label}"):
        record.handling = wanted
        record.save()


def check_change(record: Kind, payload: Payload, reason: str) -> None:
    if record.stage != Stage.PUBLISHED:
        raise Refused(f"{record.ref} is not published: edit it, without a proposal.")
    if "snapshot" not in payload:
        raise Refused("The proposal holds no change.")


def change(record: Kind, proposal: Proposal, by: User) -> None:
    """Where the record has been saved since, both changes are put together, if they do not touch."""
    wanted, touching = as_it_would_be(proposal)
    if touching:
        raise Refused(
            f"The record has been changed since in the same place: {', '.join(touching)}. Refuse this, and let it be proposed "
            "anew from how the record stands now."
        )
    try:
        apply_snapshot(record, wanted, proposal.by, f"Change agreed by {by.called}", agreed_by=by)
    except NotRestored as error:
        raise Refused(str(error)) from error


def as_it_would_be(proposal: Proposal) -> tuple[dict[str, Any], list[str]]:
    """The proposed version, together with what was changed since it was made; and the names of what both changed."""
    wanted: dict[str, Any] = proposal.payload["snapshot"]
    newest = Revision.objects.newest_number(proposal.record_id)
    if newest == proposal.revision:
        return wanted, []
    base = Revision.objects.snapshot_at(proposal.record_id, proposal.revision)
    merged, found = merge(base, Revision.objects.snapshot_at(proposal.record_id, newest), wanted)
    shape = shape_of(proposal.record.kind)
    labels = {one.name: one.label for one in shape.columns} | {one.name: one.label for one in shape.parts}
    touched = (name.partition("/")[0] for name in found.conflicts)
    return dict(merged), sorted({labels.get(name, name) for name in touched})


def as_proposed(wanted: Snapshot, base: Snapshot) -> Snapshot:
    """What a record would be, as a proposal keeps it: rows that it does not have yet have no id, since others may get theirs."""
    kept = as_kept(wanted)
    for part in shape_of(kept["kind"]).parts:
        there = {row["id"] for row in base.get(part.name, ())}
        kept[part.name] = [row if row["id"] in there else {**row, "id": None} for row in kept.get(part.name, ())]
    return kept


def differs(wanted: Snapshot, base: Snapshot) -> bool:
    """Whether the content is another one, wherever the record stands."""
    shape = shape_of(wanted["kind"])
    return any(base.get(name) != wanted.get(name) for name in wanted.keys() | base.keys() if is_content(shape, name))


def propose_restoring(record: Kind, revision: Revision, by: User, comment: str) -> None:
    """A record of which changes are read first, as it was at the revision, as far as the user may see it. Raises `Refused`."""
    now, then = as_kept(snapshot(record)), as_kept(revision.snapshot)
    wanted = as_far_as_seen(now, then, Reading(by, record.kind, [now, then]))
    if not differs(wanted, now):
        raise Refused("The record stands as in this version already: there is nothing to restore.")
    propose(record, CHANGE, {"snapshot": wanted}, by, f"Restore revision {revision.number}: {comment}")


def withdrawable(record: Record) -> bool:
    return record.stage != Stage.WITHDRAWN


PROPOSALS = (
    ProposalKind(WITHDRAWAL, "withdrawal", check_withdrawal, withdraw, fits=withdrawable),
    ProposalKind(
        LOWERING, "lower handling label", check_lowering, lower, fits=lambda record: record.handling > Handling.CLEAR
    ),
    ProposalKind(CHANGE, "change", check_change, change, once=False),
)
