"""What the page of what changed takes: since when, and of which records."""

from django import forms

from records import kinds
from records.filters import DateField
from records.listing import LONGEST, Filters


class ChangeFilters(Filters):
    since = DateField(label="Since", required=False)
    kind = forms.ChoiceField(
        required=False, choices=lambda: [("", "Any kind"), *((one.kind, one.plural) for one in kinds.KINDS.values())]
    )
    actor = forms.CharField(
        label="Naming",
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"placeholder": "an actor or state", "autocomplete": "off"}),
    )
    q = forms.CharField(
        label="Words",
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
