"""What a calendar of visits tells a subscriber: the visits, who came, on what it rests."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

from briefings.ics import Entry
from briefings.models import Participation, Role, Status, Visit
from briefings.sections.encounter_lists import LEVELS, TYPES
from records import kinds
from records.access import Handling, Reader
from records.changes import moments_of
from records.models import Citation, Record

STATUSES = dict(Status.choices)
ROLES = dict(Role.choices)
COLUMNS = (
    "pk", "slug", "title", "when", "status", "handling", "created_at", "stage", "place",
    "level", "type", "sending_state_id", "sending_label", "host_state_id", "host_label",
)  # fmt: skip
MOST_SOURCES = 3


def entries(visits: QuerySet, reader: Reader, absolute: Callable[[str], str]) -> list[Entry]:
    """The visits as events, in the order that they have. At most nine queries.

    What is passed on as TLP:CLEAR names nobody, and quotes nothing, that is handled more strictly than the visit: as its
    composed title, the event draws on what the visit may show of itself, however much this reader may see.
    """
    found = [dict(zip(COLUMNS, row, strict=True)) for row in visits.values_list(*COLUMNS)]
    pks = [row["pk"] for row in found]
    states = States(reader, found)
    there, sources = who_came(pks, reader), sources_of(pks, reader)
    moments = moments_of(dict.fromkeys(pks, Visit.KIND), reader)
    return [
        Entry(
            pk=row["pk"],
            url=absolute(kinds.address("visit", row["slug"])),
            title=row["title"],
            when=row["when"],
            status=row["status"],
            status_label=STATUSES[row["status"]],
            handling=row["handling"],
            changed=moments[row["pk"]][1] if row["pk"] in moments else row["created_at"],
            place=row["place"],
            categories=[one for one in ("visit", TYPES[row["type"]], LEVELS[row["level"]]) if one],
            lines=lines(row, states, there[row["pk"]], sources[row["pk"]]),
        )
        for row in found
    ]


def lines(row: dict[str, Any], states: "States", there: list[str], sources: list[str]) -> list[str]:
    """What is known of a visit beside its date and status, a line each."""
    said = {
        "Sent by": states.name(row, "sending"),
        "Received by": states.name(row, "host"),
        "Level": LEVELS[row["level"]],
        "Who": "; ".join(there),
        "Sources": "; ".join(sources) or "none on record",
        "Handling": f"{Handling(row['handling']).label}, {kinds.ref('visit', row['pk'])}",
    }
    return [f"{label}: {value}" for label, value in said.items() if value]


class States:
    """The states that send and receive. One query."""

    def __init__(self, reader: Reader, rows: Iterable[dict[str, Any]]) -> None:
        ids = {row[f"{side}_state_id"] for row in rows for side in ("sending", "host")} - {None}
        named = Record.objects.visible_to(reader).among(sorted(ids))
        self._rows: dict[int, tuple[Any, ...]] = {
            pk: tuple(rest) for pk, *rest in named.values_list("pk", "title", "handling", "stage")
        }

    def name(self, visit: dict[str, Any], side: str) -> str:
        """The state that the visit may name; where it has no record, what the source calls it."""
        pk = visit[f"{side}_state_id"]
        if pk is None:
            return str(visit[f"{side}_label"])
        title, handling, stage = self._rows.get(pk, ("", Handling.RED + 1, 0))
        return str(title) if handling <= visit["handling"] and stage >= visit["stage"] else "withheld"


def who_came(visit_ids: list[int], reader: Reader) -> defaultdict[int, list[str]]:
    there: defaultdict[int, list[str]] = defaultdict(list)
    named = Participation.objects.fit_to_pass_on(visit_ids, reader)
    for visit, title, role in named.values_list("encounter_id", "actor__title", "role"):
        there[visit].append(f"{title} ({ROLES[role]})")
    return there


def sources_of(visit_ids: list[int], reader: Reader) -> defaultdict[int, list[str]]:
    """The first few documents cited for each visit, with their grades."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    cited = Citation.objects.fit_to_pass_on(visit_ids, reader)
    columns = ("target_id", "document__title", "document__source__reliability", "credibility")
    for visit, title, letter, figure in cited.values_list(*columns):
        told = f"{title} ({letter}{figure})"
        if told not in found[visit] and len(found[visit]) < MOST_SOURCES:
            found[visit].append(told)
    return found
