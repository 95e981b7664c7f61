from typing import Any

from django.http import QueryDict

from actors.models import Relation
from records.access import Reader
from records.desk import DeskPage, FieldSet
from records.forms.base import RecordForm
from records.forms.citations import CITATIONS, IDENTIFIERS
from records.forms.starting import start_of


class RelationForm(RecordForm):
    OF_KINDS = {"subject": ("actor",), "object": ("actor",)}

    class Meta(RecordForm.Meta):
        model = Relation
        fields = (
            "subject",
            "type",
            "object",
            "when",
            "when_note",
            "note",
            "summary",
            "own_title",
            "handling",
            "tags",
        )
        labels = {
            "subject": "Who",
            "type": "Is tied how",
            "object": "To whom",
            "when": "From when to when",
            "when_note": "From when to when, as the source says",
            "summary": "In one sentence",
        }
        help_texts = {"own_title": "Left blank, it is made of the names."}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        one, other = cleaned.get("subject"), cleaned.get("object")
        if one is not None and one == other:
            self.add_error("object", "A relation joins two different actors: choose another one here.")
        return cleaned


def relation_start(data: QueryDict, reader: Reader) -> dict[str, Any]:
    """`?actor=…&object=…`"""
    return start_of(data, reader, subject=("actor", "actor"), object=("object", "actor"))


RELATIONS = DeskPage(
    model=Relation,
    form=RelationForm,
    intro="A lasting tie: membership, alliance, shelter, a ban. What was done once is an event.",
    sets=(
        FieldSet("The tie", ("subject", "type", "object", "when", "when_note", "summary", "note")),
        FieldSet("How it is kept", ("own_title", "handling", "tags"), beside=True),
    ),
    rows=(CITATIONS, IDENTIFIERS),
    start=relation_start,
)
