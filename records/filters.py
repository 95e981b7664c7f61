"""Filters that several lists share, and how their values are read from an address."""

import re
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from records import kinds
from records.access import Reader
from records.dates import Bounds, DateError, bounds
from records.listing import Filters
from records.models import RecordQuerySet
from records.periods import Period

MONTH = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")
# What the search narrows by and the timeline has no field for.
KEPT = ("state", "actor", "tag", "year", "stage", "grade", "handling")


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


class MonthField(forms.CharField):
    """A month; its value is its first and its last day."""

    def clean(self, value: Any) -> Bounds | None:
        text = super().clean(value)
        if not text:
            return None
        if not MONTH.fullmatch(text):
            raise forms.ValidationError(f"“{text[:40]}” is no month: write it as 2024-11.")
        return bounds(text)


class PeriodFilters(Filters):
    """`since` and `until`: whatever may lie in the period, as uncertain as its own date is."""

    since = DateField(label="Since", required=False)
    until = DateField(label="Until", required=False)

    def by_since(self, records: RecordQuerySet, period: Bounds) -> RecordQuerySet:
        return records.since(period[0]) if period[0] else records

    def by_until(self, records: RecordQuerySet, period: Bounds) -> RecordQuerySet:
        return records.until(period[1]) if period[1] else records


class TimelineFilters(PeriodFilters):
    """The question of the search, which answers it itself, and the period; what has no field of its own is kept hidden."""

    q = forms.CharField(
        label="Words", required=False, widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    )
    kind = forms.ChoiceField(
        required=False, choices=lambda: [("", "Any kind"), *((one.kind, one.plural) for one in kinds.KINDS.values())]
    )

    field_order = ("q", "kind", "since", "until")

    def __init__(self, data: Any = None, reader: Reader | None = None) -> None:
        super().__init__(data, reader)
        self.kept = {name: data.getlist(name) for name in KEPT if data.getlist(name)} if data else {}
        if data and len(data.getlist("kind")) > 1:
            self.kept["kind"] = data.getlist("kind")
            del self.fields["kind"]
        for name in self.kept:
            self.fields[name] = forms.Field(required=False, widget=forms.MultipleHiddenInput)

    def narrow(self, records: Any) -> Any:
        """By the period alone: the records have answered the question already."""
        self.is_valid()
        for name in ("since", "until"):
            if period := self.cleaned_data.get(name):
                records = getattr(self, f"by_{name}")(records, period)
        return records

    @property
    def period(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("since", "until"))

    def within(self, reach: tuple[date, date] | None) -> Period | None:
        """The period asked for; a side that is not given is that of the records. None where none is, or it is none."""
        if not self.period or reach is None:
            return None
        since, until = (self.cleaned_data.get(name) or (None, None) for name in ("since", "until"))
        first, last = since[0] or min(reach[0], until[1] or reach[0]), until[1] or max(reach[1], since[0] or reach[1])
        return Period(first, last) if first <= last else None

    def chips(self, path: str) -> list[tuple[str, str]]:
        """What is kept hidden, in words, each with the address without it."""
        found = []
        for name, values in self.kept.items():
            for value in values:
                rest = cast(QueryDict, self.data).copy()
                rest.setlist(name, [one for one in values if one != value])
                rest.pop("page", None)
                found.append((f"{name}: {value}", f"{path}?{rest.urlencode()}"))
        return found
