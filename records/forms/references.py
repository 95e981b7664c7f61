"""Fields whose values are other records: typed by name, completed at the keyboard, kept as links."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser

from records.access import Reader
from records.models import Kind, Record
from records.referring import NotMeant, meant, named

# Stands in a form for a record that its editor may not see; what stands there is kept as it was.
WITHHELD = "(withheld)"
# Before the name of a record that is to be made.
NEW = "new:"
# Makes the record, not yet saved, from its name.
Making = Callable[[str], Kind]


class ReferenceField(forms.CharField):
    """What one record and several have in common. The form says who types, and on which day, by `read_by`."""

    def __init__(self, *, kinds: Sequence[str], new: Making | None = None, **options: Any) -> None:
        self.reader: Reader = AnonymousUser()
        self.today = date.min
        # id -> what stands in the form for a record that is there already.
        self.told: Mapping[int, str] = {}
        options.setdefault("max_length", 4000)
        super().__init__(**options)
        self.widget.attrs |= {"data-fill": "ref", "autocomplete": "off"}
        self.take(kinds, new)

    def take(self, kinds: Sequence[str], new: Making | None = None) -> None:
        """Of which kinds the records are, and how one that is not there yet is made."""
        self.kinds, self.new = tuple(kinds), new
        self.widget.attrs["data-complete"] = " ".join(self.kinds)
        if new:
            self.widget.attrs["data-new"] = NEW

    def read_by(self, reader: Reader, today: date) -> None:
        self.reader, self.today = reader, today

    def one(self, text: str) -> Kind:
        if text.lower().startswith(NEW):
            return self.made(text[len(NEW) :].strip())
        try:
            return meant(text, self.reader, self.today, self.kinds)
        except NotMeant as error:
            more = f" Or write “{NEW} {text[:80]}” to enter it with this." if self.new else ""
            raise forms.ValidationError(f"{error}{more}") from error

    def made(self, name: str) -> Kind:
        if self.new is None:
            raise forms.ValidationError("Nothing new can be entered here: choose a record that is there.")
        if not name:
            raise forms.ValidationError(f"Write the name behind “{NEW}”.")
        return self.new(name)

    def as_text(self, value: Any) -> str:
        """As the form shows a stored key."""
        return self.told.get(int(value), WITHHELD)


class RecordField(ReferenceField):
    """One record: its instance, None for a blank, and `WITHHELD` where it is left as it was."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return text if text in ("", WITHHELD) and text else self.one(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Record):
            value = value.pk
        return self.as_text(value) if isinstance(value, int) else value


class RecordsField(ReferenceField):
    """Several records, with semicolons between them: their instances. Those that the editor may not see stay chosen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs["data-several"] = ";"
        # Chosen already and not shown.
        self.kept: list[Record] = []

    def clean(self, value: Any) -> Any:
        parts = [part.strip() for part in super().clean(value).split(";")]
        chosen: dict[Any, Kind] = {}
        wrong: list[str] = []
        for part in filter(None, parts):
            try:
                one = self.one(part)
                chosen.setdefault(one.pk or part, one)
            except forms.ValidationError as error:
                wrong += error.messages
        if wrong:
            raise forms.ValidationError(wrong)
        return [*chosen.values(), *self.kept]

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        pks = [one.pk if isinstance(one, Record) else int(one) for one in value]
        # Within a title a semicolon would part it; the reference behind the title is what counts.
        return "; ".join(self.told[pk].replace(";", ",") for pk in pks if pk in self.told)


def titles(reader: Reader, pks: Iterable[int]) -> dict[int, str]:
    """As forms show those of the records that the reader may see. One query."""
    shown = Record.objects.visible_to(reader).among(pks).values_list("pk", "kind", "title")
    return {pk: named(title, kind, pk) for pk, kind, title in shown}
