from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from records.access import Handling


class SheetQuerySet(models.QuerySet):
    def made_by(self, user_id: int) -> Self:
        return self.filter(by_id=user_id)

    def at(self, rows_are: str, pk: int) -> Self:
        return self.filter(rows_are=rows_are, pk=pk)

    def waiting(self) -> Self:
        """Those of which nothing has been entered yet."""
        return self.filter(batch__isnull=True)

    def left_before(self, moment: datetime) -> Self:
        return self.filter(at__lt=moment)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def without_rows(self) -> Self:
        return self.defer("rows", "choices", "decisions")


class Sheet(models.Model):
    """A table that somebody pasted or uploaded, on its way to become records: what was read, and what they decided about it.

    It is theirs alone, and empty once its rows have been entered as `batch`.
    """

    # The table whose columns it is read by: "visits", "officials" …
    rows_are = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sheets")
    # The last time it was worked on.
    at = models.DateTimeField(auto_now=True)
    name = models.CharField(max_length=200, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    delimiter = models.CharField(max_length=1)
    headed = models.BooleanField(default=True)
    # [number in the spreadsheet, cells] of each row, the row of headings included.
    rows = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    # For each column of the table the field that it is read as, "" for none.
    columns = models.JSONField(default=list)
    # What stands in a cell -> the reference of the record that is meant by it, or "new".
    choices = models.JSONField(default=dict)
    # Number of a row -> "skip" or "enter".
    decisions = models.JSONField(default=dict)
    comment = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey("records.Document", models.SET_NULL, null=True, blank=True, related_name="+")
    quote = models.TextField(blank=True)
    locator = models.CharField(max_length=100, blank=True)
    handling = models.PositiveSmallIntegerField(choices=Handling, default=Handling.CLEAR)
    batch = models.ForeignKey("records.Batch", models.CASCADE, null=True, related_name="+")

    objects = SheetQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name or f"{self.rows_are}, {self.at:%Y-%m-%d %H:%M}"
