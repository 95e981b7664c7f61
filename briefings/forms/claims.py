from typing import Any

from django import forms
from django.http import QueryDict

from actors.forms.tenures import new_person
from briefings.asserting import said
from briefings.forms.assertions import ENCOUNTERS
from briefings.models import Assertion, Assessment, Channel, Claim, ClaimLink, Stance
from records.access import Reader
from records.citing import cite, passage
from records.desk import DeskPage, FieldSet
from records.forms.base import RecordForm, desk_field
from records.forms.citations import CITATIONS, IDENTIFIERS
from records.forms.references import RecordField, RecordsField
from records.forms.rows import SignedRowForm, rows_of
from records.forms.starting import given, start_of
from records.quotes import NotQuoted

LINKS = rows_of(
    ClaimLink, ("type", "b"), legend="Bearing on other claims", one="a link", intro="Read from this claim to the other."
)


ASSESSMENTS = rows_of(
    Assessment,
    ("text", "likelihood", "confidence", "rationale", "author", "date"),
    legend="Assessments",
    one="an assessment",
    intro="What we make of the claim: how likely it is, and apart from that how sure we are.",
    form=SignedRowForm,
)
# What a new claim's form asks of whoever says it first.
SAID = ("speaker", "stance", "told", "said_when", "encounter", "channel", "words", "document")


class ClaimForm(RecordForm):
    """A new claim is entered together with the first assertion of it, if a speaker is named."""

    OF_KINDS = {"subjects": ("actor",), "object_actors": ("actor",)}
    MAKES = {"speaker": new_person}

    speaker = RecordField(kinds=["actor"], label="Who says it", required=False, help_text="Left blank, nobody yet.")
    stance = forms.ChoiceField(label="And how they stand to it", choices=Stance, required=False)
    told = RecordsField(kinds=["actor"], label="Told to", required=False, help_text="With semicolons between them.")
    said_when = desk_field(Assertion._meta.get_field("when"), label="When")
    encounter = RecordField(kinds=list(ENCOUNTERS), label="In which visit, meeting or event", required=False)
    channel = forms.ChoiceField(label="Known through", choices=Channel, required=False)
    words = forms.CharField(
        label="The words",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Letter by letter as they stand in the document.",
    )
    document = RecordField(kinds=["document"], label="Document", required=False, help_text="Where the words stand.")

    class Meta(RecordForm.Meta):
        model = Claim
        fields = ("title", "type", "subjects", "object_actors", "when", "when_note", "summary", "handling", "tags")
        labels = {
            "title": "Proposition",
            "type": "Kind of claim",
            "subjects": "About",
            "object_actors": "Against",
            "when": "Of what time",
            "when_note": "Of what time, as the source says",
        }
        help_texts = {
            "title": "One sentence that is true or false, in neutral words. Who says it is an assertion.",
            "subjects": "With semicolons between them.",
            "object_actors": "With semicolons between them.",
            "when": "The time that the sentence speaks of, not when it was said.",
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if not self.instance._state.adding:
            for name in SAID:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "speaker" in self.fields and not cleaned.get("speaker"):
            of_a_speaker = [name for name in ("told", "said_when", "words", "document") if cleaned.get(name)]
            if of_a_speaker and "speaker" not in self.errors:
                self.add_error("speaker", "Name who says it, or leave blank what is asked about the saying.")
        if cleaned.get("document") and "words" in cleaned:
            try:
                passage(cleaned["document"], cleaned["words"])
            except NotQuoted as error:
                self.add_error("words", str(error))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        claim = super().save(commit)
        if self.cleaned_data.get("speaker"):
            self.say(claim)
        return claim

    def say(self, claim: Claim) -> Assertion:
        given = self.cleaned_data
        assertion = said(
            claim,
            given["speaker"],
            given.get("stance") or Stance.AFFIRMS,
            given.get("channel") or Channel.ON_RECORD,
            when=given.get("said_when") or "",
            encounter=given.get("encounter"),
            quote=given.get("words") or "",
            handling=claim.handling,
            audience=given.get("told") or [],
        )
        if given.get("document"):
            cite(given["document"], assertion, given.get("words") or "")
        return assertion


def claim_start(data: QueryDict, reader: Reader) -> dict[str, Any]:
    """`?about=…&person=…&visit=…&document=…`"""
    about, met = given(data, reader, "about", "actor"), given(data, reader, "visit", *ENCOUNTERS)
    start = start_of(data, reader, speaker=("person", "actor"), document=("document", "document"))
    when: Any = met
    return {
        **start,
        **({"subjects": [about]} if about else {}),
        **({"encounter": met, "said_when": when.when} if met else {}),
    }


CLAIMS = DeskPage(
    model=Claim,
    form=ClaimForm,
    intro="A claim is one sentence that can be true or false. A denial is an assertion on it, never another claim.",
    sets=(
        FieldSet("What is claimed", ("title", "type", "subjects", "object_actors", "when", "when_note", "summary")),
        FieldSet("Who said it first", SAID),
        FieldSet("How it is kept", ("handling", "tags"), beside=True),
    ),
    rows=(LINKS, ASSESSMENTS, CITATIONS, IDENTIFIERS),
    start=claim_start,
)
