from django import forms

from briefings.models.briefings import BriefingQuerySet
from records.filters import PeriodFilters


class BriefingFilters(PeriodFilters):
    """The period is that of the days on which the papers stand."""

    text = forms.CharField(label="Words", required=False, max_length=100)

    field_order = ("text", "since", "until")

    def by_text(self, briefings: BriefingQuerySet, text: str) -> BriefingQuerySet:
        return briefings.worded(text)
