from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from actors.models import Actor
from briefings.models.encounters import Channel, known
from records.access import drawable
from records.fields import DayField
from records.models import Composed, Kind, Part, Record, RecordQuerySet


class Likelihood(models.TextChoices):
    """The seven terms of ICD 203 (2015), D.6.e(2)(a), first row, with their bands in per cent."""

    ALMOST_NONE = "almost_no_chance", "almost no chance"
    VERY_UNLIKELY = "very_unlikely", "very unlikely"
    UNLIKELY = "unlikely", "unlikely"
    EVEN = "roughly_even_chance", "roughly even chance"
    LIKELY = "likely", "likely"
    VERY_LIKELY = "very_likely", "very likely"
    ALMOST_CERTAIN = "almost_certain", "almost certain"


BANDS = {
    Likelihood.ALMOST_NONE: (1, 5),
    Likelihood.VERY_UNLIKELY: (5, 20),
    Likelihood.UNLIKELY: (20, 45),
    Likelihood.EVEN: (45, 55),
    Likelihood.LIKELY: (55, 80),
    Likelihood.VERY_LIKELY: (80, 95),
    Likelihood.ALMOST_CERTAIN: (95, 99),
}


class Confidence(models.TextChoices):
    """How good the basis of a judgement is (ICD 203), never how probable the thing judged."""

    LOW = "low", "low"
    MODERATE = "moderate", "moderate"
    HIGH = "high", "high"


class Stance(models.TextChoices):
    AFFIRMS = "affirms", "affirms"
    AFFIRMS_IN_PART = "affirms_in_part", "affirms in part"
    REPEATS = "repeats", "repeats"
    QUESTIONS = "questions", "questions"
    DENIES_IN_PART = "denies_in_part", "denies in part"
    DENIES = "denies", "denies"
    RETRACTS = "retracts", "retracts"
    NO_POSITION = "no_position", "no position"


class SpeechAct(models.TextChoices):
    ASSERTS = "asserts", "asserts"
    ACCUSES = "accuses", "accuses"
    DENIES = "denies", "denies"
    ACKNOWLEDGES = "acknowledges", "acknowledges"
    CLAIMS_RESPONSIBILITY = "claims_responsibility", "claims responsibility"
    PROMISES = "promises", "promises"
    OFFERS = "offers", "offers"
    DEMANDS = "demands", "demands"
    REQUESTS = "requests", "requests"
    REJECTS = "rejects", "rejects"
    ACCEPTS = "accepts", "accepts"
    THREATENS = "threatens", "threatens"
    WARNS = "warns", "warns"
    PRAISES = "praises", "praises"
    CONDEMNS = "condemns", "condemns"
    RECOGNISES = "recognises", "recognises"
    APOLOGISES = "apologises", "apologises"
    RETRACTS = "retracts", "retracts"
    CLARIFIES = "clarifies", "clarifies"
    DECLINES_COMMENT = "declines_comment", "declines comment"
    SILENT = "silent_when_asked", "silent when asked"


class Attribution(models.TextChoices):
    ON_RECORD = "on_record", "on the record"
    BACKGROUND = "background", "on background"
    CHATHAM_HOUSE = "chatham_house", "Chatham House Rule"
    ANONYMOUS = "anonymous", "unnamed"
    WITHHELD = "withheld", "attribution withheld"


class ClaimQuerySet(RecordQuerySet):
    def about(self, actor_id: int) -> Self:
        """Claims of which the actor is a subject or an object."""
        return self.filter(Q(subjects=actor_id) | Q(object_actors=actor_id)).distinct()


class Claim(Kind):
    """A proposition that people affirm or deny; `title` is the proposition.

    Nobody says a claim: that is an `Assertion`. Its status is worked out at reading (`ledger`).
    """

    KIND, FOLDER, LETTER, LABEL, PLURAL = "claim", "claims", "C", "Claim", "Claims"
    PARTS = ("citations", "identifiers", "assessments", "links_out")

    class Type(models.TextChoices):
        FACT = "fact", "Claim of fact"
        RESPONSIBILITY = "responsibility", "Claim of responsibility"
        INTENT = "intent", "Claim of intent"
        FORECAST = "forecast", "Forecast"

    type = models.CharField(max_length=16, choices=Type, default=Type.FACT)
    subjects = models.ManyToManyField(Actor, related_name="claims_about", blank=True)
    # `objects` is the manager's name.
    object_actors = models.ManyToManyField(
        Actor, related_name="claims_against", blank=True, verbose_name="objects", db_table="briefings_claim_object"
    )

    objects = ClaimQuerySet.as_manager()

    @property
    def kind_label(self) -> str:
        return self.Type(self.type).label


