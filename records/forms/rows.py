"""Rows of a record's form: what belongs to it, a line each."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.forms.utils import ErrorDict
from django.http import QueryDict

from records.access import Reader
from records.forms.base import DeskForm
from records.models import Part, User
from records.models.rows import number_of_rows, rows_told_to
from records.numbers import counted

MOST = 500
TOO_MANY = "One form takes at most %(num)d rows. Save so many of them, and enter the others after that."


class RowForm(DeskForm):
    """One row. Left blank it is none; one that is there and was not changed is not judged again, and one on which two people
    agreed is only shown, whatever is sent."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        row = self.instance
        self.is_agreed = isinstance(row, Part) and bool(row.pk) and row.is_agreed(self.initial)
        if self.is_agreed:
            for one in self.fields.values():
                one.disabled = True

    def has_changed(self) -> bool:
        return not self.is_agreed and super().has_changed()

    def full_clean(self) -> None:
        if self.is_bound and not self.instance._state.adding and not self.has_changed():
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data: dict[str, Any] = {}
            return
        super().full_clean()


class SignedRowForm(RowForm):
    """A row that somebody stands for: whoever enters it."""

    def save(self, commit: bool = True) -> Any:
        if self.instance._state.adding and isinstance(self.reader, User):
            self.instance.by = self.reader
        return super().save(commit)


class Rows(BaseInlineFormSet):
    """The rows of one part, as far as the editor may see what they name: the others stay as they are."""

    LEGEND: ClassVar[str] = ""
    INTRO: ClassVar[str] = ""
    # What a button adds: "a participant".
    ONE: ClassVar[str] = "a row"
    TEMPLATE: ClassVar[str] = "desk/_row.html"
    default_error_messages = {
        "too_many_forms": TOO_MANY,
        "missing_management_form": "The number of rows did not arrive, and nothing of them was changed. "
        "Open the form anew, and enter them again.",
    }

    def __init__(self, data: Any = None, *args: Any, reader: Reader, today: date, **more: Any) -> None:
        self.reader, self.today = reader, today
        more["form_kwargs"] = {"reader": reader, "today": today, **more.get("form_kwargs", {})}
        # Spelt out, since Django takes one that is not given for all rows there are.
        if more.get("queryset") is None:
            more["queryset"] = self.part()._default_manager.order_by("pk")
        # Of the record and of any other: which are its own, Django asks for itself.
        self.every = self.chosen(more["queryset"])
        more["queryset"] = rows_told_to(reader, self.every, self.fk.name)
        super().__init__(as_sent(data, more["prefix"]), *args, **more)
        # Those that are there already can always be sent back.
        self.absolute_max = max(self.max_num, len(self.get_queryset()) + 1)

    def chosen(self, rows: Any) -> Any:
        """Those that are edited here at all."""
        return rows

    def part(self) -> type[Part]:
        model: Any = self.model
        return model

    def initial_form_count(self) -> int:
        """Never more than there are, whatever was sent."""
        return max(0, min(super().initial_form_count(), len(self.get_queryset())))

    @property
    def hidden(self) -> bool:
        """There are rows that the editor is not shown."""
        there = number_of_rows(self.every, self.fk.name, self.instance.pk) if self.instance.pk else 0
        return there > len(self.get_queryset())

    @property
    def filled(self) -> bool:
        """There is more to show than blank rows."""
        return self.initial_form_count() > 0

    def get_unique_error_message(self, unique_check: Any) -> str:
        names = {one.name: str(one.verbose_name) for one in self.part()._meta.concrete_fields}
        within = [names[name] for name in unique_check if name != self.fk.name]
        return f"Two rows have the same {' and '.join(within)}: remove one of them, or change it."

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.is_agreed:
            form.fields.pop("DELETE", None)
        elif "DELETE" in form.fields:
            form.fields["DELETE"].label = "Remove"


def as_sent(data: Any, prefix: str) -> Any:
    """What was sent, with as many rows as something was sent of, and a blank one; where nothing at all was sent of them, they are
    none, and stay as they are."""
    total, initial = (f"{prefix}-{name}" for name in (TOTAL_FORM_COUNT, INITIAL_FORM_COUNT))
    if data is None:
        return data
    more = QueryDict(mutable=True)
    more.update(data)
    if total not in data and initial not in data:
        more.update({total: "0", initial: "0"})
    elif (given := counted(data.get(total))) is not None:
        row = re.compile(rf"{re.escape(prefix)}-(\d{{1,9}})-")
        last = max((int(found[1]) + 1 for name in data if (found := row.match(name))), default=0)
        more[total] = str(min(given, last + 1))
    return more


def rows_of(
    part: type[Part],
    fields: Sequence[str],
    *,
    legend: str,
    one: str,
    intro: str = "",
    blank: int = 0,
    of_kinds: Mapping[str, Sequence[str]] | None = None,
    form: type[RowForm] = RowForm,
    rows: type[Rows] = Rows,
) -> type[Rows]:
    """The rows of a part as a class: `legend` stands above them, `one` on the button that adds another, `blank` are there
    from the start, `of_kinds` narrows references as `DeskForm.OF_KINDS` does."""
    whole = part._meta.get_field(part.WHOLE.removesuffix("_id"))
    made = type(f"{part.__name__}RowForm", (form,), {"OF_KINDS": {**form.OF_KINDS, **(of_kinds or {})}})
    callback: Callable[..., Any] = form.Meta.formfield_callback
    formset: Any = inlineformset_factory(
        whole.related_model,  # type: ignore[arg-type]
        part,
        form=made,
        formset=rows,
        fk_name=whole.name,
        fields=list(fields),
        formfield_callback=callback,
        extra=blank,
        max_num=MOST,
        can_delete=True,
    )
    formset.LEGEND, formset.INTRO, formset.ONE = legend, intro, one
    made_rows: type[Rows] = formset
    return made_rows
