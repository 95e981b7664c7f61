"""Names however they are spelt: kept by word and by sound, completed while somebody types, and guessed where they missed.

What the tables hold of hidden records changes no answer: every candidate is one that the reader may see before any is left out
for another.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from django.db.models import Max, Min

from records.access import Reader
from records.models.spellings import NameWord, Spelling
from records.names import fold, keys
from records.search.likeness import beside_others, enough
from records.search.name_words import last_words, name_words, words_in
from records.search.renown import recount
from records.search.titles import MOST_WORDS
from records.search.words import plain_words

EXACT = 100.0
# What is so much less alike than the best one is not meant.
BEHIND = 10
# A spelling so much alike is taken for the name where one is asked for; one that is less so is only offered.
SURE = 85
# Names that bear the most of the words, of which the best are chosen; and how many are offered.
MOST_READ, MOST_OFFERED = 200, 5
# What is written in another system counts for less; the word beside it that makes it certain has so many letters.
LESS, CERTAIN = 0.9, 4
# A word that is a name itself is spelt so on purpose, unless one so much like it is named eight times as often.
NEARLY, RENOWNED = 85, 3


@dataclass(frozen=True, slots=True)
class Alike:
    """`typed` are the words as they were given, `meant` words that visible records bear in their place, as they write them;
    a word that needs no other one stands in both alike. What is written as one word in the place of two ("Xiaoping" for "Xiao
    Ping") has "" for the second. `score` is at most 100."""

    typed: tuple[str, ...]
    meant: tuple[str, ...]
    score: float

    @property
    def text(self) -> str:
        return " ".join(filter(None, self.meant))


@dataclass(frozen=True, slots=True)
class Borne:
    """A word that a visible record bears."""

    word: str
    shown: str
    renown: int
    score: float

    @property
    def as_typed(self) -> bool:
        return self.score == EXACT and words_in(self.shown) == [self.word]

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


def respell() -> None:
    """Keep the keys of all words anew, as they are made now."""
    Spelling.objects.all().delete()
    spell(NameWord.objects.single().order_by().values_list("word", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Word:
    """What was typed: its folded letters, and of how many of the words typed, the first of them at `at`."""

    letters: str
    at: int
    of: int = 1


Reading: TypeAlias = Sequence[Word]
Fitting: TypeAlias = list[Borne | None]
Together: TypeAlias = tuple[Reading, Fitting]
# Word, as it is written, renown: of the names of one record, or of all that are visible.
Bears: TypeAlias = Sequence[tuple[str, str, int]]


def alike(words: Sequence[str], reader: Reader, found: Collection[str] = ()) -> list[Alike]:
    """ "Did you mean": for the words typed, those that visible records bear and that sound like them, best first.

    What one name bears in the place of all the words goes before what stands in the place of each; there, those in `found`,
    which texts have as they are, stay. Nothing where one record bears them all as they were typed. At most four queries.
    """
    readings = readings_of(words)
    near = sounding_like({word.letters for reading in readings for word in reading})
    if not near:
        return []
    several = len(words) > 1 or len(readings[0]) > 1
    best = borne_together(readings, near, reader) if several else []
    if best and best[0][0] is readings[0] and all(one and one.as_typed for one in best[0][1]):
        return []
    offered = [as_alike(words, reading, each) for reading, each in best]
    if not offered:
        apart = borne_apart(readings[0], near, reader, {part for word in found for part in words_in(word)})
        offered = [as_alike(words, readings[0], each) for each in apart]
    offered = [one for one in offered if plain_words(one.text) != plain_words(" ".join(words))]
    highest = max((one.score for one in offered), default=0)
    close: dict[str, Alike] = {}
    for one in sorted(offered, key=lambda one: -one.score):
        if one.score >= highest - BEHIND:
            close.setdefault(fold(one.text), one)
    return list(close.values())[:MOST_OFFERED]


def readings_of(words: Sequence[str]) -> list[Reading]:
    """The words one by one, and with each two that follow one another as one."""
    single = [Word(part, at) for at, typed in enumerate(words) for part in words_in(typed)][:MOST_WORDS]
    readings: list[Reading] = [single]
    for place, (one, other) in enumerate(pairwise(single)):
        if other.at == one.at + 1:
            joined = Word(one.letters + other.letters, one.at, 2)
            readings.append([*single[:place], joined, *single[place + 2 :]])
    return readings


def as_alike(words: Sequence[str], reading: Reading, each: Sequence[Borne | None]) -> Alike:
    """What stays is written as it was typed."""
    parts: list[list[str]] = [[] for _ in words]
    changed = set()
    for word, borne in zip(reading, each, strict=True):
        stays = word.of == 1 and (borne is None or borne.as_typed)
        parts[word.at].append(word.letters if borne is None or stays else borne.shown)
        changed |= set() if stays else set(range(word.at, word.at + word.of))
    meant = (
        " ".join(part) if at in changed else typed for at, (typed, part) in enumerate(zip(words, parts, strict=True))
    )
    return Alike(tuple(words), tuple(meant), sum(borne.score if borne else 0.0 for borne in each) / len(each))


def sounding_like(asked: Collection[str]) -> dict[str, dict[str, float]]:
    """For each word those of any name, hidden ones too, that are like it, itself included, and how much. One query."""
    by_key: dict[str, set[str]] = defaultdict(set)
    wanted = {word: keys(word) for word in asked if word.isalpha()}
    spellings = Spelling.objects.under(set().union(*wanted.values()) if wanted else set())
    for key, word in spellings.values_list("key", "word"):
        by_key[key].add(word)
    near: dict[str, dict[str, float]] = {word: {word: EXACT} for word in asked}
    for typed, under in wanted.items():
        for word in set().union(*(by_key[key] for key in under)) if under else ():
            if word != typed and (score := enough(typed, word)):
                near[typed][word] = score
    return near


def borne_together(
    readings: Sequence[Reading], near: Mapping[str, Mapping[str, float]], reader: Reader
) -> list[Together]:
    """For each visible record that bears a word like each of one reading, this reading with these words, the best first.
    Two queries."""
    wanted = {word for words in near.values() for word in words}
    shown = NameWord.objects.visible_to(reader).single()
    records = shown.within(wanted).records_bearing_most()[:MOST_READ]
    borne: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    rows = shown.of_records(pk for pk, *_ in records).order_by("record_id", "word")
    for pk, word, written, renown in rows.values_list("record_id", "word", "shown", "renown"):
        borne[pk].append((word, written, renown))
    found = [
        (reading, each) for bears in borne.values() for reading in readings if (each := fitted(reading, near, bears))
    ]
    return sorted(found, key=together)


def fitted(reading: Reading, near: Mapping[str, Mapping[str, float]], bears: Bears) -> Fitting:
    """For each word of the reading the one of this name that is most like it; of a single one it is enough that it is written
    like it, if another is certain. [] where there is none for some."""
    each = [best_of(near[word.letters], bears) for word in reading]
    if any(word.of == 2 and not (one and one.score >= NEARLY) for word, one in zip(reading, each, strict=True)):
        return []
    missing = [place for place, one in enumerate(each) if one is None]
    if not missing:
        return each
    certain = any(one and one.score >= NEARLY and len(one.word) >= CERTAIN for one in each)
    if len(missing) > 1 or not certain:
        return []
    [place] = missing
    taken = {one.word for one in each if one}
    free = [row for row in bears if row[0] not in taken]
    typed = reading[place].letters
    each[place] = best_of({word: LESS * score for word, *_ in free if (score := beside_others(typed, word))}, free)
    return each if each[place] else []


def together(found: Together) -> tuple[float, int, int, tuple[str, ...]]:
    """What is most alike first, of all that is so the words as they were typed."""
    reading, each = found
    borne = [one for one in each if one]
    words = tuple(one.word for one in borne)
    score = sum(one.score for one in borne) / len(borne)
    return (-score, -len(reading), -sum(one.renown for one in borne), words)


def best_of(words: Mapping[str, float], bears: Bears) -> Borne | None:
    fitting = (Borne(*row, score=words[row[0]]) for row in bears if row[0] in words)
    return min(fitting, key=lambda one: one.place, default=None)


def borne_apart(
    reading: Reading, near: Mapping[str, Mapping[str, float]], reader: Reader, found: Collection[str]
) -> list[Fitting]:
    """The visible words in the place of those typed, whoever bears them: of several the best for each, of a single one the best
    few. One query."""
    typed = [word.letters for word in reading]
    rows = NameWord.objects.visible_to(reader).single().within({one for word in typed for one in near[word]})
    known = rows.order_by().values("word").annotate(written=Min("shown"), most=Max("renown"))
    bears = list(known.values_list("word", "written", "most"))
    fitting = [instead(word, near[word], bears, len(typed) == 1, word in found) for word in typed]
    changed = [place for place, some in enumerate(fitting) if some and not some[0].as_typed]
    best: Fitting = [some[0] if some else None for some in fitting]
    if len(changed) != 1:
        return [best] if changed else []
    [place] = changed
    return [[*best[:place], one, *best[place + 1 :]] for one in fitting[place][:MOST_OFFERED]]


def instead(typed: str, near: Mapping[str, float], bears: Bears, alone: bool, found: bool) -> list[Borne]:
    """What may stand in the place of a word, the best first: itself where it is a name, or where texts have it."""
    fitting = sorted((Borne(*row, score=near[row[0]]) for row in bears if row[0] in near), key=lambda one: one.place)
    own = [one for one in fitting if one.as_typed]
    if not (own or found):
        return fitting
    if not alone:
        return own
    least = RENOWNED + (own[0].renown if own else 0)
    return [one for one in fitting if one.score >= NEARLY and one.renown >= least and not one.as_typed]
