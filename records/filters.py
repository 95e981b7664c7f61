"""Filters that several lists share, and how their values are read from an address."""

from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.db.models import QuerySet

from records import kinds
from records.dates import Bounds, DateError, bounds
from records.listing import Filters
from records.models import Citation, RecordQuerySet, Source
from records.models.documents import DocumentQuerySet

# Characters of the code of a language.
LONGEST_CODE = 12


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


class KindFilters(Filters):
    """What every list of records can be narrowed by."""

    tag = forms.SlugField(label="Tag", required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is the same in all lists stands last.
        self.fields["tag"] = self.fields.pop("tag")

    def by_tag(self, records: RecordQuerySet, slug: str) -> RecordQuerySet:
        return records.tagged(slug)


class GradedFilters(KindFilters):
    """By the best grade of what supports the record, as far as the reader may see it."""

    NO_SOURCE = "none"
    GRADES = ("A1", "A2", "B2", "B3", "C3", "D4", "F6")

    grade = forms.ChoiceField(
        label="Best grade",
        required=False,
        choices=[
            ("", "Any or none"),
            *((one, f"{one} or better") for one in GRADES[:-1]),
            (GRADES[-1], "any grade"),
            (NO_SOURCE, "no source"),
        ],
    )

    def by_grade(self, records: RecordQuerySet, grade: str) -> RecordQuerySet:
        least = self.GRADES[-1] if grade == self.NO_SOURCE else grade
        found = self.borne_out(Citation.objects.supported(self.reader, least[0], int(least[1])))
        return records.outside(found) if grade == self.NO_SOURCE else records.within(found)

    def borne_out(self, cited: QuerySet) -> QuerySet:
        """The ids of the records that rest on one of those (ids, a query) that a passage supports."""
        return cited


class PeriodFilters(KindFilters):
    """`since` and `until`: whatever may lie in the period, as uncertain as its own date is."""

    since = DateField(label="Since", required=False)
    until = DateField(label="Until", required=False)

    def by_since(self, records: RecordQuerySet, period: Bounds) -> RecordQuerySet:
        return records.since(period[0]) if period[0] else records

    def by_until(self, records: RecordQuerySet, period: Bounds) -> RecordQuerySet:
        return records.until(period[1]) if period[1] else records


class DocumentFilters(PeriodFilters):
    title = forms.CharField(label="Words of the title", required=False)
    source = forms.CharField(label="Source", required=False)
    reliability = forms.ChoiceField(
        required=False,
        choices=[("", "Any"), *((letter, f"{letter}, {label}") for letter, label in Source.Reliability.choices)],
    )
    language = forms.CharField(required=False, widget=forms.TextInput(attrs={"placeholder": "Urdu, or ur"}))

    field_order = ("title", "source", "reliability", "language", "since", "until")

    def clean_language(self) -> str:
        """The code of a language that is given by its name or its code (BCP 47)."""
        text = self.cleaned_data["language"].strip()
        named = {str(info["name"]).lower(): code for code, info in LANG_INFO.items() if "name" in info}
        code = named.get(text.lower(), text)
        if len(code) > LONGEST_CODE:
            raise forms.ValidationError(f"No language is called “{text}” here: write its code, such as ur.")
        return code

    def by_title(self, records: DocumentQuerySet, text: str) -> DocumentQuerySet:
        return records.titled_like(text)

    def by_source(self, records: DocumentQuerySet, text: str) -> DocumentQuerySet:
        return records.of_source_named(text)

    def by_reliability(self, records: DocumentQuerySet, letter: str) -> DocumentQuerySet:
        return records.of_reliability(letter)

    def by_language(self, records: DocumentQuerySet, code: str) -> DocumentQuerySet:
        return records.in_language(code)


class MentionFilters(Filters):
    kind = forms.ChoiceField(
        required=False, choices=lambda: [("", "Any kind"), *((one.kind, one.plural) for one in kinds.KINDS.values())]
    )

    def by_kind(self, records: RecordQuerySet, kind: str) -> RecordQuerySet:
        return records.of_kind(kind)
