from typing import Self

from django.conf import settings
from django.db import models


class BatchQuerySet(models.QuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def made_by(self, user_id: int) -> Self:
        return self.filter(by_id=user_id)


class Batch(models.Model):
    """Records entered together, from one table: its revisions name it, and it can be undone as one."""

    # What the rows were: "visits", "officials", "tenures", "claims" …
    rows_are = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="batches")
    at = models.DateTimeField(auto_now_add=True)
    comment = models.CharField(max_length=300)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, blank=True, related_name="batches")
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return self.comment
