"""One page of what is found: rows with the passages, the exact total, and how many have which value of each facet."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import QuerySet
from django.utils.safestring import SafeString

from records import kinds
from records.access import Door, Reader, door, visible
from records.models import Record, SearchEntry, SearchText
from records.prepared import prepared
from records.search.asked import Asked
from records.search.counting import counts
from records.search.facets import Count, Facet, facets_of, named_facets, open_to
from records.search.highlight import Marker, marked, marker, passages
from records.search.index import engine
from records.search.query import Tree, wanted
from records.search.ranking import NEWEST, OLDEST, RANKED
from records.search.tally import tally
from records.search.words import plain_words

PER_PAGE = 20
# The best that the databases rank are weighed once more, by what is in a name.
BEST = 200
RELEVANCE, BY_NEWEST, BY_OLDEST = "relevance", "newest", "oldest"
ORDERS = (RELEVANCE, BY_NEWEST, BY_OLDEST)
# A title or name that is just what was typed; one that begins with it.
EXACT, BEGINS, WHO = 8.0, 2.0, 1.3
LETTER = re.compile("[A-Za-z0-9]")
Sql: TypeAlias = tuple[str, Sequence[Any]]


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
    """A page of 20; one past the end is the last. Five queries, and up to two for each facet of which something is chosen."""
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


def ask(asked: Asked, tree: Tree, order: str, first: int) -> Answer:
    """One statement for all but the facets of which something is chosen, and one for each sort of names of their values."""
    start, number = (0, BEST) if order == RELEVANCE and first < BEST else (first, PER_PAGE)
    ranked, more = ranked_by(order, tree)
    rows = engine().ARRAY.format(columns="id, score", rows=f"{ranked} LIMIT {number} OFFSET {start}")
    found, params = found_by(tree, asked.reader)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH m AS MATERIALIZED (SELECT record_id AS id, earliest, title_length, facets, named FROM {found}) "
            f"SELECT count(*), {joined('facets')}, {joined('named')}, {rows} FROM m",
            [*params, *more],
        )
        total, facets, named, best = cursor.fetchone()
    names = [name for name in open_to(asked.reader) if name not in asked.chosen]
    best = json.loads(best) if isinstance(best, str) else best
    return Answer(
        total, [(pk, score or 0.0) for pk, score in best], counts(asked, names, tally(facets or "", named or ""))
    )


def ranked_by(order: str, tree: Tree) -> Sql:
    if order != RELEVANCE:
        return NEWEST if order == BY_NEWEST else OLDEST, []
    score, params = engine().score(tree)
    return RANKED.format(score=score), params


def chosen_counts(asked: Asked) -> dict[str, list[Count]]:
    """Of a facet of which something is chosen: how many there would be of each value, were nothing of it chosen."""
    made: dict[str, list[Count]] = {}
    for name in open_to(asked.reader):
        if name in asked.chosen:
            found, params = found_by(asked.tree(without=name), asked.reader)
            column = "named" if name in named_facets() else "facets"
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {joined(column)} FROM {found}", params)
                (words,) = cursor.fetchone()
            made |= counts(asked, [name], tally(**{"facets": "", "named": "", column: words or ""}))
    return made


def joined(column: str) -> str:
    return str(engine().JOINED.format(column=column))


def found_by(tree: Tree | None, reader: Reader) -> Sql:
    """The entries of the records that match and that the reader may see, as what follows FROM; None matches all."""
    found, params = engine().found(tree) if tree else ("records_searchentry WHERE ", [])
    shown, more = shown_to(connection.vendor, door(reader))
    return f"{found}{shown}", [*params, *more]


@lru_cache(maxsize=100)
def shown_to(vendor: str, reader: Door) -> Sql:
    """The condition on an entry that the reader may see the record."""
    shown = SearchEntry.objects.visible_to(reader)
    return shown.query.where.as_sql(shown.query.get_compiler(shown.db), connection)


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
    heads = [" ".join(plain_words(one)) for one in (title, *names.split("\n")) if may_begin(one, typed)]
    who = WHO if kinds.KINDS[kind].model.NAMED_IN else 1.0
    if typed in heads:
        return EXACT * who
    return (BEGINS if any(one.startswith(typed) for one in heads) else 1.0) * who


def may_begin(text: str, typed: str) -> bool:
    """Whether the words of the text can begin so: most cannot by their first letter, and need not be read."""
    first = LETTER.search(text) if text.isascii() else None
    return first is None or first[0].lower() == typed[:1]


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
