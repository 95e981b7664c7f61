"""The spellings of 400 people that historians have told apart, among 4,400 others of whom many have like names."""

import json
import re
from collections import Counter, defaultdict
from itertools import combinations
from typing import Any

from actors.importers.hsg_pocom_xml import read_pocom
from actors.linkage.blocking import pairs
from actors.linkage.comparing import ENOUGH, Entry, Rarity, compare
from actors.linkage.names import spellings_of
from records.upstream import upstream_files
from tests.imported import REAL, needs_real_data

pytestmark = needs_real_data
YEAR = re.compile(r"\b(?:1[6-9]\d\d|20[0-2]\d)\b")
# The United States, where what is known of a person says so.
HOME = 1
# Before and after the Second World War, and those of whom no year is known.
PERIODS = ("to 1945", "after 1945", "undated")


def a_year(text: Any) -> int | None:
    return int(text) if text and str(text)[:4].isdigit() and len(str(text)) == 4 else None


def spelt() -> tuple[list[Entry], dict[int, str]]:
    """An entry for each spelling in the gold and for each chief of mission, and who each of them is."""
    found: list[Entry] = []
    who: dict[int, str] = {}
    in_gold: dict[str, str] = {}
    for line in (REAL / "gold" / "name-variants.jsonl").read_text().splitlines():
        row = json.loads(line)
        years = [int(year) for text in row["descriptions"] for year in YEAR.findall(text)]
        in_gold |= {row["pocom"]: row["person"]} if row["pocom"] else {}
        for name in row["names"]:
            active = (min(years), max(years)) if years else None
            state = HOME if row["pocom"] else None
            who[len(found)] = row["person"]
            born, died = a_year(row["birth"]), a_year(row["death"])
            found.append(Entry(len(found), spellings_of([name]), True, state, born, died, active))
    refused: list[Any] = []
    pocom = read_pocom(upstream_files([REAL / "pocom"], refused.append), refused.append)
    served: dict[str, list[int]] = defaultdict(list)
    for row in (row for mission in pocom.missions for row in mission.served):
        served[row.person] += [
            int(day.date[:4]) for day in (row.appointed, row.arrived, row.started, row.ended) if day.date
        ]
    for person in pocom.people:
        who[len(found)] = in_gold.get(person.id, f"pocom {person.id}")
        born, died = a_year(person.birth), a_year(person.death)
        active = (min(served[person.id]), max(served[person.id])) if served[person.id] else None
        found.append(Entry(len(found), spellings_of([person.sort_name]), True, HOME, born, died, active))
    return found, who


def period(one: Entry, other: Entry) -> str:
    years = [
        year
        for entry in (one, other)
        for year in (entry.active[1] if entry.active else entry.born + 50 if entry.born else None,)
        if year
    ]
    return "undated" if not years else "to 1945" if min(years) <= 1945 else "after 1945"


def test_spellings_of_one_person_are_found_and_few_others() -> None:
    everyone, who = spelt()
    rarity = Rarity.among(everyone)
    one_person: dict[str, list[int]] = defaultdict(list)
    for pk, person in who.items():
        one_person[person].append(pk)
    gold = {pair for pks in one_person.values() for pair in combinations(sorted(pks), 2)}
    found = {
        (min(one.pk, other.pk), max(one.pk, other.pk))
        for one, other in pairs(everyone, rarity)
        if compare(one, other, rarity).score >= ENOUGH
    }
    assert len(found & gold) / len(found) >= 0.95
    assert len(found & gold) / len(gold) >= 0.9
    counted = {
        told: Counter(period(everyone[one], everyone[other]) for one, other in some)
        for told, some in (("found", found), ("right", found & gold), ("gold", gold))
    }
    for when in PERIODS:
        assert counted["right"][when] / counted["found"][when] >= 0.9, when
        # Of those of whom nothing but a name is known some names are too little.
        assert counted["right"][when] / counted["gold"][when] >= (0.75 if when == "undated" else 0.9), when
