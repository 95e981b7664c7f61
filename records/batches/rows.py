"""The rows of a table as far as they are understood, and what is to be done before they can be entered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from records import kinds
from records.batches.matching import Matching, Meant
from records.batches.tables import Column, NewRecord, Table
from records.models import Kind

SKIP, ENTER = "skip", "enter"
DOUBLED = "there already"


@dataclass(slots=True)
class CheckedCell:
    column: Column
    # Its place in the table.
    place: int
    text: str
    problems: list[str] = field(default_factory=list)
    meant: list[Meant] = field(default_factory=list)
    value: Any = None


@dataclass(slots=True)
class CheckedRow:
    """`table` is the one by which it is read. `record` is the one that is there already and that it tells of: it is used in
    its place, and nothing of it is changed."""

    number: int
    cells: list[CheckedCell]
    table: Table
    decision: str = ""
    problems: list[str] = field(default_factory=list)
    draft: NewRecord | None = None
    record: Kind | None = None
    # Records that are there already, and the row of this table that says the same.
    doubles: list[int] = field(default_factory=list)
    same_as: int | None = None

    @property
    def one(self) -> Kind | None:
        """What is meant by whoever names the row."""
        return self.record or (self.draft.record if self.draft else None)

    @property
    def left_out(self) -> bool:
        return self.decision == SKIP

    @property
    def wrong(self) -> bool:
        return bool(self.problems or any(cell.problems for cell in self.cells))

    @property
    def waits(self) -> bool:
        """For a choice among names."""
        return any(one.waits for cell in self.cells for one in cell.meant)

    @property
    def twice(self) -> bool:
        return bool(self.doubles or self.same_as)

    @property
    def undecided(self) -> bool:
        return self.twice and self.decision != ENTER

    @property
    def only_double(self) -> str:
        """Its reference, where there is one alone."""
        if len(self.doubles) != 1 or not self.table.kind:
            return ""
        return kinds.ref(self.table.kind, self.doubles[0])

    @property
    def state(self) -> str:
        if self.left_out:
            return "left out"
        if self.record:
            return "used"
        if self.wrong:
            return "wrong"
        if self.waits:
            return "open"
        return DOUBLED if self.undecided else "ready"

    def said(self) -> dict[str, Any]:
        """What its cells say that name no records."""
        return {cell.column.name: cell.value for cell in self.cells if cell.value is not None}

    def named(self) -> list["CheckedRow"]:
        """The rows of the table that it names."""
        return [one.row for cell in self.cells for one in cell.meant if one.row]


@dataclass(slots=True)
class Checked:
    rows: list[CheckedRow]
    matching: Matching

    @property
    def entered(self) -> list[CheckedRow]:
        return [row for row in self.rows if not row.left_out and not row.record]

    @property
    def ready(self) -> bool:
        return bool(self.entered) and all(row.state == "ready" for row in self.entered)

    def in_state(self, state: str) -> list[CheckedRow]:
        return [row for row in self.rows if row.state == state]

    def new(self) -> list[NewRecord]:
        """The records that are made beside those of the rows: those that a row which is entered names."""
        named = {id(one.draft) for row in self.entered for cell in row.cells for one in cell.meant if one.draft}
        return [one for one in self.matching.made() if id(one) in named]

    def waiting(self) -> dict[str, tuple[Meant, list[int]]]:
        """By their keys, the names that wait for a choice in rows which are entered, with the numbers of these."""
        found: dict[str, tuple[Meant, list[int]]] = {}
        for row in self.entered:
            for cell in row.cells:
                for one in cell.meant:
                    if one.waits:
                        found.setdefault(one.key, (one, []))[1].append(row.number)
        return found


def in_order(rows: Sequence[CheckedRow]) -> tuple[list[CheckedRow], list[CheckedRow]]:
    """The rows with those before each that it names, and those that name themselves, by way of others or not."""
    waiting = {row.number: len(row.named()) for row in rows}
    naming: dict[int, list[CheckedRow]] = {}
    for row in rows:
        for other in row.named():
            naming.setdefault(other.number, []).append(row)
    ordered = [row for row in rows if not waiting[row.number]]
    for row in ordered:
        for other in naming.get(row.number, ()):
            waiting[other.number] -= 1
            if not waiting[other.number]:
                ordered.append(other)
    return ordered, [row for row in rows if waiting[row.number]]


def by_table(rows: Iterable[CheckedRow]) -> list[tuple[Table, list[CheckedRow]]]:
    found: dict[int, tuple[Table, list[CheckedRow]]] = {}
    for row in rows:
        found.setdefault(id(row.table), (row.table, []))[1].append(row)
    return list(found.values())
