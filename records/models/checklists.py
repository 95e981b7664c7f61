from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models

from records.models.said import SaidQuerySet


class ChecklistQuerySet(SaidQuerySet):
    def made_by(self, user_id: int, record_ids: Iterable[int]) -> models.QuerySet:
        """(record, revision, standards) of the user's own, the newest last."""
        own = self.filter(by_id=user_id, record__any_of=list(record_ids)).order_by("revision")
        return own.values_list("record_id", "revision", "standards")

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
