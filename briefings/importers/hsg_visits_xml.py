"""Visits by foreign leaders (US Office of the Historian): its XML as plain rows. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from briefings.importers.rows import BOOKKEEPING, country_of, days, in_order, number, read_rows
from briefings.importers.titles import people_in
from records.upstream import UpstreamFile
from records.xmltree import Element, Place, Refused, parse


@dataclass(frozen=True, slots=True)
class VisitRow:
    """`people`: (title, name) of each visitor."""

    place: Place
    id: str
    start: date
    end: date
    visitor: str
    people: tuple[tuple[str, str], ...]
    country: str
    label: str
    description: str
    digest: str


@dataclass(frozen=True, slots=True)
class VisitsFile:
    """One decade."""

    place: Place
    key: str
    rows: tuple[VisitRow, ...]


def read_visits(files: Iterable[UpstreamFile], refuse: Callable[[Refused], None]) -> list[VisitsFile]:
    """The files that hold no fault, in the order of their keys."""
    found = []
    seen: dict[str, Place] = {}
    for file in files:
        try:
            root = parse(file.data, file.name)
            if root.tag != "visits":
                raise Refused(root.place, f"<{root.tag}> is not <visits>")
        except Refused as refused:
            refuse(refused)
            continue
        if (rows := read_rows(root, "visit", visit_row, seen, refuse)) is not None:
            found.append(VisitsFile(root.place, file.inside.stem, rows))
    return in_order(found)


def visit_row(one: Element) -> VisitRow:
    start, end = days(one)
    country, label = country_of(one, "from")
    visitor = one.required("visitor", 300)
    people = tuple(people_in(visitor))
    if not people:
        raise Refused(one.place, f"<visitor> {visitor!r} names nobody")
    return VisitRow(
        one.place,
        number(one),
        start,
        end,
        visitor,
        people,
        country,
        label,
        one.bounded("description"),
        one.digest(BOOKKEEPING),
    )
