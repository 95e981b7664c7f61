"""Which column of a table is which field: guessed from its heading, by label and synonyms. It asks the database nothing."""

from collections.abc import Sequence

from records.batches.tables import Column, Table
from records.names import fold


def guessed(headings: Sequence[str], table: Table) -> list[str]:
    """For each heading the name of its column, "" for none. Each column is given once, to the first heading that fits."""
    known = {called: one.name for one in table.columns for called in names_of(one)}
    found: list[str] = []
    for heading in headings:
        name = known.get(bare(heading), "")
        found.append("" if name in found else name)
    return found


def is_headed(first: Sequence[str], table: Table) -> bool:
    """Whether the first row holds headings: one of its cells at least is the heading of a column."""
    return any(guessed(first, table))


def names_of(column: Column) -> set[str]:
    return {bare(one) for one in (column.name, column.label, *column.synonyms)} - {""}


def bare(heading: str) -> str:
    """ "Sending state (code)" is as good as "sending_state"."""
    return fold(heading.partition("(")[0])
