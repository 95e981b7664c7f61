"""The posts that people held on a day, or may have held, as an editor is offered them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias, TypeVar

from actors.holders import Holding, surely_on
from actors.models import Tenure
from actors.models.tenures import holding_of
from records.access import Reader
from records.kinds import ref
from records.wording import words

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Held:
    """A tenure in a post; `state` is the id of the post's state, None also where the reader may not see that."""

    tenure: int
    post: str
    role: str
    when: str
    certain: bool
    possible: bool
    state: int | None
    level: int
    begins: date | None
    stated: str = ""

    @property
    def ref(self) -> str:
        return ref("tenure", self.tenure)

    @property
    def words(self) -> str:
        """ "Foreign Secretary of Pakistan, since 2024: held it that day"."""
        sure = "held it that day" if self.certain else "may have held it that day" if self.possible else "not that day"
        return f"{self.post} ({words(self.when)}): {sure}"


# Somebody, and the first and the last day of what they did.
Asked: TypeAlias = tuple[int, date | None, date | None]


def serving_of(people: Iterable[int], reader: Reader) -> Any:
    """Their tenures that the reader may see, with the post."""
    ids = sorted(set(people))
    return (
        Tenure.objects.visible_to(reader).serving().of_people(ids).in_shown_posts(reader)
        if ids
        else Tenure.objects.none()
    )


def certainly(holding: Holding, first: date | None, last: date | None) -> bool:
    """Held on all days from the first to the last: of what begins or ends on no day known, nobody can say so."""
    return first is not None and last is not None and surely_on(first, holding) and surely_on(last, holding)


def held_by(people: Iterable[int], first: date | None, last: date | None, reader: Reader) -> dict[int, list[Held]]:
    """Of each person all tenures that the reader may see, those certainly held on the days first, then those possibly.

    Without a date, each may have been held. At most two queries.
    """
    days = sorted({day for day in (first, last) if day})
    served = serving_of(people, reader)
    rows = [list(served.told_on(day, reader)) for day in days or [date.min]]
    found: dict[int, list[Held]] = {}
    for several in zip(*rows, strict=True):
        person, pk, post, role, when, state, level, stated, _, *dates = several[0]
        holding = holding_of(pk, dates)
        certain = certainly(holding, first, last)
        possible = not days or any(row[8] for row in several)
        one = Held(pk, post, role, when, certain, possible, state, level, holding.start_earliest, stated)
        found.setdefault(person, []).append(one)
    for held in found.values():
        held.sort(key=lambda one: (not one.certain, not one.possible, -(one.begins or date.min).toordinal()))
    return found


def surely_held(held: Iterable[Held]) -> Held | None:
    """The one that was certainly held, if it is one."""
    return only([one for one in held if one.certain])


def surely_held_by(asked: Iterable[Asked], reader: Reader) -> dict[Asked, tuple[int, str]]:
    """(id, title) of the tenure that each certainly held on those days, where it is one. One query."""
    these = set(asked)
    held: dict[int, list[tuple[Holding, str]]] = defaultdict(list)
    for person, title, holding in serving_of((person for person, _, _ in these), reader).begun_by_person():
        held[person].append((holding, title))
    found = {}
    for person, first, last in these:
        certain = [(one.tenure_id, title) for one, title in held[person] if certainly(one, first, last)]
        if sure := only(certain):
            found[person, first, last] = sure
    return found


def only(several: Sequence[One]) -> One | None:
    return several[0] if len(several) == 1 else None
