from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from briefings.forms.skeletons import ABOUT, skeleton
from briefings.models import Briefing, Judgement
from briefings.sections.previews import live
from records.access import Reader
from records.desk import DeskPage, FieldSet
from records.doubles import ASK
from records.forms.base import RecordForm
from records.forms.citations import CITATIONS, IDENTIFIERS
from records.forms.entry import Entry
from records.forms.rows import RowForm, Rows, rows_of
from records.models import User

LAST = 1_000_000
SUPERSEDED = "This one has been superseded already: choose the latest one of its line."
# In these `[[` completes to records.
REFERRING = {"data-refer": ""}


class AuthorsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.called)

    def clean(self, value: Any) -> Any:
        """A number that is larger than any key can be is nobody's."""
        return super().clean([one for one in value or () if not (one.isdigit() and len(one) > 18)] if value else value)


class BriefingForm(RecordForm):
    OF_KINDS = {"supersedes": ("briefing",)}

    authors = AuthorsField(
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Somebody else reviews it.",
    )

    class Meta(RecordForm.Meta):
        model = Briefing
        fields = (
            "title", "summary", "as_of", "body", "source_summary", "written_by", "authors", "supersedes", "handling", "tags",
        )  # fmt: skip
        labels = {"as_of": "As of", "body": "Text", "source_summary": "Source summary"}
        help_texts = {
            "summary": "One or two sentences: what is new, and what follows from it.",
            "as_of": "The last day of which the paper knows.",
            "source_summary": "Which sources carry the paper, and where they are thin (ICD 206).",
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 2, "dir": "auto", **REFERRING}),
            "body": forms.Textarea(attrs={"rows": 30, "dir": "auto", "spellcheck": "true", **REFERRING}),
            "source_summary": forms.Textarea(attrs={"rows": 3, "dir": "auto", **REFERRING}),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        authors: Any = self.fields["authors"]
        authors.queryset = User.who_write(pk_of(one) for one in self.initial.get("authors") or ())

    def clean_supersedes(self) -> Any:
        """A paper is superseded once. Of a later one that the editor may not see, nothing is told."""
        chosen = self.cleaned_data["supersedes"]
        if not isinstance(chosen, Briefing):
            return chosen
        if chosen.pk == self.instance.pk:
            raise forms.ValidationError("A paper does not supersede itself: choose the earlier one.")
        later = Briefing.objects.superseding(chosen.pk)
        if chosen.pk != self.instance.supersedes_id and later.exists():
            seen = later.visible_to(self.reader).exists()
            raise forms.ValidationError(SUPERSEDED if seen else ASK)
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.reviewer_id and self.instance.reviewer in cleaned.get("authors", ()):
            self.add_error(
                "authors", f"{self.instance.reviewer.called} reviewed this paper, and a reviewer is no author of it."
            )
        self.instance.when = followed(self.instance.when, self.initial.get("as_of"), cleaned.get("as_of"))
        return cleaned


def pk_of(one: Any) -> int:
    return int(getattr(one, "pk", one))


def followed(when: str, before: date | None, after: date | None) -> str:
    """The date under which the paper stands among all records: its day, unless somebody gave it another."""
    return (after.isoformat() if after else "") if when in ("", str(before)) else when


class JudgementRowForm(RowForm):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["text"].label = "Judgement"
        self.fields["text"].widget = forms.Textarea(attrs={"rows": 2, "dir": "auto"})

    def _unconstrained(self) -> set[str]:
        """Its number is given at saving, when all are in their order; until then a new one has that of the first."""
        return super()._unconstrained() | {"order"}


