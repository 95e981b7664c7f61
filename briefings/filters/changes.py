"""What the page of what changed takes: since when, and of which records."""

from django import forms

from records.filters import DateField, KindField
from records.listing import LONGEST, Filters


class ChangeFilters(Filters):
    since = DateField(label="Since", required=False)
    kind = KindField()
    actor = forms.CharField(
        label="Naming",
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(
            attrs={"placeholder": "an actor or state", "autocomplete": "off", "data-complete": "actor"}
        ),
    )
    q = forms.CharField(
        label="Words",
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
