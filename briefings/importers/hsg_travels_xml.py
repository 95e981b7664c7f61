"""Travels abroad of Presidents and Secretaries of State (US Office of the Historian): its XML as plain rows. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from briefings.importers.rows import BOOKKEEPING, country_of, day, days, in_order, number, read_rows
from records.upstream import UpstreamFile
from records.xmltree import LONGEST_ID, Element, Place, Refused, parse

# A comma within one place, not between two.
ONE_PLACE = re.compile(r",(?= D\.? ?F\.?(?:$|[,;]))")
YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class TripRow:
    """One leg in one country."""

    place: Place
    id: str
    who: str
    role: str
    name: str
    start: date
    end: date
    country: str
    label: str
    cities: tuple[str, ...]
    remarks: str
    digest: str


@dataclass(frozen=True, slots=True)
class TripsFile:
    place: Place
    key: str
    rows: tuple[TripRow, ...]


@dataclass(frozen=True, slots=True)
class TermRow:
    """One president's time in office; the same person can have two."""

    place: Place
    number: str
    id: str
    name: str
    birth: str
    death: str
    start: date
    end: date | None
    digest: str


@dataclass(frozen=True, slots=True)
class TermsFile:
    place: Place
    rows: tuple[TermRow, ...]


@dataclass(slots=True)
class Travels:
    files: list[TripsFile] = field(default_factory=list)
    terms: list[TermsFile] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)

    @property
    def trips(self) -> list[TripRow]:
        return [row for file in self.files for row in file.rows]


def read_travels(files: Iterable[UpstreamFile], refuse: Callable[[Refused], None]) -> Travels:
    """The trips, the presidents and the labels of roles in the files that hold no fault."""
    travels = Travels()
    seen: dict[str, Place] = {}
    terms: dict[str, Place] = {}
    for file in files:
        try:
            root = parse(file.data, file.name)
            if root.tag == "trips":
                _take_trips(travels, root, file.inside.stem, seen, refuse)
            elif root.tag == "presidents":
                _take_terms(travels, root, terms, refuse)
            elif root.tag == "code-table":
                items = (item for box in root.children("items") for item in box.children("item"))
                travels.roles |= {item.required("value"): item.required("label") for item in items}
            else:
                raise Refused(root.place, f"<{root.tag}> is no root element of this source")
        except Refused as refused:
            refuse(refused)
    travels.files = in_order(travels.files)
    return travels


def _take_trips(
    travels: Travels, root: Element, stem: str, seen: dict[str, Place], refuse: Callable[[Refused], None]
) -> None:
    rows = read_rows(root, "trip", trip_row, seen, refuse)
    if rows is not None:
        role = rows[0].role if rows else "nobody"
        travels.files.append(TripsFile(root.place, f"{role}/{stem}", rows))


def _take_terms(travels: Travels, root: Element, seen: dict[str, Place], refuse: Callable[[Refused], None]) -> None:
    rows, sound = [], True
    for one in root.children("president"):
        try:
            row = term_row(one)
            if (first := seen.setdefault(row.number, row.place)) != row.place:
                raise Refused(row.place, f"president {row.number} was given before, in {first}")
            rows.append(row)
        except Refused as refused:
            refuse(refused)
            sound = False
    if sound:
        travels.terms.append(TermsFile(root.place, tuple(rows)))


def trip_row(one: Element) -> TripRow:
    who = one.attribute("who")
    role = one.attribute("role") or one.text("role")
    if not who or not role:
        raise Refused(one.place, f"<trip> does not say {'who travelled' if role else 'in what role'}")
    if len(who) > LONGEST_ID or len(role) > 60:
        raise Refused(one.place, f"<trip> has a {'role' if len(role) > 60 else 'who'} that is too long to be one")
    start, end = days(one)
    country, label = country_of(one, "country")
    return TripRow(
        one.place,
        number(one),
        who,
        role,
        one.bounded("name", 300),
        start,
        end,
        country,
        label,
        cities(one.bounded("locale")),
        one.bounded("remarks"),
        one.digest(BOOKKEEPING),
    )


def cities(locale: str) -> tuple[str, ...]:
    """The places in a comma list; "Mexico, D.F." is one."""
    guarded = ONE_PLACE.sub("\0", locale)
    return tuple(place for part in guarded.split(",") if (place := part.replace("\0", ",").strip()))


def term_row(one: Element) -> TermRow:
    start = day(one, "took-office-date")
    end = day(one, "left-office-date") if one.text("left-office-date") else None
    if end and end < start:
        raise Refused(one.place, f"the term ends on {end}, before it starts on {start}")
    return TermRow(
        one.place,
        one.attribute("n") or start.isoformat(),
        one.required("id"),
        one.required("name", 300),
        _year(one, "birth-year"),
        _year(one, "death-year"),
        start,
        end,
        one.digest(BOOKKEEPING | {"created-date", "last-modified-date"}),
    )


def _year(one: Element, tag: str) -> str:
    text = one.text(tag)
    if text and not YEAR.fullmatch(text):
        raise Refused(one.place, f"<{tag}> {text!r} is not a year")
    return text


def journeys(trips: Sequence[TripRow]) -> list[list[TripRow]]:
    """Legs of one traveller with at most one day between them, in order of travel."""
    found: list[list[TripRow]] = []
    reach = date.min
    for trip in sorted(trips, key=lambda one: (one.role, one.who, one.start, one.end, int(one.id))):
        last = found[-1][-1] if found else None
        same = last is not None and (last.role, last.who) == (trip.role, trip.who)
        if same and trip.start - reach <= timedelta(days=1):
            found[-1].append(trip)
            reach = max(reach, trip.end)
        else:
            found.append([trip])
            reach = trip.end
    return found
