from actors.models import Actor, Name
from records.desk import DeskPage, FieldSet
from records.forms.base import RecordForm
from records.forms.citations import CITATIONS, IDENTIFIERS
from records.forms.rows import rows_of

NAMES = rows_of(
    Name,
    ("text", "kind", "language", "script"),
    legend="Other names",
    one="a name",
    intro="Other spellings, scripts and former names: whoever looks for one of them finds the actor.",
)


class ActorForm(RecordForm):
    OF_KINDS = {"state": ("actor:state",), "parent": ("actor",)}

    class Meta(RecordForm.Meta):
        model = Actor
        fields = (
            "title",
            "category",
            "sort_name",
            "state",
            "parent",
            "when",
            "when_note",
            "summary",
            "handling",
            "tags",
        )


ACTORS = DeskPage(
    model=Actor,
    form=ActorForm,
    sets=(
        FieldSet("Who", ("title", "category", "state", "parent", "when", "when_note", "summary")),
        FieldSet("How it is kept", ("sort_name", "handling", "tags"), beside=True),
    ),
    rows=(NAMES, IDENTIFIERS, CITATIONS),
)
