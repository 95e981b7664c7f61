from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from records.fields import known
from records.models.said import SaidQuerySet

if TYPE_CHECKING:
    from records.models.readers import User
    from records.models.record import Record


class Taken(models.TextChoices):
    """What was done to a record on its way from draft to withdrawn."""

    SUBMITTED = "submitted", "sent for review"
    TAKEN_BACK = "taken_back", "taken back"
    RETURNED = "returned", "returned with remarks"
    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "withdrawn"
    REOPENED = "reopened", "reopened"


class StepQuerySet(SaidQuerySet):
    def of_any(self, record_ids: Iterable[int]) -> Self:
        return self.filter(record__any_of=list(record_ids))

    def returns(self) -> Self:
        return self.filter(action=Taken.RETURNED)

    def submissions(self) -> Self:
        return self.filter(action=Taken.SUBMITTED)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def taken(self, *actions: str) -> Self:
        return self.filter(action__in=actions)


class Step(models.Model):
    """Who moved a record from one stage to another, when and why, and at which revision."""

    record = models.ForeignKey("records.Record", models.CASCADE, related_name="steps")
    action = models.CharField(max_length=12, choices=Taken)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="steps")
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    # Number of the revision that the record had when the step was taken.
    revision = models.PositiveIntegerField(default=0)

    objects = StepQuerySet.as_manager()

    class Meta:
        constraints = [known("action", Taken, "step_action_known", "Choose a step from the list.")]
        indexes = [models.Index(fields=["record", "-at", "-id"], name="step_newest")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.action}"


def log_step(record: "Record", action: Taken, by: "User", note: str, revision: int) -> Step:
    return Step.objects.create(record_id=record.pk, action=action, by=by, note=note, revision=revision)
