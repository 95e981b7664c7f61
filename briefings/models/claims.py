from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, Subquery, Value, When, Window

from actors.models import Actor
from briefings.models.encounters import Channel, Meeting
from records.access import Reader, drawable, visible
from records.dates import iso
from records.fields import DayField, known
from records.models import Composed, Kind, Part, Record, RecordQuerySet, unsourced
from records.models.record import Named


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
        return self.about_any([actor_id])

    def about_any(self, actor_ids: Iterable[int]) -> Self:
        """Claims of which one of the actors is a subject or an object."""
        ids = list(actor_ids)
        subjects, objects = (one.through.objects.filter(actor__in=ids) for one in (Claim.subjects, Claim.object_actors))
        return self.filter(Q(pk__in=subjects.values("claim")) | Q(pk__in=objects.values("claim")))

    def resting_on(self, cited: models.QuerySet, affirmed: "AssertionQuerySet") -> Self:
        """Claims that are cited themselves (ids, a query), or affirmed by one of the assertions."""
        return self.filter(Q(pk__in=cited) | Q(pk__in=affirmed.order_by().values("claim")))

    def without_source(self, reader: Reader) -> Self:
        """Those for which nothing is cited, neither for themselves nor for who asserts them."""
        said = Assertion.objects.visible_to(reader).filter(~unsourced(reader), claim=OuterRef("pk"))
        return self.filter(unsourced(reader), ~Exists(said))

    def of_type(self, type: str) -> Self:
        return self.filter(type=type)

    def worded(self, text: str) -> Self:
        """Claims in whose proposition every word of `text` stands."""
        return self.filter(*(Q(title__icontains=word) for word in text.split()))

    def with_last_said(self, reader: Reader) -> Self:
        """Each with `last_said` and `last_day`: when it was last asserted, as far as the reader may know."""
        said = Assertion.objects.visible_to(reader).filter(claim=OuterRef("pk"))
        last = said.order_by(F("day").desc(nulls_last=True), "-pk")
        return self.annotate(last_said=Subquery(last.values("when")[:1]), last_day=Subquery(last.values("day")[:1]))


class Claim(Kind):
    """A proposition that people affirm or deny; `title` is the proposition.

    Nobody says a claim: that is an `Assertion`. Its status is worked out at reading (`ledger`).
    """

    KIND, FOLDER, LETTER, LABEL, PLURAL = "claim", "claims", "C", "Claim", "Claims"
    SCHEMA: ClassVar[str] = "Claim"
    PARTS = ("citations", "identifiers", "assessments", "links_out")
    SAID = {**Kind.SAID, "assessments.text": "", "assessments.rationale": "", "assessments.author": ""}

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

    def linked_data(self, named: Named) -> dict[str, Any]:
        return {"text": self.title, "temporalCoverage": self.when}

    def ties(self, reader: Reader) -> list[tuple[str, int]]:
        """("about", actor), ("against", actor), ("narrows", claim), ("narrowed by", claim) …, in this order. One query.

        A claim that this one names is here though the reader may not see it, one that names it is not.
        """
        about = self.subjects.through.objects.filter(claim=self.pk).values_list(Value("about"), "actor_id", "pk")
        against = self.object_actors.through.objects.filter(claim=self.pk).values_list(
            Value("against"), "actor_id", "pk"
        )
        out = ClaimLink.objects.filter(a=self.pk).values_list("type", "b_id", "pk")
        inverse = Case(*(When(type=tie, then=Value(label)) for tie, label in ClaimLink.INVERSE.items()))
        back = ClaimLink.objects.filter(visible(reader, "a__"), b=self.pk).values_list(inverse, "a_id", "pk")
        rows = about.union(against, out, back, all=True)
        return [(tie, pk) for tie, pk, _ in sorted(rows, key=lambda row: (TIES.index(row[0]), row[2]))]


