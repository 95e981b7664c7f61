from typing import Any

from django.http import QueryDict

from actors.forms.looking import ActorEntry
from actors.forms.names import NAMES
from actors.models import Actor, Category
from records.access import Reader
from records.desk import DeskPage, FieldSet
from records.forms.base import RecordForm
from records.forms.citations import CITATIONS, IDENTIFIERS
from records.forms.starting import start_of


class ActorForm(RecordForm):
    OF_KINDS = {"state": ("actor:state",), "parent": ("actor",)}

    class Meta(RecordForm.Meta):
        model = Actor
        fields = (
            "title",
            "category",
            "family_name",
            "sort_name",
            "state",
            "parent",
            "when",
            "when_note",
            "summary",
            "handling",
            "tags",
        )
        labels = {
            "title": "Name",
            "category": "What it is",
            "state": "State or territory",
            "parent": "Part of",
            "when": "Life span",
            "when_note": "Life span, as the source says",
            "summary": "In one sentence",
            "family_name": "Family name",
            "sort_name": "Sorted under",
        }
        help_texts = {
            "title": "The name by which readers know them. If it changes, enter the former one below.",
            "state": "Of a person, the state that they belong to or act for.",
            "parent": "The ministry of a department, the movement of a wing.",
            "when": "From birth or founding to death or end.",
            "family_name": "Of a person, as it stands in the name, where it is known which word that is: Baloch.",
            "sort_name": "Left blank, the name with the family name first; where that is not known, the name itself.",
        }


def actor_start(data: QueryDict, reader: Reader) -> dict[str, Any]:
    """`?name=…&category=…&state=…&part_of=…`"""
    category = data.get("category", Category.PERSON)
    return {
        "title": data.get("name", "")[:300],
        "category": category if category in Category.values else Category.PERSON,
        **start_of(data, reader, state=("state", "actor:state"), parent=("part_of", "actor")),
    }


ACTORS = DeskPage(
    model=Actor,
    form=ActorForm,
    intro="A person, a state, an organisation or an armed group. Look first whether they are here under another spelling.",
    sets=(
        FieldSet("Who", ("title", "category", "family_name", "state", "parent", "when", "when_note", "summary")),
        FieldSet("How it is kept", ("sort_name", "handling", "tags"), beside=True),
    ),
    rows=(NAMES, IDENTIFIERS, CITATIONS),
    start=actor_start,
    entry=ActorEntry,
    template="desk/actor.html",
)
