"""What somebody may be about to type: names by the beginnings of their words, and titles of other records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from records import kinds
from records.access import Reader
from records.kinds import KINDS
from records.models.spellings import AFTER, NameWord
from records.prepared import prepared
from records.search.name_words import whole_of, words_in
from records.search.spellings import alike
from records.search.titled import titled
from records.search.titles import LONGEST, MOST_WORDS
from records.wording import words as date_in_words

# One letter begins a third of all names: it is looked for as a word of its own ("U Nu").
SHORTEST = 2
# Sorts after a word and a space, before any longer word.
AFTER_WORD = "!"
# Rows left to titles, where there are so many, however many names fit.
TITLES_AT_LEAST = 3
# Other spellings that are looked for where no name begins with what was typed.
MOST_RESPELT = 2


@dataclass(frozen=True, slots=True)
class Completion:
    """`detail` tells it from others of its name; `slug` is what filters understand for it."""

    pk: int
    kind: str
    slug: str
    label: str
    detail: str

    @property
    def address(self) -> str:
        return kinds.address(self.kind, self.slug)


def completions(text: str, reader: Reader, today: date, kinds: Sequence[str] = (), limit: int = 10) -> list[Completion]:
    """Records that the reader may see and may mean by what they have typed so far: by names, in another spelling where none
    begins like that, then by titles. `kinds` are keys, each with a sort if need be ("actor:person"); none means all.

    Whole names come first, then what is named most. ValueError for a kind or sort that there is not.
    """
    typed = words_in(text)[:MOST_WORDS] if len(text) <= LONGEST else []
    if not typed:
        return []
    wanted = tuple(sorted(set(kinds) or KINDS))
    named = [one for one in wanted if known(one).NAMED]
    others = [one for one in wanted if not known(one).NAMED]
    names = by_names(typed, whole_of(text), reader, named, limit) if named else []
    titles = titled(typed, reader, others, limit) if others else []
    if not (names or titles):
        names = by_another_spelling(text, reader, named, limit) if named else []
    few = names[: max(limit - len(titles), limit - TITLES_AT_LEAST)]
    return told_apart([*few, *titles][:limit], reader, today)


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


def by_names(typed: list[str], whole: str, reader: Reader, wanted: Iterable[str], limit: int) -> list[tuple[Any, ...]]:
    words = sorted(dict.fromkeys(typed), key=len, reverse=True)
    ranges = [edge for word in words for edge in (word, word + (AFTER if len(word) >= SHORTEST else AFTER_WORD))]
    shape = {"wanted": tuple(wanted), "limit": limit}
    if len(words) == 1:
        return bearing(reader, whole, whole + AFTER, words[0], *ranges, **shape)
    return bearing_each(reader, whole, whole + AFTER, *ranges, **shape)


COLUMNS = ("record_id", "record__kind", "record__slug", "record__title", "record__when")


@prepared
def bearing(
    reader: Reader, whole: str, after: str, word: str, start: str, end: str, *, wanted: tuple[str, ...], limit: int
) -> QuerySet:
    """Records with a word in the range; first those of which a name begins with the text, or has it as a word."""
    rows = NameWord.objects.visible_to(reader).of_kinds(wanted).beginning(start, end)
    return rows.ranked_alone(whole, after, word).by_rank(*COLUMNS).values_list(*COLUMNS)[:limit]


@prepared
def bearing_each(reader: Reader, whole: str, after: str, *ranges: str, wanted: tuple[str, ...], limit: int) -> QuerySet:
    """Records with a word in each of the ranges; first those of which a name begins with the whole text."""
    rows = NameWord.objects.visible_to(reader).of_kinds(wanted).beginning(ranges[0], ranges[1])
    for start, end in zip(ranges[2::2], ranges[3::2], strict=True):
        rows = rows.whose_record_begins(start, end)
    return rows.ranked_together(whole, after).by_rank(*COLUMNS).values_list(*COLUMNS)[:limit]


def by_another_spelling(text: str, reader: Reader, wanted: list[str], limit: int) -> list[tuple[Any, ...]]:
    found: dict[int, tuple[Any, ...]] = {}
    for one in alike(text.split(), reader)[:MOST_RESPELT]:
        for row in by_names(words_in(one.text), whole_of(one.text), reader, wanted, limit):
            found.setdefault(row[0], row)
    return list(found.values())[:limit]


def told_apart(rows: Sequence[tuple[Any, ...]], reader: Reader, today: date) -> list[Completion]:
    told: dict[int, str] = {}
    for kind in {row[1] for row in rows}:
        told |= KINDS[kind].model.described([row[0] for row in rows if row[1] == kind], reader, today)
    return [
        Completion(pk, kind, slug, title, told.get(pk) or kind_and_date(kind, when))
        for pk, kind, slug, title, when in rows
    ]


def kind_and_date(kind: str, when: str) -> str:
    return f"{KINDS[kind].label}, {date_in_words(when)}" if when else KINDS[kind].label
