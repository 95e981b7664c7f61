"""What a table says, row by row: what is wrong with it, which records it names, and what would be entered.

Nothing is written. The same is done once more, in the transaction, before anything is.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from records import kinds
from records.batches.cells import Misread, Reference, collapsed
from records.batches.matching import Matching, Meant
from records.batches.rows import Checked, CheckedCell, CheckedRow, by_table, in_order
from records.batches.tables import Act, NewRecord, Table
from records.models import Composed, Kind
from records.referring import REF, instances, nouns, shown_of


@dataclass(frozen=True, slots=True)
class Given:
    """What is checked: rows of cells with their numbers, the field of each column, and what was decided."""

    rows: Sequence[tuple[int, Sequence[str]]]
    columns: Sequence[str]
    choices: Mapping[str, str]
    decisions: Mapping[str, str]


def checked(table: Table, given: Given, act: Act) -> Checked:
    """About ten queries for each kind of row, however many rows."""
    matching = Matching(act, given.choices)
    rows = [read(table, given, number, cells, act.near) for number, cells in given.rows]
    recognise(rows, act)
    matching.load(named_in(rows, by_their_names(table, rows)))
    for row in rows:
        find(row, matching)
    for made in matching.made():
        blame(made, rows)
    ordered, circular = in_order(rows)
    for row in circular:
        row.problems.append("It names itself, by way of other rows: clear one of the cells.")
    for row in ordered:
        build(row, act)
    for own, several in by_table(row for row in rows if row.draft and not row.wrong):
        drafts = [row.draft for row in several if row.draft]
        own.complete(drafts, act)
        for place, found in own.clashes(drafts, act.reader).items():
            tell(several[place], found)
        find_doubles(own, several, act)
    return Checked(rows, matching)


def read(table: Table, given: Given, number: int, cells: Sequence[str], near: date | None = None) -> CheckedRow:
    texts = {name: cells[place] for place, name in enumerate(given.columns) if name and place < len(cells)}
    own = table.member(what_it_is(table, texts.get(table.told_by, "")))
    row = CheckedRow(number, [], own, given.decisions.get(str(number), ""))
    for place, name in enumerate(given.columns):
        if column := own.column(name) or table.column(name):
            cell = CheckedCell(column, place, texts.get(name, ""))
            row.cells.append(read_cell(cell, near) if taken_by(own, table, name) else refused(cell, own))
    extra = [cell for cell in cells[len(given.columns) :] if cell]
    if extra:
        row.problems.append(
            f"It has {len(cells)} cells and the table {len(given.columns)} columns: a cell with a delimiter in it stands in "
            "quotation marks. Mend the table, or leave the row out."
        )
    there = {cell.column.name for cell in row.cells}
    row.problems += [
        f"It has no column for “{one.label}”." for one in own.columns if one.required and one.name not in there
    ]
    return row


def what_it_is(table: Table, text: str) -> str:
    """Which of the members of the table the row is of; "" where it does not say so."""
    column = table.column(table.told_by)
    try:
        return str(column.cell.read(text)) if column and text else ""
    except Misread:
        return ""


def taken_by(own: Table, table: Table, name: str) -> bool:
    """Whether a row of the one table in the other has the column: its own, or one that all of them have."""
    return bool(own.column(name)) or not any(one.column(name) for one in table.members.values())


def refused(cell: CheckedCell, own: Table) -> CheckedCell:
    if cell.text:
        cell.problems.append(f"There is no such thing of a {own.one}: clear the cell.")
    return cell


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


def recognise(rows: Sequence[CheckedRow], act: Act) -> None:
    """Find the records that rows are: the one that was chosen for it, else the one that it is known by."""
    found: dict[int, int] = {}
    for own, several in by_table(rows):
        known = own.known([row.said() for row in several], act.reader)
        found |= {row.number: known[place] for place, row in enumerate(several) if place in known and not row.decision}
        found |= chosen(own, several, act)
    there = instances(found.values())
    for row in rows:
        row.record = there.get(found.get(row.number, 0))


def chosen(own: Table, rows: Iterable[CheckedRow], act: Act) -> dict[int, int]:
    """Number of the row -> id of the record, of this table's kind, that somebody says it is."""
    asked = {row.number: match for row in rows if own.kind and (match := REF.search(row.decision))}
    letter = kinds.KINDS[own.kind].letter if asked else ""
    wanted = {number: int(match[2]) for number, match in asked.items() if match[1].upper() == letter}
    shown = set(shown_of(act.reader, [own.kind]).among(wanted.values()).values_list("pk", flat=True)) if wanted else ()
    return {number: pk for number, pk in wanted.items() if pk in shown}


