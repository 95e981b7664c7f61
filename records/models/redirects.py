from collections.abc import Iterable
from typing import Self

from django.db import models


class RedirectQuerySet(models.QuerySet):
    def leading_from(self, path: str) -> int | None:
        """The id of the record that is meant by a former address."""
        return self.filter(path=path).values_list("record_id", flat=True).first()

    def from_paths(self, paths: list[str]) -> Self:
        return self.filter(path__in=paths)

    def lead(self, paths: Iterable[str], record_id: int) -> None:
        """From now on these addresses mean the record."""
        for path in paths:
            self.update_or_create(path=path, defaults={"record_id": record_id})

    def slugs_in(self, folder: str, beginning: str) -> set[str]:
        """The slugs of former addresses in a folder that begin so."""
        paths = self.filter(path__startswith=f"/{folder}/{beginning}").values_list("path", flat=True)
        return {path.split("/")[2] for path in paths}

    def leading_to(self, record_id: int) -> Self:
        return self.filter(record=record_id)


class Redirect(models.Model):
    """A former address and the record that is meant by it, for ever; it names the record, so chains cannot form."""

    path = models.CharField(max_length=150, unique=True)
    record = models.ForeignKey("records.Record", models.CASCADE, related_name="former_addresses")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RedirectQuerySet.as_manager()

    def __str__(self) -> str:
        return self.path
