"""The form of a record, and of a row that belongs to one: what both have in common."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.models import InlineForeignKeyField, construct_instance
from django.utils.text import capfirst

from records.access import Handling, Reader, clearance
from records.doubles import told_of_doubles
from records.fields import EDTFField
from records.forms.dates import MomentField, SaidDateField
from records.forms.references import (
    NOTHING_WITHHELD,
    WITHHELD,
    Making,
    RecordField,
    RecordsField,
    ReferenceField,
    titles,
)
from records.forms.texts import TextField
from records.making import enter
from records.models import Kind, Record, User
from records.referring import Referring, instances
from records.rendering import PLAIN_FIELDS
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
            label=options.get("label") or str(column.verbose_name).capitalize(),
            required=not column.blank,
            help_text=options.get("help_text") or column.help_text,
        )
    if isinstance(column, models.TextField):
        options.setdefault("widget", forms.Textarea(attrs=LONG))
    if isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    if isinstance(column, EDTFField):
        given = {name: options[name] for name in ("label", "help_text") if name in options}
        return SaidDateField(**{"label": capfirst(column.verbose_name), "help_text": column.help_text, **given})
    if isinstance(column, models.DateTimeField):
        options.setdefault("form_class", MomentField)
    if isinstance(column, models.URLField):
        options.setdefault("assume_scheme", "https")
    if type(column) in (models.CharField, models.TextField) and not column.choices:
        options.setdefault("form_class", TextField)
    return column.formfield(**options)


class Referrer(forms.BaseForm):
    """A form some of whose fields lead to records: it knows who types, and on which day."""

    # Whether what its references lead to is stored already, and can be left as it is.
    IS_STORED: ClassVar[bool] = False

    def meet(self, reader: Reader, today: date) -> None:
        self.reader, self.today = reader, today
        # Reference -> the record that is made when the form is saved.
        self.made: dict[str, Kind] = {}
        # The handling of what is made with the form, where that is another record's.
        self.handling_of_new: int | None = None
        for _, one in self.references():
            one.read_by(reader, today)

    def references(self) -> Iterable[tuple[str, ReferenceField]]:
        return [(name, one) for name, one in self.fields.items() if isinstance(one, ReferenceField)]

    def typed(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        """What was typed for the references, each with the kinds wanted there."""
        for name, one in self.references():
            value = self[name].data
            yield from ((text, one.kinds) for text in one.sought(str(value or "")))

    def read_with(self, referring: Referring) -> None:
        for _, one in self.references():
            one.read_by(self.reader, self.today, referring)

    def stored_ids(self) -> set[int]:
        """The records that the references lead to, and of which the columns tell, before anything is typed."""
        return {pk for name, one in self.references() for pk in ids_in(one.records_in(self.initial.get(name)))}

    def tell(self, told: Mapping[int, str]) -> None:
        """`told`: id -> how the form shows a record, for those of `stored_ids` that the editor may see."""
        for name, one in self.references():
            one.told = told
            if isinstance(one, RecordField):
                one.leaves = self.IS_STORED and bool(ids_in(self.initial.get(name)))
            if isinstance(one, RecordsField):
                hidden = [pk for pk in ids_in(one.records_in(self.initial.get(name))) if pk not in told]
                one.kept = list(instances(hidden).values()) if hidden else []
                # What stays chosen and is not shown is enough.
                one.required = one.required and not one.kept

    def said_near(self, day: date | None) -> None:
        """The day from which "Monday" and "last week" count in the dates of the form."""
        for one in self.fields.values():
            if hasattr(one, "near"):
                one.near = day

    def make(self) -> None:
        """Save what the form names as new."""
        for name, field in self.references():
            value: Any = self.cleaned_data.get(name)
            for one in value or () if isinstance(field, RecordsField) else [value]:
                if isinstance(one, Kind):
                    make_now(one, self.handling_of_new)


class DeskForm(Referrer, forms.ModelForm):
    """The form of a row of a table. `OF_KINDS` narrows what a reference may lead to, `MAKES` says how one is made anew."""

    IS_STORED = True
    OF_KINDS: ClassVar[Mapping[str, Sequence[str]]] = {}
    MAKES: ClassVar[Mapping[str, Making]] = {}
    # Fields that are no columns of that name: how the value that each would show is read from a revision, by the bound form.
    READ_FROM: ClassVar[Mapping[str, Callable[[Any, Mapping[str, Any]], Any]]] = {}
    default_renderer = PLAIN_FIELDS

    class Meta:
        formfield_callback = desk_field

    def __init__(self, *args: Any, reader: Reader, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        # References that stay as they are, since who sends the form does not see what they lead to.
        self.left: set[str] = set()
        # Columns that tell of one that they do not see, and are not in the form: each with the reference to it.
        self.untold: dict[str, str] = {}
        self.meet(reader, today)
        for name, one in self.references():
            one.take(self.OF_KINDS.get(name, one.kinds), self.MAKES.get(name))

    def guarded(self) -> Iterable[tuple[str, str, int]]:
        """(column, reference, key) for each column that tells of the record to which that leads."""
        guards = (one for one in getattr(self.instance, "SAID", {}).items() if one[1] and "." not in one[0])
        return [(name, guard, pk) for name, guard in guards if (pk := getattr(self.instance, f"{guard}_id", None))]

    def stored_ids(self) -> set[int]:
        return super().stored_ids() | {pk for _, _, pk in self.guarded()}

    def tell(self, told: Mapping[int, str]) -> None:
        super().tell(told)
        self.untold = {name: guard for name, guard, pk in self.guarded() if pk not in told and name in self.fields}
        for name in self.untold:
            del self.fields[name]

    def _get_validation_exclusions(self) -> set[str]:
        """As Django's, and references whose records are made with this form: they have no key yet."""
        return super()._get_validation_exclusions() | self._keyless()  # type: ignore[misc]

    def _keyless(self) -> set[str]:
        values = {name: self.cleaned_data.get(name) for name, _ in self.references()}
        return {name for name, one in values.items() if isinstance(one, Record) and one.pk is None}

    def _post_clean(self) -> None:
        """As Django's, but that a reference which was just looked up is not looked up again for its column."""
        left_out = self._get_validation_exclusions()
        referred = {name for name, _ in self.references()}
        within = {name for name, one in self.fields.items() if isinstance(one, InlineForeignKeyField)}
        self.instance = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        try:
            self.instance.full_clean(left_out | referred | within, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            self._update_errors(error)
        try:
            self.instance.validate_constraints(self._unconstrained())
        except ValidationError as error:
            self._update_errors(told_of_doubles(self.instance, error, self.reader))
        if self._validate_unique:  # type: ignore[attr-defined]
            self.validate_unique()

    def _unconstrained(self) -> set[str]:
        """Columns that are wrong already, the bounds of their dates, and references to what has no key yet. All others count,
        those too that follow from a field: that an end lies before its start, only the bounds tell."""
        wrong = {name for name in self.errors if name in self.fields}
        dates = [one for one in self._meta.model._meta.get_fields() if isinstance(one, EDTFField) and one.name in wrong]
        return wrong | self._keyless() | {side for one in dates for side in (one.earliest, one.latest)}

    def _update_errors(self, errors: ValidationError) -> None:
        """As Django's; what is wrong with a column that the form has no field for is said of the form as a whole."""
        if hasattr(errors, "error_dict"):
            here = {*self.fields, NON_FIELD_ERRORS}
            by_field: dict[str, Any] = {}
            for name, wrong in errors.error_dict.items():
                by_field.setdefault(name if name in here else NON_FIELD_ERRORS, []).extend(wrong)
            errors = ValidationError(by_field)
        super()._update_errors(errors)  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, one in self.references():
            value = cleaned.get(name)
            if value == WITHHELD:
                self._leave(name)
            elif isinstance(one, RecordField) and value is not None and value.pk is None:
                self.made[name] = value
        if not self.instance._state.adding:
            self._keep_unchanged()
        for name, guard in self.untold.items():
            # Said of the one that goes, it is not said of the one that comes.
            if guard in self.fields and guard not in self.left:
                setattr(self.instance, name, "")
        return cleaned

    def _leave(self, name: str) -> None:
        """The record that a reference led to stays: who sends the form does not see it."""
        if getattr(self.instance, f"{name}_id", None):
            self.left.add(name)
            self.cleaned_data[name] = getattr(self.instance, name)
        elif not ids_in(self.initial.get(name)):
            self.add_error(name, NOTHING_WITHHELD)

    def _keep_unchanged(self) -> None:
        """A form may show less than is stored: white space, the fraction of a second."""
        columns = {one.name for one in self.instance._meta.concrete_fields if not one.is_relation}
        for name in columns & self.cleaned_data.keys() - set(self.changed_data):
            self.cleaned_data[name] = getattr(self.instance, name)

    def save(self, commit: bool = True) -> Any:
        """Saves what is made with the form first."""
        if (own := getattr(self.instance, "handling", None)) is not None:
            self.handling_of_new = own
        self.make()
        for name, one in self.made.items():
            setattr(self.instance, name, one)
        return super().save(commit)


def make_now(record: Kind, handling: int | None) -> None:
    """Save a record that a form names as new, if none of the forms saved with it has done so."""
    if record.pk is None:
        record.handling = record.handling if handling is None else handling
        enter(record)


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

    def clean_handling(self) -> int:
        """A label is lowered by two."""
        wanted: int = self.cleaned_data["handling"]
        if not self.instance._state.adding and wanted < self.instance.handling:
            raise ValidationError(
                f"This record is {Handling(self.instance.handling).label}. To lower a label takes a second person: save the "
                "rest, and propose it from the page of the record’s review."
            )
        return wanted

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


def tell_all(several: Iterable[Referrer], reader: Reader) -> None:
    """How all references of these forms are shown, in one query."""
    these = list(several)
    told = titles(reader, {pk for one in these for pk in one.stored_ids()})
    for one in these:
        one.tell(told)


def refer_all(several: Iterable[Referrer], reader: Reader, today: date) -> Referring:
    """Look up together what the references of these forms were sent as."""
    these, referring = list(several), Referring(reader, today)
    for one in these:
        one.read_with(referring)
    referring.prepare(pair for one in these for pair in one.typed())
    return referring
