from typing import Any

from django import forms
from django.http import QueryDict

from briefings.models import Commitment, CommitmentUpdate, Keeping
from briefings.models.commitments import WEIGHTY
from records.access import Reader
from records.desk import DeskPage, FieldSet
from records.forms.base import RecordForm
from records.forms.citations import CITATIONS, IDENTIFIERS
from records.forms.rows import SignedRowForm, rows_of
from records.forms.starting import given, start_of

TWO_PEOPLE = "“{}” takes a second person who agrees. Save the rest, and propose this rating from its review page."


class UpdateRowForm(SignedRowForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        status = cleaned.get("status")
        if status in WEIGHTY:
            self.add_error("status", TWO_PEOPLE.format(Keeping(status).label))
        return cleaned


UPDATES = rows_of(
    CommitmentUpdate,
    ("when", "status", "said_by", "note"),
    legend="What became of it",
    one="an update",
    intro="How it stood on a day, and by whose account. That it is overdue follows from the date when it is due.",
    blank=1,
    of_kinds={"said_by": ("actor",)},
    form=UpdateRowForm,
)


class CommitmentForm(RecordForm):
    OF_KINDS = {"by": ("actor",), "to": ("actor",), "made_in": ("assertion",)}

    class Meta(RecordForm.Meta):
        model = Commitment
        fields = (
            "title",
            "by",
            "to",
            "action",
            "condition",
            "due",
            "when",
            "when_note",
            "made_in",
            "summary",
            "handling",
            "tags",
        )
        widgets = {"action": forms.Textarea(attrs={"rows": 2}), "condition": forms.Textarea(attrs={"rows": 2})}
        labels = {
            "title": "In a few words",
            "by": "Who promises",
            "to": "To whom",
            "action": "To do what",
            "condition": "On what condition",
            "due": "Due",
            "when": "Given on",
            "when_note": "Given on, as the source says",
            "made_in": "Given in",
            "summary": "In one sentence",
        }
        help_texts = {
            "by": "With semicolons between them.",
            "to": "With semicolons between them.",
            "due": "By when. Left blank, it never falls due.",
            "made_in": "The assertion in which it was given.",
        }


def commitment_start(data: QueryDict, reader: Reader) -> dict[str, Any]:
    """`?assertion=…&person=…&to=…`: whoever made the assertion promises, on its day."""
    start = start_of(data, reader, made_in=("assertion", "assertion"))
    said: Any = start.get("made_in")
    people = [given(data, reader, "person", "actor"), given(data, reader, "to", "actor")]
    start |= {name: [one] for name, one in zip(("by", "to"), people, strict=True) if one is not None}
    return {"when": said.when, **start} if said is not None else start


COMMITMENTS = DeskPage(
    model=Commitment,
    form=CommitmentForm,
    intro="A promise: who owes what to whom, on what condition, by when.",
    sets=(
        FieldSet("What is promised", ("title", "by", "to", "action", "condition", "due")),
        FieldSet("When it was given", ("when", "when_note", "made_in"), beside=True),
        FieldSet("How it is kept", ("summary", "handling", "tags"), beside=True),
    ),
    rows=(UPDATES, CITATIONS, IDENTIFIERS),
    start=commitment_start,
)
