from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models


class PresenceQuerySet(models.QuerySet):
    def at_record(self, record_id: int) -> Self:
        return self.filter(record_id=record_id)

    def since(self, moment: datetime) -> Self:
        return self.filter(seen_at__gte=moment)

    def of(self, user_id: int) -> Self:
        return self.filter(user_id=user_id)

    def other_than(self, user_id: int) -> Self:
        return self.exclude(user_id=user_id)


class Presence(models.Model):
    """Somebody has a record open to edit, and was last seen at it at `seen_at`."""

    record = models.ForeignKey("records.Record", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="presences")
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.record_id}"
