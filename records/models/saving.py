"""What follows from a save: composed title, mentions, a revision, the titles made of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.apps import apps
from django.db import transaction

from records import kinds
from records.models.mentions import rebuild_mentions
from records.models.redirects import Redirect
from records.models.revisions import revise

if TYPE_CHECKING:
    from records.models.readers import User
    from records.models.record import Record

NAMED_BY = frozenset({"title", "handling", "stage"})


@dataclass(slots=True)
class Saving:
    by: "User | None"
    comment: str
    # id -> whether titles made of the record must be composed anew
    pending: dict[int, bool] = field(default_factory=dict)


_current: ContextVar[Saving | None] = ContextVar("saving", default=None)


def author() -> "User | None":
    current = _current.get()
    return current.by if current else None


def provisional_slug() -> str:
    """The address of a record whose own is made of its id, until that is known."""
    return f"new-{uuid4().hex}"


@contextmanager
def saving(by: "User | None", comment: str = "") -> Iterator[None]:
    """Save several rows as one act of one person: each record touched is settled, and revised, once at the end."""
    current = Saving(by, comment)
    with transaction.atomic():
        token = _current.set(current)
        try:
            yield
            for pk, renamed in current.pending.items():
                _settle(_instance(pk), current, renamed)
        finally:
            _current.reset(token)


def settle(record: "Record", before: dict[str, Any] | None) -> None:
    """Called by every save. `before` holds the stored columns it replaced, None for a new record."""
    if before and before["slug"] != record.slug:
        Redirect.objects.leading_to(record.pk).from_paths([record.get_absolute_url()]).delete()
        Redirect.objects.lead([kinds.address(record.kind, before["slug"])], record.pk)
    renamed = before is not None and any(before[name] != getattr(record, name) for name in NAMED_BY)
    if current := _current.get():
        current.pending[record.pk] = current.pending.get(record.pk, False) or renamed
    else:
        _settle(record, Saving(None, ""), renamed)


def settle_id(pk: int) -> None:
    """Called when a part of the record was saved or deleted."""
    if current := _current.get():
        current.pending.setdefault(pk, False)
    else:
        _settle(_instance(pk), Saving(None, ""), renamed=False)


def _instance(pk: int) -> "Record":
    kind = apps.get_model("records.Record")._base_manager.values_list("kind", flat=True).get(pk=pk)
    return kinds.KINDS[kind].model._base_manager.get(pk=pk)


def _settle(record: "Record", act: Saving, renamed: bool) -> None:
    renamed = compose_title(record) or renamed
    rebuild_mentions(record)
    revise(record, act.by, act.comment)
    if renamed:
        recompose_from(record.pk)


def compose_title(record: "Record") -> bool:
    """Give a record with a composed title the one that its parts make now; whether it changed."""
    if not (compose := getattr(record, "compose", None)):
        return False
    title = (getattr(record, "own_title", "") or compose())[:300]
    if title == record.title:
        return False
    record.title = title
    apps.get_model("records.Record")._base_manager.filter(pk=record.pk).update(title=title)
    return True


def recompose(pks: list[int]) -> None:
    """What follows where titles, handling or stages of many records were changed at once."""
    for pk, kind in _composed().filter(pk__any_of=pks).values_list("pk", "kind"):
        compose_title(kinds.KINDS[kind].model._base_manager.get(pk=pk))
    naming = _composed().filter(outgoing__target__any_of=pks).distinct()
    for pk, kind in naming.values_list("pk", "kind"):
        if compose_title(kinds.KINDS[kind].model._base_manager.get(pk=pk)):
            recompose_from(pk)


def recompose_from(pk: int) -> None:
    """Compose anew the titles of the records that name this one, and so on until nothing changes."""
    for source, kind in _composed().filter(outgoing__target=pk).values_list("pk", "kind"):
        if compose_title(kinds.KINDS[kind].model._base_manager.get(pk=source)):
            recompose_from(source)


def _composed() -> Any:
    composed = [kind for kind, info in kinds.KINDS.items() if hasattr(info.model, "compose")]
    return apps.get_model("records.Record")._base_manager.filter(kind__in=composed)
