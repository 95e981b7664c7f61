from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Substr

from actors.models import Actor, Level
from briefings.models.event_data import as_event
from briefings.models.participations import Participation
from records.access import Reader, drawable
from records.fields import DayField, known
from records.models import Composed, Kind, RecordQuerySet, unsourced
from records.models.record import Named


class Status(models.TextChoices):
    """How far an encounter has come; tentative, confirmed and cancelled are the statuses of RFC 5545, 3.8.1.11."""

    RUMOURED = "rumoured", "rumoured"
    ANNOUNCED = "announced", "announced"
    TENTATIVE = "tentative", "tentative"
    CONFIRMED = "confirmed", "confirmed"
    UNDER_WAY = "under_way", "under way"
    COMPLETED = "completed", "completed"
    POSTPONED = "postponed", "postponed"
    CANCELLED = "cancelled", "cancelled"


TO_COME = frozenset({Status.RUMOURED, Status.ANNOUNCED, Status.TENTATIVE, Status.CONFIRMED})


# Searched of all encounters. What somebody withheld was called would name them.
THERE = {"place": "", "participants.title_as_stated": "actor"}


class Channel(models.TextChoices):
    ON_RECORD = "on_record", "on the record"
    JOINT_STATEMENT = "joint_statement", "joint statement"
    OWN_READOUT = "own_readout", "own readout"
    COUNTERPART_READOUT = "counterpart_readout", "counterpart's readout"
    PRESS_CONFERENCE = "press_conference", "press conference"
    NOTE_VERBALE = "note_verbale", "note verbale"
    DEMARCHE = "demarche", "démarche"
    AIDE_MEMOIRE = "aide_memoire", "aide-mémoire"
    NON_PAPER = "non_paper", "non-paper"
    LETTER = "letter", "letter"
    UN_DOCUMENT = "un_document", "UN document"
    INTERVIEW = "interview", "interview"
    SOCIAL_MEDIA = "social_media", "social media"
    ANONYMOUS_OFFICIAL = "anonymous_official", "anonymous official"
    LEAK = "leak", "leak"
    THIRD_PARTY = "third_party_account", "third-party account"


class EncounterQuerySet(RecordQuerySet):
    def with_status(self, *statuses: str) -> Self:
        return self.filter(status__in=statuses)

    def of_type(self, type: str) -> Self:
        return self.filter(type=type)

    def involving(self, actor_ids: Iterable[int], reader: Reader) -> Self:
        """Those in which one of the actors took part, or somebody whom the reader may see took part for them."""
        return self.filter(pk__in=Participation.objects.encounters_of(actor_ids, reader))

    def without_source(self, reader: Reader) -> Self:
        return self.filter(unsourced(reader))

    def by_start(self) -> models.QuerySet:
        """(the first seven characters of a date, number of these with it): "2024-05", "2024", "[2024-0"."""
        starts = self.order_by().annotate(start=Substr("when", 1, 7)).values("start").annotate(number=Count("pk"))
        return starts.values_list("start", "number")


class VisitQuerySet(EncounterQuerySet):
    def by_day(self) -> Self:
        return self.order_by(F("day").desc(nulls_last=True), "-pk")

    def to_state(self, state_id: int) -> Self:
        return self.filter(host_state_id=state_id)

    def from_state(self, state_id: int) -> Self:
        return self.filter(sending_state_id=state_id)

    def to_any(self, state_ids: Iterable[int]) -> Self:
        return self.filter(host_state__in=list(state_ids))

    def from_any(self, state_ids: Iterable[int]) -> Self:
        return self.filter(sending_state__in=list(state_ids))

    def between_any(self, state_ids: Iterable[int]) -> Self:
        """Those that one of the states sent or received."""
        ids = list(state_ids)
        return self.filter(Q(host_state__in=ids) | Q(sending_state__in=ids))

    def at_level(self, level: int) -> Self:
        return self.filter(level=level)

    def of_journey(self, visit_id: int) -> Self:
        """The visits of the journey of which this one is part, itself among them."""
        return self.filter(series__visits=visit_id)

    def apart_from(self, visit_id: int) -> Self:
        return self.exclude(pk=visit_id)

    def to_come(self, today: date) -> Self:
        """Those that are expected and whose last possible day has not passed."""
        expected = self.with_status(*TO_COME).filter(Q(latest__gte=today) | Q(latest__isnull=True))
        return expected.oldest_first()

    def past(self) -> Self:
        return self.with_status(Status.UNDER_WAY, Status.COMPLETED).newest_first()

    def of_visitors(self, people: Iterable[int]) -> models.QuerySet:
        """(id, slug, title, when, earliest, latest, place, id of the host state, id of the visitor), oldest first."""
        came = Q(participants__role="visitor", participants__actor__in=list(people))
        names = ("pk", "slug", "title", "when", "earliest", "latest", "place", "host_state_id", "participants__actor")
        return self.filter(came).order_by("earliest", "pk").values_list(*names)


