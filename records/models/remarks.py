from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from records.models.said import SaidQuerySet


class RemarkQuerySet(SaidQuerySet):
    def oldest_first(self) -> Self:
        return self.order_by("at", "pk")


class Remark(models.Model):
    """What an editor says of a record, or of a passage in one of its texts, to those who work on it.

    The passage is kept as the Web Annotation model keeps it (W3C, 2017, TextQuoteSelector), in the text of the field `field`.
    """

    record = models.ForeignKey("records.Record", models.CASCADE, related_name="remarks")
    # Number of the revision that was read.
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="remarks")
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField()
    field = models.CharField(max_length=40, blank=True)
    quote = models.TextField(blank=True)
    prefix = models.CharField(max_length=200, blank=True)
    suffix = models.CharField(max_length=200, blank=True)
    answers = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answered_by")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quote="") | ~Q(field=""),
                name="remark_passage_in_a_text",
                violation_error_message="A passage stands in one of the record's texts: say in which.",
            )
        ]
        indexes = [models.Index(fields=["record", "at", "id"], name="remark_oldest")]

    def __str__(self) -> str:
        return self.text
