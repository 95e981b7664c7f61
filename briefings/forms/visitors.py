"""Who came, as what: the visitor of a visit with the posts held that day, and whoever else had a part in it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from actors.held import Held, held_by, surely_held
from briefings.forms.participants import COLUMNS, ParticipantRowForm
from briefings.models import Participation, Role
from records.forms.references import RecordField
from records.forms.rows import Rows, rows_of
from records.models import Kind
from records.referring import REF

NONE = "none"
# Of a new row whose post is left to the dates.
SURELY = ("", "The post that they surely held that day, if it is one")
NO_POST = (NONE, "No post, or one that is not on record")


class HeldWidget(forms.TextInput):
    """The posts held that day to choose from, and a field for another one."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices: list[tuple[str, str]] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed, else what was chosen."""
        typed = super().value_from_datadict(data, files, name)
        return typed if typed else data.get(f"{name}-held", typed)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}-held" not in data

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        found = REF.search(str(value or ""))
        mark = f"T-{int(found[2]):04d}" if found else str(value or "")
        listed = mark in dict(self.choices)
        options = [{"value": key, "label": label, "checked": listed and key == mark} for key, label in self.choices]
        field = super().render(name, "" if listed else value, attrs, renderer)
        return SafeString(
            render_to_string(
                "desk/_held.html", {"name": name, "id": (attrs or {}).get("id"), "options": options, "field": field}
            )
        )


class HeldField(RecordField):
    """The tenure in which somebody came; None also for `NONE`, which `settled` tells from a blank."""

    widget = HeldWidget
    settled = False

    def sought(self, value: str) -> list[str]:
        return [] if value == NONE else super().sought(value)

    def clean(self, value: Any) -> Any:
        self.settled = bool(value)
        return None if value == NONE else super().clean(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A new row in which nothing but this was chosen is a blank row."""
        return super().has_changed(initial, "" if data == NONE else data)


class VisitorRowForm(ParticipantRowForm):
    """A participant of a visit. Of a new one the post may be left to the dates."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        held = self.fields["tenure"]
        self.fields["tenure"] = HeldField(kinds=held.kinds, label="Post held that day", required=False)  # type: ignore[attr-defined]
        self.fields["tenure"].read_by(self.reader, self.today)  # type: ignore[attr-defined]
        self.held: list[Held] = []
        if self["role"].value() == Role.VISITOR:
            self.fields["actor"].label = "Visitor"
            self.fields["actor"].error_messages["required"] = "Say who came."

    @property
    def person(self) -> Kind | None:
        """Who stands in the row now, as far as that is known."""
        if self.is_bound:
            found = getattr(self, "cleaned_data", {}).get("actor")
            if found or self.has_changed():
                return found if isinstance(found, Kind) else None
        return self.instance.actor if self.instance.actor_id else self.initial.get("actor")

    def offer(self) -> None:
        """Show the tenures of the visitor to choose from, those surely held that day first."""
        new, sure = self.instance._state.adding, surely_held(self.held)
        shown = [(one.ref, one.words) for one in self.held if one.certain or one.possible]
        left = [NO_POST] if new and sure else [SURELY, NO_POST] if new else [("", "No post")]
        self.fields["tenure"].widget.choices = [*shown, *left]
        if new and sure and not self.has_choice():
            self.initial["tenure"] = sure.ref
            if self.is_bound:
                more: Any = self.data.copy()  # type: ignore[attr-defined]
                more[f"{self.add_prefix('tenure')}-held"] = sure.ref
                self.data = more

    @property
    def named(self) -> bool:
        """Somebody stands in the row, or something was typed there."""
        return self.person is not None or (self.is_bound and self.has_changed())

    def has_choice(self) -> bool:
        return bool(self["tenure"].value())

    def take_sure(self) -> None:
        """Of a new row, the post that was surely held, where the editor left it to that, and the state whose post it is."""
        field: Any = self.fields["tenure"]
        sure = surely_held(self.held)
        if not field.settled and sure and not self.cleaned_data.get("tenure"):
            self.instance.tenure_id = sure.tenure
        if self.post_held and not self.cleaned_data.get("on_behalf_of"):
            self.instance.on_behalf_of_id = self.post_held.state

    @property
    def post_held(self) -> Held | None:
        """The tenure of the row among those of the person."""
        return next((one for one in self.held if one.tenure == self.instance.tenure_id), None)


class VisitorRows(Rows):
    """The first visitor stands apart: `lead`. A visit that names none begins with a blank one."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        led = any(row.role == Role.VISITOR for row in self.get_queryset())
        self.extra = 1 + (0 if led else 1) if self.instance.pk else 3

    def chosen(self, rows: Any) -> Any:
        return rows.visitors_first()

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs(index)
        if index is not None and index == self._first_blank():
            kwargs["initial"] = {**self.start, "role": Role.VISITOR}
        return kwargs

    # Column -> what the first row of a new visit begins with.
    start: Mapping[str, Any] = {}

    def _first_blank(self) -> int:
        shown = self.get_queryset()
        led = any(row.role == Role.VISITOR for row in shown)
        return -1 if led else len(shown)

    @property
    def lead(self) -> VisitorRowForm | None:
        forms_of: list[Any] = list(self.forms)
        return next((one for one in forms_of if one["role"].value() == Role.VISITOR), None)

    @property
    def others(self) -> list[VisitorRowForm]:
        rows: list[Any] = list(self.forms)
        return [one for one in rows if one is not self.lead]

    @property
    def filled(self) -> bool:
        return any(row.named for row in self.others)

    def there(self) -> Iterable[VisitorRowForm]:
        """The rows that name somebody and are not taken away."""
        gone = set(map(id, self.deleted_forms)) if self.is_bound else set()
        rows: list[Any] = list(self.forms)
        return [one for one in rows if id(one) not in gone and one.person is not None]

    def offer(self, first: date | None, last: date | None) -> None:
        people = {one.person.pk for one in self.there() if one.person and one.person.pk}
        held = held_by(people, first, last, self.reader)
        for one in self.there():
            one.held = held.get(one.person.pk, []) if one.person and one.person.pk else []
        if self.lead:
            self.lead.offer()


VISITORS = rows_of(
    Participation,
    COLUMNS,
    legend="Who else came, and who received them",
    one="a participant",
    intro="Whoever took part in the visit as a whole. Whom the visitor met stands with the meetings.",
    form=VisitorRowForm,
    rows=VisitorRows,
)
