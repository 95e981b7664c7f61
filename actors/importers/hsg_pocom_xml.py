"""Principal Officers and Chiefs of Mission (US Office of the Historian): its XML as plain rows. Pure.

One row class for each root element; a file that holds one bad record is refused whole, with every fault found in it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from records.dates import DateError, bounds
from records.upstream import UpstreamFile
from records.xmltree import Element, Place, Refused, parse

T = TypeVar("T")
BOOKKEEPING = frozenset(
    {
        "created-by",
        "created-date",
        "last-modified-by",
        "last-modified-date",
        "created-datetime",
        "last-modified-datetime",
    }
)
SERVED = ("chiefs", "principals")
NOT_SERVED = ("other-nominees", "other-appointees")
FOLDERS = {
    "principal-position": "positions-principals",
    "country-mission": "missions-countries",
    "org-mission": "missions-orgs",
}
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
# First match wins; codes of the project's list of end reasons.
END_REASONS = [
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (r"\b(died|assassinated|killed|death)\b", "died_in_office"),
        (r"\bpromoted\b", "promoted"),
        (r"\bceased to exist\b|\bwas (annexed|absorbed)\b", "state_ceased"),
        (r"\bposition (was )?abolished\b", "post_abolished"),
        (r"\bsuperseded\b", "superseded"),
        (r"\brelinquished\b", "relinquished_charge"),
        (r"\b(presented|transmitted)( (his|her|letter of))* recall\b", "presented_recall"),
        (r"\bresign", "resigned"),
        (r"\b(dismissed|removed)\b", "dismissed"),
        (r"^(probably )?(left|departed)\b|\b(left|departed) (post|for)\b", "left_post"),
        (r"\. Left \w+ on$", "left_post"),
    )
]
OUTCOMES = [
    (re.compile(pattern, re.IGNORECASE), outcome)
    for pattern, outcome in (
        (r"\bdeclin", "declined"),
        (r"\breject", "rejected by the Senate"),
        (r"\bwithdrawn\b", "nomination withdrawn"),
        (r"\b(not confirmed|without confirmation|tabled|returned|not acted (up)?on)\b", "not confirmed"),
        (r"\b(died|assassinat\w*|his death|her death)\b", "died before serving"),
        (r"\b(cancell?ed|revoked)\b", "commission cancelled"),
        (
            r"\bdid not (proceed|present|serve|take)\b|\bpresentation of credentials\b|\bnot (formally )?received\b",
            "did not serve",
        ),
        (r"\bnot commissioned\b", "not commissioned"),
    )
]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as EDTF text, or "", and what the source says beside it."""

    date: str = ""
    note: str = ""


@dataclass(slots=True)
class PersonRow:
    place: Place
    id: str
    surname: str
    forename: str
    generation: str
    other_names: tuple[str, ...]
    birth: str
    death: str
    career: str
    residence: tuple[str, ...]
    old_ids: tuple[str, ...]
    digest: str

    @property
    def display(self) -> str:
        return " ".join(part for part in (self.forename, self.surname, self.generation) if part)

    @property
    def sort_name(self) -> str:
        return ", ".join(part for part in (self.surname, self.forename, self.generation) if part)

    @property
    def life(self) -> str:
        """An EDTF interval; no death date means alive or unknown, so that side stays open as unknown."""
        return f"{self.birth}/{self.death}" if self.birth or self.death else ""


@dataclass(slots=True)
class TenureRow:
    place: Place
    id: str
    key: str
    person: str
    role: str
    territory: str
    appointed: Dated
    arrived: Dated
    started: Dated
    ended: Dated
    note: str
    other_office: str
    digest: str

    @property
    def end_reason(self) -> str:
        return end_reason(self.ended.note)


