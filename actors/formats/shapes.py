"""Actors, posts and tenures as files have them: plain values, and nothing that the reader of the file may not see. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from actors.name_marks import Called
from records.batches.reading import CONTROLS, LONGEST_CELL, MOST_ROWS, Unreadable
from records.wording import point

# As `actors.models.Category` has them: a test holds the two equal.
CATEGORIES = {
    "person": "Official",
    "organisation": "Organisation",
    "government_body": "Government body",
    "state": "State",
    "territory": "Territory",
    "igo": "Intergovernmental body",
    "armed_group": "Armed group",
    "party": "Party",
    "media": "Media",
    "community": "Community",
}
STATES = ("state", "territory")
CAPACITIES = {
    "substantive": "substantive",
    "acting": "acting",
    "ad_interim": "ad interim",
    "designate": "designate",
    "concurrent": "concurrent, non-resident",
}
SUBSTANTIVE = "substantive"
ISO = "iso3166-1"
CODE = re.compile(r"[a-z]{2}")
PLAIN = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
MOST_TOLD = 10
Row = dict[str, str]


class Ref(NamedTuple):
    """A record that another one names: its address without the site ("/actors/iran/"), its reference and its title; `code` is
    that of a state (ISO 3166-1), `category` that of an actor."""

    address: str
    ref: str
    title: str
    code: str = ""
    category: str = ""


@dataclass(slots=True, kw_only=True)
class Shape:
    """What all of them have. `sources` are (address on the web, title)."""

    own: Ref
    summary: str = ""
    when: str = ""
    when_note: str = ""
    identifiers: Sequence[tuple[str, str]] = ()
    tags: Sequence[str] = ()
    sources: Sequence[tuple[str, str]] = ()
    linked: bool = False


@dataclass(slots=True, kw_only=True)
class ActorShape(Shape):
    family_name: str = ""
    sort_name: str = ""
    names: Sequence[Called] = ()
    primary_marked: bool = False
    state: Ref | None = None
    parent: Ref | None = None


@dataclass(slots=True, kw_only=True)
class PostShape(Shape):
    role: str = ""
    organisation: Ref | None = None
    state: Ref | None = None
    accredited_to: Ref | None = None
    level: str = ""
    note: str = ""


@dataclass(slots=True, kw_only=True)
class TenureShape(Shape):
    """`dates` are the EDTF texts of `appointed`, `arrived`, `started` and `ended`, `noted` the words of the source for them;
    `body` is the organisation, else the state, of the post."""

    person: Ref
    post: Ref
    body: Ref | None = None
    capacity: str = SUBSTANTIVE
    title_as_stated: str = ""
    dates: dict[str, str] = field(default_factory=dict)
    noted: dict[str, str] = field(default_factory=dict)
    end_reason: str = ""
    dates_conflict: bool = False
    note: str = ""
    own_title: str = ""

    @property
    def start(self) -> str:
        return self.dates["started"] or self.dates["arrived"] or self.dates["appointed"]

    @property
    def end(self) -> str:
        """None of dates that contradict each other: then only the start is said (`Tenure.span`)."""
        return "" if self.dates_conflict else self.dates["ended"]


def plain_date(text: str) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD, where the EDTF text says that and nothing less sure; else ""."""
    single = point(text.strip())
    return single.iso if single and not single.doubt else ""


def sides(when: str) -> tuple[str, str]:
    """The start and the end of a life; one date alone is its start."""
    start, _, end = when.partition("/")
    return start.removesuffix(".."), end.removesuffix("..")


def without_blanks(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value not in ("", None, [], ())}


# What a format has no place for -> how it is told, with the number before it.
LOST = {
    "doubt": "dates in doubt, or of several possible days: left out, since the format knows sure dates alone",
    "open": "ends that are known to be open: left out, as if they were not known",
    "dated_as_said": "dates in the words of their source: left out",
    "basis": "tenures that are counted from the appointment or arrival: the date stands as the start",
    "more_dates": "further dates of tenures (appointed, arrived): left out",
    "conflict": "tenures of which the source's own dates conflict: the end is left out",
    "end_reason": "reasons why a tenure ended: left out",
    "accredited": "posts accredited to somebody: left out to whom",
    "level": "levels of posts: left out",
    "notes": "notes: left out",
    "summaries": "summaries: left out",
    "titles": "titles as stated: left out",
    "own_titles": "titles of their own, of tenures: left out",
    "identifiers": "identifiers: left out",
    "tags": "tags: left out",
    "belongs": "people's bodies: left out, since they have no dates",
    "states": "states that have no place here, or no ISO code: left out of who belongs to them",
    "sorted": "names by which something is sorted: left out",
    "name_kinds": "kinds, languages and scripts of names: left out",
    "name_times": "times in which names were borne: left out",
    "primary": "languages, scripts and times of primary names: left out",
    "links": "texts with links to other records: they stand in words",
    "untold": "sources without an address on the web: left out",
}


