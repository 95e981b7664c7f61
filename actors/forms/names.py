from typing import Any

from actors.models import Name
from records.forms.rows import RowForm, Rows, rows_of


class NameRowForm(RowForm):
    """A name beside the primary one, which is the title."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        kind: Any = self.fields["kind"]
        kind.choices = [one for one in Name.Kind.choices if one[0] != Name.Kind.PRIMARY]


class NameRows(Rows):
    def chosen(self, rows: Any) -> Any:
        return rows.beside_title()


NAMES = rows_of(
    Name,
    ("text", "kind", "language", "script", "valid"),
    legend="Other names",
    one="a name",
    intro="Other spellings, scripts and former names, each with the time in which it was borne where that is known: "
    "“until 1989”. Whoever looks for one of them finds the actor. Which name a source uses stands with its passage.",
    form=NameRowForm,
    rows=NameRows,
)
