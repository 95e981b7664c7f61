"""Merging, undoing a merge and splitting take two curators: one proposes, another, who has read what would move, accepts."""

from typing import Any

from django.utils import timezone

from actors.merging import joining, splitting, undoing
from actors.merging.planning import both, differing, held_plan, newest, planned, why_not
from actors.merging.splitting import new_actor, require_rows
from actors.models import Actor, Merge
from records.access import may_merge
from records.models import Kind, Proposal, Taken, User
from records.proposing import Payload, ProposalKind
from records.publishing import RULES, Refused, require_reason

MERGE, UNMERGE, SPLIT = "merge", "unmerge", "split"
WHO = "a curator or administrator who may read everything (TLP:RED)"


def merge_payload(loser: Actor, chosen: list[str]) -> dict[str, Any]:
    """`revision` is the one of the entry that goes that was read: what is chosen of it is chosen as it stood."""
    return {"loser": loser.pk, "chosen": sorted(chosen), "revision": newest(loser)}


def check_merge(record: Kind, payload: Payload, reason: str) -> None:
    winner, loser = both(record.pk, loser_of(payload))
    # The reason is what readers find where they may not be led on.
    require_reason(RULES[Taken.WITHDRAWN], reason.strip())
    if refused := why_not(winner, loser):
        raise Refused(refused)
    if newest(loser) != payload.get("revision"):
        raise Refused(f"{loser.ref} has been saved since this was proposed: propose it anew from how it stands now.")
    if set(payload.get("chosen", ())) - set(differing(winner, loser)):
        raise Refused("A field that was chosen is the same in both by now: propose it anew.")
    planned(winner, loser)


def loser_of(payload: Payload) -> int:
    found = payload.get("loser")
    if not isinstance(found, int):
        raise Refused("Choose the entry that goes.")
    return found


def hold_merge(proposal: Proposal) -> None:
    held_plan(proposal.record_id, loser_of(proposal.payload))


def merge(record: Kind, proposal: Proposal, by: User) -> None:
    payload = proposal.payload
    joining.merge(record.pk, loser_of(payload), payload["chosen"], proposal.by, by, proposal.reason)


def check_unmerge(record: Kind, payload: Payload, reason: str) -> None:
    merged = merge_of(payload)
    if merged.winner_id != record.pk:
        raise Refused("This merge is one of another record.")
    if refused := undoing.why_not(merged) or undoing.in_the_way(merged, undoing.returning(merged)):
        raise Refused(refused)


def merge_of(payload: Payload) -> Merge:
    pk = payload.get("merge")
    return undoing.fresh(pk if isinstance(pk, int) else 0)


def hold_unmerge(proposal: Proposal) -> None:
    undoing.held(merge_of(proposal.payload).pk)


def unmerge(record: Kind, proposal: Proposal, by: User) -> None:
    undoing.undo(merge_of(proposal.payload).pk, proposal.by, proposal.reason, timezone.now())


def check_split(record: Kind, payload: Payload, reason: str) -> None:
    if not isinstance(record, Actor):
        raise Refused("Only actors are split.")
    new_actor(record, payload.get("new", {}))
    require_rows(record, payload.get("rows", {}))


def split(record: Kind, proposal: Proposal, by: User) -> None:
    payload = proposal.payload
    splitting.split(record.pk, payload["new"], payload["rows"], proposal.by, by, proposal.reason)


def hold_split(proposal: Proposal) -> None:
    splitting.held(proposal.record_id, proposal.payload.get("rows", {}))


BY_CURATORS: dict[str, Any] = {"may_propose": may_merge, "may_decide": may_merge, "who": WHO}
PROPOSALS = (
    ProposalKind(MERGE, "merge", check_merge, merge, hold=hold_merge, **BY_CURATORS),
    ProposalKind(UNMERGE, "reversal of a merge", check_unmerge, unmerge, hold=hold_unmerge, **BY_CURATORS),
    ProposalKind(SPLIT, "split", check_split, split, hold=hold_split, **BY_CURATORS),
)
