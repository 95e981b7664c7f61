from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Value, Window
from django.db.models.functions import Coalesce

from actors.models import Actor
from briefings.models.claims import Assertion, AssertionQuerySet
from records.access import Reader, visible
from records.dates import iso
from records.fields import EDTFField, edtf_check
from records.models import Citation, Kind, Part, RecordQuerySet
from records.models.record import Named


class Keeping(models.TextChoices):
    """Whether a promise is being kept: the outcome, not the intention. Overdue is worked out, never entered."""

    IN_PROGRESS = "in_progress", "in progress"
    STALLED = "stalled", "stalled"
    KEPT = "kept", "kept"
    KEPT_IN_PART = "kept_in_part", "kept in part"
    BROKEN = "broken", "broken"
    MOOT = "moot", "moot"
    WITHDRAWN = "withdrawn", "withdrawn"
    UNVERIFIABLE = "unverifiable", "unverifiable"


PENDING = ""
OPEN = frozenset({PENDING, Keeping.IN_PROGRESS, Keeping.STALLED})
WEIGHTY = frozenset({Keeping.KEPT, Keeping.BROKEN})


def last_rating(of: str) -> Coalesce:
    """The status of the last update of the commitment whose id the outer query has as `of`; "" without one."""
    last = CommitmentUpdate.objects.filter(commitment=OuterRef(of)).latest_first()
    return Coalesce(Subquery(last.values("status")[:1]), Value(""))


class CommitmentQuerySet(RecordQuerySet):
    def with_standing(self) -> Self:
        """Each with `standing`: the status of its last update, "" while nobody has rated it."""
        return self.annotate(standing=last_rating("pk"))

    def open(self) -> Self:
        return self.with_standing().filter(standing__in=OPEN)

    def overdue(self, today: date) -> Self:
        """Open ones whose latest possible due date has passed."""
        return self.open().filter(due_latest__lt=today).order_by("due_latest", "pk")

    def without_due_date(self) -> Self:
        """Open ones of which no due date is known."""
        return self.open().filter(due="")

    def due_since(self, day: date) -> Self:
        """Those that may fall due on or after the day: one whose last possible day is open or not known may."""
        return self.filter(Q(due_latest__gte=day) | Q(due_latest__isnull=True, due_earliest__isnull=False))

    def due_until(self, day: date) -> Self:
        return self.filter(Q(due_earliest__lte=day) | Q(due_earliest__isnull=True, due_latest__isnull=False))

    def standing_at(self, standing: str) -> Self:
        """Those whose last update says so; `PENDING` for those that nobody has rated."""
        return self.with_standing().filter(standing=standing)

    def by_actor(self, actor_id: int) -> Self:
        return self.filter(by=actor_id)

    def to_actor(self, actor_id: int) -> Self:
        return self.filter(to=actor_id)

    def by_any(self, actor_ids: Iterable[int]) -> Self:
        return self.filter(by__in=list(actor_ids)).distinct()

    def to_any(self, actor_ids: Iterable[int]) -> Self:
        return self.filter(to__in=list(actor_ids)).distinct()

    def made_in_assertion(self, assertion_id: int) -> Self:
        return self.filter(made_in_id=assertion_id)

    def made_in_any(self, said: AssertionQuerySet) -> Self:
        return self.filter(made_in__in=said.order_by().values("pk"))

    def resting_on(self, claim_id: int, reader: Reader) -> Self:
        """Those made in an assertion of the claim that the reader may see."""
        return self.filter(visible(reader, "made_in__"), made_in__claim=claim_id)

    def by_due(self) -> Self:
        return self.order_by(F("due_latest").asc(nulls_last=True), "pk")

    def with_count(self) -> Self:
        """Each with `number`, the number of all: a slice then tells the total without a query of its own."""
        return self.annotate(number=Window(Count("pk")))


def is_overdue(standing: str, due_latest: date | None, today: date) -> bool:
    """Open, and the latest possible due date has passed."""
    return standing in OPEN and due_latest is not None and due_latest < today


def standing_in_words(standing: str, due_latest: date | None, today: date) -> str:
    """ "overdue", "pending" while nobody has rated it, else the last rating: words of `records.states`."""
    if is_overdue(standing, due_latest, today):
        return "overdue"
    return Keeping(standing).label if standing else "pending"


class Commitment(Kind):
    """A promise: who owes what to whom, on what condition, by when. `when` is the day it was given."""

    KIND, FOLDER, LETTER, LABEL, PLURAL = "commitment", "commitments", "K", "Commitment", "Commitments"
    SCHEMA: ClassVar[str] = "PlanAction"
    PARTS = ("citations", "identifiers", "updates")
    SAID = {**Kind.SAID, "action": "", "condition": "", "updates.note": "said_by"}

    by = models.ManyToManyField(Actor, related_name="commitments_made")
    to = models.ManyToManyField(Actor, related_name="commitments_received", blank=True)
    action = models.TextField()
    condition = models.TextField(blank=True)
    due = EDTFField(earliest="due_earliest", latest="due_latest")
    due_earliest = models.DateField(null=True, editable=False)
    due_latest = models.DateField(null=True, editable=False, db_index=True)
    made_in = models.ForeignKey(
        Assertion, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name="made in"
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [edtf_check("commitment_due", "due", "due_earliest", "due_latest")]

    def linked_data(self, named: Named) -> dict[str, Any]:
        return {"description": self.action, "scheduledTime": iso(self.due)}


class CommitmentUpdateQuerySet(models.QuerySet):
    def latest_first(self) -> Self:
        return self.order_by(F("latest").desc(nulls_last=True), "-pk")

    def of(self, commitment_id: int) -> Self:
        return self.filter(commitment_id=commitment_id)

    def with_count(self) -> Self:
        return self.annotate(number=Window(Count("pk")))


class CommitmentUpdate(Part):
    """What became of a promise by a day. Kept and broken are agreed by a second editor."""

    WHOLE = "commitment_id"
    AGREED = {"status": WEIGHTY}

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="updates")
    when = EDTFField()
    earliest = models.DateField(null=True, editable=False)
    latest = models.DateField(null=True, editable=False)
    status = models.CharField(max_length=12, choices=Keeping)
    note = models.TextField(blank=True)
    said_by = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="ratings", help_text="Whose rating it is."
    )
    citation = models.ForeignKey(Citation, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CommitmentUpdateQuerySet.as_manager()

    class Meta:
        constraints = [
            edtf_check("commitment_update_when"),
            models.CheckConstraint(
                condition=Q(second__isnull=True) | Q(by__isnull=True) | ~Q(second=F("by")),
                name="commitment_update_two_editors",
                violation_error_message="The second editor is somebody else than the first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.status}"

    def clean(self) -> None:
        super().clean()
        if self.status in WEIGHTY and not (self.by_id and self.second_id):
            raise ValidationError({"second": f"“{Keeping(self.status).label}” needs a second editor who agrees."})
