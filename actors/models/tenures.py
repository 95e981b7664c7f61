from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from actors.holders import Holding, Standing, standing_on
from actors.models.actors import Actor, Category
from records.access import Reader, drawable
from records.fields import DayField, EDTFField, edtf_check
from records.models import Composed, Kind, Part, RecordQuerySet


class PostQuerySet(RecordQuerySet):
    def of_state(self, state_id: int) -> "PostQuerySet":
        return self.filter(state_id=state_id)

    def of_organisation(self, organisation_id: int) -> "PostQuerySet":
        return self.filter(organisation_id=organisation_id)


class Level(models.IntegerChoices):
    """Standing of a post or visit; the six steps of the project's own list."""

    HEAD = 1, "head of state or government"
    MINISTER = 2, "minister"
    ENVOY = 3, "special envoy or vice-minister"
    SENIOR = 4, "senior official"
    TECHNICAL = 5, "technical"
    MILITARY = 6, "military or intelligence chief"


class Post(Kind):
    """An office that people hold one after another: "Foreign Secretary of Pakistan". `when` is its own life."""

    KIND, FOLDER, LETTER, LABEL, PLURAL = "post", "posts", "P", "Post", "Posts"
    PARTS = ("citations", "identifiers", "nominations")

    role = models.CharField("role title", max_length=200)
    organisation = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="posts")
    state = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="state_posts")
    # Where somebody accredited to a state or body is sent: an ambassador's host.
    accredited_to = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="accredited_posts"
    )
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.SENIOR)
    note = models.TextField(blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__range=(1, 6)),
                name="post_level_known",
                violation_error_message="A level is a number from 1 (head of state) to 6.",
            )
        ]

    def holder_at(self, day: date, reader: Reader | None = None) -> Standing:
        """Who held the post on that day, as far as `reader` (by default somebody not signed in) may know.

        The answer is certain, possible, vacant or unknown; a blank end never means "still there".
        """
        shown = self.tenures.visible_to(reader or AnonymousUser()).serving()
        return standing_on(day, [tenure.holding() for tenure in shown], self.earliest, self.latest)


class TenureQuerySet(RecordQuerySet):
    def serving(self) -> "TenureQuerySet":
        """Those who filled the post, in whatever capacity; a designate does not yet."""
        return self.exclude(capacity=Tenure.Capacity.DESIGNATE)

    def of_person(self, person_id: int) -> "TenureQuerySet":
        return self.filter(person_id=person_id)

    def of_post(self, post_id: int) -> "TenureQuerySet":
        return self.filter(post_id=post_id)

    def by_day(self) -> "TenureQuerySet":
        return self.order_by(F("day").desc(nulls_last=True), "-pk")


def order_check(earlier: str, later: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{earlier}_earliest__isnull": True})
        | Q(**{f"{later}_latest__isnull": True})
        | Q(**{f"{earlier}_earliest__lte": F(f"{later}_latest")})
        | Q(dates_conflict=True),
        name=name,
        violation_error_message=f"The date {later} lies before the date {earlier}. If the source itself says so, "
        "keep both and mark that its dates conflict.",
    )


