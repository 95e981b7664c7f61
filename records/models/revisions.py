from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery, Value, Window
from django.db.models.functions import Coalesce, RowNumber

from records.access import Reader, Stage, clearance, is_editor, visible
from records.models.steps import Step, Taken
from records.numbers import counted

if TYPE_CHECKING:
    from records.models.batches import Batch
    from records.models.readers import User
    from records.models.record import Record

# What a revision is called in addresses: the moment at which it was made, in UTC.
PLACE = "%Y%m%d-%H%M%S-%f"
# How the comment of an import begins.
IMPORTED = "Imported: "
# Kept by the database or derived from the other columns: no part of what an editor wrote.
UNKEPT = frozenset({"id", "record_id", "version", "updated_at", "updated_by_id", "created_at", "created_by_id"})


class RevisionQuerySet(models.QuerySet):
    def at_address(self, kind: str, slug: str, record_id: int) -> Self:
        """What the record was while it had that address, and what others, withdrawn since (merged away, for one), were."""
        withdrawn = Q(record__kind=kind, record__stage=Stage.WITHDRAWN)
        return self.filter(Q(record=record_id) | withdrawn, snapshot__slug=slug)

    def of(self, record_id: int) -> Self:
        """Those of one record, the newest first, each with its author."""
        return self.filter(record=record_id).select_related("author").order_by("-number")

    def called(self, place: str, reader: Reader) -> Self:
        """The one that an address means: by its moment or, for editors, by its number."""
        if is_editor(reader) and (number := counted(place)) is not None:
            return self.filter(number=number)
        at = moment_called(place)
        return self.filter(at=at) if at else self.none()

    def before(self, number: int) -> Self:
        return self.filter(number__lt=number)

    def as_published(self, number: int = 0) -> Self:
        """Those, from this number on, in which the record is published, the first of them first."""
        return self.filter(snapshot__stage=Stage.PUBLISHED, number__gte=number).order_by("number")

    def readable_by(self, reader: Reader) -> Self:
        """Those that the reader could have read at the time, with their clearance of today."""
        last = Stage.DRAFT if is_editor(reader) else Stage.PUBLISHED
        stages = [stage for stage in (Stage.DRAFT, Stage.REVIEW, Stage.PUBLISHED) if stage >= last]
        return self.filter(snapshot__handling__lte=clearance(reader), snapshot__stage__in=stages)

    def tellable_to(self, reader: Reader) -> Self:
        """Those `readable_by` the reader, and how records that have gone were when they went."""
        going = self.filter(
            record__stage=Stage.WITHDRAWN,
            snapshot__stage=Stage.WITHDRAWN,
            snapshot__handling__lte=clearance(reader),
        )
        return self.readable_by(reader) | going

    def of_shown(self, reader: Reader) -> Self:
        """Of records that the reader may see, and of those whose addresses tell the reader that they have gone."""
        gone = Q(
            record__stage=Stage.WITHDRAWN,
            record__published_at__isnull=False,
            record__handling__lte=clearance(reader),
        )
        return self.filter(visible(reader, "record__") | gone)

    def of_visible(self, reader: Reader) -> Self:
        return self.filter(visible(reader, "record__"))

    def of_records(self, records: models.QuerySet) -> Self:
        """Zero is added to the key so that the database goes through the revisions in the order of their moments, and
        does not gather all those of the records first."""
        return self.alias(of=F("record_id") + 0).filter(of__in=records.order_by().values("pk"))

    def of_these(self, pks: Iterable[int]) -> Self:
        return self.filter(record__any_of=list(pks))

    def after(self, moment: datetime) -> Self:
        return self.filter(at__gt=moment)

    def until(self, moment: datetime) -> Self:
        return self.filter(at__lte=moment)

    def made_at(self, moment: datetime) -> Self:
        return self.filter(at=moment)

    def older_than(self, at: datetime, pk: int) -> Self:
        """Those that come after this one in the order `newest_first`."""
        return self.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def numbered(self, record_id: int, number: int) -> "Revision | None":
        """With its author."""
        found: Any = self.filter(record_id=record_id, number=number).select_related("author").first()
        return found

    def with_number(self, numbers: Iterable[int]) -> Self:
        return self.filter(number__in=list(numbers))

    def newest_number(self, record_id: int) -> int:
        """0 for a record without any."""
        return self.filter(record_id=record_id).aggregate(last=Max("number"))["last"] or 0

    def of_batch(self, batch_id: int) -> Self:
        return self.filter(batch_id=batch_id)

    def before_batch(self, record_id: int, batch_id: int) -> dict[str, Any]:
        """The record as it was before the batch touched it."""
        first = self.of_batch(batch_id).filter(record_id=record_id).order_by("number").values("number")[:1]
        before = self.filter(record_id=record_id, number__lt=Subquery(first)).order_by("-number")
        return before.values_list("snapshot", flat=True)[:1].get()

    def making(self) -> Self:
        """The first of each record."""
        return self.filter(number=1)

    def by_record(self) -> Self:
        return self.order_by("record_id", "number")

    def with_names(self) -> Self:
        """When and by whom each was made, without what the record was: that is long."""
        names = ("author__first_name", "author__last_name", "author__username")
        return self.select_related("author").only("record_id", "number", "at", "comment", *names)

    def snapshot_at(self, record_id: int, number: int) -> dict[str, Any]:
        """The record as it was at that revision; nothing where there is none."""
        return self.filter(record_id=record_id, number=number).values_list("snapshot", flat=True).first() or {}

    def one_by_one(self) -> Self:
        return self.filter(in_bulk=False)

    def by_hand(self) -> Self:
        """Without what imports did to records that were there before."""
        return self.exclude(author=None, comment__startswith=IMPORTED)

    def written(self) -> Self:
        """Those in which somebody wrote: not what an import brought, nor what a step from stage to stage left."""
        steps = Step.objects.filter(record=OuterRef("record_id"), revision=OuterRef("number"))
        return self.filter(~Exists(steps), author__isnull=False)

    def since_publication(self) -> Self:
        """Those made after the record was last published; all of one that never was."""
        steps = Step.objects.filter(record=OuterRef("record_id"), action=Taken.PUBLISHED).order_by("-revision")
        last = Coalesce(Subquery(steps.values("revision")[:1]), Value(0))
        # What was published otherwise, by an import, has no step that says so.
        later = Q(record__published_at__isnull=True) | Q(at__gte=F("record__published_at"))
        return self.alias(published=last).filter(later, number__gt=F("published"))

    def last_numbers(self) -> Iterator[tuple[int, int]]:
        """(record, the last number among these)."""
        ends = self.order_by().values("record_id").annotate(last=Max("number"))
        return iter(ends.values_list("record_id", "last"))

    def by_others_than(self, user_id: int) -> Self:
        return self.filter(author__isnull=False).exclude(author_id=user_id)

    def among(self, pks: Iterable[int]) -> Self:
        return self.filter(pk__any_of=list(pks))

    def newest(self) -> tuple[int, datetime] | None:
        """(id, moment) of the revision made last: while it is the same, no record has been saved."""
        return self.order_by("-pk").values_list("pk", "at").first()

    def spans(self) -> Iterator[tuple[int, tuple[datetime, datetime]]]:
        """(record, (first moment, last moment))."""
        ends = self.order_by().values("record_id").annotate(first=Min("at"), last=Max("at"))
        return ((pk, (first, last)) for pk, first, last in ends.values_list("record_id", "first", "last"))

    def bulk_totals(self) -> models.QuerySet:
        """(comment, kind, number of records, last moment) of the records made in bulk, the latest first."""
        made = self.filter(in_bulk=True).order_by().values("comment", "record__kind")
        totals = made.annotate(number=Count("pk"), last=Max("at")).order_by("-last", "comment", "record__kind")
        return totals.values_list("comment", "record__kind", "number", "last")

    def newest_of_each(self, most: int) -> Self:
        """The last so many of each record, in the order in which they were made."""
        nth = Window(RowNumber(), partition_by=F("record_id"), order_by=F("number").desc())
        return self.alias(nth=nth).filter(nth__lte=most).order_by("record_id", "number")


