"""Fields whose values are other records: typed by name, completed at the keyboard, kept as links."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser

from records.access import Reader
from records.models import Kind, Record
from records.referring import NEW, NO_NAME, REF, NotMeant, Referring, name_of_new, named, named_new

# Stands in a form for a record that its editor may not see; what stands there is kept as it was.
WITHHELD = "(withheld)"
NOTHING_WITHHELD = "Nothing is withheld here. Leave the field blank, or name a record."
# Makes the record, not yet saved, from its name.
Making = Callable[[str], Kind]


class ReferenceField(forms.CharField):
    """What one record and several have in common. The form says who types, and on which day, by `read_by`."""

    def __init__(self, *, kinds: Sequence[str], new: Making | None = None, **options: Any) -> None:
        self.referring = Referring(AnonymousUser(), date.min)
        # id -> what stands in the form for a record that is there already.
        self.told: Mapping[int, str] = {}
        options.setdefault("max_length", 10_000)
        super().__init__(**options)
        self.widget.attrs |= {"data-fill": "ref", "autocomplete": "off", "dir": "auto"}
        self.take(kinds, new)

    def take(self, kinds: Sequence[str], new: Making | None = None) -> None:
        """Of which kinds the records are, and how one that is not there yet is made."""
        self.kinds, self.new = tuple(kinds), new
        self.widget.attrs["data-complete"] = " ".join(self.kinds)
        if new:
            self.widget.attrs["data-new"] = NEW

    def read_by(self, reader: Reader, today: date, referring: Referring | None = None) -> None:
        """`referring` is shared by the fields of all forms that are sent together."""
        self.referring = referring or Referring(reader, today)

    def texts(self, value: str) -> list[str]:
        """What stands for one record each in what was typed."""
        return [value] if value else []

    def sought(self, value: str) -> list[str]:
        """Of these, what is looked up."""
        return self.texts(value)

    def records_in(self, initial: Any) -> Any:
        """The records that the field leads to before anything is typed, or their keys."""
        return initial

    def one(self, text: str) -> Kind:
        if (name := name_of_new(text)) is not None:
            return self.made(name)
        try:
            return self.referring.meant(text, self.kinds)
        except NotMeant as error:
            more = f" Or write “{named_new(text[:80])}” to enter it with this." if self.new else ""
            raise forms.ValidationError(f"{error}{more}") from error

    def made(self, name: str) -> Kind:
        if self.new is None:
            raise forms.ValidationError("Nothing new can be entered here: choose a record that is there.")
        if not name:
            raise forms.ValidationError(NO_NAME)
        return self.referring.new(name, self.kinds, self.new)

    def as_text(self, value: Any) -> str:
        """As the form shows a stored key."""
        return self.told.get(int(value), WITHHELD)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """By what is meant: titles change, and a completion writes them anew."""
        shown = self.prepare_value(initial) or ""
        before, after = (self.texts(" ".join(str(text).split())) for text in (shown, data or ""))
        return [just(one) for one in before] != [just(one) for one in after]


def just(text: str) -> str:
    """The reference, where the text ends in one."""
    found = REF.search(text)
    return f"{found[1].upper()}-{int(found[2])}" if found else text


class RecordField(ReferenceField):
    """One record: its instance, None for a blank, and `WITHHELD` where it is left as it was."""

    # Whether there is anything to leave.
    leaves = False

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text == WITHHELD and not self.leaves:
            raise forms.ValidationError(NOTHING_WITHHELD)
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

    def texts(self, value: str) -> list[str]:
        return [part for one in value.split(";") if (part := one.strip())]

    def clean(self, value: Any) -> Any:
        chosen: dict[Any, Kind] = {}
        wrong: list[str] = []
        for part in self.texts(super().clean(value)):
            try:
                one = self.one(part)
                chosen.setdefault(one.pk or id(one), one)
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
