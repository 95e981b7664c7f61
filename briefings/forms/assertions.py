from typing import Any

from django.http import QueryDict

from actors.forms.tenures import new_person
from briefings.asserting import act_of
from briefings.models import Assertion, Claim, Stance
from records.access import Reader
from records.desk import DeskPage, FieldSet
from records.forms.base import RecordForm
from records.forms.citations import CITATIONS, IDENTIFIERS
from records.forms.starting import given, start_of

ENCOUNTERS = ("visit", "meeting", "event")


def new_claim(sentence: str) -> Claim:
    return Claim(title=sentence[:300])


class AssertionForm(RecordForm):
    OF_KINDS = {
        "claim": ("claim",),
        "speaker": ("actor",),
        "on_behalf_of": ("actor",),
        "audience": ("actor",),
        "encounter": ENCOUNTERS,
        "responds_to": ("assertion",),
    }
    MAKES = {"claim": new_claim, "speaker": new_person}

    class Meta(RecordForm.Meta):
        model = Assertion
        fields = (
            "claim",
            "responds_to",
            "speaker",
            "title_as_stated",
            "on_behalf_of",
            "stance",
            "act",
            "audience",
            "audience_note",
            "when",
            "when_note",
            "encounter",
            "channel",
            "attribution",
            "quote",
            "paraphrase",
            "evidence",
            "summary",
            "own_title",
            "handling",
            "tags",
        )
        labels = {
            "responds_to": "In answer to",
            "speaker": "Who says it",
            "title_as_stated": "Their title, as the source states it",
            "on_behalf_of": "On whose behalf",
            "stance": "And how they stand to it",
            "act": "What they do by it",
            "audience": "Told to",
            "audience_note": "Or told to, in words",
            "when": "When",
            "when_note": "When, as the source says",
            "encounter": "Where: the visit, meeting or event",
            "channel": "Known through",
            "quote": "The words",
            "paraphrase": "These words are a paraphrase",
            "evidence": "Evidence offered",
            "summary": "In one sentence",
        }
        help_texts = {
            "claim": "The sentence that is affirmed or denied. A new one: write “new:” and the sentence.",
            "responds_to": "The assertion that this one answers: a denial names what it denies.",
            "audience": "With semicolons between them.",
            "own_title": "Left blank, it is made of the names.",
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        answered, claim = cleaned.get("responds_to"), cleaned.get("claim")
        seen = not self.left & {"responds_to", "claim"}
        if seen and answered is not None and claim is not None and answered.claim_id != claim.pk:
            self.add_error(
                "responds_to", "That was said of another claim: choose an assertion of this one, or leave it blank."
            )
        if answered is not None and answered.pk == self.instance.pk:
            self.add_error("responds_to", "An assertion does not answer itself: choose another one.")
        return cleaned


def assertion_start(data: QueryDict, reader: Reader) -> dict[str, Any]:
    """`?claim=…&responds_to=…&visit=…&meeting=…&person=…&stance=denies`. An answer begins as a denial."""
    start = start_of(
        data,
        reader,
        claim=("claim", "claim"),
        responds_to=("responds_to", "assertion"),
        speaker=("person", "actor"),
        encounter=("encounter", *ENCOUNTERS),
    )
    answered: Any = start.get("responds_to")
    if answered is not None and "claim" not in start:
        start |= start_of(QueryDict(f"claim=C-{answered.claim_id}"), reader, claim=("claim", "claim"))
    for name in ENCOUNTERS:
        if one := given(data, reader, name, name):
            start |= {"encounter": one, "when": one.when}
    stance = data.get("stance", Stance.DENIES if answered is not None else "")
    if stance in Stance.values:
        start |= {"stance": stance, "act": act_of(stance)}
    return start


ASSERTIONS = DeskPage(
    model=Assertion,
    form=AssertionForm,
    intro="Somebody tells a claim to somebody, somewhere, with a stance. A denial is one, on the same claim.",
    sets=(
        FieldSet("What is said", ("claim", "responds_to", "stance", "act", "quote", "paraphrase", "evidence")),
        FieldSet("By whom", ("speaker", "title_as_stated", "on_behalf_of")),
        FieldSet("To whom", ("audience", "audience_note")),
        FieldSet("When and where", ("when", "when_note", "encounter"), beside=True),
        FieldSet("How it is known", ("channel", "attribution"), beside=True),
        FieldSet("How it is kept", ("summary", "own_title", "handling", "tags"), beside=True),
    ),
    rows=(CITATIONS, IDENTIFIERS),
    start=assertion_start,
)
