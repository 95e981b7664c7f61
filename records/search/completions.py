"""What somebody may be about to type: names by the beginnings of their words, and titles of other records."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from records import kinds
from records.access import Reader
from records.kinds import KINDS, ref
from records.models.mentions import Mention
from records.models.spellings import AFTER, FEWEST_LETTERS, MOST_LETTERS, NameWord, NameWordQuerySet
from records.names import fold
from records.prepared import prepared
from records.search.name_words import words_in
from records.search.spellings import alike
from records.search.titled import titled
from records.search.titles import LONGEST, MOST_WORDS
from records.wording import words as date_in_words

# A single letter begins a tenth of all names: it is looked for as a word of its own ("U Nu"). This sorts after the word and a
# space, and before any longer word.
AFTER_WORD = "!"
# A record is found by several of its words and names.
ROWS_OF_A_RECORD = 6
# Titles beside names, which fit better what is typed: so many at most, and so many rows are theirs where there are.
TITLES_BESIDE_NAMES = 3
# Other spellings that are looked for where no name begins with what was typed.
MOST_RESPELT = 2
MOST_NAMED = 200


@dataclass(frozen=True, slots=True)
class Completion:
    """`detail` tells it from others of its name; `fill` is what filters understand for it alone."""

    pk: int
    kind: str
    slug: str
    label: str
    detail: str
    fill: str

    @property
    def address(self) -> str:
        return kinds.address(self.kind, self.slug)


def completions(text: str, reader: Reader, today: date, kinds: Sequence[str] = (), limit: int = 10) -> list[Completion]:
    """Records that the reader may see and may mean by what they have typed so far: by names, in another spelling where none
    begins like that, then by titles. `kinds` are keys, each with a sort if need be ("actor:person"); none means all.

    Names that begin so, or whose last word does, come first, then what is named most.
    ValueError for a kind or sort that there is not.
    """
    typed = words_in(text)[:MOST_WORDS] if len(text) <= LONGEST else []
    if not typed:
        return []
    wanted = tuple(sorted(set(kinds) or KINDS))
    named = [one for one in wanted if known(one).NAMED_IN]
    others = [one for one in wanted if not known(one).NAMED_IN]
    names = by_names(typed, reader, named, limit) if named else []
    titles = titled(typed, reader, others, TITLES_BESIDE_NAMES if names else limit) if others else []
    if not (names or titles):
        names = by_another_spelling(text, reader, named, limit) if named else []
    return told_apart([*names[: max(limit - len(titles), 1)], *titles][:limit], reader, today)


def known(wanted: str) -> Any:
    """The model of "actor" or "actor:person"."""
    kind, _, sort = wanted.partition(":")
    if kind not in KINDS:
        raise ValueError(f"There is no kind of record “{kind}”.")
    try:
        if sort:
            KINDS[kind].model.of_sort(sort)
    except ValueError as error:
        raise ValueError(f"There is no sort of {KINDS[kind].plural.lower()} “{sort}”.") from error
    return KINDS[kind].model


def by_names(typed: list[str], reader: Reader, wanted: Iterable[str], limit: int) -> list[tuple[Any, ...]]:
    first, *others = sorted(dict.fromkeys(typed), key=len, reverse=True)
    edges = [edge for word in others for edge in (word, word + AFTER)]
    shape = {"wanted": tuple(wanted), "limit": ROWS_OF_A_RECORD * limit}
    if FEWEST_LETTERS <= len(first) <= MOST_LETTERS:
        rows = starting(reader, first, *edges, number=len(first), **shape)
    else:
        end = first + (AFTER if len(first) > 1 else AFTER_WORD)
        rows = beginning(reader, first, end, *edges, **shape)
    return list({row[0]: row for row in rows}.values())[:limit]


@prepared
def starting(reader: Reader, letters: str, *edges: str, number: int, wanted: tuple[str, ...], limit: int) -> QuerySet:
    """Rows of records with a word that starts with the letters, and one in each of the ranges."""
    return rows_of(NameWord.objects.starting(letters, number), reader, edges, wanted, limit)


@prepared
def beginning(reader: Reader, start: str, end: str, *edges: str, wanted: tuple[str, ...], limit: int) -> QuerySet:
    return rows_of(NameWord.objects.beginning(start, end), reader, edges, wanted, limit)


def rows_of(
    words: NameWordQuerySet, reader: Reader, edges: Sequence[str], wanted: tuple[str, ...], limit: int
) -> QuerySet:
    rows = words.visible_to(reader).of_kinds(wanted)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        rows = rows.whose_record_begins(start, end)
    columns = ("record_id", "record__kind", "record__slug", "record__title", "record__when")
    return rows.foremost().values_list(*columns)[:limit]


def by_another_spelling(text: str, reader: Reader, wanted: list[str], limit: int) -> list[tuple[Any, ...]]:
    found: dict[int, tuple[Any, ...]] = {}
    for one in alike(text.split(), reader)[:MOST_RESPELT]:
        for row in by_names(words_in(one.text), reader, wanted, limit):
            found.setdefault(row[0], row)
    return list(found.values())[:limit]


def told_apart(rows: Sequence[tuple[Any, ...]], reader: Reader, today: date) -> list[Completion]:
    """Where several have one name and one detail, the dates of their lives or of what last names them tell them apart, else their
    references. One query for each kind, and one more where any are alike."""
    told: dict[int, str] = {}
    for kind in {row[1] for row in rows}:
        told |= KINDS[kind].model.described([row[0] for row in rows if row[1] == kind], reader, today)
    said = {pk: told.get(pk) or kind_and_date(kind, when) for pk, kind, _, _, when in rows}
    same = alike_in(rows, said)
    named = last_named(sorted(same), reader) if same else {}
    for pk, kind, _, _, when in rows:
        if pk in same:
            more = date_in_words(when) if when and pk in told else named.get(pk) or ref(kind, pk)
            said[pk] = f"{said[pk]} · {more}"
    still = alike_in(rows, said)
    fills = {pk: ref(kind, pk) for pk, kind in ambiguous(rows)}
    return [
        Completion(
            pk, kind, slug, title, f"{said[pk]} · {ref(kind, pk)}" if pk in still else said[pk], fills.get(pk, slug)
        )
        for pk, kind, slug, title, _ in rows
    ]


def kind_and_date(kind: str, when: str) -> str:
    return f"{KINDS[kind].label}, {date_in_words(when)}" if when else KINDS[kind].label


def alike_in(rows: Sequence[tuple[Any, ...]], said: Mapping[int, str]) -> set[int]:
    """Ids of those that nobody could tell from another."""
    times = Counter((fold(title), said[pk]) for pk, _, _, title, _ in rows)
    return {pk for pk, _, _, title, _ in rows if times[fold(title), said[pk]] > 1}


def last_named(pks: list[int], reader: Reader) -> dict[int, str]:
    """For each record the newest dated one that names it, as far as the reader may see that: "visit, May 1957"."""
    found: dict[int, str] = {}
    for pk, kind, when in Mention.objects.visible_to(reader).newest_dated(pks)[:MOST_NAMED]:
        found.setdefault(pk, f"{KINDS[kind].label.lower()}, {date_in_words(when)}")
    return found


def ambiguous(rows: Sequence[tuple[Any, ...]]) -> list[tuple[int, str]]:
    """(id, kind) of those whose address part, typed by itself, means others of this name too."""
    single = {row[0]: row[1] for row in rows if row[2].isalpha()}
    shared = {pk for kind in set(single.values()) for pk in KINDS[kind].model.sharing_names(list(single))}
    return [(pk, kind) for pk, kind in single.items() if pk in shared]
