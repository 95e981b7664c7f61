from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from actors.models import Actor, Category, Level
from briefings.forms.encounters import OWN_TITLE, WHEN
from briefings.forms.visit_entry import VisitEntry
from briefings.forms.visitors import VISITORS
from briefings.models import Series, Visit
from records.access import Reader
from records.desk import DeskPage, FieldSet
from records.forms.base import RecordForm
from records.forms.citations import CITATIONS, IDENTIFIERS
from records.forms.references import WITHHELD, RecordField
from records.forms.starting import start_of

# Asked of a visitor who is new.
OF_NEW = ("new_category", "new_state", "new_post")


def new_state(name: str) -> Actor:
    return Actor(title=name[:300], category=Category.STATE)


def journey_in(form: RecordForm, stored: Mapping[str, Any]) -> Visit | None:
    """Another visit of the journey of which the visit was part."""
    return Series.objects.beginning(stored.get("series_id"), form.instance.pk)


class VisitForm(RecordForm):
    READ_FROM = {"journey": journey_in}
    OF_KINDS = {"sending_state": ("actor:state",), "host_state": ("actor:state",)}
    MAKES = {"sending_state": new_state, "host_state": new_state, "new_state": new_state}

    new_category = forms.ChoiceField(label="What they are", choices=Category, initial=Category.PERSON, required=False)
    new_state = RecordField(kinds=["actor:state"], label="State that they belong to", required=False)
    new_post = forms.CharField(
        label="Post that they held that day",
        required=False,
        max_length=200,
        help_text="Its title, if it is not on record: it is entered with this. Left blank, none is.",
    )
    journey = RecordField(
        kinds=["visit"],
        label="Another visit of the same journey",
        required=False,
        help_text="A trip through three states is three visits of one journey.",
    )

    class Meta(RecordForm.Meta):
        model = Visit
        fields = (
            "when",
            "when_note",
            "sending_state",
            "host_state",
            "sending_label",
            "host_label",
            "place",
            "type",
            "level",
            "status",
            "purpose",
            "summary",
            "own_title",
            "handling",
            "tags",
        )
        widgets = {"purpose": forms.Textarea(attrs={"rows": 2}), "summary": forms.Textarea(attrs={"rows": 2})}
        labels = {
            **WHEN,
            "sending_state": "Sent by",
            "host_state": "Received by",
            "type": "Kind of visit",
            "purpose": "Purpose",
            "sending_label": "Sent by, as the source calls it",
            "host_label": "Received by, as the source calls it",
        }
        help_texts = {"own_title": OWN_TITLE}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        new = self.instance._state.adding
        level: Any = self.fields["level"]
        level.choices = [*([("", "That of the post")] if new else []), *Level.choices]
        level.required = not new
        self.initial["level"] = self.initial.get("level") if not new else ""
        if not new:
            for name in OF_NEW:
                del self.fields[name]
            self.initial["journey"] = Series.objects.beginning_of(self.instance)

    def clean_level(self) -> Any:
        return self.cleaned_data["level"] or Level.SENIOR

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("journey") == self.instance and self.instance.pk:
            self.add_error("journey", "That is this very visit: choose another one of the journey, or leave it blank.")
        return cleaned

    def save(self, commit: bool = True) -> Any:
        self.join_journey()
        return super().save(commit)

    def join_journey(self) -> None:
        """Take part in the journey of the other visit, which begins with this if it had none."""
        other = self.cleaned_data.get("journey")
        if "journey" not in self.changed_data or other == WITHHELD:
            return
        if other is not None and other.series_id is None:
            other.series = Series.objects.begun_at(other)
            other.save()
        self.instance.series_id = other.series_id if other is not None else None


def visit_start(data: QueryDict, reader: Reader) -> dict[str, Any]:
    """`?person=…&state=…&host=…&document=…&visit=…`: `visit` is another one of the same journey."""
    return start_of(
        data,
        reader,
        visitor=("person", "actor"),
        sending_state=("state", "actor:state"),
        host_state=("host", "actor:state"),
        document=("document", "document"),
        journey=("visit", "visit"),
    )


VISITS = DeskPage(
    model=Visit,
    form=VisitForm,
    intro="Type what the source says. The record keeps your words beside its reading of them.",
    sets=(
        FieldSet("When and where", ("when", "when_note")),
        FieldSet("How it is kept", ("handling", "tags"), beside=True),
        FieldSet("Journey and title", ("journey", "own_title"), beside=True),
    ),
    rows=(VISITORS, CITATIONS, IDENTIFIERS),
    start=visit_start,
    entry=VisitEntry,
    template="desk/visit.html",
)
