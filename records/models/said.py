from collections.abc import Iterable
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from records.access import Reader, clearance


class SaidQuerySet(models.QuerySet):
    """Of what people said of a record (`record`) as it was at a revision (`revision`)."""

    def of(self, record_id: int) -> Self:
        return self.filter(record_id=record_id)

    def among(self, ids: Iterable[int]) -> Self:
        return self.filter(pk__any_of=list(ids))

    def told_to(self, reader: Reader) -> Self:
        """Without what was said of the record while it was more strictly handled than the reader may see."""
        then = apps.get_model("records.Revision")._base_manager.filter(
            record=OuterRef("record_id"), number=OuterRef("revision")
        )
        handled = Cast(KT("snapshot__handling"), models.IntegerField())
        return self.filter(~Exists(then.alias(handled=handled).filter(handled__gt=clearance(reader))))
