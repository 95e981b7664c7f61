"""Rows that every record's form has: the passages cited for it, and what it is called elsewhere."""

from typing import Any

from django import forms

from records.forms.rows import RowForm, rows_of
from records.models import Citation, Identifier
from records.quotes import NotQuoted, checked_quote, collapsed, neighbours

# Text as it stands in a document: a form shows its white space otherwise than it is stored.
VERBATIM = ("quote", "prefix", "suffix")


class CitationRowForm(RowForm):
    """A passage. One whose words are as they were keeps the white space that it has in its document."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["quote"].widget = forms.Textarea(attrs={"rows": 2})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in VERBATIM:
            stored = self.initial.get(name) or ""
            if name in cleaned and collapsed(cleaned[name]) == collapsed(stored):
                cleaned[name] = stored
        if {"document", *VERBATIM} & set(self.changed_data) and not self.errors:
            self.check_quote(cleaned)
        return cleaned

    def check_quote(self, cleaned: dict[str, Any]) -> None:
        """The words stand in the document's archived text, in one place: its neighbours are taken along where none are given."""
        document = cleaned.get("document")
        text = getattr(document, "text", "")
        try:
            place = checked_quote(text, *(cleaned.get(name, "") for name in VERBATIM))
        except NotQuoted as error:
            self.add_error("quote", str(error))
            return
        if place and not cleaned.get("prefix") and not cleaned.get("suffix"):
            cleaned["prefix"], cleaned["suffix"] = neighbours(text, place)


CITATIONS = rows_of(
    Citation,
    ("document", "quote", "prefix", "suffix", "locator", "stance", "credibility", "first_hand", "name_used", "note"),
    legend="Sources",
    one="a passage",
    intro="Each passage letter by letter as it stands in the document's archived text.",
    blank=1,
    form=CitationRowForm,
)
IDENTIFIERS = rows_of(
    Identifier,
    ("scheme", "value"),
    legend="Called elsewhere",
    one="an identifier",
    intro="As other sites name it: wikidata and Q843, iso3166-1 and pk.",
)