class Revision(models.Model):
    """A record with its parts as it was after one save."""

    record = models.ForeignKey("records.Record", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="revisions")
    at = models.DateTimeField(auto_now_add=True)
    comment = models.CharField(max_length=300, blank=True)
    snapshot = models.JSONField(encoder=DjangoJSONEncoder)
    # The record was made among many by an import: what changed tells of all of them in one line.
    in_bulk = models.BooleanField(default=False, editable=False)
    # The table with which it was entered.
    batch = models.ForeignKey("records.Batch", models.PROTECT, null=True, editable=False, related_name="revisions")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="revision_numbered")]
        indexes = [
            models.Index(fields=["-at", "-id", "record"], name="revision_newest"),
            models.Index(fields=["in_bulk", "-at", "-id", "record"], name="revision_by_hand"),
            models.Index(fields=["comment", "at", "record"], condition=Q(in_bulk=True), name="revision_in_bulk"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id}, revision {self.number}"

    @property
    def place(self) -> str:
        """What the revision is called in addresses. A number would tell how many others were made before it, which the reader
        may not know."""
        return self.at.astimezone(UTC).strftime(PLACE)


def moment_called(place: str) -> datetime | None:
    try:
        return datetime.strptime(place, PLACE).replace(tzinfo=UTC)
    except ValueError:
        return None


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


def revise(record: "Record", author: "User | None", comment: str, batch: "Batch | None" = None) -> int:
    """Keep the record as it now stands as its next revision; the number of that."""
    number = Revision.objects.newest_number(record.pk) + 1
    Revision.objects.create(
        record_id=record.pk,
        number=number,
        author=author,
        comment=comment,
        snapshot=snapshot(record),
        batch=batch,
    )
    return number
