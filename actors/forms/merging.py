"""What merging and splitting ask for beside the rows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from actors.merging.planning import sort_of
from actors.models import Actor, Category
from records.access import Reader
from records.forms.base import Referrer
from records.forms.references import RecordField, titles
from records.forms.texts import TextField
from records.publishing import LONGEST_REASON
from records.rendering import PLAIN_FIELDS


class OtherForm(Referrer, forms.Form):
    """The other entry, found by its name, its reference or its address."""

    default_renderer = PLAIN_FIELDS
    other = RecordField(
        kinds=("actor",),
        label="The entry that goes",
        help_text="Its name, its number (A-0012) or its address.",
        error_messages={"required": "Say which other entry is the same actor."},
    )

    def __init__(self, reader: Reader, today: date, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data if data and "with" in data else None)
        self.meet(reader, today)

    def add_prefix(self, field_name: str) -> str:
        return "with"


class SplitForm(Referrer, forms.Form):
    """Who the new actor is."""

    default_renderer = PLAIN_FIELDS
    title = TextField(
        max_length=300,
        label="Name",
        error_messages={"required": "Give the new actor the name by which readers know it."},
    )
    category = forms.ChoiceField(label="What it is")
    state = RecordField(kinds=("actor:state",), label="State or territory", required=False)
    reason = forms.CharField(
        max_length=LONGEST_REASON,
        label="Why they are two",
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": "Say why: whoever decides reads it."},
    )

    def __init__(
        self, source: Actor, reader: Reader, today: date, data: Any = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        begun = {"title": "", "category": source.category, "state": source.state_id, **(initial or {})}
        super().__init__(data, initial=begun)
        alike = [(one.value, one.label) for one in Category if sort_of(Actor(category=one)) == sort_of(source)]
        self.fields["category"].choices = alike  # type: ignore[attr-defined]
        self.meet(reader, today)
        self.tell(titles(reader, self.stored_ids()))

    @property
    def new(self) -> dict[str, Any]:
        """As a proposal keeps it."""
        given = self.cleaned_data
        state = given["state"]
        return {
            "title": given["title"],
            "category": given["category"],
            "state_id": state.pk if isinstance(state, Actor) else self.initial["state"] if state else None,
        }
