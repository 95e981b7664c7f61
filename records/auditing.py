"""The audit log: the one place that writes it, and what looks whether its chain holds.

An event is kept in the transaction of what it tells of, after everything else that the act does: whoever keeps one waits for
others who do, until their transactions end. No event is kept of reading a page.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from records.access import Handling
from records.models.audit import BEGINNING, Audited, AuditEvent, linked

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

# Of PostgreSQL's advisory locks the one that lets one event after another into the chain.
LOCK = 4_153_001_927
# Characters of a text in the detail of an event.
LONGEST = 1000
# Trying the same address again within that time is no further attempt.
AGAIN = timedelta(minutes=10)
GUARD = {
    "sqlite": "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit\\_%' ESCAPE '\\' "
    "AND tbl_name = 'records_auditevent'",
    # O and A: those that fire in an ordinary session. R fires for what is replicated alone.
    "postgresql": "SELECT COUNT(*) FROM pg_trigger WHERE tgname LIKE 'audit\\_%' AND tgenabled IN ('O', 'A') "
    "AND tgrelid = 'records_auditevent'::regclass",
}
TRIGGERS = {"sqlite": 3, "postgresql": 2}


@dataclass(frozen=True, slots=True)
class Origin:
    """From where a request came, and who sent it."""

    remote_address: str
    user: "AbstractBaseUser | AnonymousUser"


_origin: ContextVar[Origin | None] = ContextVar("origin", default=None)


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    """What is kept meanwhile is told to come from there."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def acting() -> int | None:
    """The id of who sent the request that is answered now; None for a command, and for somebody not signed in."""
    origin = _origin.get()
    return origin.user.pk if origin else None


def audit(
    action: Audited,
    by: int | None,
    *,
    record: int | None = None,
    account: int | None = None,
    handling: int = Handling.CLEAR,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Keep one event. `by`, `record` and `account` are ids; `handling` is the strictest label of what the detail tells of."""
    keep(event(action, by, record=record, account=account, handling=handling, detail=detail))


def event(
    action: Audited,
    by: int | None,
    *,
    record: int | None = None,
    account: int | None = None,
    handling: int = Handling.CLEAR,
    detail: Mapping[str, Any] | None = None,
) -> AuditEvent:
    said = {name: kept(value) for name, value in (detail or {}).items()}
    return AuditEvent(
        action=action, actor_id=by, record_id=record, account_id=account, handling=int(handling), detail=said
    )


def kept(value: Any) -> Any:
    """As both databases keep it: PostgreSQL has no character for NUL, and neither keeps half of a pair."""
    if isinstance(value, str):
        return value[:LONGEST].replace("\0", "").encode("utf-8", "replace").decode()
    return [kept(one) for one in value] if isinstance(value, list | tuple) else value


def keep(*events: AuditEvent) -> None:
    """Add the events to the chain, in this order and of one moment."""
    if not events:
        return
    origin = _origin.get()
    with transaction.atomic(savepoint=False):
        wait_for_turn()
        now = timezone.now()
        for one in events:
            one.at, one.remote_address = now, origin.remote_address if origin else ""
        AuditEvent.objects.bulk_create(linked(events, *AuditEvent.objects.last_link()), batch_size=500)


def wait_for_turn() -> None:
    """Until the transaction ends nobody else adds to the chain. SQLite has one writer at a time as it is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def audit_refusal(by: int, path: str, status: int, record: int | None, handling: int = Handling.CLEAR) -> None:
    """Somebody signed in was answered 403 or 404; `handling` is the label of what the path tells. Kept alike whether or not
    there is a record at the address, so that how long the answer takes does not tell."""
    tried = AuditEvent.objects.by(by).taken(Audited.REFUSED).at_path(kept(path))
    if not tried.since(timezone.now() - AGAIN).exists():
        audit(Audited.REFUSED, by, record=record, handling=handling, detail={"path": path, "status": status})


@dataclass(frozen=True, slots=True)
class Chain:
    """What a check found: how many events fit, the hash of the last of these, and, where one does not, what is wrong."""

    fitting: int
    last: str
    wrong: str = ""


def check(known: Mapping[int, str] | None = None) -> Chain:
    """Go through the chain to the first event that does not fit. `known`: number -> hash as it was noted elsewhere."""
    number, before, noted = 0, BEGINNING, dict(known or {})
    if noted.pop(number, before) != before:
        return Chain(number, before, "Before the first event there is none that could have been noted.")
    for one in AuditEvent.objects.in_order().iterator(chunk_size=2000):
        if one.number != number + 1:
            return Chain(number, before, f"Event {number + 1} is missing: after {number} comes {one.number}.")
        if one.hash != one.digest(before):
            return Chain(number, before, f"Event {one.number} does not fit: it, or one before it, was changed.")
        if noted.pop(one.number, one.hash) != one.hash:
            return Chain(number, before, f"Event {one.number} is another one than was noted.")
        number, before = one.number, one.hash
    if noted:
        return Chain(number, before, f"Event {min(noted)} is missing: the log ends with {number}.")
    return Chain(number, before, "" if guarded() else "The triggers that guard the log are missing or off.")


def guarded() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(GUARD[connection.vendor])
        return bool(cursor.fetchone()[0] == TRIGGERS[connection.vendor])
