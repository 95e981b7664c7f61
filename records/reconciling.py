"""Two editors changed one record: what both changed is put together where their changes do not touch. Pure.

A version is what a form holds: name of a field -> its text, "participants/12/role" for a field of a row,
"participants/new-1/role" for one of a row that is not saved yet. A field that is not in a version is not there: its row was
taken out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from records.comparing import Change, changes, words_of

Version = Mapping[str, str]
# A text has as many words at least; what is shorter is one value, and two who change it do not mean the same.
LEAST_WORDS = 4
NEW = "new-"


class Whose(StrEnum):
    """Whose change was taken without asking."""

    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both changed the same place. None where the field is not there: its row was taken out, or had not been put in."""

    base: str | None
    theirs: str | None
    mine: str | None


@dataclass(slots=True)
class Reconciled:
    """`merged` has all that was put together; of a conflict it has mine, and a row that only one of the two kept.

    `silent`: the fields in which a change was taken. Of a text both may have changed other places.
    """

    merged: dict[str, str] = field(default_factory=dict)
    silent: dict[str, Whose] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)

    def put(self, name: str, value: str | None, whose: Whose | None = None) -> None:
        if value is not None:
            self.merged[name] = value
        if whose:
            self.silent[name] = whose


def reconcile(base: Version, theirs: Version, mine: Version) -> Reconciled:
    """What both have changed since `base`. Neither loses a change: it is merged, or it is in a conflict."""
    found = Reconciled()
    mine = apart_from(mine, base, theirs)
    of_rows: dict[str, list[str]] = {}
    for name in dict.fromkeys([*base, *theirs, *mine]):
        if row := row_of(name):
            of_rows.setdefault(row, []).append(name)
        else:
            put_together(found, name, base, theirs, mine)
    for names in of_rows.values():
        reconcile_row(found, names, base, theirs, mine)
    return found


def row_of(name: str) -> str:
    """ "participants/12" of "participants/12/role"; "" for a field of the record itself."""
    return name.rpartition("/")[0] if name.count("/") > 1 else ""


def put_together(found: Reconciled, name: str, base: Version, theirs: Version, mine: Version) -> None:
    was, their, own = base.get(name), theirs.get(name), mine.get(name)
    if their == own:
        found.put(name, own)
    elif their == was:
        found.put(name, own, Whose.MINE)
    elif own == was:
        found.put(name, their, Whose.THEIRS)
    elif (
        was is not None and their is not None and own is not None and (text := merged_text(was, their, own)) is not None
    ):
        found.put(name, text, Whose.BOTH)
    else:
        found.conflicts[name] = Conflict(was, their, own)
        found.put(name, own if own is not None else their)


def reconcile_row(found: Reconciled, names: Iterable[str], base: Version, theirs: Version, mine: Version) -> None:
    """A row stays whole: taken out by one, it goes only where the other has left it as it was."""
    was, their, own = ({name: one[name] for name in names if name in one} for one in (base, theirs, mine))
    if not was or (their and own) or (not their and not own):
        for name in names:
            put_together(found, name, base, theirs, mine)
        return
    kept, gone = (their, Whose.MINE) if their else (own, Whose.THEIRS)
    if kept == was:
        found.silent |= dict.fromkeys(was, gone)
        return
    found.merged |= kept
    for name in (name for name in names if kept.get(name) != was.get(name)):
        found.conflicts[name] = Conflict(was.get(name), their.get(name), own.get(name))


def reconcile_order(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> tuple[list[str], bool]:
    """The rows of both in one order: that of whoever has moved some, with what only the other one has behind what it follows
    there. Where both have moved them, and otherwise, it is mine, and True."""
    moved, moved_too = (within(one, base) != within(base, one) for one in (mine, theirs))
    first, other = (mine, theirs) if moved else (theirs, mine)
    order = list(first)
    for place, row in enumerate(other):
        if row not in order:
            order.insert(order.index(other[place - 1]) + 1 if place else 0, row)
    return order, moved and moved_too and within(mine, theirs) != within(theirs, mine)


def within(rows: Sequence[str], others: Sequence[str]) -> list[str]:
    return [one for one in rows if one in others]


def apart_from(mine: Version, base: Version, theirs: Version) -> dict[str, str]:
    """My version, in which a new row that they have put in too is theirs, and no other new row has the name of one of theirs."""
    rows, added = rows_in(mine), {row: one for row, one in rows_in(theirs).items() if row not in rows_in(base)}
    names = {name: name for name in mine}
    taken = {*rows, *added}
    alike = dict(added)
    for row, own in rows.items():
        part, _, key = row.partition("/")
        if not key.startswith(NEW) or row in rows_in(base) or added.get(row) == own:
            alike.pop(row, None)
            continue
        same = next((one for one, their in alike.items() if one.startswith(f"{part}/") and their == own), None)
        if same:
            del alike[same]
        other = same or (free(part, taken) if row in added else row)
        taken.add(other)
        names |= {f"{row}/{column}": f"{other}/{column}" for column in own}
    return {names[name]: value for name, value in mine.items()}


def free(part: str, taken: set[str]) -> str:
    return next(name for number in range(1, len(taken) + 2) if (name := f"{part}/{NEW}{number}") not in taken)


def rows_in(version: Version) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for name, value in version.items():
        if row := row_of(name):
            rows.setdefault(row, {})[name.rpartition("/")[2]] = value
    return rows


def merged_text(base: str, theirs: str, mine: str) -> str | None:
    """The text with both changes; None where they touch, or where it is no text but a value."""
    was = words_of(base)
    if min(len(words_of(text)) for text in (base, theirs, mine)) < LEAST_WORDS:
        return None
    their, own = words_of(theirs), words_of(mine)
    steps = in_order(changes(was, their), their, changes(was, own), own)
    if steps is None:
        return None
    text: list[str] = []
    place = 0
    for start, end, words in steps:
        text += [*was[place:start], *words]
        place = end
    return "".join([*text, *was[place:]])


Step = tuple[int, int, tuple[str, ...]]


def in_order(theirs: Iterable[Change], their: list[str], mine: Iterable[Change], own: list[str]) -> list[Step] | None:
    """The changes of both; one that both have made alike stands once. None where two touch."""
    steps = sorted({*as_steps(theirs, their), *as_steps(mine, own)})
    for one, other in pairwise(steps):
        if other[0] <= one[1]:
            return None
    return steps


def as_steps(found: Iterable[Change], words: list[str]) -> Iterator[Step]:
    return ((one.start, one.end, tuple(words[one.first : one.last])) for one in found)
