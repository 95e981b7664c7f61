"""The lists of the editors' desk: records that wait for somebody, and records with warnings. Each app enters its own
by name; those of every kind are in `records.desk_work`.

A warning informs and never blocks. It tells nothing of what its reader may not see.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Value
from django.utils.safestring import SafeString

from records.access import Reader
from records.models import RecordQuerySet, User
from records.registry import Registry

Asked = Callable[[Any, date], RecordQuerySet]
# What is told besides of each of some records: id -> safe HTML.
Told = Callable[[Any, Sequence[int], date], Mapping[int, SafeString]]


@dataclass(frozen=True, slots=True)
class DeskList:
    """`records(user, today)` are those of the list that the user may see, in its order. Those of a warning are the same for all
    who see the same.

    `says` is what is said of a single record of a warning. `kinds` are the kinds that there may be among them; none where
    they may be of any.
    """

    key: str
    title: str
    records: Asked
    empty: str = "None."
    is_warning: bool = False
    says: str = ""
    kinds: frozenset[str] = frozenset()
    # A column of the list's own, under this heading, in a fixed number of queries.
    heading: str = ""
    told: Told = lambda user, pks, today: {}
    # Whom it is for.
    fits: Callable[[User], bool] = lambda user: True


LISTS: Registry[DeskList] = Registry(lambda one: one.key)


def warning(key: str, title: str, says: str, records: Asked, *kinds: str, **more: Any) -> DeskList:
    return DeskList(key, title, records, is_warning=True, says=says, kinds=frozenset(kinds), **more)


def warnings() -> list[DeskList]:
    return [one for one in LISTS.values() if one.is_warning]


def work() -> list[DeskList]:
    return [one for one in LISTS.values() if not one.is_warning]


def warnings_of(pk: int, kind: str, reader: Reader, today: date) -> list[DeskList]:
    """The warnings on one record. One query."""
    return warnings_among([pk], kind, reader, today).get(pk, [])


def warnings_among(pks: Iterable[int], kind: str, reader: Reader, today: date) -> dict[int, list[DeskList]]:
    """The warnings on those of these records of a kind on which there are any, in the order of all warnings. One query."""
    ids = list(pks)
    asked = {one.key: one for one in warnings() if not one.kinds or kind in one.kinds}
    if not ids or not asked:
        return {}
    first, *rest = [
        one.records(reader, today).among(ids).order_by().values_list("pk", Value(key, CharField()))
        for key, one in asked.items()
    ]
    found = set(first.union(*rest, all=True))
    concerned = {pk for pk, _ in found}
    return {pk: [one for key, one in asked.items() if (pk, key) in found] for pk in concerned}
