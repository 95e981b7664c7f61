"""Who else has a record open to edit."""

from datetime import datetime, timedelta

from records.models import Presence, Record, User

# Whoever was not seen for so long has gone.
GONE_AFTER = timedelta(minutes=2)


def seen(record: Record, user: User, now: datetime) -> None:
    Presence.objects.update_or_create(record_id=record.pk, user=user, defaults={"seen_at": now})


def others(record: Record, user: User, now: datetime) -> list[str]:
    """The names of those besides the user who have the record open."""
    there = Presence.objects.at_record(record.pk).since(now - GONE_AFTER).other_than(user.pk)
    return [one.user.called for one in there.select_related("user").order_by("pk")]


def gone(record: Record, user: User) -> None:
    Presence.objects.at_record(record.pk).of(user.pk).delete()