@dataclass(slots=True)
class MissionRow:
    """A post of the Department of State, or a mission to a country or organisation with several posts."""

    place: Place
    folder: str
    key: str
    title: str
    category: str
    start: str
    end: str
    ongoing: bool
    description: str
    notes: tuple[str, ...]
    digest: str
    served: list[TenureRow] = field(default_factory=list)
    nominated: list[TenureRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One person accredited to several countries at once."""

    place: Place
    id: str
    person: str
    locale: str
    territory: str
    chiefs: tuple[str, ...]
    digest: str


@dataclass(slots=True)
class Pocom:
    people: list[PersonRow] = field(default_factory=list)
    missions: list[MissionRow] = field(default_factory=list)
    groups: list[GroupRow] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    pending: int = 0

    def sort(self) -> None:
        """An order that does not depend on that of the files."""
        self.people.sort(key=lambda row: row.id)
        self.missions.sort(key=lambda row: (row.folder, row.key))
        self.groups.sort(key=lambda row: row.id)


def end_reason(note: str) -> str:
    """The code of the way in which a tenure ended; "unknown" where the note says nothing of it."""
    return next((reason for pattern, reason in END_REASONS if pattern.search(note)), "unknown")


def outcome(note: str) -> str:
    """Why somebody named for a post never served in it."""
    return next((said for pattern, said in OUTCOMES if pattern.search(note)), "did not serve")


def read_pocom(files: Iterator[UpstreamFile], refuse: Callable[[Refused], None]) -> Pocom:
    """The rows of all files that hold no fault; `people-pending` is counted only, code tables are passed by."""
    pocom = Pocom()
    seen: dict[tuple[str, str], Place] = {}
    for file in files:
        try:
            root = parse(file.data, file.name)
            if "people-pending" in file.folders:
                pocom.pending += 1
            else:
                _take(pocom, root, seen, refuse)
        except Refused as refused:
            refuse(refused)
    pocom.sort()
    return pocom


def _take(pocom: Pocom, root: Element, seen: dict[tuple[str, str], Place], refuse: Callable[[Refused], None]) -> None:
    if root.tag == "person":
        row = person_row(root)
        _once(seen, "person", row.id, row.place)
        for old in row.old_ids:
            _once(seen, "former id", old, row.place)
        pocom.people.append(row)
    elif root.tag in FOLDERS:
        if (mission := mission_row(root, refuse)) is not None:
            _once(seen, mission.folder, mission.key, mission.place)
            pocom.missions.append(mission)
    elif root.tag == "concurrent-appointments":
        group = group_row(root)
        _once(seen, "group", group.id, group.place)
        pocom.groups.append(group)
    elif root.tag == "role":
        title = root.text("names", "singular")
        pocom.roles[root.required("id")] = title or root.required("names")
    elif root.tag != "code-table":
        raise Refused(root.place, f"<{root.tag}> is no root element of this source")


def _once(seen: dict[tuple[str, str], Place], kind: str, key: str, place: Place) -> None:
    if (first := seen.setdefault((kind, key), place)) != place:
        raise Refused(place, f"{key!r} was given before, in {first}")


def person_row(root: Element) -> PersonRow:
    name = root.child("persName")
    if name is None:
        raise Refused(root.place, "<person> has no <persName>")
    surname, forename = name.text("surname"), name.text("forename")
    if not (surname or forename):
        raise Refused(name.place, "<persName> has neither <surname> nor <forename>")
    birth, death = _date(root.child("birth")), _date(root.child("death"))
    if birth and death:
        _checked(f"{birth}/{death}", root.place)
    residence, old = root.child("residence"), root.child("old-ids")
    return PersonRow(
        place=root.place,
        id=root.required("id"),
        surname=surname,
        forename=forename,
        generation=name.text("genName"),
        other_names=tuple(dict.fromkeys(text for one in name.children("altname") if (text := one.text()))),
        birth=birth,
        death=death,
        career=root.text("career-type"),
        residence=tuple(text for one in residence.children() if (text := one.text())) if residence else (),
        old_ids=tuple(text for one in old.children() if (text := one.text())) if old else (),
        digest=root.digest(BOOKKEEPING),
    )


def mission_row(root: Element, refuse: Callable[[Refused], None]) -> MissionRow | None:
    """The mission or post with its people; None, and every fault refused, where a record in it is bad."""
    key = root.required("territory-id" if root.tag == "country-mission" else "id")
    row = MissionRow(
        place=root.place,
        folder=FOLDERS[root.tag],
        key=key,
        title=root.text("names", "singular"),
        category=root.text("category"),
        start=_date(root.child("start")),
        end=_date(root.child("end")),
        ongoing=root.text("ongoing") == "true",
        description=root.text("description"),
        notes=tuple(
            text for box in root.children(*SERVED) for one in box.children("mission-note") if (text := one.text("text"))
        ),
        digest=root.digest(BOOKKEEPING | {*SERVED, *NOT_SERVED}),
    )
    if root.tag != "country-mission" and not row.title:
        raise Refused(root.place, f"<{root.tag}> has no <names>/<singular>")
    sound = _read_tenures(root, row, refuse)
    return row if sound else None


def _read_tenures(root: Element, row: MissionRow, refuse: Callable[[Refused], None]) -> bool:
    sound, numbers = True, Counter[tuple[str, str]]()
    for box in root.children(*SERVED, *NOT_SERVED):
        for one in box.children("chief", "principal"):
            try:
                tenure = tenure_row(one)
            except Refused as refused:
                refuse(refused)
                sound = False
                continue
            numbers[box.tag, tenure.id] += 1
            number = numbers[box.tag, tenure.id]
            tenure.key = f"{row.folder}/{row.key}/{box.tag}/{tenure.id}" + (f"#{number}" if number > 1 else "")
            (row.served if box.tag in SERVED else row.nominated).append(tenure)
    return sound


def tenure_row(one: Element) -> TenureRow:
    """One chief or principal. Ids are not unique upstream: its list makes the key, with a counter."""
    notes = list(one.children("note"))
    other = [note for note in notes if note.attribute("type") == "coterminousposition"]
    return TenureRow(
        place=one.place,
        id=one.required("id"),
        key="",
        person=one.required("person-id"),
        role=one.required("role-title-id"),
        territory=one.text("contemporary-territory-id"),
        appointed=_dated(one, "appointed"),
        arrived=_dated(one, "arrived"),
        started=_dated(one, "started"),
        ended=_dated(one, "ended"),
        note=" ".join(text for note in notes if note not in other and (text := note.text())),
        other_office=" ".join(text for note in other if (text := note.text())),
        digest=one.digest(BOOKKEEPING),
    )


def group_row(root: Element) -> GroupRow:
    chiefs = tuple(text for one in root.children("chief-id") if (text := one.text()))
    if not chiefs:
        raise Refused(root.place, "<concurrent-appointments> names no <chief-id>")
    return GroupRow(
        place=root.place,
        id=root.required("id"),
        person=root.required("person-id"),
        locale=root.text("resident-at", "locale-id"),
        territory=root.text("resident-at", "contemporary-territory-id"),
        chiefs=chiefs,
        digest=root.digest(BOOKKEEPING),
    )


def _dated(one: Element, event: str) -> Dated:
    box = one.child(event)
    return Dated(_date(box.child("date")), box.text("note")) if box else Dated()


def _date(element: Element | None) -> str:
    text = element.text() if element else ""
    if element is not None and text and not DATE.fullmatch(text):
        raise Refused(element.place, f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    return _checked(text, element.place) if element else ""


def _checked(text: str, place: Place) -> str:
    try:
        bounds(text)
    except DateError as error:
        raise Refused(place, str(error)) from None
    return text