class AssertionQuerySet(RecordQuerySet):
    def by_day(self) -> Self:
        return self.order_by(F("day").asc(nulls_last=True), "pk")

    def on_claims(self, claim_ids: list[int]) -> Self:
        return self.filter(claim__in=claim_ids)

    def by_speaker(self, actor_id: int) -> Self:
        return self.filter(speaker_id=actor_id)

    def heard_by(self, actor_id: int) -> Self:
        return self.filter(audience=actor_id)

    def hearers(self) -> models.QuerySet:
        """(claim id, id of an actor told), each once for each assertion."""
        return self.filter(audience__isnull=False).values_list("claim_id", "audience")

    def said_in(self, encounter_id: int) -> Self:
        return self.filter(encounter_id=encounter_id)


class Assertion(Composed):
    """Somebody tells a claim to somebody, somewhere, with a stance. A denial is one, on the same claim."""

    KIND, FOLDER, LETTER, LABEL, PLURAL = "assertion", "assertions", "S", "Assertion", "Assertions"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="assertions", db_index=False)
    speaker = models.ForeignKey(Actor, models.PROTECT, related_name="assertions_made", db_index=False)
    on_behalf_of = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="assertions_for"
    )
    audience = models.ManyToManyField(Actor, related_name="assertions_heard", blank=True)
    audience_note = models.CharField(max_length=200, blank=True, help_text="The public, reporters …")
    encounter = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="assertions_there"
    )
    act = models.CharField("speech act", max_length=24, choices=SpeechAct, default=SpeechAct.ASSERTS)
    stance = models.CharField(max_length=16, choices=Stance, default=Stance.AFFIRMS)
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.ON_RECORD)
    attribution = models.CharField(max_length=16, choices=Attribution, default=Attribution.ON_RECORD)
    title_as_stated = models.CharField("speaker's title, as stated", max_length=200, blank=True)
    quote = models.TextField(blank=True)
    paraphrase = models.BooleanField("words are a paraphrase", default=False)
    evidence = models.TextField("evidence offered", blank=True)
    responds_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="responses")
    day = DayField()

    objects = AssertionQuerySet.as_manager()

    class Meta:
        constraints = [
            known("stance", Stance, "assertion_stance_known", "Choose a stance from the list."),
            known("channel", Channel, "assertion_channel_known", "Choose a channel from the list."),
            known("act", SpeechAct, "assertion_act_known", "Choose a speech act from the list."),
        ]
        indexes = [
            models.Index(fields=["claim", "day", "record"], name="assertion_on_claim"),
            models.Index(fields=["speaker", "-day", "record"], name="assertion_by_speaker"),
        ]

    def compose(self) -> str:
        speaker = Actor.objects.filter(drawable(self), pk=self.speaker_id).values_list("title", flat=True).first()
        claim = Claim.objects.filter(drawable(self), pk=self.claim_id).values_list("title", flat=True).first()
        return assertion_title(speaker, self.stance, claim)


def assertion_title(speaker: str | None, stance: str, claim: str | None) -> str:
    """The title of an assertion; None stands for a part that it may not show."""
    verb = {"no_position": "takes no position on"}.get(stance, Stance(stance).label)
    return f"{speaker or 'A withheld speaker'} {verb}: {claim or 'a withheld claim'}"


class ClaimLink(Part):
    """How one claim bears on another, read from `a` to `b`."""

    WHOLE = "a_id"

    class Type(models.TextChoices):
        CONTRADICTS = "contradicts", "contradicts"
        NARROWS = "narrows", "narrows"
        RESTATES = "restates", "restates"
        IMPLIES = "implies", "implies"
        SUPERSEDES = "supersedes", "supersedes"

    INVERSE = {
        "contradicts": "contradicted by",
        "narrows": "narrowed by",
        "restates": "restated by",
        "implies": "implied by",
        "supersedes": "superseded by",
    }

    a = models.ForeignKey(Claim, models.CASCADE, related_name="links_out")
    b = models.ForeignKey(Claim, models.CASCADE, related_name="links_in")
    type = models.CharField(max_length=12, choices=Type)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["a", "b", "type"], name="claim_link_once"),
            models.CheckConstraint(
                condition=~Q(a=F("b")),
                name="claim_link_of_two",
                violation_error_message="A claim cannot be linked to itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} {self.type} {self.b_id}"


class Assessment(Part):
    """What an analyst makes of a claim: likelihood and confidence, each a sentence of its own (ICD 203)."""

    WHOLE = "claim_id"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="assessments")
    text = models.TextField()
    likelihood = models.CharField(max_length=20, choices=Likelihood, blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence, blank=True)
    rationale = models.TextField(blank=True, help_text="What the confidence rests on.")
    author = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    date = models.DateField()
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    class Meta:
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return self.text
