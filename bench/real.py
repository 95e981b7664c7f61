"""Real names, visits and texts, where they are on this machine; made ones where they are not. Reads files, no database."""

import csv
import json
import os
import random
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from bench.words import listed

BESIDE = Path(__file__).parents[2] / "shared" / "data"
GIVEN = listed(
    "Ahmad Amina Boris Carla Dmitri Elena Farid Grace Hassan Ines Jamal Katya Lin Maria Noor Omar Petra Qasim"
)
FAMILY = listed(
    "Abbasi Brandt Castro Durrani Esposito Fofana Gupta Haddad Ivanov Jansen Karimi Lopez Mbeki Novak Okafor"
)
LAND = listed("Arden Borun Caldera Dovia Estara Ferrin Galdor Hestia Istrad Jorvik Kandara Lorien Mardan Norvik Ostia")


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit as a source has it."""

    visitor: str
    state: str
    when: str
    text: str


@dataclass(slots=True)
class Material:
    """`names` are (given, family); `said` is where it is from, in words."""

    names: list[tuple[str, str]] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    visits: list[Visited] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    said: str = ""


def folder() -> Path:
    return Path(os.environ.get("CHANCERY_DATA") or BESIDE)


def material() -> Material:
    """The real one if its folder is there, else a made one; `said` tells which."""
    at = folder()
    if not (at / "visits").is_dir():
        return made(f"No real data at {at} (set CHANCERY_DATA to its folder): names and visits are made.")
    found = Material(said=f"Real names, visits and words of {at}.")
    found.visits = list(real_visits(at / "visits"))
    found.texts = [one.text for one in found.visits] + list(real_texts(at / "texts"))
    found.names = list(dict.fromkeys(real_names(at / "pocom" / "pocom.tar.gz")))
    found.states = real_states(at / "countries.csv")
    spare = made("")
    found.names = found.names or spare.names
    found.states = found.states or spare.states
    return found


def real_visits(at: Path) -> Iterator[Visited]:
    for file in sorted(at.glob("*.xml")):
        for one in ElementTree.parse(file).getroot().iter("visit"):
            said = {part.tag: " ".join((part.text or "").split()) for part in one}
            when = (
                said["start-date"]
                if said["start-date"] == said["end-date"]
                else f"{said['start-date']}/{said['end-date']}"
            )
            yield Visited(said["visitor"], said["from"], when, said.get("description", ""))


def real_names(at: Path) -> Iterator[tuple[str, str]]:
    if at.is_file():
        with tarfile.open(at) as packed:
            for member in sorted(packed.getmembers(), key=lambda one: one.name):
                if member.name.startswith("people/") and (file := packed.extractfile(member)):
                    person = ElementTree.parse(file).getroot().find("persName")
                    if person is not None:
                        given, family = (person.findtext(part) or "" for part in ("forename", "surname"))
                        yield " ".join(given.split()), " ".join(family.split())


def real_texts(at: Path) -> Iterator[str]:
    for file in sorted(at.glob("*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def real_states(at: Path) -> list[str]:
    if not at.is_file():
        return []
    with at.open(encoding="utf-8", newline="") as rows:
        return list(dict.fromkeys(row["canonical_name"] for row in csv.DictReader(rows)))


def made(said: str) -> Material:
    chance = random.Random(7)
    names = [(given, family) for family in FAMILY for given in GIVEN]
    states = [f"{land}{end}" for land in LAND for end in ("", " Major", " Minor", "istan")]
    visits = [
        Visited(" ".join(chance.choice(names)), chance.choice(states), f"{year}-{month:02}-{day:02}", "Official visit.")
        for year in range(1970, 2020)
        for month, day in ((2, 3), (6, 14), (9, 28))
    ]
    return Material(names, states, visits, [], said)


def state_of(name: str, states: Sequence[str]) -> int:
    """The place in `states` of a state as a visit calls it; one of them, always the same, for a name that none bears."""
    return states.index(name) if name in states else sum(map(ord, name)) % len(states)
