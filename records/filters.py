"""Filters that several lists share, and how their values are read from an address."""

from typing import Any

from django import forms

from records.dates import Bounds, DateError, bounds
from records.listing import Filters
from records.models import RecordQuerySet


class DateField(forms.CharField):
    """A date as uncertain as one likes; its value is the earliest and the latest day."""

    widget = forms.TextInput(attrs={"placeholder": "2024-11", "autocomplete": "off"})

    def clean(self, value: Any) -> Bounds | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return bounds(text)
        except DateError as error:
            raise forms.ValidationError("A year, a month or a day: 2024, 2024-11 or 2024-11-18.") from error


class PeriodFilters(Filters):
    """`since` and `until`: whatever may lie in the period, as uncertain as its own date is."""

    since = DateField(label="Since", required=False)
    until = DateField(label="Until", required=False)

    def by_since(self, records: RecordQuerySet, period: Bounds) -> RecordQuerySet:
        return records.since(period[0]) if period[0] else records

    def by_until(self, records: RecordQuerySet, period: Bounds) -> RecordQuerySet:
        return records.until(period[1]) if period[1] else records