def by_their_names(table: Table, rows: Iterable[CheckedRow]) -> dict[str, CheckedRow]:
    """The rows by what others name them by."""
    found: dict[str, CheckedRow] = {}
    for row in rows:
        for cell in row.cells:
            text = collapsed(cell.text) if cell.column.name == table.named_by else ""
            if text and found.setdefault(text, row) is not row:
                cell.problems.append(f"Row {found[text].number} is named so too: name one otherwise.")
    return found


def named_in(rows: Iterable[CheckedRow], named: Mapping[str, CheckedRow]) -> Iterable[tuple[Reference, str]]:
    for row in rows:
        for cell in row.cells:
            reader = cell.column.cell
            if isinstance(reader, Reference) and cell.text and not cell.problems:
                try:
                    for text in reader.texts(cell.text):
                        cell.meant.append(Meant(text, reader, row=named.get(text)))
                        if text not in named:
                            yield reader, text
                except Misread as error:
                    cell.problems.append(str(error))


def find(row: CheckedRow, matching: Matching) -> None:
    for cell in row.cells:
        cell.meant = [one if one.row else matching.of(one.cell, one.text) for one in cell.meant]


def blame(made: NewRecord, rows: Iterable[CheckedRow]) -> None:
    """Tell the rows that name a new record what is wrong with it."""
    found = [sentence for _, sentence in faults(made)]
    if found:
        for row in rows:
            for cell in row.cells:
                if any(one.draft is made for one in cell.meant):
                    cell.problems += found


def build(row: CheckedRow, act: Act) -> None:
    """The draft of the row, where all of it is clear. Those of the rows that it names have been built."""
    for cell in row.cells:
        cell.problems += filter(None, (unfit(one) for one in cell.meant if one.row))
        found = [one.one for one in cell.meant]
        if isinstance(cell.column.cell, Reference) and cell.text:
            cell.value = found if cell.column.cell.several else (found or [None])[0]
    if not (row.left_out or row.record or row.wrong or row.waits):
        row.draft = row.table.make(row.said(), act)
        tell(row, [*faults(row.draft), *row.table.wrong(row.draft)])


def unfit(one: Meant) -> str:
    """Why the row that is meant cannot be; "" where it can."""
    other: CheckedRow = one.row
    if not other.record and other.left_out:
        return f"Row {other.number}, which is meant, is left out."
    if not other.record and (other.draft is None or other.wrong):
        return f"Row {other.number}, which is meant, is to be put right first."
    if other.one is None or not fits(other.one, one.cell):
        return f"Row {other.number}, which is meant, is no {nouns(one.cell.kinds)}."
    return ""


def fits(record: Kind, cell: Reference) -> bool:
    wanted = {one.partition(":")[0] for one in cell.kinds}
    return record.KIND in wanted and (cell.fits is None or cell.fits(record))


def tell(row: CheckedRow, found: Iterable[tuple[str, str]]) -> None:
    cells = {cell.column.name: cell for cell in row.cells}
    for name, sentence in found:
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
    sound = [row for row in rows if not row.wrong]
    first: dict[Hashable, int] = {}
    for row in sound:
        assert row.draft is not None
        earlier = first.setdefault(table.key(row.draft), row.number)
        row.same_as = None if earlier == row.number else earlier
    there = table.there([row.draft for row in sound if row.draft], act.reader)
    for place, pks in there.items():
        sound[place].doubles = pks