class Tenure(Composed):
    """One person's time in one post. Each date as uncertain as its source; `when` is made of them.

    The start is the day credentials were presented or duty entered on (`started`), else arrival, else
    appointment: the order of Principal Officers and Chiefs of Mission (Office of the Historian).
    """

    KIND, FOLDER, LETTER, LABEL, PLURAL = "tenure", "tenures", "T", "Tenure", "Tenures"

    class Capacity(models.TextChoices):
        SUBSTANTIVE = "substantive", "substantive"
        ACTING = "acting", "acting"
        AD_INTERIM = "ad_interim", "ad interim"
        DESIGNATE = "designate", "designate"
        CONCURRENT = "concurrent", "concurrent, non-resident"

    class EndReason(models.TextChoices):
        LEFT_POST = "left_post", "left post"
        PRESENTED_RECALL = "presented_recall", "presented recall"
        RELINQUISHED = "relinquished_charge", "relinquished charge"
        SUPERSEDED = "superseded", "superseded"
        PROMOTED = "promoted", "promoted"
        RESIGNED = "resigned", "resigned"
        DISMISSED = "dismissed", "dismissed"
        DIED = "died_in_office", "died in office"
        ABOLISHED = "post_abolished", "post abolished"
        STATE_CEASED = "state_ceased", "state ceased to exist"
        DECLINED = "declined", "declined"
        NOT_CONFIRMED = "not_confirmed", "not confirmed"
        WITHDRAWN = "nomination_withdrawn", "nomination withdrawn"
        UNKNOWN = "unknown", "unknown"

    person = models.ForeignKey(
        Actor,
        models.PROTECT,
        related_name="tenures",
        db_index=False,
        limit_choices_to={"category": Category.PERSON},
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures", db_index=False)
    capacity = models.CharField(max_length=12, choices=Capacity, default=Capacity.SUBSTANTIVE)
    title_as_stated = models.CharField(max_length=300, blank=True)
    appointed = EDTFField(earliest="appointed_earliest", latest="appointed_latest")
    appointed_earliest = models.DateField(null=True, editable=False)
    appointed_latest = models.DateField(null=True, editable=False)
    appointed_note = models.CharField(max_length=300, blank=True)
    arrived = EDTFField(earliest="arrived_earliest", latest="arrived_latest")
    arrived_earliest = models.DateField(null=True, editable=False)
    arrived_latest = models.DateField(null=True, editable=False)
    arrived_note = models.CharField(max_length=300, blank=True)
    started = EDTFField(earliest="started_earliest", latest="started_latest")
    started_earliest = models.DateField(null=True, editable=False)
    started_latest = models.DateField(null=True, editable=False)
    started_note = models.CharField(max_length=300, blank=True)
    ended = EDTFField(earliest="ended_earliest", latest="ended_latest")
    ended_earliest = models.DateField(null=True, editable=False)
    ended_latest = models.DateField(null=True, editable=False)
    ended_note = models.CharField(max_length=300, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason, default=EndReason.UNKNOWN)
    dates_conflict = models.BooleanField("the source's own dates conflict", default=False)
    note = models.TextField(blank=True)
    day = DayField()

    objects = TenureQuerySet.as_manager()

    class Meta:
        constraints = [
            edtf_check("tenure_appointed", "appointed", "appointed_earliest", "appointed_latest"),
            edtf_check("tenure_arrived", "arrived", "arrived_earliest", "arrived_latest"),
            edtf_check("tenure_started", "started", "started_earliest", "started_latest"),
            edtf_check("tenure_ended", "ended", "ended_earliest", "ended_latest"),
            order_check("started", "ended", "tenure_started_before_ended"),
            order_check("arrived", "ended", "tenure_arrived_before_ended"),
            order_check("appointed", "ended", "tenure_appointed_before_ended"),
        ]
        indexes = [
            models.Index(fields=["person", "-day", "record"], name="tenure_of_person"),
            models.Index(fields=["post", "-day", "record"], name="tenure_of_post"),
        ]

    @property
    def start(self) -> str:
        """The date counted as the start, as EDTF text; which one it is, `start_basis` says."""
        return self.started or self.arrived or self.appointed

    @property
    def start_basis(self) -> str:
        """"started", "arrived" or "appointed"; "" where no date is known."""
        return next((name for name in ("started", "arrived", "appointed") if getattr(self, name)), "")

    def span(self) -> str:
        """The EDTF interval of the tenure. A side that is unknown, or no plain date, stays open as unknown."""
        if self.dates_conflict or not (self.start or self.ended):
            return "" if not self.start else self.start
        plain = all("/" not in side and "[" not in side for side in (self.start, self.ended))
        return f"{self.start}/{self.ended}" if plain else self.start or self.ended

    def holding(self) -> Holding:
        basis = self.start_basis
        return Holding(
            self.pk,
            getattr(self, f"{basis}_earliest") if basis else None,
            getattr(self, f"{basis}_latest") if basis else None,
            None if self.dates_conflict else self.ended_earliest,
            None if self.dates_conflict else self.ended_latest,
            self.capacity in (self.Capacity.SUBSTANTIVE, self.Capacity.CONCURRENT),
        )

    def compose(self) -> str:
        shown = Actor.objects.filter(drawable(self))
        person = shown.filter(pk=self.person_id).values_list("title", flat=True).first()
        post = Post.objects.filter(drawable(self), pk=self.post_id).values_list("title", flat=True).first()
        return tenure_title(person, post)

    def clean(self) -> None:
        super().clean()
        if self.person_id and self.person.category != Category.PERSON:
            raise ValidationError({"person": f"{self.person} is no person: only people hold posts."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.when = self.span()
        super().save(*args, **kwargs)


def tenure_title(person: str | None, post: str | None) -> str:
    """The title of a tenure; None stands for a part that it may not show."""
    return f"{person or 'A withheld person'}, {post or 'a withheld post'}"


class Nomination(Part):
    """Somebody put forward for a post who never served in it; never a tenure, never a holder."""

    WHOLE = "post_id"

    post = models.ForeignKey(Post, models.CASCADE, related_name="nominations")
    person = models.ForeignKey(Actor, models.PROTECT, related_name="nominations")
    appointed = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(max_length=200, blank=True, help_text="Declined, not commissioned …")
    note = models.TextField(blank=True)
    key = models.CharField(max_length=200, blank=True, db_index=True, editable=False)

    class Meta:
        ordering = ["appointed", "pk"]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.post_id}"
