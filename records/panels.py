"""The panels of the desk's front page. Each app enters its own when it is ready: `enter(place, make)`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from django.utils.safestring import SafeString

from records.models import User


@dataclass(frozen=True, slots=True)
class Item:
    """One line: the link of what it is about, what is said of it, and when."""

    link: SafeString
    said: str | SafeString
    at: datetime | None = None
    note: str | SafeString = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """`more` is where all `total` are listed, "" where the items are all there is."""

    key: str
    title: str
    items: Sequence[Item]
    total: int = 0
    more: str = ""
    empty: str = ""
    # Panels of one group stand under one heading.
    group: str = ""


Make: TypeAlias = Callable[[User, datetime], Sequence[Panel]]


@dataclass(slots=True)
class Registry:
    makers: list[tuple[int, Make]] = field(default_factory=list)

    def enter(self, place: int, make: Make) -> None:
        """`make(user, now)` gives panels, in a number of queries that does not depend on how much there is; `place` is
        where they stand among the others, from 0 to 100."""
        if make not in [one for _, one in self.makers]:
            self.makers.append((place, make))

    def panels(self, user: User, now: datetime) -> list[Panel]:
        ordered = sorted(self.makers, key=lambda one: one[0])
        return [panel for _, make in ordered for panel in make(user, now)]


PANELS = Registry()
enter = PANELS.enter
