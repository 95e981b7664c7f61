"""Many records of one kind in few statements: for importers, which settle what follows themselves."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from records.models import Composed, Kind, Record, Redirect
from records.names import slugged

MENTION = "INSERT INTO records_mention (source_id, target_id) VALUES (%s, %s) ON CONFLICT DO NOTHING"
K = TypeVar("K", bound=Kind)
T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def bulk_insert(model: type[K], objects: Sequence[K], batch: int = 2000) -> Sequence[K]:
    """Insert new records; each object has its id and, where it is made of the id, its slug afterwards.

    Nothing follows: no mentions, revisions, parts or composed titles. `_batched_insert` is Django's own
    and private (pinned to 5.2): a public `bulk_create` refuses a model with a parent table.
    """
    columns = [field for field in Record._meta.concrete_fields if not field.primary_key]
    heads: Any = Record._base_manager.all()
    rows: Any = model._base_manager.all()
    heads._for_write = rows._for_write = True
    with transaction.atomic():
        for part in batched(objects, batch):
            for one in part:
                one.complete()
            for one, (pk,) in zip(part, heads._batched_insert(part, columns, None), strict=True):
                one.pk = one.id = one.record_id = pk
                one._state.adding = False
                one._state.db = heads.db
            if issubclass(model, Composed):
                _take_own_slugs(model, part)
            rows._batched_insert(part, model._meta.local_concrete_fields, None)
    return objects


def _take_own_slugs(model: type[Composed], part: Sequence[K]) -> None:
    new = Record.objects.filter(pk__any_of=[one.pk for one in part], slug__startswith="new-")
    letter = model.LETTER.lower()
    new.update(slug=Concat(Value(f"{letter}-"), Cast(F("pk"), CharField())))
    for one in part:
        if one.slug.startswith("new-"):
            one.slug = f"{letter}-{one.pk}"


def bulk_mention(pairs: Iterable[tuple[int, int]], batch: int = 5000) -> None:
    """(source, target) pairs become mentions; those that are there already, or lead to themselves, are left.

    In plain SQL: they are two thirds of what an import writes, and no object is needed of any.
    """
    wanted = ((source, target) for source, target in dict.fromkeys(pairs) if source != target)
    with connection.cursor() as cursor:
        for part in batched(wanted, batch):
            cursor.executemany(MENTION, part)


def free_slugs(model: type[Kind], titles: Sequence[str]) -> list[str]:
    """A free address for each title, in order; "" for a kind whose address is made of its id."""
    if hasattr(model, "compose") or not titles:
        return [""] * len(titles)
    taken = set(Record.objects.filter(kind=model.KIND).values_list("slug", flat=True))
    taken |= Redirect.objects.slugs_in(model.FOLDER, "")
    slugs = []
    for title in titles:
        wanted, number = slugged(title), 1
        slug = wanted
        while slug in taken:
            number += 1
            slug = f"{wanted}-{number}"
        taken.add(slug)
        slugs.append(slug)
    return slugs