class MeetingQuerySet(EncounterQuerySet):
    def of_visit(self, visit_id: int) -> Self:
        return self.filter(visit_id=visit_id)

    def of_format(self, format: str) -> Self:
        return self.filter(format=format)


class SeriesQuerySet(models.QuerySet):
    def beginning_of(self, visit: "Visit") -> "Visit | None":
        """The first of the other visits of the journey of which this one is part."""
        return self.beginning(visit.series_id, visit.pk)

    def beginning(self, series_id: int | None, visit_id: int) -> "Visit | None":
        """The first visit of the journey but for this one."""
        rows = Visit.objects.filter(series_id=series_id) if series_id else Visit.objects.none()
        return rows.apart_from(visit_id).oldest_first().first()

    def begun_at(self, visit: "Visit") -> "Series":
        """A new journey. Another may have begun at the visit before, and have gone on without it."""
        key = f"journey-{visit.slug}"
        taken = set(self.filter(key__startswith=key).values_list("key", flat=True))
        free = next(one for number in count(1) if (one := key if number == 1 else f"{key}-{number}") not in taken)
        return Series.objects.create(key=free)


class Series(models.Model):
    """A journey through several states: several visits, one trip."""

    key = models.CharField(max_length=200, unique=True)
    note = models.CharField(max_length=300, blank=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.note or self.key


class Visit(Composed):
    """Somebody goes to another state in an office. `when` is the stay."""

    KIND, FOLDER, LETTER, LABEL, PLURAL = "visit", "visits", "V", "Visit", "Visits"
    SCHEMA: ClassVar[str] = "Event"
    PARTS = ("citations", "identifiers", "participants")
    MARKUP: ClassVar[tuple[str, ...]] = ("summary", "purpose")
    SAID = {**Kind.SAID, **THERE, "sending_label": "sending_state", "host_label": "host_state"}

    class Type(models.TextChoices):
        STATE = "state", "state visit"
        OFFICIAL = "official", "official visit"
        OFFICIAL_WORKING = "official_working", "official working visit"
        WORKING = "working", "working visit"
        INFORMAL = "informal", "informal visit"
        PRIVATE = "private", "private visit"
        TRANSIT = "transit", "transit"
        STOPOVER = "stopover", "stopover"
        SHUTTLE = "envoy_shuttle", "envoy's shuttle"
        UNSTATED = "unstated", "not stated"

    sending_state = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="visits_out", db_index=False
    )
    host_state = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="visits_in", db_index=False
    )
    sending_label = models.CharField("sending state, as stated", max_length=200, blank=True)
    host_label = models.CharField("host state, as stated", max_length=200, blank=True)
    place = models.CharField(max_length=300, blank=True)
    type = models.CharField(max_length=16, choices=Type, default=Type.UNSTATED)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.SENIOR)
    status = models.CharField(max_length=12, choices=Status, default=Status.COMPLETED)
    purpose = models.TextField(blank=True)
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="visits")
    day = DayField()

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            known("status", Status, "visit_status_known", "Choose a status from the list."),
            models.CheckConstraint(
                condition=Q(level__range=(1, 6)),
                name="visit_level_known",
                violation_error_message="A level is a number from 1 (head of state) to 6.",
            ),
        ]
        indexes = [
            models.Index(fields=["host_state", "-day", "record"], name="visit_to"),
            models.Index(fields=["sending_state", "-day", "record"], name="visit_from"),
        ]

    def compose(self) -> str:
        visitors = self.participants.drawable_in(self).visitors()
        host = Actor.objects.filter(drawable(self), visits_in=self.pk).values_list("title", flat=True).first()
        return visit_title(
            list(visitors.values_list("actor__title", flat=True)),
            self.participants.visitors().exists(),
            self.place or host or "",
        )

    def linked_data(self, named: Named) -> dict[str, Any]:
        host, guest = named(self.host_state_id), named(self.sending_state_id)
        return {**as_event(self.when, self.status, self.place, host), "organizer": host, "attendee": guest}


