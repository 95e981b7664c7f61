"""What the sample case is written in: entries that name one another by key. No query."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from records.access import Stage
from records.models import Citation, Kind, Part

# The scheme under which a record that the case made is known, whatever became of its address.
SCHEME = "sample-case"


@dataclass(frozen=True, slots=True)
class To:
    """An entry by its key, "actors/pakistan": what stands between the brackets of a link in a text of the case."""

    key: str


@dataclass(frozen=True, slots=True)
class Publisher:
    """The source of a document; made where none of that name is there."""

    name: str
    kind: str
    reliability: str
    descriptor: str
    language: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document of the case, cited for an entry. `quote` is found in its archived text letter by letter."""

    document: To
    quote: str
    credibility: int = Citation.Credibility.POSSIBLE
    first_hand: bool = False
    stance: str = Citation.Stance.SUPPORTS
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A part of an entry: a name, a participant, an assessment."""

    model: type[Part]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of the case.

    A value of `fields` is a plain value, or leads elsewhere: `To` and `Publisher` for a key to one record, a tuple of
    `To` for several, a `Passage` for its citation. Texts hold `[[key]]` for a link.
    """

    at: To
    model: type[Kind]
    fields: Mapping[str, Any]
    cited: tuple[Passage, ...] = ()
    rows: tuple[Row, ...] = ()
    # What the record is known by elsewhere; without any it is known by its key in the case.
    identifiers: tuple[tuple[str, str], ...] = ()

    @property
    def known_by(self) -> tuple[tuple[str, str], ...]:
        return self.identifiers or ((SCHEME, self.at.key),)


def entry(
    at: To,
    model: type[Kind],
    *,
    cited: tuple[Passage, ...] = (),
    rows: tuple[Row, ...] = (),
    identifiers: tuple[tuple[str, str], ...] = (),
    **fields: Any,
) -> Entry:
    """An entry that anybody may read: published, TLP:CLEAR."""
    return Entry(at, model, {"stage": Stage.PUBLISHED, **fields}, cited, rows, identifiers)


def row(model: type[Part], **fields: Any) -> Row:
    return Row(model, fields)
