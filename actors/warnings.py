"""What is odd about tenures: it informs, and blocks nothing."""

from calendar import monthrange
from datetime import date
from typing import Any

from django.conf import settings

from actors.models import Actor, Tenure
from actors.sections.seen import patrol
from actors.sightings import heard_since
from records.desk_lists import warning
from records.models import RecordQuerySet

MISSING_AFTER = 5


def months_before(day: date, months: int) -> date:
    """The same day so many months before; of a month that has no such day its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def stale(user: Any, today: date) -> RecordQuerySet:
    """Of those that a death, the end of the post or a successor has closed there is nothing to find out."""
    since = months_before(today, settings.STALE_TENURE_MONTHS)
    open_ones = Tenure.objects.visible_to(user).in_office(today, user)
    return open_ones.unheard_of(since, heard_since(since, user)).by_day()


def end_missing(user: Any, today: date) -> RecordQuerySet:
    then = months_before(today, 12 * MISSING_AFTER)
    return Tenure.objects.visible_to(user).end_missing_since(then).newest_saved()


def outside_life(user: Any, today: date) -> RecordQuerySet:
    return Tenure.objects.visible_to(user).outside_life(user).newest_saved()


def outside_post(user: Any, today: date) -> RecordQuerySet:
    return Tenure.objects.visible_to(user).outside_post(user).newest_saved()


def in_conflict(user: Any, today: date) -> RecordQuerySet:
    return Tenure.objects.visible_to(user).in_conflict().newest_saved()


def overlapping(user: Any, today: date) -> RecordQuerySet:
    return Tenure.objects.visible_to(user).overlapping(user).newest_saved()


def begun_late(user: Any, today: date) -> RecordQuerySet:
    return Tenure.objects.visible_to(user).begun_late().newest_saved()


def after_death(user: Any, today: date) -> RecordQuerySet:
    return Tenure.objects.visible_to(user).after_death(user).newest_saved()


def doubled(user: Any, today: date) -> RecordQuerySet:
    return Actor.objects.visible_to(user).possibly_doubled(user).newest_saved()


LISTS = (
    warning(
        "possible-duplicates",
        "Actors that may be on record twice",
        "Another entry may be the same actor. A curator compares the two, and joins them or keeps them apart.",
        doubled,
        Actor.KIND,
    ),
    warning(
        "stale-tenures",
        "Open tenures of which nothing is heard",
        f"No end is given, and for {settings.STALE_TENURE_MONTHS} months nobody has met with the holder, nor does a later source "
        "cited for it say that they go on. Find out whether it has ended.",
        stale,
        Tenure.KIND,
        heading="Last seen",
        told=patrol,
    ),
    warning(
        "endless-tenures",
        "Tenures whose end has been missing for over five years",
        "It began more than five years ago, and no end is given. Find out whether it has ended.",
        end_missing,
        Tenure.KIND,
    ),
    warning(
        "overlapping-tenures",
        "Substantive tenures that overlap",
        "Another person held the same post in their own right at the same time. Check the dates, and who was acting.",
        overlapping,
        Tenure.KIND,
    ),
    warning(
        "late-tenures",
        "Tenures begun more than a year after the appointment",
        "It began more than 365 days after the appointment. Check both dates.",
        begun_late,
        Tenure.KIND,
    ),
    warning(
        "posthumous-tenures",
        "Tenures begun after a death",
        "It began after the person had died. Check the dates, and that it is the same person.",
        after_death,
        Tenure.KIND,
    ),
    warning(
        "tenures-outside-a-life",
        "Tenures that a life span rules out",
        "It began before the person was born, or ended after they had died. Check the dates, and that it is the same person.",
        outside_life,
        Tenure.KIND,
    ),
    warning(
        "tenures-outside-their-post",
        "Tenures outside the life of their post",
        "It began before the post was made, or lasted on after it was abolished. Check the dates of both.",
        outside_post,
        Tenure.KIND,
    ),
    warning(
        "conflicting-tenures",
        "Tenures that end before they start",
        "Its own source gives an end before the start, so the end counts as unknown. Look for another source.",
        in_conflict,
        Tenure.KIND,
    ),
)
