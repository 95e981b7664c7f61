from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.db.models.lookups import GreaterThan, IsNull, LessThanOrEqual

from actors.holders import Holding
from actors.models.actors import Actor, Category, exactly
from actors.models.odd_tenures import Begun, OddTenures
from actors.models.posts import Post
from records.access import Reader, drawable, visible
from records.fields import DayField, EDTFField, edtf_check
from records.models import Composed, Part
from records.models.record import Named
from records.prepared import prepared
from records.wording import words

# What `holding_of` reads of a tenure.
DATES = (
    "started",
    "started_earliest",
    "started_latest",
    "arrived",
    "arrived_earliest",
    "arrived_latest",
    "appointed_earliest",
    "appointed_latest",
    "ended_earliest",
    "ended_latest",
    "dates_conflict",
    "capacity",
)
# Of a person, among how many the post held on a day is sought.
NEWEST = 5


class TenureQuerySet(OddTenures):
    def serving(self) -> Self:
        """Those who filled the post, in whatever capacity; a designate does not yet."""
        return self.exclude(capacity=Tenure.Capacity.DESIGNATE)

    def of_person(self, person_id: int) -> Self:
        return self.filter(person_id=person_id)

    def of_post(self, post_id: int) -> Self:
        return self.filter(post_id=post_id)

    def of_people(self, ids: list[int]) -> Self:
        return self.filter(person__any_of=ids)

    def of_posts(self, ids: list[int]) -> Self:
        return self.filter(post__any_of=ids)

    def in_capacity(self, capacity: str) -> Self:
        return self.filter(capacity=capacity)

    def people(self) -> models.QuerySet:
        """The ids of those who held the posts."""
        return self.order_by().values("person")

    def in_state(self, state_id: int, reader: Reader) -> Self:
        """Those in the posts of a state, as far as the reader may see the posts."""
        return self.filter(visible(reader, "post__"), post__state_id=state_id)

    def in_organisation(self, organisation_id: int, reader: Reader) -> Self:
        return self.filter(visible(reader, "post__"), post__organisation_id=organisation_id)

    def naming_what_is_shown(self, reader: Reader) -> Self:
        """Those of which the reader may see both the person and the post."""
        return self.filter(visible(reader, "person__"), visible(reader, "post__"))

    def in_shown_posts(self, reader: Reader) -> Self:
        return self.filter(visible(reader, "post__"))

    def told_on(self, day: date, reader: Reader) -> models.QuerySet:
        """(person, id, title and role of the post, when, id of its state as far as the reader may see it, level, title as
        stated, whether it certainly or possibly covers the day, then `DATES`), in the order of ids."""
        state = Case(When(visible(reader, "post__state__"), then=F("post__state_id")))
        rows = self.with_office(day, reader).annotate(of_state=state).order_by("pk")
        names = ("person_id", "pk", "post__title", "post__role", "when", "of_state", "post__level", "title_as_stated")
        return rows.values_list(*names, "serving", *DATES)

    def by_day(self) -> Self:
        return self.order_by(F("day").desc(nulls_last=True), "-pk")

    def by_level(self) -> Self:
        """The highest posts first, in each level the newest."""
        return self.order_by("post__level", F("day").desc(nulls_last=True), "-pk")

    def newest_of_each_person(self, number: int) -> Self:
        newest = [F("day").desc(nulls_last=True), F("pk").desc()]
        place = Window(RowNumber(), partition_by=F("person_id"), order_by=newest)
        return self.annotate(place=place).filter(place__lte=number).order_by("person_id", "place")

    def with_office(self, day: date, reader: Reader) -> Self:
        """Each with `serving`, whether it certainly or possibly covers the day, and its limits."""
        whole = self.with_limits(reader)
        return whole.alias(begun_latest=Begun("latest")).annotate(serving=self._office_on(day, reader))

    def with_limits(self, reader: Reader) -> Self:
        """Each with the last days of the person's life and of the post's, as far as the reader may know of them."""
        lived = Case(When(visible(reader, "person__"), then=F("person__latest")))
        lasted = Case(When(visible(reader, "post__"), then=F("post__latest")))
        return self.annotate(lived_until=lived, post_until=lasted)

    def in_office(self, day: date, reader: Reader) -> Self:
        """Those who certainly or possibly held their post on the day, as far as the reader may know."""
        found = self.with_limits(reader).alias(begun_latest=Begun("latest"))
        return found.filter(self._office_on(day, reader)).annotate(serving=Value(True))

    def of_any_day(self, reader: Reader) -> Self:
        """As `with_office`, with `serving` false: where it does not matter who was in office on a day."""
        return self.with_limits(reader).annotate(serving=Value(False))

    def _office_on(self, day: date, reader: Reader) -> Q:
        """The rule of `actors.holders.standing_on` in SQL: a test holds the two equal."""
        begun, over = Begun("earliest"), Q(dates_conflict=True) | Q(ended_latest__isnull=True)
        surely = Q(LessThanOrEqual(Begun("latest"), day), ended_earliest__gt=day, dates_conflict=False)
        ended = Q(ended_latest__gte=day, dates_conflict=False) & (
            Q(IsNull(begun, True)) | Q(LessThanOrEqual(begun, day))
        )
        lasting = (
            Q(LessThanOrEqual(begun, day))
            & over
            & (Q(person__latest__isnull=True) | Q(person__latest__gte=day) | ~visible(reader, "person__"))
            & (Q(post__latest__isnull=True) | Q(post__latest__gte=day) | ~visible(reader, "post__"))
            & Q(~Exists(Tenure.objects.visible_to(reader).following(day)))
        )
        return ~Q(capacity=Tenure.Capacity.DESIGNATE) & (surely | ended | lasting)

    def following(self, day: date) -> Self:
        """Of a tenure of an outer query: those in the same post who started later in their own right, surely by the day."""
        return self.filter(
            GreaterThan(Begun("earliest"), OuterRef("begun_latest")),
            LessThanOrEqual(Begun("latest"), day),
            post_id=OuterRef("post_id"),
            capacity__in=IN_OWN_RIGHT,
        )

    def begun_by_person(self) -> list[tuple[int, str, Holding]]:
        """(person, title, dates) of each."""
        rows = self.order_by("pk").values_list("pk", "person_id", "title", *DATES)
        return [(person, title, holding_of(pk, dates)) for pk, person, title, *dates in rows]

    def holdings(self, reader: Reader) -> list[Holding]:
        rows = self.with_limits(reader).values_list("pk", "lived_until", *DATES)
        return [holding_of(pk, dates, lived_until) for pk, lived_until, *dates in rows]


