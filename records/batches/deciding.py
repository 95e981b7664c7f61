"""What somebody decides about a table on its way: cells written anew, which record a name means, rows left out."""

from collections.abc import Callable, Mapping
from hashlib import sha256

from records.batches.cells import collapsed
from records.batches.matching import AS_NEW, Meant
from records.batches.reading import CONTROLS, LONGEST_CELL, padded
from records.batches.rows import DOUBLED, ENTER, SKIP, Checked
from records.models import Sheet
from records.numbers import counted
from records.referring import REF

CHOICE, CELL, ROW = "choice", "cell", "row"
# For all rows of a state at once.
SKIP_WRONG, SKIP_DOUBLES, ENTER_DOUBLES, ALL_NEW = "skip-wrong", "skip-doubles", "enter-doubles", "all-new"
TAKE_DOUBLES = "take-doubles"
LONGEST_CHOICE = 60


def field_of(one: Meant) -> str:
    """The name of the field in which a choice is made: a text may be too long for one, and hold anything."""
    return f"{CHOICE}-{sha256(one.key.encode()).hexdigest()[:16]}"


def take(sheet: Sheet, check: Callable[[], Checked], data: Mapping[str, str]) -> None:
    """Keep in the sheet, unsaved, what a page of the preview sent. Fields that it knows nothing of are passed over; the sheet is
    checked only where a choice among names was made."""
    chosen = any(name.startswith(f"{CHOICE}-") and value for name, value in data.items())
    names = {field_of(one): one for one in check().matching.all()} if chosen else {}
    rows = {str(number): place for place, (number, _) in enumerate(sheet.rows)}
    for name, value in data.items():
        what, _, rest = name.partition("-")
        if what == CHOICE and name in names:
            choose(sheet, names[name], str(value))
        elif what == ROW and rest in rows:
            decide(sheet, rest, str(value))
        elif what == CELL:
            number, _, place = rest.partition("-")
            column = counted(place)
            if number in rows and column is not None and column < len(sheet.columns):
                write(sheet, rows[number], column, str(value))


def choose(sheet: Sheet, one: Meant, value: str) -> None:
    if value == AS_NEW or (REF.search(value) and len(value) <= LONGEST_CHOICE):
        sheet.choices[one.key] = value
    else:
        sheet.choices.pop(one.key, None)


def decide(sheet: Sheet, number: str, value: str) -> None:
    if value in (SKIP, ENTER) or (REF.search(value) and len(value) <= LONGEST_CHOICE):
        sheet.decisions[number] = value
    else:
        sheet.decisions.pop(number, None)


def write(sheet: Sheet, place: int, column: int, value: str) -> None:
    number, cells = sheet.rows[place]
    cells = padded(cells, len(sheet.columns))
    cells[column] = CONTROLS.sub("", value)[:LONGEST_CELL].strip()
    sheet.rows[place] = [number, cells]


def take_for_all(sheet: Sheet, found: Checked, what: str) -> None:
    """Decide alike about all rows that are wrong, all that are there already, or all names that fit nothing."""
    if what == ALL_NEW:
        for one in found.matching.open():
            if one.cell.new and not one.candidates and collapsed(one.text):
                sheet.choices[one.key] = AS_NEW
        return
    if what == TAKE_DOUBLES:
        sheet.decisions |= {str(row.number): row.only_double for row in found.in_state(DOUBLED) if row.only_double}
        return
    state = "wrong" if what == SKIP_WRONG else DOUBLED
    for row in found.in_state(state):
        sheet.decisions[str(row.number)] = ENTER if what == ENTER_DOUBLES else SKIP
