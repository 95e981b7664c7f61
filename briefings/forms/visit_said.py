"""What was said during a visit, a row each: who said it, of which claim, with what stance, in which words."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from actors.forms.tenures import new_person
from briefings.asserting import said
from briefings.forms.assertions import new_claim
from briefings.models import Assertion, Channel, Stance, Visit
from records.access import Reader
from records.forms.base import Referrer
from records.forms.references import RecordField, RecordsField
from records.forms.rows import TOO_MANY, as_sent
from records.forms.texts import TextField
from records.rendering import PLAIN_FIELDS

MOST = 100


class SaidForm(Referrer, forms.Form):
    speaker = RecordField(kinds=["actor"], label="Who said it")
    stance = forms.ChoiceField(label="Stance", choices=Stance, initial=Stance.AFFIRMS)
    claim = RecordField(
        kinds=["claim"],
        label="Which claim",
        help_text="A sentence that is true or false. A new one: “new:” and the sentence.",
    )
    told = RecordsField(kinds=["actor"], label="To whom", required=False)
    channel = forms.ChoiceField(label="Known through", choices=Channel, initial=Channel.ON_RECORD)
    words = TextField(
        label="The sentence that says so",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Letter by letter, as it stands in the document.",
    )

    default_renderer = PLAIN_FIELDS

    def __init__(self, *args: Any, reader: Reader, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["speaker"].take(("actor",), new_person)  # type: ignore[attr-defined]
        self.fields["claim"].take(("claim",), new_claim)  # type: ignore[attr-defined]
        self.meet(reader, today)

    def save(self, visit: Visit) -> Assertion:
        given = self.cleaned_data
        self.handling_of_new = visit.handling
        self.make()
        return said(
            given["claim"],
            given["speaker"],
            given["stance"],
            given["channel"],
            when=visit.when,
            when_note=visit.when_note,
            encounter=visit.record,
            quote=given["words"],
            handling=visit.handling,
            audience=given["told"],
        )


class SaidRows(BaseFormSet):
    """Always new: what is on record already is edited where it stands."""

    LEGEND: ClassVar[str] = "What was said"
    INTRO: ClassVar[str] = (
        "Each sentence that somebody affirmed or denied there. It is kept as an assertion of its own."
    )
    ONE: ClassVar[str] = "something said"
    TEMPLATE: ClassVar[str] = "desk/_row.html"
    hidden = False
    default_error_messages = {**BaseFormSet.default_error_messages, "too_many_forms": TOO_MANY}

    def __init__(self, data: Any = None, *, prefix: str, reader: Reader, today: date) -> None:
        super().__init__(as_sent(data, prefix), prefix=prefix, form_kwargs={"reader": reader, "today": today})

    def initial_form_count(self) -> int:
        return 0

    def told(self) -> Iterable[SaidForm]:
        return [one for one in self.forms if one.is_valid() and one.has_changed()]


SAID_ROWS: Any = formset_factory(SaidForm, formset=SaidRows, extra=1, max_num=MOST, absolute_max=MOST)
