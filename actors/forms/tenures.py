from typing import Any

from django.http import QueryDict

from actors.models import Actor, Category, Post, Tenure
from records.access import Reader
from records.desk import DeskPage, FieldSet
from records.forms.base import RecordForm
from records.forms.citations import CITATIONS, IDENTIFIERS
from records.forms.starting import start_of

DATES = ("appointed", "arrived", "started", "ended")


def new_person(name: str) -> Actor:
    return Actor(title=name[:300], category=Category.PERSON)


def new_post(name: str) -> Post:
    return Post(title=name[:300], role=name[:200])


class TenureForm(RecordForm):
    OF_KINDS = {"person": ("actor:person",), "post": ("post",)}
    MAKES = {"person": new_person, "post": new_post}

    class Meta(RecordForm.Meta):
        model = Tenure
        fields = (
            "person",
            "post",
            "capacity",
            "title_as_stated",
            *(name for one in DATES for name in (one, f"{one}_note")),
            "end_reason",
            "dates_conflict",
            "note",
            "summary",
            "own_title",
            "handling",
            "tags",
        )
        labels = {
            "title_as_stated": "Title, as the source states it",
            "appointed": "Appointed",
            "arrived": "Arrived",
            "started": "Presented credentials, or took up duty",
            "ended": "Left the post",
            **{f"{one}_note": "As the source says" for one in DATES},
            "end_reason": "Why it ended",
            "summary": "In one sentence",
        }
        help_texts = {
            "person": "A new one: write “new:” and the name.",
            "post": "A new one: write “new:” and its title.",
            "started": "Counts as the start. Where it is not known, the arrival does, then the appointment.",
            "ended": "Left blank, nobody knows: it never means “still there”. For that write “since” and the start.",
            "dates_conflict": "Tick this where the source itself gives an end before the start: both are kept as they are.",
            "own_title": "Left blank, it is made of the names: Amna Baloch, Foreign Secretary of Pakistan.",
        }


def tenure_start(data: QueryDict, reader: Reader) -> dict[str, Any]:
    """`?person=…&post=…`"""
    return start_of(data, reader, person=("person", "actor:person"), post=("post", "post"))


TENURES = DeskPage(
    model=Tenure,
    form=TenureForm,
    intro="One person’s time in one post. Each date as uncertain as its source leaves it.",
    sets=(
        FieldSet("Who, as what", ("person", "post", "capacity", "title_as_stated")),
        FieldSet("How it began", tuple(name for one in DATES[:3] for name in (one, f"{one}_note"))),
        FieldSet("How it ended", ("ended", "ended_note", "end_reason", "dates_conflict")),
        FieldSet("More", ("summary", "note")),
        FieldSet("How it is kept", ("own_title", "handling", "tags"), beside=True),
    ),
    rows=(CITATIONS, IDENTIFIERS),
    start=tenure_start,
)
