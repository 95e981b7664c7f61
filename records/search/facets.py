"""Facets: by what the records found can be told apart, and how many there are of each. Counted for one reader."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from records import kinds
from records.access import Reader, Stage, is_editor

if TYPE_CHECKING:
    from records.search.asked import Asked

# What a page shows of a facet, and what it shows of one that is opened.
MOST_VALUES, ALL_VALUES = 12, 200
STAGES = {"draft": Stage.DRAFT, "review": Stage.REVIEW, "published": Stage.PUBLISHED}
STAGE_KEYS = {stage: key for key, stage in STAGES.items()}


@dataclass(frozen=True, slots=True)
class Count:
    """As the database has it: a value as stored, its label where that is stored too."""

    value: str | int
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class FacetValue:
    """`value` as in the address."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """`more`: there are values beyond those listed."""

    name: str
    label: str
    values: list[FacetValue]
    more: bool


def open_to(reader: Reader) -> list[str]:
    """The facets that the reader is offered, in order: readers see published records only."""
    return ["kind", *named_facets(), "tag", "year", *(["stage"] if is_editor(reader) else []), "grade"]


def named_facets() -> list[str]:
    return [name for info in kinds.KINDS.values() for name in info.model.NAMED_IN]


def facets_of(asked: "Asked", counts: dict[str, list[Count]]) -> list[Facet]:
    """In the order of `open_to`, those with a value."""
    made = []
    for name in open_to(asked.reader):
        chosen = {value.lower() for value in asked.chosen.get(name, ())}
        most = asked.most_values(name)
        values = [written(name, count, chosen) for count in counts.get(name, [])[:most]]
        if values:
            made.append(Facet(name, LABELS[name], values, len(counts[name]) > most))
    return made


LABELS = {
    "kind": "Kind",
    "state": "State",
    "actor": "Actor",
    "tag": "Tag",
    "year": "Year",
    "stage": "Stage",
    "grade": "Grade",
}


def written(name: str, count: Count, chosen: set[str]) -> FacetValue:
    value = STAGE_KEYS[Stage(count.value)] if name == "stage" else str(count.value)
    label = {
        "kind": lambda: kinds.KINDS[value].plural,
        "stage": lambda: Stage(int(count.value)).label,
    }.get(name, lambda: count.label or value)()
    return FacetValue(value, label, count.number, value.lower() in chosen)