class AssertionQuerySet(RecordQuerySet):
    def by_day(self) -> Self:
        return self.order_by(F("day").asc(nulls_last=True), "pk")

    def on_claims(self, claim_ids: Iterable[int]) -> Self:
        return self.filter(claim__any_of=list(claim_ids))

    def by_speaker(self, actor_id: int) -> Self:
        return self.filter(speaker_id=actor_id)

    def by_any(self, actor_ids: Iterable[int]) -> Self:
        """Said by one of the actors, or on their behalf."""
        ids = list(actor_ids)
        return self.filter(Q(speaker__in=ids) | Q(on_behalf_of__in=ids))

    def with_stance(self, *stances: str) -> Self:
        return self.filter(stance__in=stances)

    def as_act(self, act: str) -> Self:
        return self.filter(act=act)

    def told_any(self, actor_ids: Iterable[int]) -> Self:
        """Those told to one of the actors."""
        told = Assertion.audience.through.objects.filter(actor__in=list(actor_ids))
        return self.filter(pk__in=told.values("assertion"))

    def attributed(self, attribution: str) -> Self:
        return self.filter(attribution=attribution)

    def answering(self, assertion_id: int) -> Self:
        return self.filter(responds_to_id=assertion_id)

    def with_count(self) -> Self:
        """Each with `number`, the number of all: a slice then tells the total without a query of its own."""
        return self.annotate(number=Window(Count("pk")))

    def heard_by(self, actor_id: int) -> Self:
        return self.filter(audience=actor_id)

    def as_said(self, reader: Reader) -> models.QuerySet:
        """A row for each actor told, one at least for each assertion: (id, claim, side, stance, when, day, the audience
        in words, id of the one told, the same if the reader may see them), in order of time, without a date first.

        The side is on whose behalf it was said, else who said it; None where the reader may see neither.
        """
        side = Case(
            When(visible(reader, "on_behalf_of__"), then="on_behalf_of"),
            When(visible(reader, "speaker__"), then="speaker"),
        )
        rows = self.annotate(side=side, hearer=Case(When(visible(reader, "audience__"), then="audience")))
        return rows.order_by(F("day").asc(nulls_first=True), "pk", "audience").values_list(
            "pk", "claim_id", "side", "stance", "when", "day", "audience_note", "audience", "hearer"
        )

    def denied_lately(self, most: int) -> list[int]:
        """Ids of the claims that these deny, the one denied last first."""
        denied = self.filter(stance__in=[Stance.DENIES, Stance.DENIES_IN_PART]).values("claim_id")
        newest = denied.annotate(last=Max("day")).order_by(F("last").desc(nulls_last=True), "-claim_id")
        return list(newest.values_list("claim_id", flat=True)[:most])

    def said_in(self, encounter_id: int) -> Self:
        return self.filter(encounter_id=encounter_id)

    def said_during(self, encounter_id: int, reader: Reader) -> Self:
        """Said in the encounter or, where it is a visit, in one of its meetings that the reader may see."""
        meetings = Meeting.objects.visible_to(reader).of_visit(encounter_id)
        return self.filter(Q(encounter=encounter_id) | Q(encounter__in=meetings.order_by().values("pk")))


class Assertion(Composed):
    """Somebody tells a claim to somebody, somewhere, with a stance. A denial is one, on the same claim."""

    KIND, FOLDER, LETTER, LABEL, PLURAL = "assertion", "assertions", "S", "Assertion", "Assertions"
    SCHEMA: ClassVar[str] = "CommunicateAction"
    NAMED_THROUGH = ("claim__subjects", "claim__object_actors")
    SAID = {**Composed.SAID, "title_as_stated": "speaker", "quote": "", "evidence": "", "audience_note": ""}

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="assertions", db_index=False)
    speaker = models.ForeignKey(Actor, models.PROTECT, related_name="assertions_made", db_index=False)
    on_behalf_of = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="assertions_for")
    audience = models.ManyToManyField(Actor, related_name="assertions_heard", blank=True)
    audience_note = models.CharField(max_length=200, blank=True, help_text="The public, reporters …")
    encounter = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="assertions_there")
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

    def linked_data(self, named: Named) -> dict[str, Any]:
        return {
            "startTime": iso(self.when),
            "agent": named(self.on_behalf_of_id or self.speaker_id),
            "participant": named(self.speaker_id) if self.on_behalf_of_id else None,
            "about": named(self.claim_id),
            "description": Stance(self.stance).label,
        }

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


# In the order in which a page names them.
TIES = ("about", "against", *ClaimLink.Type.values, *ClaimLink.INVERSE.values())


class AssessmentQuerySet(models.QuerySet):
    def of(self, claim_id: int) -> Self:
        return self.filter(claim_id=claim_id)


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
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return self.text
