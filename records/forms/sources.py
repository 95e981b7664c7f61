"""One source for all that a screen enters: a document, on record or new, and the passage of it that carries the record."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from records.access import Reader
from records.citing import cite
from records.forms.base import Referrer, desk_field, make_now
from records.forms.references import RecordField
from records.forms.texts import TextField
from records.models import Citation, Document, Record, Source
from records.quotes import NotQuoted, checked_quote
from records.referring import NotMeant, meant
from records.rendering import PLAIN_FIELDS

# Asked of a document that is new.
OF_NEW = ("publisher", "url", "published")


def new_document(title: str) -> Document:
    return Document(title=title[:300])


class SourceForm(Referrer, forms.Form):
    """All of it may stay blank: what is entered then has no source, and a warning says so."""

    document = RecordField(
        kinds=["document"], label="Document", required=False, help_text="A new one: write “new:” and its title."
    )
    publisher = TextField(label="Who published it", required=False, max_length=200)
    url = forms.URLField(label="Address on the web", required=False, max_length=500, assume_scheme="https")
    published = desk_field(Document._meta.get_field("when"), label="Published on")
    quote = TextField(
        label="The words that carry this record",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Letter by letter, as they stand in the document.",
    )
    prefix = TextField(  # type: ignore[assignment]
        required=False, max_length=200, widget=forms.HiddenInput
    )
    suffix = TextField(required=False, max_length=200, widget=forms.HiddenInput)
    stance = forms.ChoiceField(label="The passage", choices=Citation.Stance, required=False)
    credibility = forms.TypedChoiceField(
        label="Credibility of the item",
        choices=[(figure, f"{figure}, {words}") for figure, words in Citation.Credibility.choices],
        coerce=int,
        initial=Citation.Credibility.UNKNOWN,
        required=False,
    )
    first_hand = forms.BooleanField(label="First-hand", required=False)

    default_renderer = PLAIN_FIELDS

    def __init__(self, *args: Any, reader: Reader, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["document"].take(("document",), new_document)  # type: ignore[attr-defined]
        self.meet(reader, today)

    @property
    def chosen(self) -> Document | None:
        found = getattr(self, "cleaned_data", {}).get("document")
        return found if isinstance(found, Document) else None

    @property
    def new(self) -> bool:
        return self.chosen is not None and self.chosen.pk is None

    @property
    def day(self) -> date | None:
        """The day on which the document was published, where that is known: what it says of Monday is said from there."""
        if self.chosen is None:
            return None
        if self.new:
            self.chosen.when = self.cleaned_data.get("published") or ""
            self.chosen._meta.get_field("when").clean(self.chosen.when, self.chosen)
        return self.chosen.day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.new and not cleaned.get("publisher") and "publisher" not in self.errors:
            self.add_error("publisher", "A new document needs to say who published it: a newspaper, an office.")
        if self.chosen is not None and not self.new and self.has_words_of_new(cleaned):
            self.add_error(
                "document",
                "This document is on record: clear what you typed below of a new one, or write “new:” before its title.",
            )
        if self.chosen is None and cleaned.get("quote") and "document" not in self.errors:
            self.add_error("document", "Say in which document these words stand.")
        if problem := self.problem_of(cleaned.get("quote", ""), cleaned.get("prefix", ""), cleaned.get("suffix", "")):
            self.add_error("quote", problem)
        return cleaned

    def problem_of(self, words: str, prefix: str = "", suffix: str = "") -> str:
        """Why these words cannot be cited from the document; "" where they can, or there is none."""
        try:
            checked_quote(self.chosen.text if self.chosen else "", words, prefix, suffix)
        except NotQuoted as error:
            return str(error)
        return ""

    def has_words_of_new(self, cleaned: dict[str, Any]) -> bool:
        return any(cleaned.get(name) for name in OF_NEW)

    def save(self, handling: int) -> Document | None:
        """The document, which is entered if it is new."""
        made = self.chosen
        if made is not None and made.pk is None:
            name = " ".join(self.cleaned_data["publisher"].split())
            known = Source.objects.called(name).known_to(self.reader).first()
            made.source = known or Source.objects.create(name=name)
            made.url, made.when = self.cleaned_data.get("url") or "", self.cleaned_data.get("published") or ""
            make_now(made, handling)
        return made

    def cite(self, targets: Iterable[tuple[Record, str]]) -> None:
        """(record, its own passage or "" for that of the form), each cited from the document."""
        document, own = self.chosen, self.cleaned_data
        if document is None:
            return
        for target, words in targets:
            picked = {} if words else {"prefix": own.get("prefix") or "", "suffix": own.get("suffix") or ""}
            cite(
                document,
                target,
                words or own.get("quote") or "",
                **picked,
                stance=own.get("stance") or Citation.Stance.SUPPORTS,
                credibility=own.get("credibility") or Citation.Credibility.UNKNOWN,
                first_hand=bool(own.get("first_hand")),
            )


def day_of(text: str, reader: Reader, today: date) -> date | None:
    """The day of the document that the text means, if it is on record and its day is known."""
    try:
        found = meant(text, reader, today, ("document",)) if text.strip() else None
    except NotMeant:
        return None
    return found.day if isinstance(found, Document) else None
