"""Queries that are written once. Django takes longer to write a query of the size of a page's than a database to
answer it, and a page asks the same ones of another record each time.

How a query becomes SQL, and its columns values, is asked of Django's compiler, which is not public: Django is pinned to 5.2,
and tests hold the rows equal to those of the query itself.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import QuerySet

from records.access import Reader, door

# Of one query: doors times shapes, and an end to it where somebody gives a shape too many forms.
MOST_KEPT = 200
Value: TypeAlias = int | str | date | Sequence[int]
Rows: TypeAlias = list[tuple[Any, ...]]
# Two values of each type that no query holds by itself: where they come out in it, a reader's own will go in.
PROBES: dict[type, tuple[Value, Value]] = {
    int: (-70_000_001, -70_000_002),
    str: ("\x01 probe", "\x02 probe"),
    date: (date(3, 3, 3), date(4, 4, 4)),
    list: ([-70_000_001], [-70_000_002]),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with its parameters; `slots` are (place among the parameters, number of the value that goes there)."""

    sql: str
    params: tuple[Any, ...]
    slots: tuple[tuple[int, int], ...]
    width: int
    converters: tuple[tuple[int, Sequence[Callable[..., Any]], Any], ...]

    def rows(self, values: Sequence[Value]) -> Rows:
        params = list(self.params)
        for place, number in self.slots:
            params[place] = as_parameter(values[number])
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        return [self._converted(row) for row in found] if self.converters else [row[: self.width] for row in found]

    def _converted(self, row: Sequence[Any]) -> tuple[Any, ...]:
        cells = list(row[: self.width])
        for place, converters, expression in self.converters:
            for convert in converters:
                cells[place] = convert(cells[place], expression, connection)
        return tuple(cells)


def prepared(make: Callable[..., QuerySet]) -> Callable[..., Rows]:
    """`make(reader, *values, **shape)` gives a `values_list`; what this returns, asked the same, gives its rows.

    `make` is asked once for each door, shape and type of the values, and its SQL kept; the values (numbers, texts,
    days, lists of numbers) take their places in it. So it must do nothing with a value but put it into a condition
    or an expression as it is, and know nothing of the reader but what `Door` says; what decides the form of the
    query goes into `shape`. A value that the query changes or leaves out is an error, the first time.
    """
    kept: dict[Any, Statement] = {}

    @wraps(make)
    def ask(reader: Reader, *values: Value, **shape: Any) -> Rows:
        given = [value if isinstance(value, int | str | date) else list(value) for value in values]
        kinds = tuple(map(type, given))
        key = (connection.alias, door(reader), kinds, *sorted(shape.items()))
        statement = kept.get(key)
        if statement is None:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            statement = kept[key] = write(lambda *probes: make(door(reader), *probes, **shape), kinds)
        return statement.rows(given)

    return ask


def write(make: Callable[..., QuerySet], kinds: Sequence[type]) -> Statement:
    probes = [PROBES[kind][0] for kind in kinds]
    sql, params, width, converters = compiled(make(*probes))
    slots = []
    for number, kind in enumerate(kinds):
        other = PROBES[kind][1]
        other_sql, other_params, *_ = compiled(make(*probes[:number], other, *probes[number + 1 :]))
        places = [place for place, (one, two) in enumerate(zip(params, other_params, strict=False)) if one != two]
        if other_sql != sql or not places or any(other_params[place] != as_parameter(other) for place in places):
            raise TypeError(f"The value {number} of a prepared query is not in it as it was given: {sql}")
        slots += [(place, number) for place in places]
    return Statement(sql, params, tuple(slots), width, converters)


def compiled(rows: QuerySet) -> tuple[str, tuple[Any, ...], int, tuple[Any, ...]]:
    """SQL, parameters, number of columns and what turns those into values, as Django's own `values_list` has them."""
    compiler: Any = rows.query.get_compiler(rows.db)
    sql, params = compiler.as_sql()
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(columns)
    kept = tuple((place, tuple(functions), column) for place, (functions, column) in converters.items())
    return sql, tuple(params), len(columns), kept


def as_parameter(value: Value) -> Any:
    """The value as Django hands it to the database: a day, a list for `any_of`, all else as it is."""
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, list) and connection.vendor == "sqlite":
        return json.dumps(value)
    return value
