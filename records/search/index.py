"""Keeping the index: what every save calls, and what mends it as a whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from records import kinds
from records.search import postgres, sqlite
from records.search.renown import recount
from records.search.spellings import keep_names, respell
from records.search.texts import Entry, entries

BATCH = 500
TEXTS = ("title", "names", "marks", "body")
FACTS = ("kind", "handling", "stage", "earliest", "title_length", "grade", "refers", "facets", "named")


def engine() -> Any:
    return postgres if connection.vendor == "postgresql" else sqlite


def index(pks: Iterable[int]) -> int:
    """Bring the entries of the records up to date, in the transaction that changed them; how many differed."""
    wanted = set(pks)
    changed, others = 0, set()
    for kind, part in by_kind(wanted):
        changed += bring_up(entries(kind, part))
        others |= set(naming_through(kind, part))
    for kind, part in by_kind(others - wanted):
        changed += bring_up(entries(kind, part))
    return changed


def naming_through(kind: str, pks: list[int]) -> Iterator[int]:
    """Ids of the records that name others by way of one of these, which are of one kind."""
    for info in kinds.KINDS.values():
        for between in {path.partition("__")[0] for path in info.model.NAMED_THROUGH}:
            if kind == info.model._meta.get_field(between).related_model.KIND:
                rows = info.model._base_manager.filter(**{f"{between}__any_of": pks})
                yield from rows.order_by().values_list("pk", flat=True)


def by_kind(pks: Iterable[int], batch: int = BATCH) -> Iterator[tuple[str, list[int]]]:
    wanted = sorted(set(pks))
    records = apps.get_model("records.Record")._base_manager
    for start in range(0, len(wanted), batch):
        kept: dict[str, list[int]] = {}
        for pk, kind in (
            records.filter(pk__any_of=wanted[start : start + batch]).order_by("pk").values_list("pk", "kind")
        ):
            kept.setdefault(kind, []).append(pk)
        yield from ((kind, part) for kind, part in kept.items() if kind in kinds.KINDS)


def bring_up(wanted: dict[int, Entry]) -> int:
    texts, facts = apps.get_model("records.SearchText"), apps.get_model("records.SearchEntry")
    stored, counted = rows_there(texts, wanted, TEXTS), rows_there(facts, wanted, FACTS)
    differing = {pk: entry for pk, entry in wanted.items() if stored.get(pk) != said(entry, TEXTS)}
    others = [pk for pk, entry in wanted.items() if counted.get(pk) != said(entry, FACTS)]
    changed = {**differing, **{pk: wanted[pk] for pk in others}}
    if not changed:
        return 0
    keep_names({pk: entry.spelt for pk, entry in differing.items() if entry.spelt or pk in stored})
    put(facts, changed, FACTS)
    put(texts, differing, TEXTS)
    engine().write([(pk, said(entry, TEXTS)) for pk, entry in differing.items()])
    return len(changed)


def said(entry: Entry, columns: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(entry, name) for name in columns)


def rows_there(model: Any, pks: Iterable[int], columns: Sequence[str]) -> dict[int, tuple[Any, ...]]:
    """id -> the columns as they are stored."""
    rows = model.objects.filter(record__any_of=list(pks)).values_list("pk", *columns)
    return {pk: tuple(row) for pk, *row in rows}


def put(model: Any, wanted: dict[int, Entry], columns: Sequence[str]) -> None:
    rows = [model(record_id=pk, **{name: getattr(entry, name) for name in columns}) for pk, entry in wanted.items()]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["record"], update_fields=columns)


def add(pks: Iterable[int]) -> None:
    """Put records into the index of which it lacks the entry or the words."""
    for kind, part in by_kind(pks):
        wanted = entries(kind, part)
        with transaction.atomic():
            bring_up(wanted)
            engine().write([(pk, said(entry, TEXTS)) for pk, entry in wanted.items()])


@dataclass(slots=True)
class Drift:
    """What the index says wrongly: ids of records that it misses, or says otherwise; of those it holds and are none."""

    missing: list[int] = field(default_factory=list)
    differing: list[int] = field(default_factory=list)
    left_over: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.differing or self.left_over)


def all_ids() -> list[int]:
    return list(apps.get_model("records.Record")._base_manager.order_by("pk").values_list("pk", flat=True))


def unindexed() -> list[int]:
    """Ids of the records that have no entry, or no words."""
    held = engine().held()
    texts = set(apps.get_model("records.SearchText").objects.values_list("pk", flat=True))
    return [pk for pk in all_ids() if pk not in texts or pk not in held]


def check(pks: Sequence[int], drift: Drift) -> None:
    """Compare the index with these records, and add to `drift`."""
    texts, facts = apps.get_model("records.SearchText"), apps.get_model("records.SearchEntry")
    for kind, part in by_kind(pks):
        wanted = entries(kind, part)
        stored, counted = rows_there(texts, part, TEXTS), rows_there(facts, part, FACTS)
        same = []
        for pk, entry in wanted.items():
            if pk not in stored or pk not in counted:
                drift.missing.append(pk)
            elif (stored[pk], counted[pk]) != (said(entry, TEXTS), said(entry, FACTS)):
                drift.differing.append(pk)
            else:
                same.append(pk)
        drift.differing += engine().wrongly_held([(pk, said(wanted[pk], TEXTS)) for pk in same])


def check_whole(pks: Sequence[int], drift: Drift) -> None:
    """Add the records whose words are missing though their texts are kept, and words of records that are none."""
    held, known = engine().held(), set(pks)
    said = set(drift.missing) | set(drift.differing)
    drift.missing += sorted(known - held - said)
    drift.left_over += sorted(held - known)


class Overtaken(Exception):
    """Another rebuild began while this one was at work, and goes on."""


def rebuild(pks: Sequence[int]) -> Iterator[int]:
    """Make the index anew, yielding how many records are done after each batch. Readers find what they found before, and
    editors save, while it is made. Raises `Overtaken`, with the index as it was."""
    engine().begin()
    for start in range(0, len(pks), BATCH):
        part = pks[start : start + BATCH]
        with transaction.atomic():
            for kind, pks_of_kind in by_kind(part):
                wanted = entries(kind, pks_of_kind)
                bring_up(wanted)
                keep_names({pk: entry.spelt for pk, entry in wanted.items()})
                recount(wanted)
            copy(part)
        yield len(part)
    with transaction.atomic():
        copied = engine().copied()
        if not copied.issuperset(pks):
            raise Overtaken
        copy([pk for pk in all_ids() if pk not in copied])
        respell()
        engine().finish()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy(pks: Sequence[int]) -> None:
    engine().copy(list(rows_there(apps.get_model("records.SearchText"), pks, TEXTS).items()))
