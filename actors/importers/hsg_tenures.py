"""How one row of Principal Officers and Chiefs of Mission becomes the columns of a tenure, and which rows overlap on
purpose. No queries."""

from collections.abc import Iterator, Sequence
from typing import Any

from actors.importers.countries import country
from actors.importers.hsg import CONCURRENT
from actors.importers.hsg_pocom_xml import Dated, GroupRow, MissionRow, TenureRow
from actors.models import Tenure
from records.dates import bounds
from records.xmltree import Refused

Capacity = Tenure.Capacity
CAPACITIES = {
    "charge-daffaires-ad-interim": Capacity.AD_INTERIM,
    "charge-daffaires-pro-tem": Capacity.AD_INTERIM,
    "secretary-ad-interim": Capacity.AD_INTERIM,
    "acting-principal-officer": Capacity.ACTING,
}
EVENTS = ("appointed", "arrived", "started", "ended")


class Concurrency:
    """Groups of appointments that one person held together, by the keys of the tenures and nominations in them."""

    def __init__(self, missions: Sequence[MissionRow], groups: Sequence[GroupRow]) -> None:
        self.documents: dict[str, int] = {}
        self.groups: dict[str, list[tuple[GroupRow, int]]] = {}
        self.loose: list[Refused] = []
        rows = self._rows(missions)
        for group in groups:
            for number, chief in enumerate(group.chiefs, 1):
                if chief in rows:
                    self.groups.setdefault(rows[chief].key, []).append((group, number))
                else:
                    self.loose.append(Refused(group.place, f"chief-id {chief!r} is in none of the mission files given"))

    def _rows(self, missions: Sequence[MissionRow]) -> dict[str, TenureRow]:
        """Upstream id -> the row that it means: one that was served before one that was not, else the first."""
        rows: dict[str, TenureRow] = {}
        for mission in missions:
            for row in mission.served:
                rows.setdefault(row.id, row)
        for mission in missions:
            for row in mission.nominated:
                rows.setdefault(row.id, row)
        return rows

    def loose_ends(self) -> Iterator[Refused]:
        yield from self.loose

    def identifiers(self, row: TenureRow) -> tuple[tuple[str, str], ...]:
        return tuple((CONCURRENT, f"{group.id}/{number}") for group, number in self.groups.get(row.key, ()))

    def cited(self, row: TenureRow) -> tuple[tuple[int, str], ...]:
        """(document, quote) of the groups' own files."""
        return tuple(
            (self.documents[f"concurrent-appointments/{group.id}"], group.digest)
            for group in {group.id: group for group, _ in self.groups.get(row.key, ())}.values()
            if f"concurrent-appointments/{group.id}" in self.documents
        )

    def is_resident(self, row: TenureRow) -> bool:
        """Whether the person lived in this country, as far as any of the groups says."""
        groups = self.groups.get(row.key, ())
        return not groups or any(group.territory in (row.territory, row.key.split("/")[1]) for group, _ in groups)

    def sentence(self, row: TenureRow) -> str:
        return " ".join(
            f"One of {len(group.chiefs)} concurrent appointments ({group.id})"
            + (f", resident in {country(group.territory).name}." if group.territory else ".")
            for group, _ in self.groups.get(row.key, ())
        )


def tenure_fields(row: TenureRow, role: str, concurrency: Concurrency) -> dict[str, Any]:
    """The columns of a tenure, but for its person, post and title."""
    notes = [row.note, f"Other office at the time: {row.other_office}." if row.other_office else ""]
    notes.append(concurrency.sentence(row))
    fields: dict[str, Any] = {
        "capacity": capacity(row, concurrency),
        "title_as_stated": title_as_stated(row, role),
        "end_reason": row.end_reason,
        "dates_conflict": conflict(row),
        "note": " ".join(note for note in notes if note),
    }
    for event in EVENTS:
        dated: Dated = getattr(row, event)
        fields |= {event: dated.date, f"{event}_note": dated.note[:300]}
    return fields | {"when": Tenure(**fields).span()}


def capacity(row: TenureRow, concurrency: Concurrency) -> str:
    given = CAPACITIES.get(row.role, Capacity.SUBSTANTIVE)
    if given == Capacity.SUBSTANTIVE and not concurrency.is_resident(row):
        return Capacity.CONCURRENT
    return given


def title_as_stated(row: TenureRow, role: str) -> str:
    """The role and, where it was another one then, the state."""
    if row.territory and country(row.territory).id != country(row.key.split("/")[1]).id:
        return f"{role} to {country(row.territory).name}"[:300]
    return role[:300]


def conflict(row: TenureRow) -> bool:
    """Whether the source lets the tenure end before it was appointed to, arrived at or started."""
    end = bounds(row.ended.date)[1]
    starts = (bounds(dated.date)[0] for dated in (row.appointed, row.arrived, row.started))
    return end is not None and any(start is not None and start > end for start in starts)