def lost_of_all(shape: Shape) -> Iterable[str]:
    """What neither Popolo nor FollowTheMoney has a place for."""
    dates = [shape.when] if not isinstance(shape, TenureShape) else []
    for when in dates:
        yield from lost_of_life(when)
    yield from ["dated_as_said"] if shape.when_note else []
    yield from ["links"] if shape.linked else []
    if isinstance(shape, ActorShape):
        yield from ["primary"] if shape.primary_marked else []
        yield from ["belongs"] if shape.parent and shape.own.category == "person" else []
    if isinstance(shape, PostShape):
        yield from ["accredited"] if shape.accredited_to else []
        yield "level"
    if isinstance(shape, TenureShape):
        yield from lost_of_tenure(shape)


def lost_of_life(when: str) -> Iterable[str]:
    start, end = sides(when)
    yield from ["doubt"] * sum(1 for side in (start, end) if side and not plain_date(side))
    yield from ["open"] * when.count("..")


def lost_of_tenure(shape: TenureShape) -> Iterable[str]:
    dates = shape.dates
    yield from ["doubt"] * sum(1 for one in (shape.start, shape.end) if one and not plain_date(one))
    further = [name for name in ("appointed", "arrived") if dates[name] and dates[name] != shape.start]
    yield from ["more_dates"] * len(further)
    yield from ["basis"] if shape.start and not dates["started"] else []
    yield from ["conflict"] if shape.dates_conflict else []
    yield from ["dated_as_said"] * sum(1 for one in shape.noted.values() if one)
    yield from ["end_reason"] if shape.end_reason not in ("", "unknown") else []
    yield from ["own_titles"] if shape.own_title else []
    yield from ["identifiers"] * len(shape.identifiers)


class Problems:
    """What is wrong with a file, by line or path; told together, as far as there is room."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def note(self, where: str, what: str) -> None:
        self.found.append(f"{where}: {what}.")

    def raise_any(self) -> None:
        if self.found:
            more = len(self.found) - MOST_TOLD
            told = " ".join(self.found[:MOST_TOLD])
            raise Unreadable(f"{told}{f' And {more:,} more.' if more > 0 else ''} Nothing of the file was read.")

    def text(self, value: Any, where: str, longest: int = LONGEST_CELL) -> str:
        """The text of the value, "" for none; what is no text is noted."""
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self.note(where, "it holds no text")
            return ""
        text = str(value).strip()
        if CONTROLS.search(text) or any("\ud800" <= one <= "\udfff" for one in text):
            self.note(where, "it holds a character that is no text")
            return ""
        if len(text) > longest:
            self.note(where, f"{len(text):,} characters, and {longest:,} are read")
            return ""
        return text


def table_of(rows: Sequence[Row], columns: Sequence[str]) -> list[tuple[int, list[str]]]:
    """The rows as those of a table, with the names of their columns first, as far as any row has something in them."""
    if not rows:
        raise Unreadable("There is no person, organization, post or tenure in it that is read here.")
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"It holds {len(rows):,} of them, and {MOST_ROWS:,} are entered at once: part the file.")
    used = [name for name in columns if any(row.get(name) for row in rows)]
    if long := [name for row in rows for name in used if len(row.get(name, "")) > LONGEST_CELL]:
        raise Unreadable(f"One of them has more than {LONGEST_CELL:,} characters of {long[0]}: shorten it.")
    return [(1, used), *((number, [row.get(name, "") for name in used]) for number, row in enumerate(rows, 2))]


COLUMNS = (
    "what", "id", "address", "name", "category", "family_name", "sort_name", "names", "title", "role", "organisation", "state",
    "parent",
    "level", "when", "when_note", "person", "post", "capacity", "title_as_stated", "appointed", "appointed_note", "arrived",
    "arrived_note", "started", "started_note", "ended", "ended_note", "end_reason", "dates_conflict", "accredited_to", "note",
    "summary", "own_title", "identifiers", "tags", "unread",
)  # fmt: skip


def life(start: str, end: str) -> str:
    """The sides of a life as EDTF: a side that is not given is not known."""
    return f"{start}/{end}" if start or end else ""


def dated(text: str) -> str:
    """A moment as its day."""
    return text[:10] if PLAIN.fullmatch(text[:10]) and text[10:11] == "T" else text
