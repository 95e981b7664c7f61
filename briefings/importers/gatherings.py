"""Occasions that several visits were made for, as one dinner of 29 leaders: each is an event with all who came to it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from actors.importers import hsg
from briefings.importers.encounters import participants
from briefings.importers.hsg_visits_xml import VisitRow
from briefings.importers.remarks import sentences
from briefings.importers.rows import stay
from records.importing import Wanted
from records.names import fold, slugged

FEWEST = 3
OCCASION = re.compile(r"(?:Attended|Participated in|Took part in) (?:the |an? )?(?P<what>\S.+)")
ENDING = re.compile(r"(?:(?<!\b[A-Z])\.|;)+$")


@dataclass(frozen=True, slots=True)
class Gathering:
    """`what` is the occasion in the words met most often; `rows` the visits made for it, which have days in common."""

    what: str
    rows: tuple[VisitRow, ...]

    @property
    def key(self) -> str:
        return f"{self.rows[0].start}/{slugged(self.what)}"

    @property
    def when(self) -> str:
        return stay(max(row.start for row in self.rows), min(row.end for row in self.rows))


def gatherings(rows: Iterable[VisitRow]) -> list[Gathering]:
    """Those of three visits or more whose texts begin with one occasion and whose stays have days in common."""
    alike: dict[str, list[VisitRow]] = {}
    for row in sorted(rows, key=lambda row: (row.start, row.end, int(row.id))):
        if what := occasion(row):
            alike.setdefault(fold(what), []).append(row)
    found = [part for same in alike.values() for part in in_common_days(same) if len(part) >= FEWEST]
    return [Gathering(usual(part), tuple(part)) for part in found]


def occasion(row: VisitRow) -> str:
    """What the visitor attended, if the text begins with that."""
    first = next(iter(sentences(row.description)), "")
    found = OCCASION.fullmatch(ENDING.sub("", first))
    return found["what"] if found else ""


def usual(rows: Sequence[VisitRow]) -> str:
    counted = Counter(occasion(row) for row in rows)
    what = max(sorted(counted), key=counted.__getitem__)
    return what[0].upper() + what[1:]


def in_common_days(rows: Sequence[VisitRow]) -> list[list[VisitRow]]:
    """Visits in order of time, cut where the next begins after one of those before it has ended."""
    parts: list[list[VisitRow]] = []
    for row in rows:
        if parts and row.start <= min(one.end for one in parts[-1]):
            parts[-1].append(row)
        else:
            parts.append([row])
    return parts


def event(gathering: Gathering, visitors: Iterable[dict[str, Any]], document: int) -> Wanted:
    there = participants(visitors)
    when = gathering.when
    fields = {
        "title": gathering.what[:300],
        "when": when,
        "when_note": "the days on which all who came were there" if "/" in when else "",
        "description": f"{len(gathering.rows)} visits were made for it.",
    }
    return Wanted(hsg.GATHERINGS, gathering.key, fields, document, gathering.rows[0].digest, parts=(there,))
