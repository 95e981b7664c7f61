"""Filters that several lists share, and how their values are read from an address."""

from datetime import date
from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.db.models import QuerySet

from records import kinds
from records.access import Reader
from records.dates import Bounds, DateError, bounds
from records.listing import Filters
from records.models import Citation, RecordQuerySet, Source
from records.models.documents import DocumentQuerySet
from records.periods import MONTH, Period
from records.search.asked import FACETS

# Characters of the code of a language.
LONGEST_CODE = 12
# What the search narrows by and the timeline has no field for.
KEPT = tuple(name for name in FACETS if name != "kind")


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


class KindField(forms.ChoiceField):
    """One kind of record, or any; the folder of its addresses will do ("claims")."""

    def __init__(self) -> None:
        super().__init__(required=False, choices=self.known)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return kinds.FOLDERS.get(data, data)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(self.bound_data(value, None)))

    @staticmethod
    def known() -> list[tuple[str, str]]:
        return [("", "Any kind"), *((one.kind, one.plural) for one in kinds.KINDS.values())]


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


class MonthField(forms.CharField):
    """A month; its value is its first and its last day."""

    def clean(self, value: Any) -> Bounds | None:
        text = super().clean(value)
        if not text:
            return None
        if not MONTH.fullmatch(text):
            raise forms.ValidationError(f"“{text[:40]}” is no month: write it as 2024-11.")
        return bounds(text)


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
    kind = KindField()

    def by_kind(self, records: RecordQuerySet, kind: str) -> RecordQuerySet:
        return records.of_kind(kind)


class TimelineFilters(PeriodFilters):
    """The question of the search, which answers it itself, and the period; what has no field of its own is kept hidden."""

    q = forms.CharField(
        label="Words", required=False, widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    )
    kind = KindField()

    field_order = ("q", "kind", "since", "until")
    # In the address where what merely reaches into the period is wanted as well.
    REACHING = "reaching"

    def __init__(self, data: Any = None, reader: Reader | None = None, today: date | None = None) -> None:
        super().__init__(data, reader, today)
        self.reaching = bool(data and data.get(self.REACHING))
        if self.reaching:
            self.fields[self.REACHING] = forms.Field(required=False, widget=forms.HiddenInput)
        self.kept = {name: data.getlist(name) for name in KEPT if data.getlist(name)} if data else {}
        if data and len(data.getlist("kind")) > 1:
            self.kept["kind"] = data.getlist("kind")
            del self.fields["kind"]
        for name in self.kept:
            self.fields[name] = forms.Field(required=False, widget=forms.MultipleHiddenInput)

    def narrow(self, records: Any) -> Any:
        """By the period alone: the records have answered the question already. To what begins or ends in it, unless
        what merely reaches into it is asked for as well."""
        return self._narrowed(records, self.reaching)

    def narrow_otherwise(self, records: Any) -> Any:
        """By the same period with what merely reaches into it, where `narrow` is without, and without where it is with."""
        return self._narrowed(records, not self.reaching)

    def _narrowed(self, records: Any, reaching: bool) -> Any:
        first, last = self.sides
        if not self.period:
            return records
        if not reaching:
            return records.begun_or_ended_in(first, last)
        records = records.since(first) if first else records
        return records.until(last) if last else records

    @property
    def sides(self) -> Bounds:
        """The first and the last day of the period, None for a side that is not given."""
        self.is_valid()
        since, until = (self.cleaned_data.get(name) or (None, None) for name in ("since", "until"))
        return since[0], until[1]

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
