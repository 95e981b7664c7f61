"""A promise is rated kept or broken by two: one proposes the rating, a second person accepts it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString

from briefings.models import Commitment, CommitmentUpdate, Keeping
from briefings.models.commitments import WEIGHTY
from records.access import Reader
from records.dates import DateError, bounds, time_html
from records.models import Citation, Kind, Proposal, Record, User, saving
from records.proposing import Payload, ProposalForm, ProposalKind
from records.publishing import Refused

RATING = "rate"


class RatingForm(ProposalForm):
    """The reason of the proposal becomes the note of the rating."""

    status = forms.ChoiceField(
        label="The promise was",
        choices=[(one.value, one.label) for one in Keeping if one in WEIGHTY],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it was kept or broken."},
    )
    when = forms.CharField(
        label="On which day that was clear",
        max_length=100,
        help_text="EDTF, for example 2024-11-18 or 2024-11.",
        error_messages={"required": "Say by which day that was clear, as closely as you know."},
    )

    def clean_when(self) -> str:
        written: str = self.cleaned_data["when"]
        if problem := wrong_date(written):
            raise ValidationError(problem)
        return written


def wrong_date(written: str) -> str:
    try:
        bounds(written)
    except DateError as error:
        return str(error)
    return ""


def check(record: Kind, payload: Payload, reason: str) -> None:
    if not isinstance(record, Commitment):
        raise Refused("Only commitments are rated kept or broken.")
    if payload.get("status") not in WEIGHTY:
        raise Refused("Say whether it was kept or broken. Every other rating needs nobody else.")
    when = str(payload.get("when", ""))
    if not when:
        raise Refused("Say by which day that was clear.")
    if problem := wrong_date(when):
        raise Refused(problem)
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


def describe(proposal: Proposal, reader: Reader) -> list[SafeString]:
    when = SafeString(time_html(str(proposal.payload["when"])))
    return [format_html("The promise would be rated {}, as of {}.", Keeping(proposal.payload["status"]).label, when)]


def is_commitment(record: Record) -> bool:
    return record.kind == Commitment.KIND


PROPOSALS = (ProposalKind(RATING, "rating", check, apply, describe, form=RatingForm, fits=is_commitment),)
