from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from records.access import Handling, Reader, clearance, is_editor, is_reviewer


class BatchQuerySet(models.QuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def made_by(self, user_id: int) -> Self:
        return self.filter(by_id=user_id)

    def known_to(self, reader: Reader) -> Self:
        """An editor's own and, to a reviewer, everybody's; never one that was entered with a stricter handling than theirs."""
        if not is_editor(reader):
            return self.none()
        whose = Q() if is_reviewer(reader) else Q(by_id=reader.pk)  # type: ignore[union-attr]
        return self.filter(whose, handling__lte=clearance(reader))

    def with_people(self) -> Self:
        return self.select_related("by", "undone_by")

    def at(self, pk: int) -> Self:
        return self.filter(pk=pk)

    def locked(self, pks: Iterable[int]) -> Self:
        """Those of these ids, kept from everybody else's hands until the transaction ends."""
        return self.select_for_update(of=("self",)).filter(pk__in=list(pks))


class Batch(models.Model):
    """Records entered together, from one table: its revisions name it, and it can be undone as one."""

    # What the rows were: "visits", "officials", "tenures", "claims" …
    rows_are = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="batches")
    at = models.DateTimeField(auto_now_add=True)
    comment = models.CharField(max_length=300)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, blank=True, related_name="batches")
    # The label that all of its records were given.
    handling = models.PositiveSmallIntegerField(choices=Handling, default=Handling.CLEAR)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return self.comment
