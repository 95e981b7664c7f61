"""The meetings of a visit as rows of its form: when, how known, and who took part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.models import inlineformset_factory
from django.utils.functional import cached_property

from actors.forms.tenures import new_person
from briefings.models import Meeting, Participation, Role, Visit
from records.access import Reader
from records.forms.base import desk_field, make_now
from records.forms.references import RecordsField, just
from records.forms.rows import RowForm, Rows
from records.forms.texts import TextField
from records.models import Record, Revision
from records.names import fold

ROLES = {fold(label): value for value, label in Role.choices} | {"absent": Role.ABSENT}
DEFAULT = Role.COUNTERPART
OVERTAKEN = "Somebody else changed this meeting since you opened the form. Open the visit anew, and compare."


@dataclass(frozen=True, slots=True)
class Taking:
    """Somebody in a role."""

    actor: Any
    role: str


def with_role(text: str) -> tuple[str, str]:
    """ "Amna Baloch · A-0012 as host": the text before the role, and the role; a counterpart where none is named."""
    name, between, role = text.rpartition(" as ")
    return (name.strip(), ROLES[fold(role)]) if between and fold(role) in ROLES else (text, DEFAULT)


class PeopleField(RecordsField):
    """Those who took part, with semicolons between them, each followed by "as" and a role where it is another than
    counterpart: a list of `Taking`."""

    def sought(self, value: str) -> list[str]:
        return [with_role(text)[0] for text in self.texts(value)]

    def one(self, text: str) -> Any:
        name, role = with_role(text)
        return Taking(super().one(name), role)

    def clean(self, value: Any) -> Any:
        text = forms.CharField.clean(self, value)
        chosen: list[Taking] = []
        wrong: list[str] = []
        for part in self.texts(text):
            try:
                chosen.append(self.one(part))
            except forms.ValidationError as error:
                wrong += error.messages
        if wrong:
            raise forms.ValidationError(wrong)
        return list(
            {(id(one.actor) if one.actor.pk is None else one.actor.pk, one.role): one for one in chosen}.values()
        )

    def records_in(self, initial: Any) -> Any:
        return [one.actor for one in initial] if isinstance(initial, list) else None

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        shown = [(self.told.get(int(one.actor)), Role(one.role)) for one in value]
        return "; ".join(f"{text.replace(';', ',')} as {role.label}" for text, role in shown if text)

    def has_changed(self, initial: Any, data: Any) -> bool:
        before, after = (
            [(just(name), role) for name, role in map(with_role, self.texts(" ".join(str(text or "").split())))]
            for text in (self.prepare_value(initial), data)
        )
        return before != after


class MeetingRowForm(RowForm):
    """A meeting of the visit. What is left blank is as of the visit."""

    people = PeopleField(
        kinds=["actor"],
        label="Whom the visitor met",
        required=False,
        help_text="With semicolons between them; “as host”, “as mediator” behind a name where they are no counterpart.",
    )
    passage = TextField(
        label="Its own passage",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Left blank, the words that carry the visit.",
    )
    # The number of its newest revision when it was opened.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    class Meta(RowForm.Meta):
        model = Meeting
        fields = ("when", "format", "channel", "readout")
        labels = {"when": "When", "channel": "Known through", "readout": "What is known of it"}
        widgets = {"readout": forms.Textarea(attrs={"rows": 2})}
        formfield_callback = desk_field

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["people"].take(("actor",), new_person)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_overtaken:
            raise forms.ValidationError(OVERTAKEN)
        return cleaned

    @property
    def is_overtaken(self) -> bool:
        """Somebody has saved the meeting since the form was opened."""
        there = not self.instance._state.adding
        return there and str(self["seen"].data or "") != str(self.initial.get("seen", ""))

    def make(self) -> None:
        super().make()
        for one in self.cleaned_data.get("people", []):
            make_now(one.actor, self.handling_of_new)

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - {"seen"})


class MeetingRows(Rows):
    """Those of the meetings that the editor may see. One that is removed goes on by itself: no record is deleted."""

    TEMPLATE = "desk/_meeting_row.html"

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.extra = 0 if self.instance.pk else 2

    def chosen(self, rows: Any) -> Any:
        return rows.visible_to(self.reader)

    @cached_property
    def taking(self) -> Mapping[int, list[Taking]]:
        """Who takes part in each, as far as the editor may see them. One query."""
        found: dict[int, list[Taking]] = {one.pk: [] for one in self.get_queryset()}
        shown = Participation.objects.in_any(found).told_to(self.reader)
        for encounter, actor, role in shown.values_list("encounter_id", "actor_id", "role"):
            found[encounter].append(Taking(actor, role))
        return found

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if form.instance.pk and form.instance.pk in self.taking:
            form.initial |= {"people": self.taking[form.instance.pk], "seen": self.numbers.get(form.instance.pk, 0)}
        return form

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Of each the number of its newest revision. One query."""
        return dict(Revision.objects.of_these([one.pk for one in self.get_queryset()]).last_numbers())

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields and form.instance.pk:
            form.fields["DELETE"].label = "Take out of this visit"

    def clean(self) -> None:
        """What is wrong with a row that is taken out, Django does not ask."""
        super().clean()
        rows: list[Any] = list(self.deleted_forms)
        if any(row.is_overtaken for row in rows):
            raise forms.ValidationError(OVERTAKEN)

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        obj.visit = None
        obj.save()


def set_people(meeting: Meeting, wanted: Iterable[Participation], reader: Reader) -> None:
    """Give the meeting these participants; those that are there in their role stay as they are, and so do those whom the
    editor does not see."""
    shown = {(one.actor_id, one.role): one for one in Participation.objects.in_any([meeting.pk]).told_to(reader)}
    named = {(one.actor_id, one.role): one for one in wanted}
    for key in shown.keys() - named.keys():
        shown[key].delete()
    for key, one in named.items():
        if key not in shown:
            one.encounter = Record.objects.get(pk=meeting.pk)
            one.full_clean()
            one.save()


def meeting_rows() -> type[MeetingRows]:
    made: Any = inlineformset_factory(
        Visit,
        Meeting,
        form=MeetingRowForm,
        formset=MeetingRows,
        fk_name="visit",
        fields=MeetingRowForm.Meta.fields,
        formfield_callback=desk_field,
        max_num=100,
        can_delete=True,
    )
    made.LEGEND, made.ONE = "Meetings", "a meeting"
    made.INTRO = "The visitor takes part in each. What is left blank is as of the visit."
    rows: type[MeetingRows] = made
    return rows


MEETING_ROWS = meeting_rows()
