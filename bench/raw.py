"""What the page of a search is measured against: the ranked question by hand, and its count, on the same tables.

No facets, no passages, no names of rows beyond their titles: what anybody would write first, with the door.
"""

from typing import Any

from django.db import connection
from django.http import QueryDict

from bench.queries import Query
from records.access import Reader, Stage, clearance, is_editor
from records.search.asked import Asked
from records.search.index import engine
from records.search.results import PER_PAGE

OF = {
    "sqlite": (
        "search_words JOIN records_record r ON r.id = search_words.rowid WHERE search_words MATCH %s",
        "bm25(search_words, 10, 8, 0, 1)",
    ),
    "postgresql": (
        "records_searchentry e JOIN records_record r ON r.id = e.record_id WHERE e.words @@ %s::tsquery",
        "-ts_rank('{0.05, 0.1, 0.6, 1}', e.words, %s::tsquery, 1)",
    ),
}


def raw(query: Query, reader: Reader) -> int:
    """Runs both statements; the number of those found, -1 for what cannot be looked for."""
    asked = Asked(QueryDict(query.data), reader)
    tree = asked.tree()
    if asked.problems or tree is None:
        return -1
    from_where, rank = OF[connection.vendor]
    words = engine().expression(tree)
    shown = f"{from_where} AND r.handling <= %s AND r.stage {'<=' if is_editor(reader) else '='} %s"
    given: list[Any] = [words, clearance(reader), int(Stage.PUBLISHED)]
    ranked = f"SELECT r.id, r.kind, r.slug, r.title, {rank} AS place FROM {shown} ORDER BY place LIMIT %s OFFSET %s"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {shown}", given)
        (total,) = cursor.fetchone()
        before = [words] if "%s" in rank else []
        cursor.execute(ranked, [*before, *given, PER_PAGE, PER_PAGE * (query.page - 1)])
        cursor.fetchall()
    return int(total)
