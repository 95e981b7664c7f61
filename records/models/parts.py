from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from records.models.refusals import with_choices
from records.models.saving import settle_id


class Part(models.Model):
    """A row that belongs to a record, the one whose key is in `WHOLE`: saving or deleting it settles that record."""

    WHOLE: ClassVar[str] = "record_id"
    # Keys said of another record that the row names, not of the whole: no mentions are made of them.
    UNTOLD: ClassVar[tuple[str, ...]] = ()
    # Column -> the values on which two people agree: a row that has one of them stands, whoever edits or restores the rest.
    AGREED: ClassVar[Mapping[str, frozenset[str]]] = {}

    class Meta:
        abstract = True

    @classmethod
    def is_agreed(cls, row: Mapping[str, Any]) -> bool:
        """Whether two people agreed on a row with these values of its columns."""
        return any(row.get(name) in values for name, values in cls.AGREED.items())

    def clean_fields(self, exclude: Any = None) -> None:
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            raise with_choices(self, error) from None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Settles the record that the row has come to, and the one that it has left."""
        with transaction.atomic():
            stored = type(self)._base_manager.filter(pk=self.pk).values_list(self.WHOLE, flat=True)
            before = set(stored) if self.pk else set()
            super().save(*args, **kwargs)
            for pk in sorted(before | {getattr(self, self.WHOLE)}):
                settle_id(pk)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            gone = super().delete(*args, **kwargs)
            settle_id(getattr(self, self.WHOLE))
        return gone
