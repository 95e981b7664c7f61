"""What is wanting in encounters, claims and promises: it informs, and blocks nothing."""

from datetime import date

from actors.models import Tenure
from briefings.models import Claim, Commitment, Event, Meeting, Participation, Visit
from records.desk_lists import warning
from records.models import Record, RecordQuerySet, User


def overdue(user: User, today: date) -> RecordQuerySet:
    return Commitment.objects.visible_to(user).overdue(today)


def undated(user: User, today: date) -> RecordQuerySet:
    return Commitment.objects.visible_to(user).without_due_date().newest_saved()


def unsourced_claims(user: User, today: date) -> RecordQuerySet:
    return Claim.objects.visible_to(user).without_source(user).newest_saved()


def unsourced_visits(user: User, today: date) -> RecordQuerySet:
    return Visit.objects.visible_to(user).without_source(user).newest_saved()


def titled_too_early(user: User, today: date) -> RecordQuerySet:
    return Record.objects.visible_to(user).within(Participation.objects.titled_too_early(user)).newest_saved()


def used_too_early(user: User, today: date) -> RecordQuerySet:
    return Tenure.objects.visible_to(user).within(Participation.objects.tenures_used_too_early(user)).newest_saved()


LISTS = (
    warning(
        "overdue",
        "Overdue commitments",
        "The last day on which it may fall due has passed, and nobody has said what became of it. Rate it.",
        overdue,
        Commitment.KIND,
    ),
    warning(
        "claims-without-source",
        "Claims without a source",
        "No passage is cited for it, nor for anybody who asserts it. Cite one.",
        unsourced_claims,
        Claim.KIND,
    ),
    warning(
        "visits-without-source",
        "Visits without a source",
        "No passage is cited for it. Cite one.",
        unsourced_visits,
        Visit.KIND,
    ),
    warning(
        "commitments-without-due-date",
        "Commitments without a due date",
        "It has no due date, so it can never be overdue. Enter one, as closely as the source gives it.",
        undated,
        Commitment.KIND,
    ),
    warning(
        "early-titles",
        "Titles used before their tenure",
        "Somebody took part as the holder of a post that they held only later. Check the dates and the post.",
        titled_too_early,
        Visit.KIND,
        Meeting.KIND,
        Event.KIND,
    ),
    warning(
        "early-tenures",
        "Tenures whose title was used before they began",
        "Its holder took part in something under this post before the tenure began. Check the start, and as what they came.",
        used_too_early,
        Tenure.KIND,
    ),
)
