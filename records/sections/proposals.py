"""How proposals stand on the review page of a record: what asks for one, and what it would do.

Each app enters those of its own kinds by name; here are those of every record.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from records.access import Handling, Reader
from records.forms.proposals import LoweringForm, ProposalForm
from records.history.differences import difference
from records.models import Proposal, Revision
from records.proposals import CHANGE, LOWERING, WITHDRAWAL, as_it_would_be
from records.registry import Registry


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """Of the proposals of one key: `describe(proposal, reader)` tells what would be done, in six queries at most, and `form`
    asks for the payload. Without one another page proposes it."""

    key: str
    describe: Callable[[Proposal, Reader], list[SafeString]]
    form: type[ProposalForm] | None = None


PAGES: Registry[ProposalPage] = Registry(lambda one: one.key)


def tell_withdrawal(proposal: Proposal, reader: Reader) -> list[SafeString]:
    if proposal.record.published_at is None:
        return [SafeString("Nobody would see it any more.")]
    return [SafeString("Readers would find the reason at its address, and nothing else.")]


def tell_lowering(proposal: Proposal, reader: Reader) -> list[SafeString]:
    return [format_html("It would be handled as {}.", Handling(proposal.payload["handling"]).label)]


def tell_change(proposal: Proposal, reader: Reader) -> list[SafeString]:
    """What it changes of the record as it was when it was proposed, as far as the reader may know."""
    before = Revision.objects.snapshot_at(proposal.record_id, proposal.revision)
    found = difference(before, {**before, **proposal.payload["snapshot"]}, reader)
    if not found:
        return [SafeString("Nothing that you may read would change.")]
    told = [SafeString(render_to_string("records/_history_changes.html", {"comparison": found}))]
    if touching := as_it_would_be(proposal)[1]:
        names = ", ".join(touching)
        told.append(format_html("It can no longer be accepted: {} has been changed since in the same place.", names))
    return told


PROPOSALS = (
    ProposalPage(WITHDRAWAL, tell_withdrawal, ProposalForm),
    ProposalPage(LOWERING, tell_lowering, LoweringForm),
    ProposalPage(CHANGE, tell_change),
)
