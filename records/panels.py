"""The panels of the desk's front page, which are made in `records.sections.my_desk`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


# Makes panels for somebody at a moment, in a number of queries that does not depend on how much there is.
Make: TypeAlias = Callable[[User, datetime], Sequence[Panel]]
