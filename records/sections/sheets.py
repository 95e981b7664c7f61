"""The columns of a table on its way, each with its heading, its first cells, and the field as which it is read."""

from dataclasses import dataclass
from typing import Any

from records.forms.bulk import ColumnsForm
from records.models import Sheet

FIRST_CELLS = 3
LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    cells: list[str]
    field: Any


def headings(sheet: Sheet, form: ColumnsForm) -> list[Heading]:
    start = 1 if sheet.headed else 0
    below = [cells for _, cells in sheet.rows[start : start + FIRST_CELLS]]
    first = sheet.rows[0][1] if sheet.rows else []
    return [
        Heading(
            text=shortened(first[place]) if sheet.headed and place < len(first) else f"Column {place + 1}",
            cells=[shortened(cells[place]) for cells in below if place < len(cells) and cells[place]],
            field=form[f"column-{place}"],
        )
        for place in range(len(sheet.columns))
    ]


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
