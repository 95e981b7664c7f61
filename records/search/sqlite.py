"""The index on SQLite: an FTS5 table of words, one row a record.

It is given the words that `records.search.words` makes, separated by spaces, and splits at nothing else.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from records.search.query import All, AnyOf, Beginning, Marks, Not, Phrase, Tree, wanted
from records.search.ranking import SCORE
from records.search.words import kept_stems

Texts = tuple[str, str, str, str]

TABLE, NEW = "search_words", "search_words_new"
COLUMNS = "title, names, marks, body"
CREATE = f"""CREATE VIRTUAL TABLE {{}} USING fts5({COLUMNS}, tokenize="ascii tokenchars ':'")"""
DROP = "DROP TABLE IF EXISTS {}"
RENAME = "ALTER TABLE {} RENAME TO {}"
PUT = f"INSERT OR REPLACE INTO {{}} (rowid, {COLUMNS}) VALUES (%s, %s, %s, %s, %s)"
READ = f"SELECT rowid, {COLUMNS} FROM {TABLE} WHERE rowid IN (SELECT value FROM json_each(%s))"
OPTIMIZE = "INSERT INTO {0} ({0}) VALUES ('optimize')"
IS_THERE = "SELECT 1 FROM sqlite_master WHERE name = %s"
AMONG = "id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)"
NOWHERE = '"none:"'


def as_words(texts: Texts) -> tuple[str, str, str, str]:
    title, names, marks, body = texts
    return " ".join(kept_stems(title)), " ".join(kept_stems(names)), marks, " ".join(kept_stems(body))


def write(texts: Sequence[tuple[int, Texts]]) -> None:
    """Put the words of the records where theirs were before."""
    with connection.cursor() as cursor:
        _put(cursor, TABLE, texts)
        if _is_there(cursor, NEW):
            copied = _held(cursor, NEW, [pk for pk, _ in texts])
            _put(cursor, NEW, [row for row in texts if row[0] in copied])


def _put(cursor: Any, table: str, texts: Iterable[tuple[int, Texts]]) -> None:
    cursor.executemany(PUT.format(table), [(pk, *as_words(each)) for pk, each in texts])


def _is_there(cursor: Any, table: str) -> bool:
    cursor.execute(IS_THERE, [table])
    return cursor.fetchone() is not None


def _held(cursor: Any, table: str, pks: Sequence[int] | None = None) -> set[int]:
    some = " WHERE id IN (SELECT value FROM json_each(%s))" if pks is not None else ""
    cursor.execute(f"SELECT id FROM {table}_docsize{some}", [json.dumps(pks)] if pks is not None else [])
    return {pk for (pk,) in cursor.fetchall()}


def begin() -> None:
    """A second table is filled beside the first, which answers until `finish`. What is saved meanwhile goes into both."""
    with connection.cursor() as cursor:
        cursor.execute(DROP.format(NEW))
        cursor.execute(CREATE.format(NEW))


def copy(texts: Sequence[tuple[int, Texts]]) -> None:
    """Into the second table; nowhere where somebody has put it in place already."""
    with connection.cursor() as cursor:
        if _is_there(cursor, NEW):
            _put(cursor, NEW, texts)


def copied() -> set[int]:
    """Ids of the records in the second table; none where somebody has put it in place already."""
    with connection.cursor() as cursor:
        return _held(cursor, NEW) if _is_there(cursor, NEW) else set()


def finish() -> None:
    with connection.cursor() as cursor:
        cursor.execute(OPTIMIZE.format(NEW))
        cursor.execute(DROP.format(TABLE))
        cursor.execute(RENAME.format(NEW, TABLE))


def held() -> set[int]:
    """Ids of the records whose words are in the index."""
    with connection.cursor() as cursor:
        return _held(cursor, TABLE)


def wrongly_held(texts: Sequence[tuple[int, Texts]]) -> list[int]:
    """Those of the records whose words in the index are there and are not those of the texts."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [json.dumps([pk for pk, _ in texts])])
        there = {pk: tuple(words) for pk, *words in cursor.fetchall()}
    return [pk for pk, each in texts if pk in there and there[pk] != as_words(each)]


def expression(tree: Tree) -> str:
    """The tree as FTS5 takes it. Every word is in quotation marks and made of a-z, 0-9 and ":"."""
    if isinstance(tree, Phrase):
        return f'"{" ".join(tree.stems)}"'
    if isinstance(tree, Beginning):
        return _any_of([f'"{tree.letters}" *', *(f'"{one}"' for one in sorted(tree.shorter))])
    if isinstance(tree, Marks):
        return _any_of([f'"{one}"' for one in tree.any_of]) if tree.any_of else NOWHERE
    if isinstance(tree, AnyOf):
        return _any_of([expression(one) for one in tree.of])
    if isinstance(tree, All):
        these = " AND ".join(expression(one) for one in tree.of if not isinstance(one, Not))
        unwanted = [expression(one.of) for one in tree.of if isinstance(one, Not)]
        return f"(({these}) NOT {_any_of(unwanted)})" if unwanted else f"({these})"
    raise TypeError(f"This has no place in a question to FTS5: {tree!r}")


def _any_of(expressions: Iterable[str]) -> str:
    return f"({' OR '.join(expressions)})"


def matching(tree: Tree) -> tuple[str, list[str]]:
    """SQL that gives the ids of the records that match, and its parameters."""
    return "SELECT rowid FROM search_words WHERE search_words MATCH %s", [expression(tree)]


def headed(tree: Tree) -> tuple[str, list[str]]:
    """As `matching`, for words of titles and names alone."""
    return "SELECT rowid FROM search_words WHERE search_words MATCH %s", [f"{{title names}} : {expression(tree)}"]


def entry_headed(tree: Tree) -> tuple[str, list[str]]:
    """The condition on an entry that the tree is found in title and names."""
    sql, params = headed(tree)
    return f"record_id IN ({sql})", params


def found(tree: Tree) -> tuple[str, list[str]]:
    """The entries of those that match, as what follows FROM and a condition begun."""
    return (
        "search_words CROSS JOIN records_searchentry ON record_id = search_words.rowid WHERE search_words MATCH %s AND ",
        [expression(tree)],
    )


def score(tree: Tree) -> tuple[str, list[str]]:
    """The expression by which what is found is ranked."""
    asked, some = expression(tree), _any_of([expression(one) for one in wanted(tree)] or [NOWHERE])
    heads = [f"{{title marks}} : {asked}", f"{{title names marks}} : {asked}", f"{{title names}} : {some}"]
    return SCORE.format(title=AMONG, heads=AMONG, some=AMONG), heads


JOINED = "group_concat({column}, ' ')"
ARRAY = "(SELECT coalesce(json_group_array(json_array({columns})), '[]') FROM ({rows}))"
