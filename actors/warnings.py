"""What is odd about tenures: it informs, and blocks nothing."""

from datetime import date

from actors.models import Tenure
from records.desk_lists import warning
from records.models import RecordQuerySet, User

STALE_AFTER = 5


def end_missing(user: User, today: date) -> RecordQuerySet:
    leap = (today.month, today.day) == (2, 29)
    then = today.replace(year=today.year - STALE_AFTER, day=28 if leap else today.day)
    return Tenure.objects.visible_to(user).end_missing_since(then).newest_saved()


def overlapping(user: User, today: date) -> RecordQuerySet:
    return Tenure.objects.visible_to(user).overlapping(user).newest_saved()


def begun_late(user: User, today: date) -> RecordQuerySet:
    return Tenure.objects.visible_to(user).begun_late().newest_saved()


def after_death(user: User, today: date) -> RecordQuerySet:
    return Tenure.objects.visible_to(user).after_death(user).newest_saved()


LISTS = (
    warning(
        "stale-tenures",
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
)
