"""A promise is rated kept or broken by two: one proposes the rating, a second person accepts it."""

from briefings.models import Commitment, CommitmentUpdate, Keeping
from briefings.models.commitments import WEIGHTY
from records.dates import DateError, bounds
from records.models import Citation, Kind, Proposal, Record, User, saving
from records.proposing import Payload, ProposalKind
from records.publishing import Refused

RATING = "rate"


def check(record: Kind, payload: Payload, reason: str) -> None:
    if not isinstance(record, Commitment):
        raise Refused("Only commitments are rated kept or broken.")
    if payload.get("status") not in WEIGHTY:
        raise Refused("Say whether it was kept or broken. Every other rating needs nobody else.")
    when = str(payload.get("when", ""))
    if not when:
        raise Refused("Say by which day that was clear.")
    try:
        bounds(when)
    except DateError as error:
        raise Refused(str(error)) from error
    citation = payload.get("citation_id")
    if citation is not None and not Citation.objects.of(record.pk).among([citation]).exists():
        raise Refused("The passage for the rating is no longer among the sources of the commitment: propose it anew.")


def apply(record: Kind, proposal: Proposal, by: User) -> None:
    payload = proposal.payload
    update = CommitmentUpdate(
        commitment_id=record.pk,
        when=payload["when"],
        status=payload["status"],
        note=proposal.reason,
        citation_id=payload.get("citation_id"),
        by=proposal.by,
        second=by,
    )
    with saving(proposal.by, f"Rated {Keeping(payload['status']).label}"):
        update.full_clean()
        update.save()


def is_commitment(record: Record) -> bool:
    return record.kind == Commitment.KIND


PROPOSALS = (ProposalKind(RATING, "rating", check, apply, fits=is_commitment),)
