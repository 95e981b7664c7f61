from typing import Self

from django.conf import settings
from django.db import models


class ChecklistQuerySet(models.QuerySet):
    def of(self, record_id: int) -> Self:
        return self.filter(record_id=record_id)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class Checklist(models.Model):
    """How one reviewer judged a paper by the nine analytic tradecraft standards (ICD 203, D.6.e), at one revision.

    `standards` has for each standard's key {"met": "yes" | "in_part" | "no" | "not_applicable", "note": text}.
    """

    record = models.ForeignKey("records.Record", models.CASCADE, related_name="checklists")
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="checklists")
    at = models.DateTimeField(auto_now=True)
    standards = models.JSONField(default=dict)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "revision", "by"], name="checklist_once")]

    def __str__(self) -> str:
        return f"{self.record_id}, revision {self.revision}"
