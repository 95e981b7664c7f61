from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models


class SendingQuerySet(models.QuerySet):
    def left_before(self, moment: datetime) -> Self:
        return self.filter(at__lt=moment)

    def record_of(self, key: str, user_id: int) -> int | None:
        """The id of the record that the user entered by this very form."""
        return self.filter(key=key, by_id=user_id).values_list("record_id", flat=True).first()


class Sending(models.Model):
    """The form by which a record was entered: one that is sent twice enters one record."""

    # A digest of all that was sent, the token of the form among it.
    key = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    record = models.ForeignKey("records.Record", models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = SendingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.record_id} by {self.by_id}"
