from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from records.access import Reader, Stage, clearance, is_editor

if TYPE_CHECKING:
    from records.models.readers import User
    from records.models.record import Record

# Kept by the database or derived from the other columns: no part of what an editor wrote.
UNKEPT = frozenset({"id", "record_id", "version", "updated_at", "updated_by_id", "created_at", "created_by_id"})


class RevisionQuerySet(models.QuerySet):
    def at_address(self, kind: str, slug: str, record_id: int) -> Self:
        """What the record was while it had that address, and what others, withdrawn since (merged away, for one), were."""
        withdrawn = Q(record__kind=kind, record__stage=Stage.WITHDRAWN)
        return self.filter(Q(record=record_id) | withdrawn, snapshot__slug=slug)

    def readable_by(self, reader: Reader) -> Self:
        """Those that the reader could have read at the time, with their clearance of today."""
        last = Stage.DRAFT if is_editor(reader) else Stage.PUBLISHED
        stages = [stage for stage in (Stage.DRAFT, Stage.REVIEW, Stage.PUBLISHED) if stage >= last]
        return self.filter(snapshot__handling__lte=clearance(reader), snapshot__stage__in=stages)


class Revision(models.Model):
    """A record with its parts as it was after one save."""

    record = models.ForeignKey("records.Record", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="revisions")
    at = models.DateTimeField(auto_now_add=True)
    comment = models.CharField(max_length=300, blank=True)
    snapshot = models.JSONField(encoder=DjangoJSONEncoder)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="revision_numbered")]

    def __str__(self) -> str:
        return f"{self.record_id}, revision {self.number}"


def snapshot(record: "Record") -> dict[str, Any]:
    """Own columns, many-to-many as sorted ids, tags as sorted names, and each declared part as a list of rows."""
    model = type(record)
    columns = [field.attname for field in model._meta.concrete_fields if field.attname not in UNKEPT]
    kept: dict[str, Any] = {name: getattr(record, name) for name in columns}
    for field in model._meta.many_to_many:
        if field.name == "tags":
            kept["tags"] = sorted(record.tags.names())
        else:
            kept[field.name] = sorted(getattr(record, field.name).values_list("pk", flat=True))
    kept |= {part: list(getattr(record, part).order_by("pk").values()) for part in record.PARTS}
    return kept


def revise(record: "Record", author: "User | None", comment: str) -> None:
    """Keep the record as it now stands as its next revision."""
    last = Revision.objects.filter(record=record.pk).aggregate(last=models.Max("number"))["last"] or 0
    Revision.objects.create(
        record_id=record.pk, number=last + 1, author=author, comment=comment, snapshot=snapshot(record)
    )
