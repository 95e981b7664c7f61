"""Names however they are spelt: kept by word and by sound, completed while somebody types, and guessed where they missed.

What the tables hold of hidden records changes no answer: every candidate is one that the reader may see before any is left out
for another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, Min
from rapidfuzz.fuzz import ratio

from records.access import Reader
from records.models.spellings import NameWord, Spelling
from records.names import keys, sounded
from records.search.name_words import last_words, name_words, words_in
from records.search.renown import recount
from records.search.titles import MOST_WORDS

# Of 100, how alike two words must be: Biden and Baden are 80, Hussein and Hassan 53.
ENOUGH = 72
# What is so much less alike than the best one is not meant.
BEHIND = 15
# A spelling so much alike is taken for the name where one is asked for; one that is less so is only offered.
SURE = 85
# Names that bear a spelling of each word, of which the best are chosen; and how many are offered.
MOST_READ, MOST_OFFERED = 500, 5


@dataclass(frozen=True, slots=True)
class Alike:
    """`typed` are the words as they were given, `meant` words that visible records bear in their place, as they write them;
    a word that needs no other one stands in both alike. `score` is at most 100."""

    typed: tuple[str, ...]
    meant: tuple[str, ...]
    score: float

    @property
    def text(self) -> str:
        return " ".join(self.meant)


@dataclass(frozen=True, slots=True)
class Borne:
    """A word that a visible record bears."""

    word: str
    shown: str
    renown: int
    score: float

    @property
    def place(self) -> tuple[float, int, str]:
        """The most alike first, then what is named most."""
        return (-self.score, -self.renown, self.word)


def keep_names(names: Mapping[int, Sequence[str]]) -> None:
    """Make what is kept of these records' names those given, as shown; of a record without any, nothing.

    Five statements however many records, and one more for each class of renown among those that have new words.
    """
    wanted: dict[tuple[int, str, bool], tuple[bool, str]] = {}
    for pk, each in names.items():
        last = last_words(each)
        for name in each:
            for (word, whole), shown in name_words(name).items():
                wanted.setdefault((pk, word, whole), (not whole and word not in last, shown))
    rows = NameWord.objects.of_records(names).values_list("pk", "record_id", "word", "whole", "later", "shown")
    present = {(record, word, whole): (pk, (later, shown)) for pk, record, word, whole, later, shown in rows}
    gone = [pk for key, (pk, said) in present.items() if wanted.get(key) != said]
    new = {key: said for key, said in wanted.items() if key not in present or present[key][1] != said}
    if gone:
        NameWord.objects.filter(pk__any_of=gone).delete()
    if not new:
        return
    made = (
        NameWord(record_id=pk, word=word, whole=whole, later=later, shown=shown)
        for (pk, word, whole), (later, shown) in new.items()
    )
    NameWord.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)
    spell(word for _, word, whole in new if not whole)
    recount({pk for pk, _, _ in new})


def spell(words: Iterable[str]) -> None:
    """Keep the keys of the words. None is ever taken away: a word that no record bears is offered to nobody."""
    rows = (Spelling(word=word, key=key) for word in sorted(set(words)) if word.isalpha() for key in sorted(keys(word)))
    Spelling.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


def likeness(typed: str, word: str) -> float:
    """Of 100; what sounds the same counts most."""
    return 0.7 * ratio(sounded(typed), sounded(word)) + 0.3 * ratio(typed, word)


def alike(words: Sequence[str], reader: Reader) -> list[Alike]:
    """ "Did you mean": for the words typed, those that visible records bear and that sound like them, best first.

    Nothing where one record bears them all as they were typed, or where nothing is like them. At most three queries.
    """
    parted = [(typed, tuple(words_in(typed))) for typed in words]
    asked = list(dict.fromkeys(part for _, parts in parted for part in parts))[:MOST_WORDS]
    near = sounding_like(asked)
    if not asked:
        return []
    found = borne_together(near, reader) if len(asked) > 1 else []
    if not found:
        found = [dict(zip(asked, each, strict=True)) for each in borne_apart(near, reader)]
    offered: dict[tuple[str, ...], Alike] = {}
    for each in found:
        if all(borne is None or borne.word == word for word, borne in each.items()):
            return []
        one = as_alike(parted, each)
        if one.meant not in offered or offered[one.meant].score < one.score:
            offered[one.meant] = one
    best = max((one.score for one in offered.values()), default=0)
    close = [one for one in offered.values() if one.score >= best - BEHIND]
    return sorted(close, key=lambda one: -one.score)[:MOST_OFFERED]


def as_alike(parted: list[tuple[str, tuple[str, ...]]], each: Mapping[str, Borne | None]) -> Alike:
    meant = []
    for typed, parts in parted:
        kept = all((borne := each.get(part)) is None or borne.word == part for part in parts)
        meant.append(typed if kept else " ".join(borne.shown if (borne := each.get(part)) else part for part in parts))
    scores = [borne.score if borne else 0.0 for borne in each.values()]
    return Alike(tuple(typed for typed, _ in parted), tuple(meant), sum(scores) / len(scores))


def sounding_like(asked: Sequence[str]) -> dict[str, dict[str, float]]:
    """For each word those of any name, hidden ones too, that are like it, itself included, and how much. One query."""
    by_key: dict[str, set[str]] = defaultdict(set)
    wanted = {word: keys(word) for word in asked if word.isalpha()}
    spellings = Spelling.objects.under(set().union(*wanted.values()) if wanted else set())
    for key, word in spellings.values_list("key", "word"):
        by_key[key].add(word)
    near: dict[str, dict[str, float]] = {word: {word: 100.0} for word in asked}
    for typed, under in wanted.items():
        for word in set().union(*(by_key[key] for key in under)) if under else ():
            if word != typed and (score := likeness(typed, word)) >= ENOUGH:
                near[typed][word] = score
    return near


def borne_together(near: Mapping[str, Mapping[str, float]], reader: Reader) -> list[dict[str, Borne | None]]:
    """For each visible record that bears a word like each of those typed, these words, the best first."""
    rows = NameWord.objects.visible_to(reader).single().within({word for words in near.values() for word in words})
    for words in near.values():
        rows = rows.whose_record_bears(words)
    by_record: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    ordered = rows.order_by("-renown", "record_id", "word")
    for pk, word, shown, renown in ordered.values_list("record_id", "word", "shown", "renown")[:MOST_READ]:
        by_record[pk].append((word, shown, renown))
    found = []
    for bears in by_record.values():
        each: dict[str, Borne | None] = {typed: best_of(words, bears) for typed, words in near.items()}
        if all(each.values()):
            found.append(each)
    return sorted(found, key=together)


def together(each: Mapping[str, Borne | None]) -> tuple[float, int, tuple[str, ...]]:
    borne = [one for one in each.values() if one]
    words = tuple(one.word for one in borne)
    return (-sum(one.score for one in borne), -sum(one.renown for one in borne), words)


def best_of(words: Mapping[str, float], bears: Iterable[tuple[str, str, int]]) -> Borne | None:
    fitting = (Borne(*row, score=words[row[0]]) for row in bears if row[0] in words)
    return min(fitting, key=lambda one: one.place, default=None)


def borne_apart(near: Mapping[str, Mapping[str, float]], reader: Reader) -> list[tuple[Borne | None, ...]]:
    """The visible words like those typed, whoever bears them: of several the best for each, of a single one the best few."""
    rows = NameWord.objects.visible_to(reader).single().within({word for words in near.values() for word in words})
    known = rows.order_by().values("word").annotate(written=Min("shown"), most=Max("renown"))
    bears = list(known.values_list("word", "written", "most"))
    if len(near) > 1:
        return [tuple(best_of(words, bears) for words in near.values())]
    [(typed, words)] = near.items()
    fitting = sorted((Borne(*row, score=words[row[0]]) for row in bears), key=lambda one: one.place)
    return [(one,) for one in fitting[: 1 if fitting and fitting[0].word == typed else MOST_OFFERED]]
