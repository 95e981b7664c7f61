"""The lists of the editors' desk: records that wait for somebody, and records with warnings. Each app enters its own
by name; those of every kind are in `records.desk_work`.

A warning informs and never blocks. It tells nothing of what its reader may not see.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from records.models import RecordQuerySet, User
from records.registry import Registry

Asked = Callable[[Any, date], RecordQuerySet]


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
    # Whom it is for.
    fits: Callable[[User], bool] = lambda user: True


LISTS: Registry[DeskList] = Registry(lambda one: one.key)


def warning(key: str, title: str, says: str, records: Asked, *kinds: str) -> DeskList:
    return DeskList(key, title, records, is_warning=True, says=says, kinds=frozenset(kinds))


def warnings() -> list[DeskList]:
    return [one for one in LISTS.values() if one.is_warning]


def work() -> list[DeskList]:
    return [one for one in LISTS.values() if not one.is_warning]


def warnings_of(pk: int, kind: str, user: User, today: date) -> list[DeskList]:
    """The warnings on one record: a query for each that may concern its kind."""
    asked = [one for one in warnings() if not one.kinds or kind in one.kinds]
    return [one for one in asked if one.records(user, today).among([pk]).exists()]
