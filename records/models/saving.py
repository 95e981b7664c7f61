"""What follows from a save: composed title, mentions, a revision, the titles made of it, and what search finds."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.apps import apps
from django.db import transaction

from records import kinds
from records.auditing import event, keep
from records.models.audit import Audited
from records.models.mentions import rebuild_mentions
from records.models.redirects import Redirect
from records.models.revisions import revise
from records.search.index import index
from records.search.renown import named_in, recount

if TYPE_CHECKING:
    from records.models.batches import Batch
    from records.models.readers import User
    from records.models.record import Record

NAMED_BY = frozenset({"title", "handling", "stage"})
TITLE = frozenset({"title"})


@dataclass(slots=True)
class Saving:
    by: "User | None"
    comment: str
    batch: "Batch | None" = None
    # id -> which of the columns that others draw on have changed
    pending: dict[int, frozenset[str]] = field(default_factory=dict)
    # id -> number of the revision that was made of it
    made: dict[int, int] = field(default_factory=dict)


_current: ContextVar[Saving | None] = ContextVar("saving", default=None)


def author() -> "User | None":
    current = _current.get()
    return current.by if current else None


def provisional_slug() -> str:
    """The address of a record whose own is made of its id, until that is known."""
    return f"new-{uuid4().hex}"


@contextmanager
def saving(by: "User | None", comment: str = "", batch: "Batch | None" = None) -> Iterator[None]:
    """Save several rows as one act of one person: each record touched is settled, and revised, once at the end."""
    current = Saving(by, comment, batch)
    with transaction.atomic():
        token = _current.set(current)
        try:
            yield
            follow = {pk: _settle(_instance(pk), current, changed) for pk, changed in current.pending.items()}
            follow_up(follow)
            audit_saves(current)
        finally:
            _current.reset(token)


def audit_saves(act: Saving) -> None:
    if act.by:
        saved = sorted(act.made.items())
        keep(*(event(Audited.SAVED, act.by.pk, record=pk, detail={"revision": number}) for pk, number in saved))


def settle(record: "Record", before: dict[str, Any] | None) -> None:
    """Called by every save. `before` holds the stored columns it replaced, None for a new record."""
    if before and before["slug"] != record.slug:
        Redirect.objects.leading_to(record.pk).from_paths([record.get_absolute_url()]).delete()
        Redirect.objects.lead([kinds.address(record.kind, before["slug"])], record.pk)
    changed = frozenset(name for name in NAMED_BY if before and before[name] != getattr(record, name))
    if current := _current.get():
        current.pending[record.pk] = current.pending.get(record.pk, frozenset()) | changed
    else:
        follow_up({record.pk: _settle(record, Saving(None, ""), changed)})


def settle_id(pk: int) -> None:
    """Called when a part of the record was saved or deleted."""
    if current := _current.get():
        current.pending.setdefault(pk, frozenset())
    else:
        follow_up({pk: _settle(_instance(pk), Saving(None, ""), frozenset())})


def _instance(pk: int) -> "Record":
    kind = apps.get_model("records.Record")._base_manager.values_list("kind", flat=True).get(pk=pk)
    return kinds.KINDS[kind].model._base_manager.get(pk=pk)


def _settle(record: "Record", act: Saving, changed: frozenset[str]) -> frozenset[str]:
    """What has changed of the record that others draw on."""
    changed |= TITLE if compose_title(record) else frozenset()
    recount(rebuild_mentions(record))
    act.made[record.pk] = revise(record, act.by, act.comment, act.batch)
    return changed


def follow_up(changed: dict[int, frozenset[str]]) -> None:
    """Compose anew the titles made of the records, and bring to the index all that says something of them.

    `changed` has, of each record that was saved, which columns changed that others draw on.
    """
    titled = {pk for pk, columns in changed.items() if columns}
    titled |= recompose_from(titled)
    marked = [pk for pk, columns in changed.items() if columns - TITLE]
    index({*changed, *titled, *naming(titled, in_text=True), *naming(marked)})
    recount(named_in(marked))


def naming(pks: Iterable[int], in_text: bool = False) -> Iterable[int]:
    """Ids of the records that name one of these; `in_text`, only those whose texts have references."""
    sources = apps.get_model("records.Mention").objects.filter(target__any_of=list(pks))
    if in_text:
        sources = sources.filter(source__entry__refers=True)
    return sources.order_by().values_list("source_id", flat=True).distinct()


def refer_anew(pks: Iterable[int]) -> None:
    """Called when addresses of these records have come to mean others: whose texts refer to them mention those now."""
    sources = sorted(naming(pks, in_text=True))
    for pk in sources:
        rebuild_mentions(_instance(pk))
    index(sources)


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
    changed = dict.fromkeys(pks, NAMED_BY)
    for pk, kind in _composed().filter(pk__any_of=pks).values_list("pk", "kind"):
        compose_title(kinds.KINDS[kind].model._base_manager.get(pk=pk))
    follow_up(changed)


def recompose_from(pks: Iterable[int]) -> set[int]:
    """Compose anew the titles of the records that name these, and so on until nothing changes; ids of those changed."""
    naming_them = _composed().filter(outgoing__target__any_of=list(pks)).distinct()
    changed = {
        pk
        for pk, kind in naming_them.order_by("pk").values_list("pk", "kind")
        if compose_title(kinds.KINDS[kind].model._base_manager.get(pk=pk))
    }
    return changed | recompose_from(changed) if changed else changed


def _composed() -> Any:
    composed = [kind for kind, info in kinds.KINDS.items() if hasattr(info.model, "compose")]
    return apps.get_model("records.Record")._base_manager.filter(kind__in=composed)
