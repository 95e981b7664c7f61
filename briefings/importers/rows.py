"""What the lists of visits and of travels have in common as files. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from records.xmltree import Element, Place, Refused

BOOKKEEPING = frozenset({"created-by", "created-datetime", "last-modified-by", "last-modified-datetime"})
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
COUNTRY = re.compile(r"[\w.'’-]{1,100}")
NUMBER = re.compile(r"[0-9]{1,18}")


class Row(Protocol):
    @property
    def place(self) -> Place: ...

    @property
    def id(self) -> str: ...


class NamedFile(Protocol):
    @property
    def place(self) -> Place: ...

    @property
    def key(self) -> str: ...


R = TypeVar("R", bound=Row)
F = TypeVar("F", bound=NamedFile)


def read_rows(
    root: Element,
    tag: str,
    row: Callable[[Element], R],
    seen: dict[str, Place],
    refuse: Callable[[Refused], None],
) -> tuple[R, ...] | None:
    """The rows of a file; None, with every fault refused, where one of them is bad. Ids are unique over all files."""
    rows, sound = [], True
    for one in root.children():
        try:
            if one.tag != tag:
                raise Refused(one.place, f"<{one.tag}> is not <{tag}>")
            made = row(one)
            if (first := seen.setdefault(made.id, made.place)) != made.place:
                raise Refused(made.place, f"id {made.id} was given before, in {first}")
            rows.append(made)
        except Refused as refused:
            refuse(refused)
            sound = False
    return tuple(rows) if sound else None


def in_order(files: Iterable[F]) -> list[F]:
    """The files by their keys; the second of one key has `#2` added to it, since each becomes a document of its own."""
    counted = Counter[str]()
    ordered = []
    for file in sorted(files, key=lambda one: (one.key, one.place.file)):
        counted[file.key] += 1
        again = counted[file.key]
        ordered.append(replace(file, key=f"{file.key}#{again}") if again > 1 else file)  # type: ignore[type-var]
    return ordered


def number(one: Element) -> str:
    text = one.required("id")
    if not NUMBER.fullmatch(text):
        raise Refused(one.place, f"id {text!r} is not a number")
    return text


def days(one: Element) -> tuple[date, date]:
    """Start and end of the stay, in order."""
    start, end = day(one, "start-date"), day(one, "end-date")
    if end < start:
        raise Refused(one.place, f"it ends on {end}, before it starts on {start}")
    return start, end


def day(one: Element, tag: str) -> date:
    text = one.required(tag)
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    child = one.child(tag)
    raise Refused(child.place if child else one.place, f"<{tag}> {text!r} is not a day: write YYYY-MM-DD")


def country_of(one: Element, tag: str) -> tuple[str, str]:
    """Country id and its name at the time."""
    child = one.child(tag)
    if child is None or not (key := child.attribute("id")):
        raise Refused(child.place if child else one.place, f"<{tag}> has no id" if child else f"there is no <{tag}>")
    if not COUNTRY.fullmatch(key):
        raise Refused(child.place, f"{key[:40]!r} is no country id: letters, digits and hyphens, at most 100")
    return key, one.bounded(tag, 200)


def stay(start: date, end: date) -> str:
    """EDTF of the days from the first to the last: one day, or an interval."""
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def some_day(start: date, end: date) -> str:
    """EDTF of a day that nobody recorded, within a stay."""
    return start.isoformat() if start == end else f"[{start.isoformat()}..{end.isoformat()}]"
