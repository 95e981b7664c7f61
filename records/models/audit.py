import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NoReturn, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from records.access import Handling

# What stands in the place of the hash before that of the first event.
BEGINNING = ""


class Unchangeable(Exception):
    """The audit log is added to, and never changed."""

    def __init__(self) -> None:
        super().__init__("An audit event is neither changed nor deleted, by anybody.")


class Audited(models.TextChoices):
    """What is kept. No constraint of the table names these: to change it, SQLite would make the table anew, and the triggers
    that guard it would go with the former one."""

    SIGNED_IN = "signed_in", "signed in"
    SIGN_IN_FAILED = "sign_in_failed", "sign-in failed"
    REFUSED = "refused", "access refused"
    SAVED = "saved", "record saved"
    STEPPED = "stepped", "stage changed"
    AGREED = "agreed", "proposal accepted"
    ENTERED = "entered", "batch entered"
    UNDONE = "undone", "batch undone"
    MERGED = "merged", "records merged"
    SEPARATED = "separated", "merge undone"
    TAG_CHANGED = "tag_changed", "tag changed"
    TAGS_MERGED = "tags_merged", "tags merged"
    SOURCE_CHANGED = "source_changed", "source changed"
    EXPORTED = "exported", "exported"
    ACCOUNT_MADE = "account_made", "account made"
    RIGHTS_CHANGED = "rights_changed", "rights changed"
    PASSWORD_CHANGED = "password_changed", "password changed"


class AuditEventQuerySet(models.QuerySet):
    def of_person(self, user_id: int) -> Self:
        """What they did, and what was done to their account."""
        return self.filter(Q(actor_id=user_id) | Q(account_id=user_id))

    def by(self, user_id: int) -> Self:
        return self.filter(actor_id=user_id)

    def taken(self, *actions: str) -> Self:
        return self.filter(action__in=actions)

    def of_record(self, record_id: int) -> Self:
        return self.filter(record_id=record_id)

    def since(self, moment: datetime) -> Self:
        return self.filter(at__gte=moment)

    def until(self, moment: datetime) -> Self:
        return self.filter(at__lt=moment)

    def at_path(self, path: str) -> Self:
        return self.filter(detail__path=path)

    def before(self, number: int) -> Self:
        return self.filter(number__lt=number)

    def newest_first(self) -> Self:
        return self.order_by("-number")

    def in_order(self) -> Self:
        return self.order_by("number")

    def with_people(self) -> Self:
        return self.select_related("actor", "account")

    def last_link(self) -> tuple[int, str]:
        """(number, hash) of the event that was kept last."""
        return self.order_by("-number").values_list("number", "hash").first() or (0, BEGINNING)

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unchangeable

    update = delete = bulk_update = update_or_create = _update = _raw_delete = _refuse


class AuditEvent(models.Model):
    """Who did what, or tried to, when and from where. Kept by `records.auditing` alone, in one chain: each event holds the
    SHA-256 of its content together with the hash of the event before, so that none can be changed, taken out or put in
    without all that follow no longer fitting.

    Triggers of the database refuse to change or delete a row (made by the migration `audit`). A migration that has SQLite make
    this table anew has to make them again.
    """

    # Without a gap: a sequence of the database would leave one at each act that was given up.
    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    # None: nobody signed in, or a command.
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=20, choices=Audited)
    # Whose account it concerns, of sign-ins and rights.
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    record = models.ForeignKey("records.Record", models.PROTECT, null=True, related_name="+")
    # The strictest label of what the detail may tell of.
    handling = models.PositiveSmallIntegerField(choices=Handling, default=Handling.CLEAR)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    # Of the network; none for a command.
    remote_address = models.CharField(max_length=45, blank=True)
    hash = models.CharField(max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["actor", "-number"], name="audit_actor"),
            models.Index(fields=["action", "-number"], name="audit_action"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.action}"

    def digest(self, before: str) -> str:
        """SHA-256 over the content and the hash of the event before, as 64 hexadecimal figures."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        said = [self.number, at, self.actor_id, self.action, self.account_id, self.record_id, int(self.handling)]
        whole = json.dumps([*said, self.detail, self.remote_address, before], sort_keys=True, separators=(",", ":"))
        return sha256(whole.encode()).hexdigest()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Unchangeable
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unchangeable


def linked(events: Iterable[AuditEvent], number: int, before: str) -> list[AuditEvent]:
    """The events with their numbers and hashes, as they follow the event of that number and hash."""
    chain = []
    for one in events:
        number += 1
        one.number, one.hash = number, ""
        one.hash = before = one.digest(before)
        chain.append(one)
    return chain
