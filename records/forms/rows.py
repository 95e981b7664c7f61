"""Rows of a record's form: what belongs to it, a line each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.forms.models import BaseInlineFormSet, inlineformset_factory

from records.access import Reader
from records.forms.base import DeskForm
from records.models import Part
from records.models.rows import number_of_rows, rows_told_to

MOST = 500


class RowForm(DeskForm):
    """One row. Left blank it is none."""


class Rows(BaseInlineFormSet):
    """The rows of one part, as far as the editor may see what they name: the others stay as they are."""

    LEGEND: ClassVar[str] = ""
    INTRO: ClassVar[str] = ""
    # What a button adds: "a participant".
    ONE: ClassVar[str] = "a row"

    def __init__(self, *args: Any, reader: Reader, today: date, **more: Any) -> None:
        self.reader, self.today = reader, today
        more["form_kwargs"] = {"reader": reader, "today": today}
        # Spelt out, since Django takes one that is not given for all rows there are.
        if more.get("queryset") is None:
            more["queryset"] = self.part()._default_manager.order_by("pk")
        more["queryset"] = rows_told_to(reader, more["queryset"], self.fk.name)
        super().__init__(*args, **more)

    def part(self) -> type[Part]:
        model: Any = self.model
        return model

    @property
    def hidden(self) -> bool:
        """There are rows that the editor is not shown."""
        return bool(self.instance.pk) and number_of_rows(self.part(), self.fk.name, self.instance.pk) > len(
            self.get_queryset()
        )

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Remove"


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