def visit_title(names: list[str], visited: bool, place: str) -> str:
    """ "Yue Xiaoyong in Islamabad"; names that the visit may not show are left out, `visited` says that there are some."""
    if len(names) > 3:
        who = f"{names[0]} and {len(names) - 1} others"
    else:
        who = " and ".join(names) or ("A withheld visitor" if visited else "A visit")
    return f"{who} in {place}" if place else who


class Meeting(Composed):
    """People talk, within a visit or apart from one."""

    KIND, FOLDER, LETTER, LABEL, PLURAL = "meeting", "meetings", "M", "Meeting", "Meetings"
    SCHEMA: ClassVar[str] = "Event"
    PARTS = ("citations", "identifiers", "participants")
    MARKUP = ("summary", "readout")
    NAMED_THROUGH = ("visit__sending_state", "visit__host_state")

    class Format(models.TextChoices):
        MEETING = "meeting", "meeting"
        CALL = "call", "telephone call"
        VIDEO_CALL = "video_call", "video call"
        SUMMIT = "summit", "summit"
        MULTILATERAL = "multilateral_session", "multilateral session"
        MEDIATION = "mediation_round", "mediation round"
        SIGNING = "signing", "signing"
        CEREMONY = "ceremony", "ceremony"

    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="meetings")
    format = models.CharField(max_length=20, choices=Format, default=Format.MEETING)
    channel = models.CharField(max_length=20, choices=Channel, blank=True)
    place = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.COMPLETED)
    readout = models.TextField(blank=True)
    day = DayField()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [known("status", Status, "meeting_status_known", "Choose a status from the list.")]

    def compose(self) -> str:
        there = self.participants.drawable_in(self).present()
        return meeting_title(
            list(there.values_list("actor__title", flat=True)), self.participants.present().exists(), self.place
        )

    def linked_data(self, named: Named) -> dict[str, Any]:
        return {**as_event(self.when, self.status, self.place), "superEvent": named(self.visit_id)}


def meeting_title(names: list[str], attended: bool, place: str) -> str:
    """ "Yue Xiaoyong and Amna Baloch, Islamabad"; names that the meeting may not show are left out."""
    if len(names) > 3:
        who = f"{names[0]} and {len(names) - 1} others"
    elif len(names) == 1:
        who = f"Meeting with {names[0]}"
    else:
        who = " and ".join(names) or ("A withheld meeting" if attended else "A meeting")
    return f"{who}, {place}" if place else who


class Event(Kind):
    """Anything else that happened: a takeover, an attack, a mediation effort, an agreement."""

    KIND, FOLDER, LETTER, LABEL, PLURAL = "event", "events", "E", "Event", "Events"
    SCHEMA: ClassVar[str] = "Event"
    PARTS = ("citations", "identifiers", "participants")
    MARKUP = ("summary", "description")

    class Type(models.TextChoices):
        TAKEOVER = "takeover", "takeover"
        ATTACK = "attack", "attack"
        MEDIATION = "mediation", "mediation effort"
        AGREEMENT = "agreement", "agreement"
        INCIDENT = "incident", "incident"
        STATEMENT = "statement", "statement"
        CEREMONY = "ceremony", "ceremony"
        DESIGNATION = "designation", "designation"
        OTHER = "other", "other"

    type = models.CharField(max_length=12, choices=Type, default=Type.OTHER)
    place = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.COMPLETED)
    outcome = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True)

    objects = EncounterQuerySet.as_manager()

    class Meta:
        constraints = [known("status", Status, "event_status_known", "Choose a status from the list.")]

    def linked_data(self, named: Named) -> dict[str, Any]:
        return as_event(self.when, self.status, self.place)
