"""One page of what is found: rows with the passages, the exact total, and how many have which value of each facet."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.safestring import SafeString

from records import kinds
from records.access import Door, Reader, door, visible
from records.models import Record, SearchText
from records.prepared import prepared
from records.search.asked import Asked
from records.search.facets import Count, Facet, Sql, counts_sql, facets_of, named_facets, named_sql, open_to, sql_of
from records.search.highlight import Marker, marked, marker, passages
from records.search.index import engine
from records.search.query import Tree, wanted
from records.search.ranking import NEWEST, OLDEST, RANKED
from records.search.words import plain_words

PER_PAGE = 20
# The best that the databases rank are weighed once more, by what is in a name.
BEST = 200
RELEVANCE, BY_NEWEST, BY_OLDEST = "relevance", "newest", "oldest"
ORDERS = (RELEVANCE, BY_NEWEST, BY_OLDEST)
# A title or name that is just what was typed; one that begins with it.
EXACT, BEGINS, WHO = 8.0, 2.0, 1.3


@dataclass(frozen=True, slots=True)
class Hit:
    """`title` and `passages` have the words found in <mark>; `when` is EDTF text, `grade` the best of its sources'."""

    pk: int
    kind: str
    slug: str
    title: SafeString
    when: str
    handling: int
    stage: int
    grade: str
    passages: list[SafeString]


@dataclass(frozen=True, slots=True)
class Results:
    total: int
    hits: list[Hit]
    facets: list[Facet]
    page: int = 1
    last: int = 1
    order: str = RELEVANCE


@dataclass(slots=True)
class Answer:
    """What the database says of a question: how many, which ones with their scores, and the counts of the facets."""

    total: int = 0
    ranked: list[tuple[int, float]] = field(default_factory=list)
    counts: dict[str, list[Count]] = field(default_factory=dict)


