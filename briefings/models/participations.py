from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Case, F, Q, When

from actors.models import Actor, Tenure
from records.access import Reader, drawable, visible
from records.fields import known
from records.models import Part, Record


class Role(models.TextChoices):
    VISITOR = "visitor", "visitor"
    HOST = "host", "host"
    COUNTERPART = "counterpart", "counterpart"
    DELEGATION = "delegation", "delegation"
    MEDIATOR = "mediator", "mediator"
    WITNESS = "witness", "witness"
    SIGNATORY = "signatory", "signatory"
    OBSERVER = "observer", "observer"
    INTERPRETER = "interpreter", "interpreter"
    ABSENT = "absent", "expected, absent"


class Certainty(models.TextChoices):
    CERTAIN = "certain", "certain"
    PROBABLE = "probable", "probable"
    INFERRED = "inferred", "inferred"
    DISPUTED = "disputed", "disputed"


class ParticipationQuerySet(models.QuerySet):
    def encounters_of(self, actor_ids: Iterable[int], reader: Reader) -> models.QuerySet:
        """Ids of the encounters in which they had a part, or others, whom the reader may see, on their behalf.

        United, since neither database finds its way to either part of an "or" by an index: it reads all parts.
        """
        ids = list(actor_ids)
        own = self.filter(actor__in=ids).values("encounter_id")
        through = self.filter(visible(reader, "actor__"), on_behalf_of__in=ids).values("encounter_id")
        return own.union(through, all=True)

    def titled_too_early(self, reader: Reader) -> models.QuerySet:
        """Ids of the encounters in which somebody took part `too_early`."""
        return self.too_early(reader).values("encounter_id")

    def tenures_used_too_early(self, reader: Reader) -> models.QuerySet:
        """Ids of the tenures as whose holders people took part `too_early` in encounters that the reader may see."""
        return self.too_early(reader).filter(visible(reader, "encounter__")).values("tenure_id")

    def too_early(self, reader: Reader) -> Self:
        """Those in encounters that had surely ended before the tenure began as whose holder somebody took part, as far as the
        reader may see both."""
        known = self.filter(visible(reader, "actor__"), visible(reader, "tenure__"))
        early = Q(tenure__started_earliest__gt=F("encounter__latest"))
        arrived = Q(tenure__started="", tenure__arrived_earliest__gt=F("encounter__latest"))
        appointed = Q(tenure__started="", tenure__arrived="", tenure__appointed_earliest__gt=F("encounter__latest"))
        return known.filter(early | arrived | appointed)

    def seen_by(self, reader: Reader) -> Self:
        """Those of people who were there, in encounters that the reader may see."""
        there = self.exclude(role=Role.ABSENT).exclude(certainty=Certainty.DISPUTED)
        return there.filter(visible(reader, "actor__"), visible(reader, "encounter__"))

    def drawable_in(self, encounter: Record) -> Self:
        return self.filter(drawable(encounter, "actor__"))

    def fit_to_pass_on(self, encounter_ids: Iterable[int], reader: Reader) -> Self:
        """Those in these encounters whose actors the reader may see and the encounter may show of itself."""
        held = Q(actor__handling__lte=F("encounter__handling"), actor__stage__gte=F("encounter__stage"))
        return self.filter(visible(reader, "actor__"), held, encounter__any_of=list(encounter_ids)).order_by("pk")

    def visits_of(self, actor_ids: Iterable[int], reader: Reader) -> models.QuerySet:
        """(actor, visit, host state, place, earliest, latest) of the visits made by these that the reader may see."""
        rows = self.filter(visible(reader, "encounter__"), actor__any_of=list(actor_ids), role=Role.VISITOR)
        stay = ("encounter__as_visit__place", "encounter__earliest", "encounter__latest")
        made = rows.filter(encounter__kind="visit").order_by("encounter_id")
        return made.values_list("actor_id", "encounter_id", "encounter__as_visit__host_state_id", *stay)

    def visitors_first(self) -> Self:
        """With whom each names."""
        return self.order_by(Case(When(role=Role.VISITOR, then=0), default=1), "pk").select_related("actor")

    def in_any(self, encounter_ids: Iterable[int]) -> Self:
        return self.filter(encounter__any_of=list(encounter_ids)).order_by("pk")

    def told_to(self, reader: Reader) -> Self:
        """Those whose actors the reader may see."""
        return self.filter(visible(reader, "actor__"))

    def visitors(self) -> Self:
        return self.filter(role=Role.VISITOR).order_by("pk")

    def present(self) -> Self:
        return self.exclude(role=Role.ABSENT).order_by("pk")


class Participation(Part):
    """Somebody took part in a visit, a meeting or an event, in a role and as the holder of a post that day."""

    WHOLE = "encounter_id"
    # For whom somebody withheld came, and in what post, would tell who they are.
    UNTOLD = ("on_behalf_of", "tenure")
    ENCOUNTERS = ("visit", "meeting", "event")

    encounter = models.ForeignKey(
        Record, models.CASCADE, related_name="participants", limit_choices_to={"kind__in": ENCOUNTERS}
    )
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="participations")
    role = models.CharField(max_length=12, choices=Role)
    on_behalf_of = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="represented_in")
    tenure = models.ForeignKey(Tenure, models.PROTECT, null=True, blank=True, related_name="exercised_in")
    title_as_stated = models.CharField(max_length=300, blank=True)
    certainty = models.CharField(max_length=10, choices=Certainty, default=Certainty.CERTAIN)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["encounter", "actor", "role"],
                name="participation_once",
                violation_error_message="This actor is entered in this role already: change that row instead.",
            ),
            known("role", Role, "participation_role_known", "Choose a role from the list."),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} as {self.role} in {self.encounter_id}"
