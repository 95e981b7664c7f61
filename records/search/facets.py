"""Facets: by what the records found can be told apart, and how many there are of each. Counted for one reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import connection
from django.db.models import Case, QuerySet, Value, When

from records import kinds
from records.access import Door, Reader, Stage, door, is_editor

if TYPE_CHECKING:
    from records.models import Kind
    from records.search.asked import Asked

# What a page shows of a facet, and what it shows of one that is opened.
MOST_VALUES, ALL_VALUES = 12, 200
STAGES = {"draft": Stage.DRAFT, "review": Stage.REVIEW, "published": Stage.PUBLISHED}
STAGE_KEYS = {stage: key for key, stage in STAGES.items()}
Sql: TypeAlias = tuple[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Count:
    """As the database has it: a value as stored, its label where that is stored too."""

    value: Any
    label: str | None
    number: int


@dataclass(frozen=True, slots=True)
class FacetValue:
    """`value` as in the address."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """`more`: there are values beyond those listed."""

    name: str
    label: str
    values: list[FacetValue]
    more: bool


def open_to(reader: Reader) -> list[str]:
    """The facets that the reader is offered, in order: readers see published records only."""
    return ["kind", *named_facets(), "tag", "year", *(["stage"] if is_editor(reader) else []), "grade"]


def named_facets() -> list[str]:
    return [name for info in kinds.KINDS.values() for name in info.model.NAMED_IN]


def counts_sql(name: str, chosen: Sequence[str], most: int) -> Sql:
    """SQL for (value, label, number) among the records `m`, and those `named` by them; the chosen values first, and one row
    more than `most`."""
    sql, params = (OF_NAMED, [name]) if name in named_facets() else (OF_RECORDS[name], [])
    first = f"lower(CAST(value AS text)) IN ({', '.join(['%s'] * len(chosen))}) DESC, " if chosen else ""
    order = "value DESC" if name == "year" else "number DESC, label, value"
    return f"SELECT * FROM ({sql}) counted ORDER BY {first}{order} LIMIT {most + 1}", [*params, *map(str.lower, chosen)]


OF_NAMED = "SELECT value, label, number FROM named WHERE facet = %s"
OF_RECORDS = {
    "kind": "SELECT kind AS value, '' AS label, count(*) AS number FROM m GROUP BY kind",
    "year": "SELECT year AS value, '' AS label, count(*) AS number FROM m WHERE year IS NOT NULL GROUP BY year",
    "stage": "SELECT stage AS value, '' AS label, count(*) AS number FROM m GROUP BY stage",
    "grade": "SELECT grade AS value, grade AS label, count(*) AS number FROM m WHERE grade <> '' GROUP BY grade",
    "tag": """SELECT t.slug AS value, t.name AS label, c.number FROM (
        SELECT g.tag_id, count(*) AS number FROM m CROSS JOIN records_taggedrecord g
        WHERE g.content_object_id = m.id GROUP BY g.tag_id) c CROSS JOIN taggit_tag t WHERE t.id = c.tag_id""",
}


def named_sql(reader: Reader) -> Sql:
    """The common table expression `named`: (facet, value, label, number) of the records that those found, `m`, name and that
    the reader may see.

    Counted first and joined in this order, once for all facets: SQLite, left to choose, reads every actor for each search.
    """
    return _named_through(connection.vendor, door(reader))


@lru_cache(maxsize=100)
def _named_through(vendor: str, reader: Door) -> Sql:
    shown = [sorted_by_facet(info.model, reader) for info in kinds.KINDS.values() if info.model.NAMED_IN]
    sql = f"""named AS MATERIALIZED (SELECT t.facet, t.slug AS value, t.title AS label, c.number
        FROM (SELECT n.target_id, count(*) AS number FROM m CROSS JOIN records_searchnamed n
            WHERE n.record_id = m.id GROUP BY n.target_id) c
        CROSS JOIN ({" UNION ALL ".join(sql for sql, _ in shown)}) t WHERE t.pk = c.target_id)"""
    return sql, [value for _, params in shown for value in params]


def sorted_by_facet(model: "type[Kind]", reader: Reader) -> Sql:
    facet = Case(*(When(which, then=Value(name)) for name, which in model.NAMED_IN.items()))
    rows = model.objects.visible_to(reader).annotate(facet=facet)
    return sql_of(rows.order_by().values("pk", "slug", "title", "facet"))


def sql_of(rows: QuerySet) -> Sql:
    sql, params = rows.query.get_compiler(rows.db).as_sql()
    return sql, tuple(params)


def facets_of(asked: "Asked", counts: dict[str, list[Count]]) -> list[Facet]:
    """In the order of `open_to`, those with a value."""
    made = []
    for name in open_to(asked.reader):
        chosen = {value.lower() for value in asked.chosen.get(name, ())}
        most = asked.most_values(name)
        values = [written(name, count, chosen) for count in counts.get(name, [])[:most]]
        if values:
            made.append(Facet(name, LABELS[name], values, len(counts[name]) > most))
    return made


LABELS = {
    "kind": "Kind",
    "state": "State",
    "actor": "Actor",
    "tag": "Tag",
    "year": "Year",
    "stage": "Stage",
    "grade": "Grade",
}


def written(name: str, count: Count, chosen: set[str]) -> FacetValue:
    value = STAGE_KEYS[count.value] if name == "stage" else str(count.value)
    label = {
        "kind": lambda: kinds.KINDS[value].plural,
        "stage": lambda: Stage(count.value).label,
    }.get(name, lambda: count.label or value)()
    return FacetValue(value, label, count.number, value.lower() in chosen)
