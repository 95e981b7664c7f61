"""What a table says, row by row: what is wrong with it, which records it names, and what would be entered.

Nothing is written. The same is done once more, in the transaction, before anything is.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from records.batches.cells import Misread, Reference
from records.batches.matching import Matching, Meant
from records.batches.tables import Act, Column, NewRecord, Table
from records.models import Composed

SKIP, ENTER = "skip", "enter"


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
    number: int
    cells: list[CheckedCell]
    decision: str = ""
    problems: list[str] = field(default_factory=list)
    draft: NewRecord | None = None
    # Records that are there already, and the row of this table that says the same.
    doubles: list[int] = field(default_factory=list)
    same_as: int | None = None

    @property
    def left_out(self) -> bool:
        return self.decision == SKIP

    @property
    def wrong(self) -> bool:
        return bool(self.problems or any(cell.problems for cell in self.cells))

    @property
    def waits(self) -> bool:
        """For a choice among names."""
        return any(one.one is None for cell in self.cells for one in cell.meant)

    @property
    def twice(self) -> bool:
        return bool(self.doubles or self.same_as)

    @property
    def undecided(self) -> bool:
        return self.twice and self.decision != ENTER

    @property
    def state(self) -> str:
        if self.left_out:
            return "left out"
        if self.wrong:
            return "wrong"
        if self.waits:
            return "open"
        return "there already" if self.undecided else "ready"


@dataclass(slots=True)
class Checked:
    rows: list[CheckedRow]
    matching: Matching

    @property
    def entered(self) -> list[CheckedRow]:
        return [row for row in self.rows if not row.left_out]

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
                    if one.one is None:
                        found.setdefault(one.key, (one, []))[1].append(row.number)
        return found


@dataclass(frozen=True, slots=True)
class Given:
    """What is checked: rows of cells with their numbers, the field of each column, and what was decided."""

    rows: Sequence[tuple[int, Sequence[str]]]
    columns: Sequence[str]
    choices: Mapping[str, str]
    decisions: Mapping[str, str]


def checked(table: Table, given: Given, act: Act) -> Checked:
    """About ten queries, however many rows."""
    matching = Matching(act, given.choices)
    rows = [read(table, given, number, cells, act.near) for number, cells in given.rows]
    matching.load(named_in(rows))
    for row in rows:
        resolve(row, matching)
    for made in matching.made():
        blame(made, rows)
    for row in rows:
        if not row.left_out and not row.wrong and not row.waits:
            row.draft = table.make({c.column.name: c.value for c in row.cells if c.value is not None}, act)
            judge(table, row)
    table.complete([row.draft for row in rows if row.draft and not row.wrong], act)
    find_doubles(table, rows, act)
    return Checked(rows, matching)


def read(table: Table, given: Given, number: int, cells: Sequence[str], near: date | None = None) -> CheckedRow:
    row = CheckedRow(number, [], given.decisions.get(str(number), ""))
    for place, name in enumerate(given.columns):
        text = cells[place] if place < len(cells) else ""
        if column := table.column(name):
            row.cells.append(read_cell(CheckedCell(column, place, text), near))
    extra = [cell for cell in cells[len(given.columns) :] if cell]
    if extra:
        row.problems.append(
            f"It has {len(cells)} cells and the table {len(given.columns)} columns: a cell with a delimiter in it stands in "
            "quotation marks. Mend the table, or leave the row out."
        )
    there = {cell.column.name for cell in row.cells}
    row.problems += [
        f"It has no column for “{one.label}”." for one in table.columns if one.required and one.name not in there
    ]
    return row


def read_cell(cell: CheckedCell, near: date | None) -> CheckedCell:
    if not cell.text:
        if cell.column.required:
            cell.problems.append("Needed: write it here, or leave the row out.")
    elif not isinstance(cell.column.cell, Reference):
        try:
            cell.value = cell.column.cell.read(cell.text, near)
        except Misread as error:
            cell.problems.append(str(error))
    return cell


def named_in(rows: Iterable[CheckedRow]) -> Iterable[tuple[Reference, str]]:
    for row in rows:
        for cell in row.cells:
            reader = cell.column.cell
            if isinstance(reader, Reference) and cell.text:
                try:
                    for text in reader.texts(cell.text):
                        cell.meant.append(Meant(text, reader))
                        yield reader, text
                except Misread as error:
                    cell.problems.append(str(error))


def resolve(row: CheckedRow, matching: Matching) -> None:
    for cell in row.cells:
        reader = cell.column.cell
        if isinstance(reader, Reference) and cell.text:
            cell.meant = [matching.of(reader, one.text) for one in cell.meant]
            found = [one.one for one in cell.meant]
            cell.value = found if reader.several else (found or [None])[0]


def blame(made: NewRecord, rows: Iterable[CheckedRow]) -> None:
    """Tell the rows that name a new record what is wrong with it."""
    found = [sentence for _, sentence in faults(made)]
    if found:
        for row in rows:
            for cell in row.cells:
                if any(one.draft is made for one in cell.meant):
                    cell.problems += found


def judge(table: Table, row: CheckedRow) -> None:
    assert row.draft is not None
    cells = {cell.column.name: cell for cell in row.cells}
    for name, sentence in (*faults(row.draft), *table.wrong(row.draft)):
        if name in cells:
            cells[name].problems.append(sentence)
        else:
            row.problems.append(sentence)


def faults(draft: NewRecord) -> list[tuple[str, str]]:
    """(field, sentence) of what the models refuse. No query: the records that it names have been found already."""
    found: list[tuple[str, str]] = []
    for one in (draft.record, *draft.parts):
        exclude = {"slug", *(f.name for f in one._meta.concrete_fields if isinstance(f, models.ForeignKey))}
        if isinstance(one, Composed):
            exclude.add("title")
        try:
            one.clean_fields(exclude=exclude)
            one.clean()
        except ValidationError as error:
            told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            found += [(name, sentence) for name, sentences in told.items() for sentence in sentences]
    return found


def find_doubles(table: Table, rows: Iterable[CheckedRow], act: Act) -> None:
    """Rows that say the same as another, and as a record that the reader may see."""
    sound = [row for row in rows if row.draft and not row.wrong]
    first: dict[Hashable, int] = {}
    for row in sound:
        assert row.draft is not None
        earlier = first.setdefault(table.key(row.draft), row.number)
        row.same_as = None if earlier == row.number else earlier
    there = table.there([row.draft for row in sound if row.draft], act.reader)
    for place, pks in there.items():
        sound[place].doubles = pks
