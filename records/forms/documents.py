"""The form of a document: what is pasted is read into the fields below it; its source is chosen, or made with it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from records.access import Reader
from records.desk import DeskPage, FieldSet
from records.forms.base import RecordForm
from records.forms.citations import CITATIONS, IDENTIFIERS
from records.forms.entry import Entry
from records.intake import Pasted, Unreadable, clean, read_paste
from records.models import Document, Source

# The value of the button that reads what was pasted.
PASTE = "paste"
OFFERED = 2000
READ = ("title", "when", "author", "url", "language", "text")
MOMENT = "%Y-%m-%dT%H:%M"


class NameInput(forms.TextInput):
    """A text with a list of what is there already to choose from."""

    offered: list[str] = []

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        field = super().render(
            name, value, {**(attrs or {}), "list": f"{name}-offered", "autocomplete": "off"}, renderer
        )
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.offered))
        return format_html('{}<datalist id="{}-offered">{}</datalist>', field, name, options)


def source_in(form: RecordForm, stored: Mapping[str, Any]) -> str | None:
    """The name of the source of a document as it was, if the editor may know it."""
    return Source.objects.known_to(form.reader).name_of(stored.get("source_id"))


class DocumentForm(RecordForm):
    READ_FROM = {"from_source": source_in}

    paste = forms.CharField(
        label="Text, or the HTML of the page",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="Nothing is fetched. The main text is kept; title, date, author, address and language are filled in below "
        "where they are found and nothing stands there yet.",
    )
    url = forms.URLField(label="Address", required=False, max_length=500, assume_scheme="https")
    from_source = forms.CharField(
        label="Source", max_length=200, widget=NameInput, help_text="The publisher or office."
    )
    source_kind = forms.ChoiceField(label="Its kind", required=False, choices=[("", "—"), *Source.Kind.choices])
    source_reliability = forms.ChoiceField(
        label="Its reliability",
        required=False,
        choices=[("", "—"), *((letter, f"{letter}, {said}") for letter, said in Source.Reliability.choices)],
        help_text="F where you do not know: it is no blame.",
    )

    class Meta(RecordForm.Meta):
        model = Document
        fields = (
            "title", "when", "when_note", "author", "url", "language", "origin", "origin_note", "text", "retrieved_at",
            "summary", "handling", "tags",
        )  # fmt: skip
        labels = {
            "when": "Date",
            "url": "Address",
            "origin_note": "Origin that is not on record",
            "text": "Archived text",
        }
        help_texts = {
            "when": "As you would write it: 18 Nov 2024, mid-November 2024, yesterday.",
            "language": "A code such as en, ur or zh-Hans.",
            "origin": "The document that this one relays: together they are one origin.",
            "origin_note": "As “a Foreign Office statement”.",
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 16}),
            "retrieved_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["when"].near = self.today  # type: ignore[attr-defined]
        known = Source.objects.known_to(self.reader)
        self.fields["from_source"].widget.offered = known.names(OFFERED)
        if self.instance.pk:
            self.fields["from_source"].initial = self.instance.source.name
            del self.fields["paste"]

    def clean_text(self) -> str:
        """With one kind of line end, whatever a browser makes of it; only looked at, it stays as it was."""
        text, stored = clean(self.cleaned_data["text"]), self.instance.text
        return stored if text == clean(stored).strip() else text

    def clean_from_source(self) -> str:
        return " ".join(self.cleaned_data["from_source"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("paste", "").strip() and not cleaned.get("text"):
            self.add_error("paste", "This has not been read yet: press “Read it”, look at the fields, and save.")
        if name := cleaned.get("from_source"):
            self.choose_source(name, cleaned)
        return cleaned

    def choose_source(self, name: str, cleaned: Mapping[str, Any]) -> None:
        """The source of this name that the editor may know, or a new one where its kind and reliability are told."""
        kind, letter = cleaned.get("source_kind"), cleaned.get("source_reliability")
        own = self.instance.source if self.instance.source_id else None
        is_own = own is not None and own.name.casefold() == name.casefold()
        if known := own if is_own else Source.objects.called(name).known_to(self.reader).first():
            self.instance.source = known
            self.check_grade(known, kind, letter)
        elif kind and letter:
            self.instance.source = Source(name=name, kind=kind, reliability=letter)
        else:
            self.add_error(
                "from_source",
                f"No source is called “{name}”. Choose one from the list, or tell the kind and the reliability of a new one: "
                "it is entered with the document.",
            )

    def check_grade(self, source: Source, kind: str | None, letter: str | None) -> None:
        """What is typed of a source that is there is told, not dropped."""
        if (kind or source.kind) != source.kind or (letter or source.reliability) != source.reliability:
            self.add_error(
                "from_source",
                f"“{source.name}” is on record: {source.get_kind_display()}, {source.reliability}. Leave its kind and its "
                "reliability blank; a curator changes them.",
            )

    def _get_validation_exclusions(self) -> set[str]:
        """As of any form, and the source: it may be new, and is saved with the document."""
        return super()._get_validation_exclusions() | {"source"}

    def save(self, commit: bool = True) -> Any:
        if self.instance.source.pk is None:
            self.instance.source.save()
            self.instance.source = self.instance.source
        return super().save(commit)


class DocumentEntry(Entry):
    """With the button that reads what was pasted: what it finds is filled in where nothing was typed."""

    # What the reading came to, in words.
    told = ""
    problem = ""

    def _with_one_more(self, data: QueryDict) -> QueryDict:
        if self.adding != PASTE:
            return super()._with_one_more(data)
        try:
            found = read_paste(data.get(PASTE, ""), self.today)
        except Unreadable as error:
            self.problem = str(error)
            return data
        return self._filled(data, found)

    def _filled(self, data: QueryDict, found: Pasted) -> QueryDict:
        filled = data.copy()
        here = [name for name in READ if getattr(found, name) and not data.get(name, "").strip()]
        for name in here:
            filled[name] = getattr(found, name)
        kept = [name for name in READ if getattr(found, name) and name not in here]
        words = len(found.text.split())
        self.told = f"{words:,} words were read. Filled in: {listed(here)}. Look at them before you save."
        if kept:
            self.told += f" What stood there already was kept: {listed(kept)}."
        return filled


def listed(names: list[str]) -> str:
    labels = {"when": "date", "url": "address", "text": "archived text"}
    return ", ".join(labels.get(name, name) for name in names) or "nothing"


class Cited(CITATIONS):  # type: ignore[valid-type, misc]
    """A document rests on itself: others are cited for it now and then only."""

    extra = 0


def start(data: QueryDict, reader: Reader) -> dict[str, Any]:
    return {"url": data.get("url", "")[:500], "title": data.get("title", "")[:300]}


DOCUMENTS = DeskPage(
    model=Document,
    form=DocumentForm,
    intro="One item of a source, with its text as archived: what the records rest on.",
    sets=(
        FieldSet("What it is", ("title", "when", "when_note", "author", "url", "language")),
        FieldSet("Archived text", ("text",)),
        FieldSet(
            "Whose it is", ("from_source", "source_kind", "source_reliability", "origin", "origin_note"), beside=True
        ),
        FieldSet("How it is kept", ("handling", "retrieved_at", "tags", "summary"), beside=True),
    ),
    rows=(Cited, IDENTIFIERS),
    start=start,
    entry=DocumentEntry,
    template="desk/document.html",
)
PAGES = (DOCUMENTS,)
