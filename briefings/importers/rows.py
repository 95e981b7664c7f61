"""What the lists of visits and of travels have in common as files. Pure."""

import re
from collections.abc import Callable
from datetime import date
from typing import Protocol, TypeVar

from records.xmltree import Element, Place, Refused

BOOKKEEPING = frozenset({"created-by", "created-datetime", "last-modified-by", "last-modified-datetime"})
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[0-9]{1,18}")


class Row(Protocol):
    @property
    def place(self) -> Place: ...

    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=Row)


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
        raise Refused(
            child.place if child else one.place, f"<{tag}> has no id" if child else f"there is no <{tag}>"
        )
    return key, child.text()


def stay(start: date, end: date) -> str:
    """EDTF of the days from the first to the last: one day, or an interval."""
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def some_day(start: date, end: date) -> str:
    """EDTF of a day that nobody recorded, within a stay."""
    return start.isoformat() if start == end else f"[{start.isoformat()}..{end.isoformat()}]"
