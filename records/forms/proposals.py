"""What the proposals of every record ask for."""

from typing import Any

from django import forms

from records.access import Handling
from records.models import Kind


class ProposalForm(forms.Form):
    """What a proposal asks for beside its reason, which every one has."""

    def __init__(self, record: Kind, data: Any = None, prefix: str = "") -> None:
        super().__init__(data, auto_id=f"{prefix}-%s")


class LoweringForm(ProposalForm):
    handling = forms.TypedChoiceField(
        coerce=int,
        label="Handling",
        error_messages={"required": "Choose the label that it should have."},
    )

    def __init__(self, record: Kind, data: Any = None, prefix: str = "") -> None:
        super().__init__(record, data, prefix)
        lower = [(one.value, one.label) for one in Handling if one < record.handling]
        self.fields["handling"].choices = lower  # type: ignore[attr-defined]
