from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from records.access import Handling, Reader, clearance, visible
from records.models.revisions import Revision
from records.models.said import SaidQuerySet


class ProposalQuerySet(SaidQuerySet):
    def told_to(self, reader: Reader) -> Self:
        """Without those that are handled more strictly, as the record was or as it would be, than the reader may see."""
        return self.filter(handling__lte=clearance(reader))

    def open(self) -> Self:
        return self.filter(decided_at__isnull=True)

    def of_visible(self, reader: Reader) -> Self:
        return self.filter(visible(reader, "record__"))

    def made_by(self, user_id: int) -> Self:
        return self.filter(by_id=user_id)

    def wanting(self, action: str) -> Self:
        return self.filter(action=action)

    def wanting_any(self, *actions: str) -> Self:
        return self.filter(action__in=actions)

    def made_by_others(self, user_id: int) -> Self:
        return self.exclude(by_id=user_id)

    def apart_from(self, actions: Iterable[str]) -> Self:
        return self.exclude(action__in=list(actions))

    def decided(self) -> Self:
        return self.filter(decided_at__isnull=False).order_by("-decided_at", "-pk")

    def decided_since(self, moment: datetime) -> Self:
        return self.filter(decided_at__gte=moment).order_by("-decided_at", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("at", "pk")


class Proposal(models.Model):
    """What one editor wants done that takes a second one: done when somebody else accepts it, never before.

    `action` is a key of those that `records.proposing` knows, `payload` what that needs to do it.
    """

    record = models.ForeignKey("records.Record", models.CASCADE, related_name="proposals")
    action = models.CharField(max_length=30)
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals")
    at = models.DateTimeField(auto_now_add=True)
    # Number of the revision that it was made of.
    revision = models.PositiveIntegerField(default=0)
    # That of the record then, or of what it would be, whichever is stricter.
    handling = models.PositiveSmallIntegerField(choices=Handling, default=Handling.CLEAR, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="decisions")
    decided_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("by")) | Q(accepted=False),
                name="proposal_accepted_by_another",
                violation_error_message="Somebody else than who proposed it accepts it.",
            )
        ]
        indexes = [models.Index(fields=["decided_at", "at", "id"], name="proposal_open")]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            then = Revision.objects.snapshot_at(self.record_id, self.revision)
            would_be = self.payload.get("snapshot") or {}
            self.handling = max(then.get("handling", self.record.handling), would_be.get("handling", Handling.CLEAR))
        super().save(*args, **kwargs)