def holding_of(tenure_id: int, dates: Sequence[Any], lived_until: date | None = None) -> Holding:
    """The columns `DATES` of a tenure as the dates that count: of the start that of the latest step known
    (`Tenure.start`), of an end in conflict with it none."""
    started, begun, begun_last, arrived, came, came_last, made, made_last, left, left_last, conflict, capacity = dates
    first, last = (begun, begun_last) if started else (came, came_last) if arrived else (made, made_last)
    if conflict:
        left, left_last = None, None
    return Holding(tenure_id, first, last, left, left_last, capacity in IN_OWN_RIGHT, lived_until)


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
    SCHEMA = "OrganizationRole"
    SAID = {**Composed.SAID, "title_as_stated": "person", "note": ""}
    NAMED_THROUGH = ("post__state", "post__organisation", "post__accredited_to")

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
        """ "started", "arrived" or "appointed"; "" where no date is known."""
        return next((name for name in ("started", "arrived", "appointed") if getattr(self, name)), "")

    def span(self) -> str:
        """The EDTF interval of the tenure. A side that is unknown, or no plain date, stays open as unknown."""
        if self.dates_conflict or not (self.start or self.ended):
            return "" if not self.start else self.start
        plain = all("/" not in side and "[" not in side for side in (self.start, self.ended))
        return f"{self.start}/{self.ended}" if plain else self.start or self.ended

    @classmethod
    def posts_told(cls, people: list[int], reader: Reader, today: date) -> dict[int, str]:
        """Of each person the post that they hold on the day, or may; else the last one on record, with its dates. One query."""
        found: dict[int, str] = {}
        for person, post, serving, when in sorted(newest_posts(reader, people, today), key=lambda row: not row[2]):
            found.setdefault(person, post if serving else f"{post} ({words(when)})")
        return found

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

    def linked_data(self, named: Named) -> dict[str, Any]:
        post = named(self.post_id)
        return {
            "member": named(self.person_id),
            "roleName": post and post["name"],
            "startDate": exactly(self.start),
            "endDate": exactly(self.ended),
        }


@prepared
def newest_posts(reader: Reader, people: list[int], today: date) -> models.QuerySet:
    """(person, title of the post, whether in office on the day, dates), as far as the reader may see tenure and post."""
    held = Tenure.objects.visible_to(reader).serving().of_people(people).filter(visible(reader, "post__"))
    newest = held.with_office(today, reader).newest_of_each_person(NEWEST)
    return newest.values_list("person_id", "post__title", "serving", "when")


# Who holds a post as its holder, and not in somebody's place.
IN_OWN_RIGHT = (Tenure.Capacity.SUBSTANTIVE, Tenure.Capacity.CONCURRENT)


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
