"""The lists of one's own work, of records of any kind."""

from datetime import date

from records.access import is_reviewer
from records.desk_lists import DeskList
from records.models import Record, RecordQuerySet, User


def returned(user: User, today: date) -> RecordQuerySet:
    return Record.objects.visible_to(user).returned().written_by(user.pk).newest_saved()


def drafts(user: User, today: date) -> RecordQuerySet:
    return Record.objects.visible_to(user).drafts().written_by(user.pk).newest_saved()


def to_review(user: User, today: date) -> RecordQuerySet:
    return Record.objects.visible_to(user).in_review().not_written_by(user.pk).oldest_saved()


def sent(user: User, today: date) -> RecordQuerySet:
    return Record.objects.visible_to(user).in_review().written_by(user.pk).oldest_saved()


LISTS = (
    DeskList("returned", "Returned to me", returned, "Nothing has been returned to you."),
    DeskList(
        "to-review",
        "Waiting for my review",
        to_review,
        "Nothing waits for you. What others send for review stands here.",
        fits=is_reviewer,
    ),
    DeskList(
        "sent",
        "In review, written by me",
        sent,
        "Nothing of yours is in review. Somebody else than its authors reviews a record.",
    ),
    DeskList(
        "drafts", "My drafts", drafts, "You have no drafts. What you enter stands here until you send it for review."
    ),
)