class JudgementRows(Rows):
    """Their numbers follow from the order in which the editor puts them."""

    def __init__(self, *args: Any, **more: Any) -> None:
        more["queryset"] = Judgement.objects.order_by("order", "pk")
        super().__init__(*args, **more)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = "Place"

    def in_order(self) -> list[Any]:
        """Those that stay or are new; without a place they come last. One that was not changed has its place of before."""
        rows: list[Any] = [
            row for row in self.forms if row not in self.deleted_forms and (row.instance.pk or row.has_changed())
        ]
        places = {row: row.cleaned_data.get("ORDER", row.fields["ORDER"].initial) for row in rows}
        return sorted(rows, key=lambda row: LAST if places[row] is None else places[row])

    def save(self, commit: bool = True) -> Any:
        kept = self.in_order()
        there = [(row.instance.order, place) for place, row in enumerate(kept, 1) if row.instance.pk]
        moved = bool(self.deleted_forms) or any(order != place for order, place in there)
        if moved:
            # No two have one number, not even in between.
            Judgement.objects.of(self.instance.pk).set_aside(len(kept))
        for place, row in enumerate(kept, 1):
            row.instance.order = place
        saved = super().save(commit)
        for row in kept if moved else ():
            if not row.has_changed():
                row.instance.save()
        return saved


JUDGEMENTS = rows_of(
    Judgement,
    ("text", "likelihood", "confidence", "basis", "outcome"),
    legend="Key judgements",
    one="a judgement",
    intro="What will be, or is, the case: one sentence. How likely it is and how sure we are have fields of their own, and "
    "readers get two sentences of them.",
    blank=1,
    form=JudgementRowForm,
    rows=JudgementRows,
)
JUDGEMENTS.can_order = True


class BriefingEntry(Entry):
    """A new paper is of today, unless its editor says otherwise."""

    def __init__(
        self,
        page: DeskPage,
        record: Any,
        reader: Reader,
        today: date,
        data: QueryDict | None = None,
        start: Mapping[str, Any] | None = None,
    ) -> None:
        begun = {} if record.pk else {"as_of": today, "authors": [reader.pk] if isinstance(reader, User) else []}
        super().__init__(page, record, reader, today, data, begun | dict(start or {}))

    def context(self) -> dict[str, Any]:
        """What stands beside the text: its preview, what may want another look, and the records at hand."""
        return live(self.values(), self.reader, self.today)

    def values(self) -> dict[str, str]:
        """Of all fields, as they are sent or stand in the form before anything is."""
        if self.data is not None:
            return {name: str(value) for name, value in self.data.items()}
        given = {"judgements-TOTAL_FORMS": "500", "citations-TOTAL_FORMS": "500"}
        for form in self.forms():
            given |= {one.html_name: as_typed(one.value()) for one in form}
        return given

    def noticed(self) -> Sequence[SafeString | str]:
        number = live(self.values(), self.reader, self.today)["checks"].number
        if not number:
            return ()
        things = "one thing" if number == 1 else f"{number} things"
        address = f"/desk{self.record.get_absolute_url()}edit/#checks"
        return (format_html('In this paper <a href="{}">{} may want another look</a>.', address, things),)


def as_typed(value: Any) -> str:
    return "" if value is None else str(value)


def begun(data: QueryDict, reader: Reader) -> dict[str, Any]:
    """`?about=visits/v-1` gives the heads of a paper on that record, as far as the reader may see it."""
    return skeleton(data.get("about", ""), reader)


BRIEFINGS = DeskPage(
    model=Briefing,
    form=BriefingForm,
    intro="Judgements first, then what carries them. Readers check every sentence against its records and sources.",
    sets=(
        FieldSet("The paper", ("title", "summary")),
        FieldSet("Text", ("body",)),
        FieldSet("Sources in general", ("source_summary",)),
        FieldSet("How it is kept", ("as_of", "written_by", "handling", "tags", "supersedes", "authors")),
    ),
    rows=(JUDGEMENTS, CITATIONS, IDENTIFIERS),
    start=begun,
    entry=BriefingEntry,
    template="desk/briefing.html",
    offered_at=ABOUT,
    offer="Write a briefing",
)
