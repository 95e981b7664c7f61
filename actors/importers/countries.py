"""The country ids of the Office of the Historian: which of them mean one state, and what it is called. Pure."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

UNITED_STATES = "united-states"


@dataclass(frozen=True, slots=True)
class Country:
    """`name` as one says it, `listed` as lists have it: "South Korea", "Korea, South"."""

    id: str
    listed: str
    iso2: str
    is_territory: bool

    @property
    def name(self) -> str:
        head, _, tail = self.listed.partition(", ")
        return f"{tail} {head}".strip()


@cache
def crosswalk() -> dict[str, Country]:
    """Every id that is known, former and misspelt ones too -> the country that is meant."""
    with Path(__file__).with_name("countries.csv").open(encoding="utf-8", newline="") as opened:
        return {
            row["source_id"]: Country(
                row["canonical_id"], row["name"], row["iso2"], row["kind"] in ("territory", "authority")
            )
            for row in csv.DictReader(opened)
        }


def country(source_id: str, label: str = "") -> Country:
    """The country of an id; of an id that nobody has entered that of the label, else a state of its own, named by it."""
    if known := crosswalk().get(source_id) or _named().get(label):
        return known
    return Country(source_id, label[:200] or source_id.replace("-", " ").title(), "", is_territory=False)


@cache
def _named() -> dict[str, Country]:
    return {name: meant for meant in crosswalk().values() for name in (meant.listed, meant.name)}


@cache
def demonyms() -> dict[str, str]:
    """What stands before a title, "Syrian" or "PLO" -> country id."""
    with Path(__file__).with_name("demonyms.csv").open(encoding="utf-8", newline="") as opened:
        return {row["word"]: row["country"] for row in csv.DictReader(opened)}


@cache
def country_names() -> dict[str, str]:
    """Country name -> id, for "King Hussein of Jordan"."""
    return {name: meant.id for name, meant in _named().items()}
