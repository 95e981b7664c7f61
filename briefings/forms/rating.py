from django import forms

from briefings.models import Keeping
from briefings.models.commitments import WEIGHTY
from records.forms.dates import SaidDateField
from records.forms.proposals import ProposalForm


class RatingForm(ProposalForm):
    """The reason of the proposal becomes the note of the rating."""

    status = forms.ChoiceField(
        label="The promise was",
        choices=[(one.value, one.label) for one in Keeping if one in WEIGHTY],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it was kept or broken."},
    )
    when = SaidDateField(
        label="On which day that was clear",
        required=True,
        help_text="For example 18 Nov 2024, or November 2024.",
        error_messages={"required": "Say by which day that was clear, as closely as you know."},
    )
