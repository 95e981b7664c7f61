"""A table as somebody pastes or uploads it: bytes or text in, rows of cells out. Pure.

What was recognised, encoding and delimiter, is told, so that it can be said otherwise. Cells are text and stay text: nothing in
them is reckoned, whatever they begin with.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 2000
MOST_COLUMNS = 60
LONGEST_CELL = 20_000
# So many rows are looked at to recognise the delimiter.
LOOKED_AT = 20
DELIMITERS = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "strokes"}
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16, little-endian",
    "utf-16-be": "UTF-16, big-endian",
    "cp1252": "Windows-1252",
}
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# What other programs save, by its first bytes.
FORMATS = (
    (b"PK\x03\x04", "a spreadsheet file"),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Unreadable(ValueError):
    """The text is no table that can be read. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the one that a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows that hold anything, the first of them included, whether it is a heading or not."""

    rows: tuple[Row, ...]
    delimiter: str

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


def decoded(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The text and its encoding: that of its mark, else UTF-8 where it is that, else Windows-1252; or the one that is given."""
    require_size(len(data))
    found = next((what for start, what in FORMATS if data.startswith(start)), "")
    if found:
        raise Unreadable(f"This is {found}, not a table in text. Save the sheet as CSV, and upload that.")
    mark, marked = next((one for one in MARKS if data.startswith(one[0])), (b"", ""))
    wanted = encoding or marked or unmarked(data)
    try:
        return data.removeprefix(mark if wanted == marked else b"").decode(wanted), wanted
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"The file is not written in {ENCODINGS.get(wanted, wanted)}: byte {error.start + 1:,} is none of its characters. "
            "Choose another encoding, or save the table as CSV in UTF-8."
        ) from error


def unmarked(data: bytes) -> str:
    """UTF-16 without a mark shows by the zero in every other byte of its Latin letters."""
    start = data[:200]
    if start[1::2].count(0) > len(start) // 3:
        return "utf-16-le"
    if start[::2].count(0) > len(start) // 3:
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def require_size(size: int) -> None:
    if size > LARGEST:
        raise Unreadable(
            f"The table has {size / 1024 / 1024:.1f} MB, and 5 MB are read at once. Enter it in several parts, each with the row "
            "of headings."
        )


def grid(text: str, delimiter: str = "") -> Grid:
    """The rows of the text; raises Unreadable for what is no table, and for one that is too large."""
    require_size(len(text.encode()))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unreadable("There is nothing in it. Paste the table with its row of headings, or choose a file.")
    if found := CONTROLS.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise Unreadable(
            f"Line {line:,} holds a character that is no text (code {ord(found[0])}). The file may be in another encoding, or no "
            "table: save it as CSV in UTF-8."
        )
    delimiter = delimiter or recognised(text)
    rows = tuple(within_limits(parsed(text, delimiter)))
    if not rows:
        raise Unreadable("Every row of it is empty. Paste the table with its row of headings.")
    return Grid(rows, delimiter)


def recognised(text: str) -> str:
    """The delimiter that parts the first rows into most columns, alike in as many of them as can be."""
    best, most = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        widths = first_widths(text, delimiter)
        width = max(widths, default=1)
        if width > 1:
            alike = sum(1 for one in widths if one == width) / len(widths)
            if (alike, width) > most:
                best, most = delimiter, (alike, width)
    return best


def first_widths(text: str, delimiter: str) -> list[int]:
    widths = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                widths.append(len(row))
            if len(widths) == LOOKED_AT:
                break
    except csv.Error:
        return []
    return widths


def parsed(text: str, delimiter: str) -> Iterator[Row]:
    """Rows with anything in them; raises Unreadable with the row at which quotation marks do not fit."""
    number = 0
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield Row(number, tuple(cell.strip() for cell in cells))
    except csv.Error as error:
        raise Unreadable(misquoted(number + 1, str(error))) from error


def misquoted(number: int, error: str) -> str:
    if "field larger" in error:
        what = (
            "holds a cell of more than 100,000 characters: a quotation mark may stand at its start and never be closed"
        )
    elif "end of data" in error:
        what = "opens a quotation mark that is never closed, so that all that follows would be one cell"
    else:
        what = "has text behind a closing quotation mark"
    return (
        f"Row {number:,} {what}. A cell that begins with a quotation mark ends with one, and within it each is written twice: "
        '"He said ""no""".'
    )


def within_limits(rows: Iterator[Row]) -> Iterator[Row]:
    for place, row in enumerate(rows):
        if place > MOST_ROWS:
            raise Unreadable(
                f"The table has more than {MOST_ROWS:,} rows, and so many are entered at once. Enter it in several parts, each "
                "with the row of headings."
            )
        if len(row.cells) > MOST_COLUMNS:
            raise Unreadable(
                f"Row {row.number:,} has {len(row.cells):,} columns, and {MOST_COLUMNS} are read. Is the delimiter right?"
            )
        if any(len(cell) > LONGEST_CELL for cell in row.cells):
            raise Unreadable(
                f"Row {row.number:,} holds a cell of more than {LONGEST_CELL:,} characters. A quotation mark may stand at its "
                "start and not be closed; else enter this one by its own form."
            )
        yield row


def padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]
