"""Filters of the lists of claims and assertions, and of the ledger of one claim."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from actors.models import Actor
from briefings.filters.actors import ActorFilters, NamesField
from briefings.ledger import AFFIRMING, DENYING, ClaimStatus, Said, tallies
from briefings.models import Assertion, Attribution, Claim, SpeechAct, Stance
from briefings.models.claims import AssertionQuerySet, ClaimQuerySet
from records.filters import GradedFilters, PeriodFilters
from records.listing import Filters
from records.names import slugged


class ClaimFilters(GradedFilters, ActorFilters):
    text = forms.CharField(label="Words", required=False, max_length=100)
    about = NamesField("About")
    type = forms.ChoiceField(label="Kind", required=False, choices=[("", "Any kind"), *Claim.Type.choices])
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Any status"), *((one.value, one.value) for one in ClaimStatus)]
    )

    field_order = ("text", "about", "type", "status", "grade")

    def clean_about(self) -> list[int]:
        return self.named("about")

    def by_text(self, claims: ClaimQuerySet, text: str) -> ClaimQuerySet:
        return claims.worded(text)

    def by_about(self, claims: ClaimQuerySet, actors: list[int]) -> ClaimQuerySet:
        return claims.about_any(actors)

    def borne_out(self, cited: QuerySet) -> QuerySet:
        """A claim rests on what is cited for it, and for those who affirm it."""
        affirmed = Assertion.objects.visible_to(self.reader).within(cited).with_stance(*AFFIRMING)
        return Claim.objects.resting_on(cited, affirmed).values("pk")

    def by_type(self, claims: ClaimQuerySet, type: str) -> ClaimQuerySet:
        return claims.of_type(type)

    def by_status(self, claims: ClaimQuerySet, status: str) -> ClaimQuerySet:
        """A status is worked out for this reader: the ledgers of all claims that are left are read."""
        found = tallies(claims.values_list("pk", flat=True), self.reader)
        return claims.among(pk for pk, tally in found.items() if tally.status == status)


class AssertionFilters(PeriodFilters, GradedFilters, ActorFilters):
    claim = forms.SlugField(label="On the claim", required=False, widget=forms.HiddenInput)
    answers = forms.SlugField(label="In answer to", required=False, widget=forms.HiddenInput)
    speaker = NamesField("Speaker")
    told = NamesField("Told to")
    stance = forms.ChoiceField(required=False, choices=[("", "Any stance"), *Stance.choices])
    act = forms.ChoiceField(label="Speech act", required=False, choices=[("", "Any"), *SpeechAct.choices])
    attribution = forms.ChoiceField(required=False, choices=[("", "Any"), *Attribution.choices])

    field_order = ("speaker", "told", "stance", "act", "attribution", "since", "until")

    def clean_claim(self) -> int | None:
        return self.seen("claim", self.cleaned_data["claim"])

    def clean_answers(self) -> int | None:
        return self.seen("assertion", self.cleaned_data["answers"])

    def clean_speaker(self) -> list[int]:
        return self.named("speaker")

    def clean_told(self) -> list[int]:
        return self.named("told")

    def by_told(self, said: AssertionQuerySet, actors: list[int]) -> AssertionQuerySet:
        return said.told_any(actors)

    def by_act(self, said: AssertionQuerySet, act: str) -> AssertionQuerySet:
        return said.as_act(act)

    def by_claim(self, said: AssertionQuerySet, claim: int) -> AssertionQuerySet:
        return said.on_claims([claim])

    def by_answers(self, said: AssertionQuerySet, assertion: int) -> AssertionQuerySet:
        return said.answering(assertion)

    def by_speaker(self, said: AssertionQuerySet, actors: list[int]) -> AssertionQuerySet:
        return said.by_any(actors)

    def by_stance(self, said: AssertionQuerySet, stance: str) -> AssertionQuerySet:
        return said.with_stance(stance)

    def by_attribution(self, said: AssertionQuerySet, attribution: str) -> AssertionQuerySet:
        return said.attributed(attribution)


AFFIRMS, DENIES, TOLD = "affirms", "denies", "told"
SHOWN = {AFFIRMS: "affirms", DENIES: "denies", TOLD: "who was told"}
# Begins what stands for an audience in words ("the public"), where an actor's address would stand: no address has it.
IN_WORDS = "~"


def note_key(note: str) -> str:
    return IN_WORDS + slugged(note)


class LedgerFilters(Filters):
    """What the ledger of one claim shows. It is not narrowed by a query: the whole ledger has been read."""

    stance = forms.ChoiceField(required=False, choices=list(SHOWN.items()))
    speaker = forms.CharField(required=False, max_length=100)
    told = forms.CharField(required=False, max_length=100)

    def clean(self) -> dict[str, Any]:
        """The ids of `speaker` and `told`, each None where not asked for; one query for both."""
        asked = {name: self.cleaned_data.get(name) or "" for name in ("speaker", "told")}
        shown = Actor.objects.visible_to(self.reader)
        ids: dict[str, int] = {}
        if slugs := [slug for slug in asked.values() if slug and not slug.startswith(IN_WORDS)]:
            wanted = shown.at(Actor.FOLDER, slugs[0]) | shown.at(Actor.FOLDER, slugs[-1])
            ids = dict(wanted.values_list("slug", "pk"))
        for name, slug in asked.items():
            if slug in ids or slug.startswith(IN_WORDS) or not slug:
                self.cleaned_data[name] = ids.get(slug, slug or None)
            else:
                self.add_error(name, "No actor that you may read has this address.")
        return self.cleaned_data

    def takes(self, said: Said) -> bool:
        asked = self.cleaned_data
        stance, speaker, told = asked.get("stance"), asked.get("speaker"), asked.get("told")
        if stance in (AFFIRMS, DENIES) and said.stance not in (AFFIRMING if stance == AFFIRMS else DENYING):
            return False
        if stance == TOLD and not (said.hearers or said.note):
            return False
        if speaker and said.side != speaker:
            return False
        return not told or told in said.hearers or (bool(said.note) and told == note_key(said.note))
