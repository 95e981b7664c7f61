from typing import Any

from django.http import QueryDict

from actors.models import Nomination, Post
from records.access import Reader
from records.desk import DeskPage, FieldSet
from records.forms.base import RecordForm
from records.forms.citations import CITATIONS, IDENTIFIERS
from records.forms.rows import rows_of
from records.forms.starting import start_of

NOMINATIONS = rows_of(
    Nomination,
    ("person", "appointed", "outcome", "note"),
    legend="Put forward, and never served",
    one="a nomination",
    intro="Whoever served, however briefly, has a tenure instead.",
    of_kinds={"person": ("actor:person",)},
)


class PostForm(RecordForm):
    OF_KINDS = {"organisation": ("actor:organisation",), "state": ("actor:state",), "accredited_to": ("actor",)}

    class Meta(RecordForm.Meta):
        model = Post
        fields = (
            "title",
            "role",
            "organisation",
            "state",
            "accredited_to",
            "level",
            "when",
            "when_note",
            "note",
            "summary",
            "handling",
            "tags",
        )
        labels = {
            "title": "Title of the post",
            "role": "Role",
            "organisation": "Body",
            "accredited_to": "Accredited to",
            "when": "Life of the post",
            "when_note": "Life of the post, as the source says",
            "summary": "In one sentence",
        }
        help_texts = {
            "title": "As it is to be read by itself: Foreign Secretary of Pakistan.",
            "role": "The bare role: Foreign Secretary.",
            "accredited_to": "Of an ambassador, the state or body that receives them.",
            "when": "From when to when there was such a post; left blank, nobody knows.",
        }


def post_start(data: QueryDict, reader: Reader) -> dict[str, Any]:
    """`?name=…&state=…&body=…`"""
    named = data.get("name", "")[:200]
    tied = start_of(data, reader, state=("state", "actor:state"), organisation=("body", "actor:organisation"))
    return {"title": named, "role": named, **tied}


POSTS = DeskPage(
    model=Post,
    form=PostForm,
    intro="An office that people hold one after another. Who held it, and when, is a tenure.",
    sets=(
        FieldSet("The office", ("title", "role", "organisation", "state", "accredited_to", "level")),
        FieldSet("Its time", ("when", "when_note")),
        FieldSet("More", ("summary", "note")),
        FieldSet("How it is kept", ("handling", "tags"), beside=True),
    ),
    rows=(NOMINATIONS, CITATIONS, IDENTIFIERS),
    start=post_start,
)
