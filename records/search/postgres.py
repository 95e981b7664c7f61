"""The index on PostgreSQL: two vectors of words on the entry of a record, its title and names alone, and all of it.

Vectors and questions are written out word by word, as `records.search.words` makes them: PostgreSQL's own reading of a
language plays no part.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from records.search.query import All, AnyOf, Beginning, Marks, Not, Phrase, Tree, wanted
from records.search.ranking import SCORE
from records.search.words import kept_stems

Texts = tuple[str, str, str, str]

CREATE = (
    "ALTER TABLE records_searchentry ADD COLUMN words tsvector NOT NULL DEFAULT ''",
    "ALTER TABLE records_searchentry ADD COLUMN heads tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX searchentry_words ON records_searchentry USING gin (words)",
    "CREATE INDEX searchentry_heads ON records_searchentry USING gin (heads)",
)
# Not where they are there already: PostgreSQL would write the whole row, and each of its words in the index, once more.
PUT = """UPDATE records_searchentry SET words = new.words, heads = new.heads
    FROM (SELECT %s::tsvector AS words, %s::tsvector AS heads) new
    WHERE record_id = %s AND (records_searchentry.words <> new.words OR records_searchentry.heads <> new.heads)"""
SAME = (
    "SELECT words = %s::tsvector AND heads = %s::tsvector FROM records_searchentry WHERE words <> '' AND record_id = %s"
)
# PostgreSQL keeps 255 places of a word, each below 16384.
MOST_PLACES, LAST_PLACE = 255, 16383
# Between two texts, so that no phrase goes from one into the next.
GAP = 2
AMONG = "id IN (SELECT record_id FROM records_searchentry WHERE heads @@ %s::tsquery)"
NOWHERE = "'none:'"


def vector(texts: Sequence[tuple[str, str]], marks: str = "") -> str:
    """`texts` are (text, weight), one after another; marks have no place."""
    places: dict[str, list[str]] = {}
    at = 0
    for text, weight in texts:
        for one in kept_stems(text):
            at += 1
            found = places.setdefault(one, [])
            if (len(found) < MOST_PLACES and at <= LAST_PLACE) or not found:
                found.append(f"{min(at, LAST_PLACE)}{weight}")
        at += GAP
    said = [f"'{one}':{','.join(found)}" for one, found in places.items()]
    return " ".join([*said, *(f"'{mark}'" for mark in marks.split())])


def vectors(texts: Texts) -> tuple[str, str]:
    title, names, marks, body = texts
    heads = ((title, "A"), (names, "B"))
    return vector((*heads, (body, "D")), marks), vector(heads, marks)


def write(texts: Sequence[tuple[int, Texts]]) -> None:
    """Put the words of the records where theirs were before."""
    with connection.cursor() as cursor:
        cursor.executemany(PUT, [(*vectors(each), pk) for pk, each in texts])


def begin() -> None:
    """Each entry is written over: nothing is to be prepared."""


def copy(texts: Sequence[tuple[int, Texts]]) -> None:
    write(texts)


def copied() -> set[int]:
    return held()


def finish() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gin_clean_pending_list('searchentry_words'), gin_clean_pending_list('searchentry_heads')"
        )


def held() -> set[int]:
    """Ids of the records whose words are in the index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_id FROM records_searchentry WHERE words <> ''")
        return {pk for (pk,) in cursor.fetchall()}


def wrongly_held(texts: Sequence[tuple[int, Texts]]) -> list[int]:
    """Those of the records whose words in the index are there and are not those of the texts."""
    wrong = []
    with connection.cursor() as cursor:
        for pk, each in texts:
            cursor.execute(SAME, (*vectors(each), pk))
            if (row := cursor.fetchone()) and not row[0]:
                wrong.append(pk)
    return wrong


def expression(tree: Tree, weight: str = "") -> str:
    """The tree as a tsquery; every word is in apostrophes and made of a-z, 0-9 and ":". `weight`, such as "A", asks for words
    where they have it; marks have none anywhere."""
    if isinstance(tree, Phrase):
        return _joined(" <-> ", (_quoted(one, weight) for one in tree.stems))
    if isinstance(tree, Beginning):
        shorter = (_quoted(one, weight) for one in sorted(tree.shorter))
        return _joined(" | ", [f"'{tree.letters}':*{weight}", *shorter])
    if isinstance(tree, Marks):
        return _joined(" | ", map(_quoted, tree.any_of)) if tree.any_of else NOWHERE
    if isinstance(tree, Not):
        return f"!{expression(tree.of, weight)}"
    if isinstance(tree, All | AnyOf):
        return _joined(" & " if isinstance(tree, All) else " | ", (expression(one, weight) for one in tree.of))
    raise TypeError(f"This has no place in a question to PostgreSQL: {tree!r}")


def _quoted(word: str, weight: str = "") -> str:
    return f"'{word}':{weight}" if weight else f"'{word}'"


def _joined(sign: str, expressions: Iterable[str]) -> str:
    return f"({sign.join(expressions)})"


def matching(tree: Tree) -> tuple[str, list[str]]:
    """SQL that gives the ids of the records that match, and its parameters."""
    return "SELECT record_id FROM records_searchentry WHERE words @@ %s::tsquery", [expression(tree)]


def headed(tree: Tree) -> tuple[str, list[str]]:
    """As `matching`, for words of titles and names alone."""
    return "SELECT record_id FROM records_searchentry WHERE heads @@ %s::tsquery", [expression(tree)]


def entry_headed(tree: Tree) -> tuple[str, list[str]]:
    """The condition on an entry that the tree is found in title and names."""
    return "heads @@ %s::tsquery", [expression(tree)]


def found(tree: Tree) -> tuple[str, list[str]]:
    """The entries of those that match, as what follows FROM and a condition begun."""
    return "records_searchentry WHERE words @@ %s::tsquery AND ", [expression(tree)]


def score(tree: Tree) -> tuple[str, list[str]]:
    """The expression by which what is found is ranked."""
    some = _joined(" | ", [expression(one) for one in wanted(tree)] or [NOWHERE])
    return SCORE.format(title=AMONG, heads=AMONG, some=AMONG), [expression(tree, "A"), expression(tree), some]


JOINED = "string_agg({column}, ' ')"
ARRAY = "(SELECT coalesce(json_agg(json_build_array({columns})), '[]') FROM ({rows}) one)"
