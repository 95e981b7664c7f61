"""Two versions of a record that go back to one: put together as `records.reconciling` puts together what two editors typed."""

import json
from typing import Any

from records.history.shape import TAGS, Part, Row, Shape, Snapshot, shape_of
from records.reconciling import NEW, Reconciled, reconcile, rows_in

# Before a value that is no text: a text cannot begin so.
CODED = "\x00"
IN = "in"


def merge(base: Snapshot, theirs: Snapshot, mine: Snapshot) -> tuple[Snapshot, Reconciled]:
    """The snapshot with the changes of both since `base`, and what `reconcile` says of it: in conflicts the snapshot has what
    `mine` has. Rows without an id are new, each of them another one."""
    shape = shape_of(base["kind"])
    found = reconcile(flat(base, shape), flat(theirs, shape), flat(mine, shape))
    return theirs | unflat(found.merged, shape, theirs), found


def flat(snapshot: Snapshot, shape: Shape) -> dict[str, str]:
    """As a form would hold it."""
    kept = {one.name: coded(snapshot[one.name]) for one in shape.columns if one.name in snapshot}
    for name in (TAGS, *(one.name for one in shape.many)):
        kept |= {f"{name}/{one}/{IN}": IN for one in snapshot.get(name, ())}
    for part in shape.parts:
        for number, row in enumerate(snapshot.get(part.name, ()), 1):
            key = f"{NEW}{number}" if row["id"] is None else row["id"]
            kept |= {f"{part.name}/{key}/{name}": coded(row[name]) for name in columns_in(part, row)}
    return kept


def columns_in(part: Part, row: Row) -> list[str]:
    return [one.name for one in part.columns if one.name in row and one.name != "id"]


def unflat(merged: dict[str, str], shape: Shape, like: Snapshot) -> Snapshot:
    made: Snapshot = {one.name: decoded(merged[one.name]) for one in shape.columns if one.name in merged}
    rows = rows_in(merged)
    for name in (TAGS, *(one.name for one in shape.many)):
        keys = [row.partition("/")[2] for row in rows if row.startswith(f"{name}/")]
        made[name] = sorted(keys) if name == TAGS else sorted(map(int, keys))
    for part in shape.parts:
        found = [(row.partition("/")[2], cells) for row, cells in rows.items() if row.startswith(f"{part.name}/")]
        whole = {part.whole: next((row[part.whole] for row in like.get(part.name, ())), None)}
        made[part.name] = [whole | {"id": id_of(key)} | decoded_row(cells) for key, cells in found]
    return made


def id_of(key: str) -> int | None:
    return None if key.startswith(NEW) else int(key)


def decoded_row(cells: dict[str, str]) -> Row:
    return {name: decoded(value) for name, value in cells.items()}


def coded(value: Any) -> str:
    return value if isinstance(value, str) else CODED + json.dumps(value)


def decoded(text: str) -> Any:
    return json.loads(text.removeprefix(CODED)) if text.startswith(CODED) else text
