"""Who took part, a row each: in meetings and events, and in a visit beside the visitor."""

from actors.forms.tenures import new_person
from briefings.models import Participation
from records.forms.rows import RowForm, rows_of


class ParticipantRowForm(RowForm):
    OF_KINDS = {"actor": ("actor",), "on_behalf_of": ("actor",), "tenure": ("tenure",)}
    MAKES = {"actor": new_person}


COLUMNS = ("actor", "role", "tenure", "title_as_stated", "on_behalf_of", "certainty")

PARTICIPANTS = rows_of(
    Participation,
    COLUMNS,
    legend="Who took part",
    one="a participant",
    intro="Each with the part they had, and the post they held that day. A new person: write “new:” and the name.",
    blank=2,
    form=ParticipantRowForm,
)
