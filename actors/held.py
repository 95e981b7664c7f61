"""The posts that people held on a day, or may have held, as an editor is offered them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from actors.holders import surely_on
from actors.models import Tenure
from actors.models.tenures import holding_of
from records.access import Reader
from records.kinds import ref
from records.wording import words


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


def held_by(people: Iterable[int], first: date | None, last: date | None, reader: Reader) -> dict[int, list[Held]]:
    """Of each person all tenures that the reader may see, those certainly held on the days first, then those possibly.

    Without a date, each may have been held. At most two queries.
    """
    ids = list(people)
    days = sorted({day for day in (first, last) if day})
    served: Any = Tenure.objects.visible_to(reader).serving().of_people(ids).in_shown_posts(reader) if ids else []
    rows = [list(served.told_on(day, reader)) for day in days or [date.min]] if ids else []
    found: dict[int, list[Held]] = {}
    for several in zip(*rows, strict=True):
        person, pk, post, role, when, state, level, stated, _, *dates = several[0]
        holding = holding_of(pk, dates)
        certain = bool(days) and all(surely_on(day, holding) for day in days)
        possible = not days or any(row[8] for row in several)
        one = Held(pk, post, role, when, certain, possible, state, level, holding.start_earliest, stated)
        found.setdefault(person, []).append(one)
    for held in found.values():
        held.sort(key=lambda one: (not one.certain, not one.possible, -(one.begins or date.min).toordinal()))
    return found


def surely_held(held: Iterable[Held]) -> Held | None:
    """The one that was certainly held, if it is one."""
    certain = [one for one in held if one.certain]
    return certain[0] if len(certain) == 1 else None
