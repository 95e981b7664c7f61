"""How the rating of a promise is proposed, and what a proposal of one would do."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from briefings.forms.rating import RatingForm
from briefings.models import Keeping
from briefings.rating import RATING
from records.access import Reader
from records.dates import time_html
from records.models import Proposal
from records.sections.proposals import ProposalPage


def describe(proposal: Proposal, reader: Reader) -> list[SafeString]:
    when = SafeString(time_html(str(proposal.payload["when"])))
    return [format_html("The promise would be rated {}, as of {}.", Keeping(proposal.payload["status"]).label, when)]


PROPOSALS = (ProposalPage(RATING, describe, RatingForm),)
