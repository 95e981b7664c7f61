"""The form of a record, and of a row that belongs to one: what both have in common."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.text import capfirst

from records.access import Handling, Reader, clearance
from records.fields import EDTFField
from records.forms.dates import SaidDateField
from records.forms.references import WITHHELD, Making, RecordField, RecordsField, ReferenceField, titles
from records.models import Kind, Record, User
from records.wording import words

LONG = {"rows": 4}


def desk_field(column: models.Field, **options: Any) -> forms.Field | None:
    """The field of a form for a column: records by reference, dates in words, long texts in four lines."""
    related = column.related_model
    if isinstance(related, type) and issubclass(related, User):
        return None
    if isinstance(related, type) and issubclass(related, Record):
        make = RecordsField if column.many_to_many else RecordField
        return make(
            kinds=[getattr(related, "KIND", "")],
            label=str(column.verbose_name).capitalize(),
            required=not column.blank,
            help_text=column.help_text,
        )
    if isinstance(column, models.TextField):
        options.setdefault("widget", forms.Textarea(attrs=LONG))
    if isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    if isinstance(column, EDTFField):
        told = {"label": capfirst(column.verbose_name), "help_text": column.help_text, **options}
        return SaidDateField(label=told["label"], help_text=told["help_text"])
    return column.formfield(**options)


class DeskForm(forms.ModelForm):
    """Knows who types and on which day. `OF_KINDS` narrows what a reference may lead to, `MAKES` says how one is made anew."""

    OF_KINDS: ClassVar[Mapping[str, Sequence[str]]] = {}
    MAKES: ClassVar[Mapping[str, Making]] = {}

    class Meta:
        formfield_callback = desk_field

    def __init__(self, *args: Any, reader: Reader, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.reader, self.today = reader, today
        # Reference -> the record that is made when the form is saved.
        self.made: dict[str, Kind] = {}
        for name, one in self.references():
            one.take(self.OF_KINDS.get(name, one.kinds), self.MAKES.get(name))
            one.read_by(reader, today)

    def references(self) -> Iterable[tuple[str, ReferenceField]]:
        return [(name, one) for name, one in self.fields.items() if isinstance(one, ReferenceField)]

    def stored_ids(self) -> set[int]:
        """The records that the references lead to before anything is typed."""
        return {pk for name, _ in self.references() for pk in ids_in(self.initial.get(name))}

    def tell(self, told: Mapping[int, str]) -> None:
        """`told`: id -> how the form shows a record, for those of `stored_ids` that the editor may see."""
        for name, one in self.references():
            one.told = told
            if isinstance(one, RecordsField):
                hidden = [pk for pk in ids_in(self.initial.get(name)) if pk not in told]
                one.kept = list(Record.objects.among(hidden)) if hidden else []

    def _get_validation_exclusions(self) -> set[str]:
        """As Django's, and references whose records are made with this form: they have no key yet."""
        new = {name for name, one in self.cleaned_data.items() if isinstance(one, Record) and one.pk is None}
        return super()._get_validation_exclusions() | new  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, one in self.references():
            value = cleaned.get(name)
            if value == WITHHELD:
                cleaned[name] = getattr(self.instance, name)
            elif isinstance(one, RecordField) and value is not None and value.pk is None:
                self.made[name] = value
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Saves what is made with the form first."""
        for name, one in self.made.items():
            one.handling = getattr(self.instance, "handling", one.handling)
            one.full_clean()
            one.save()
            setattr(self.instance, name, one)
        for name, field in self.references():
            if isinstance(field, RecordsField):
                for one in self.cleaned_data.get(name, []):
                    if one.pk is None:
                        one.full_clean()
                        one.save()
        return super().save(commit)


class RecordForm(DeskForm):
    """The form of a record. `comment` goes into its history."""

    comment = forms.CharField(
        label="What you did, and why",
        required=False,
        max_length=300,
        help_text="For the history: others read it when they wonder.",
    )

    class Meta:
        formfield_callback = desk_field

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if "handling" in self.fields:
            most = clearance(self.reader)
            self.fields["handling"] = forms.TypedChoiceField(
                label="Handling",
                choices=[one for one in Handling.choices if one[0] <= most],
                coerce=int,
                help_text="That of the strictest thing the record says.",
            )
        if "tags" in self.fields:
            self.fields["tags"].help_text = "With commas between them."

    def clean(self) -> dict[str, Any]:
        """Where a date was typed in other words than the page's, those are kept as the source's."""
        cleaned = super().clean()
        typed, edtf = " ".join(str(self.data.get(self.add_prefix("when"), "")).split()), cleaned.get("when", "")
        if edtf and "when_note" in self.fields and not cleaned.get("when_note") and typed not in (edtf, words(edtf)):
            cleaned["when_note"] = typed
        return cleaned


def ids_in(value: Any) -> list[int]:
    """The keys in the initial value of a reference: none, one, or several records."""
    if value is None or isinstance(value, str):
        return []
    several = value if isinstance(value, list | tuple | models.QuerySet) else [value]
    return [one.pk if isinstance(one, Record) else int(one) for one in several]


def tell_all(several: Iterable[DeskForm], reader: Reader) -> None:
    """How all references of these forms are shown, in one query."""
    these = list(several)
    told = titles(reader, {pk for one in these for pk in one.stored_ids()})
    for one in these:
        one.tell(told)
