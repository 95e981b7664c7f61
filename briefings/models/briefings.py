from datetime import date
from itertools import count
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Q

from briefings.models.claims import Confidence, Likelihood
from records.fields import known
from records.models import Kind, Part, RecordQuerySet
from records.models.record import Named


class BriefingQuerySet(RecordQuerySet):
    def latest(self) -> Self:  # type: ignore[override]
        return self.order_by(F("as_of").desc(nulls_last=True), "-pk")

    def superseding(self, pk: int) -> Self:
        return self.filter(supersedes=pk)

    def with_judgement_count(self) -> Self:
        return self.annotate(judgement_count=Count("judgements"))

    def with_parts(self) -> models.QuerySet:
        """A row for each judgement in its order, one at least: (first name and last name of the reviewer, id of the
        briefing that supersedes it, text, likelihood, confidence, basis and outcome of the judgement)."""
        names = ("text", "likelihood", "confidence", "basis", "outcome")
        return self.order_by("judgements__order").values_list(
            "reviewer__first_name", "reviewer__last_name", "superseded_by", *(f"judgements__{name}" for name in names)
        )

    def since(self, day: date) -> Self:
        return self.filter(as_of__gte=day)

    def until(self, day: date) -> Self:
        return self.filter(as_of__lte=day)

    def worded(self, text: str) -> Self:
        """Briefings in whose title every word of `text` stands.

        Not in the summary: as written, it names in its references what the reader may not see.
        """
        return self.filter(*(Q(title__icontains=word) for word in text.split()))


class Briefing(Kind):
    """An analyst's paper: Markdown in which `[[kind/slug]]` links a record and `![[kind/slug]]` sets its card."""

    KIND, FOLDER, LETTER, LABEL, PLURAL = "briefing", "briefings", "B", "Briefing", "Briefings"
    SCHEMA: ClassVar[str] = "Report"
    REVIEWED_EDITS, STANDARDS, AUTHORS, REVIEWER = True, True, "authors", "reviewer"
    PARTS = ("citations", "identifiers", "judgements")
    MARKUP = ("summary", "body", "source_summary")
    SAID = {**Kind.SAID, "written_by": "", "judgements.text": "", "judgements.basis": ""}

    body = models.TextField()
    as_of = models.DateField(null=True, blank=True)
    source_summary = models.TextField(blank=True, help_text="Source summary statement (ICD 206).")
    written_by = models.CharField(max_length=200, blank=True, help_text="As printed, for example South Asia desk.")
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="briefings", blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reviewed"
    )
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")

    objects = BriefingQuerySet.as_manager()

    def linked_data(self, named: Named) -> dict[str, Any]:
        return {
            "reportNumber": self.ref,
            "datePublished": self.published_at.date().isoformat() if self.published_at else None,
            "contentReferenceTime": self.as_of.isoformat() if self.as_of else None,
            "author": {"@type": "Organization", "name": self.written_by} if self.written_by else None,
        }

    def clean(self) -> None:
        super().clean()
        if self.pk and self.reviewer_id and self.authors.filter(pk=self.reviewer_id).exists():
            raise ValidationError({"reviewer": "The reviewer is somebody else than the authors."})


class JudgementQuerySet(models.QuerySet):
    def of(self, briefing_id: int) -> Self:
        return self.filter(briefing=briefing_id)

    def set_aside(self, above: int) -> None:
        """Give each another number, above this one, so that those up to it are free."""
        rows = dict(self.values_list("pk", "order"))
        free = (number for number in count(above + 1) if number not in rows.values())
        for pk in rows:
            self.filter(pk=pk).update(order=next(free))


class Judgement(Part):
    """A key judgement. Likelihood and confidence are two sentences, never one (ICD 203)."""

    WHOLE = "briefing_id"

    class Outcome(models.TextChoices):
        OPEN = "open", "open"
        BORNE_OUT = "borne_out", "borne out"
        IN_PART = "in_part", "borne out in part"
        NOT_BORNE_OUT = "not_borne_out", "not borne out"

    briefing = models.ForeignKey(Briefing, models.CASCADE, related_name="judgements")
    order = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    likelihood = models.CharField(max_length=20, choices=Likelihood)
    confidence = models.CharField(max_length=10, choices=Confidence)
    basis = models.CharField(max_length=300, blank=True, help_text="What the confidence rests on.")
    outcome = models.CharField(max_length=16, choices=Outcome, default=Outcome.OPEN)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["briefing", "order"], name="judgement_order_unique"),
            known("likelihood", Likelihood, "judgement_likelihood_icd203", "Choose one of the seven terms."),
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="judgement_confidence_icd203"),
        ]

    def __str__(self) -> str:
        return self.text