def results(asked: Asked, page: int = 1, order: str = RELEVANCE) -> Results:
    """A page of 20; one past the end is the last. Five queries, and one for each facet of which something is chosen."""
    tree = asked.tree()
    if asked.problems or tree is None:
        return Results(0, [], [])
    sought = list(wanted(asked.words)) if asked.words else []
    order = order if order in ORDERS else RELEVANCE
    if order == RELEVANCE and not sought:
        order = BY_NEWEST
    first = PER_PAGE * (max(1, page) - 1)
    answer = ask(asked, tree, order, first)
    last = max(1, -(-answer.total // PER_PAGE))
    if page > last:
        return results(asked, last, order)
    ids = [pk for pk, _ in weighed(answer.ranked, asked, order, first)]
    return Results(
        total=answer.total,
        hits=hits(ids, asked.reader, marker(sought)),
        facets=facets_of(asked, answer.counts | chosen_counts(asked)),
        page=max(1, page),
        last=last,
        order=order,
    )


def shown_to(reader: Reader) -> Sql:
    """SQL for all that the reader may see: (pk, kind, stage, earliest, title)."""
    return _shown_through(connection.vendor, door(reader))


@lru_cache(maxsize=100)
def _shown_through(vendor: str, reader: Door) -> Sql:
    return sql_of(Record.objects.visible_to(reader).order_by().values("pk", "kind", "stage", "earliest", "title"))


def ask(asked: Asked, tree: Tree, order: str, first: int) -> Answer:
    """One statement for all but the facets of which something is chosen."""
    ranked = {BY_NEWEST: NEWEST, BY_OLDEST: OLDEST}.get(order, RANKED)
    start, number = (0, BEST) if order == RELEVANCE and first < BEST else (first, PER_PAGE)
    names = [name for name in open_to(asked.reader) if name not in asked.chosen]
    m, params = engine().found(tree, *shown_to(asked.reader))
    total, rows, counts = run(asked, m, params, f"{ranked} LIMIT {number} OFFSET {start}", names)
    return Answer(total, [(pk, score or 0.0) for pk, score in rows], counts)


def chosen_counts(asked: Asked) -> dict[str, list[Count]]:
    """Of a facet of which something is chosen: how many there would be of each value, were nothing of it chosen."""
    counts: dict[str, list[Count]] = {}
    for name in open_to(asked.reader):
        if name in asked.chosen:
            tree = asked.tree(without=name)
            shown = shown_to(asked.reader)
            m, params = engine().found(tree, *shown) if tree else everything(*shown)
            counts |= run(asked, m, params, "SELECT id, 0 AS score FROM m LIMIT 0", [name])[2]
    return counts


def everything(shown: str, params: Sequence[Any]) -> Sql:
    """As an engine's `found`, of all that the reader may see."""
    columns = "r.pk AS id, r.kind, r.stage, r.earliest, e.year, e.grade"
    joined = f"({shown}) r JOIN records_searchentry e ON e.record_id = r.pk"
    return f"m AS MATERIALIZED (SELECT {columns} FROM {joined})", params


def run(
    asked: Asked, m: str, params: Sequence[Any], rows: str, facets: Sequence[str]
) -> tuple[int, list[list[Any]], dict[str, list[Count]]]:
    """The number of rows of `m`, some of them as (id, score), and the counts of facets."""
    parts = ["(SELECT count(*) FROM m)", engine().ARRAY.format(columns="id, score", rows=rows)]
    named, given = "", list(params)
    if set(facets) & set(named_facets()):
        sql, more = named_sql(asked.reader)
        named, given = f", {sql}", [*given, *more]
    for name in facets:
        sql, more = counts_sql(name, asked.chosen.get(name, []), asked.most_values(name))
        parts.append(engine().ARRAY.format(columns="value, label, number", rows=sql))
        given += more
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {m}{named} SELECT {', '.join(parts)}", given)
        total, *found = cursor.fetchone()
    ranked, *counted = (json.loads(each) if isinstance(each, str) else each for each in found)
    return total, ranked, {name: [Count(*row) for row in each] for name, each in zip(facets, counted, strict=True)}


def weighed(ranked: Sequence[tuple[int, float]], asked: Asked, order: str, first: int) -> Sequence[tuple[int, float]]:
    """The rows of the page. The best are put in order anew: a title or name that is what was typed goes first, then one
    that begins so; officials, states and groups go before what only speaks of them."""
    if order != RELEVANCE or first >= BEST:
        return ranked
    typed = " ".join(plain_words(asked.text))
    heads = {pk: row for pk, *row in heads_of(asked.reader, [pk for pk, _ in ranked])}
    scored = [(pk, score * worth(typed, *heads[pk])) for pk, score in ranked if pk in heads]
    scored.sort(key=lambda each: -each[1])
    return scored[first : first + PER_PAGE]


@prepared
def heads_of(reader: Reader, ids: list[int]) -> QuerySet:
    texts = SearchText.objects.filter(visible(reader, "record__"), record__any_of=ids)
    return texts.values_list("pk", "record__kind", "title", "names")


def worth(typed: str, kind: str, title: str, names: str) -> float:
    heads = [" ".join(plain_words(one)) for one in (title, *names.split("\n"))]
    who = WHO if kinds.KINDS[kind].model.NAMED_IN else 1.0
    if typed in heads:
        return EXACT * who
    return (BEGINS if any(one.startswith(typed) for one in heads) else 1.0) * who


def hits(ids: Sequence[int], reader: Reader, with_: Marker) -> list[Hit]:
    found = {row[0]: row for row in rows_of(reader, list(ids))}
    return [hit(found[pk], with_) for pk in ids if pk in found]


@prepared
def rows_of(reader: Reader, ids: list[int]) -> QuerySet:
    return Record.objects.visible_to(reader).among(ids).values_list(
        "pk", "kind", "slug", "title", "when", "handling", "stage", "entry__grade", "search_text__names", "search_text__body"
    )  # fmt: skip


def hit(row: Sequence[Any], with_: Marker) -> Hit:
    pk, kind, slug, title, when, handling, stage, grade, names, body = row
    places = with_.places(title)
    shown = passages(body or "", with_)
    if not places and names:
        shown = [*passages(names, with_), *shown][:2]
    return Hit(pk, kind, slug, marked(title, places), when, handling, stage, grade or "", shown)
