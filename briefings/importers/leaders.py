"""Which mentions of foreign leaders are one person: by name, country and time, never by the surname alone. Pure.

Until the 1960s the lists often give a surname only ("Prime Minister Kishi"), and spellings vary. People named in full are
told apart first; a shorter name then goes to the one of them whose years it fits best, else to its like in time.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

from records.names import consonants, fold

YEAR = 366
NUMERAL = re.compile(r"(?:i{1,3}|iv|v|vi{1,3}|ix|x|xi{1,3}|xiv|xv|xvi|[0-9]+(?:st|nd|rd|th))")
ARTICLES = frozenset(("al", "el"))
FATHERED = frozenset(("bin", "ben", "ibn", "bint", "ould"))
PARTICLES = FATHERED | frozenset(
    [
        "al",
        "el",
        "ul",
        "ur",
        "de",
        "da",
        "do",
        "das",
        "dos",
        "del",
        "della",
        "der",
        "den",
        "di",
        "du",
        "van",
        "von",
        "ter",
        "la",
        "le",
        "y",
        "e",
        "und",
        "abu",
        "prince",
        "princess",
        "sheikh",
        "sheik",
        "shaikh",
        "sir",
        "lord",
        "dom",
        "archbishop",
        "general",
        "marshal",
        "jr",
        "sr",
        "dr",
        "u",
    ]
)
# "Abd al-Aziz", "Abdul Aziz" and "Abdulaziz" are one name.
SERVANT = re.compile(r"\babd ?[aeou]{0,2}l ?(?=[a-z]{3})")
# Mohamed, Mohammed, Mohammad, Muhammad.
MUHAMMAD = re.compile(r"\bm[aou]h?am+[aeou]d\b")
HEADS = re.compile(
    r"president|prime|premier|chancellor|chair|king|queen|shah|emperor|sultan|[ae]mir|prince|chief of state"
)
MONARCH = re.compile(r"king|queen|shah|emperor|sultan|amir|emir|prince|duke|duchess|pope", re.IGNORECASE)
# How far, in days, a mention may lie from the years in which a person is known, by how much the name says.
GAP_OF_FULL_NAME = 40 * YEAR
GAP_OF_SURNAME = 12 * YEAR
# Beyond this a name has to fit all full names of the person: Jose Figueres Ferrer is no Jose Maria Figueres.
GAP_OF_ONE_NAME = 15 * YEAR
# What another office adds to that distance where the name is a surname only.
OTHER_HEAD = 2 * YEAR
OTHER_OFFICE = 11 * YEAR


@dataclass(frozen=True, slots=True)
class Mention:
    """`key` is the occasion, in two parts, and the place in it; `country` is a canonical id, "" for none."""

    key: tuple[str, int, int]
    country: str
    name: str
    title: str
    day: date


@dataclass(slots=True)
class Person:
    """Mentions taken for one person; `known` is the id of the record, once there is one."""

    country: str
    names: Counter[str] = field(default_factory=Counter)
    titles: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    # Two names on one occasion are two people.
    occasions: set[tuple[str, int]] = field(default_factory=set)
    first: date = date.max
    last: date = date.min
    known: int | None = None

    def take(self, mention: Mention) -> None:
        self.mentions.append(mention)
        self.names[mention.name] += 1
        self.titles.add(mention.title)
        self.occasions.add(mention.key[:2])
        self.first, self.last = min(self.first, mention.day), max(self.last, mention.day)

    def distance(self, mention: Mention) -> int:
        """Days between the mention and the years in which the person is known, more for another office."""
        gap = max((self.first - mention.day).days, (mention.day - self.last).days, 0)
        if is_full(mention.name) or not mention.title or self.held(mention.title):
            return gap
        headed = any(HEADS.search(title.lower()) for title in self.titles)
        return gap + (OTHER_HEAD if headed and HEADS.search(mention.title.lower()) else OTHER_OFFICE)

    def held(self, title: str) -> bool:
        return office(title) in map(office, self.titles)

    @property
    def key(self) -> tuple[str, int, int]:
        return min(mention.key for mention in self.mentions)

    @property
    def best_name(self) -> str:
        """The fullest of the names; of those equally full one without a word twice, and the one met most often."""
        return max(self.names, key=lambda name: (len(words(name)), not doubled(name), self.names[name], name))


def doubled(name: str) -> bool:
    split = fold(name).split()
    return len(split) > len(set(split))


@lru_cache(maxsize=16384)
def office(title: str) -> str:
    """The office of a title, though somebody had it only soon or for a time."""
    return re.sub(r"^(?:Acting|Interim) |-elect$|-designate$", "", title)


@lru_cache(maxsize=16384)
def words(name: str) -> tuple[tuple[str, bool], ...]:
    """The words by which a name is compared, and whether each is the father's ("bin Hamad").

    Particles, addresses, repeated words and initials are left out.
    """
    plain = fold(re.sub(r"\(.*?\)", " ", name).replace("-", " "))
    split = MUHAMMAD.sub("muhammad", SERVANT.sub("abd", plain)).split()
    kept: dict[str, bool] = {}
    before = ""
    for word in split:
        if word not in PARTICLES and (len(word) > 1 or len(split) == 1 or NUMERAL.fullmatch(word)):
            kept.setdefault(word, before in FATHERED)
        before = before if word in ARTICLES else word
    return tuple(kept.items()) or tuple((word, False) for word in split)


# How much of two spellings has to be the same: Yasser and Yasir are 0.73, Hussein and Hassan 0.62.
ENOUGH = 0.7


@lru_cache(maxsize=65536)
def same_word(one: str, other: str) -> bool:
    """Spellings of one word: the same consonants, and most letters in common (Suharto, Soeharto; not Hussein, Hassan)."""
    if one == other or f"abd{one}" == other or one == f"abd{other}":
        return True
    if NUMERAL.fullmatch(one) or NUMERAL.fullmatch(other) or heard(one) != heard(other):
        return False
    return SequenceMatcher(None, one, other).ratio() >= ENOUGH


def heard(word: str) -> str:
    """The consonants, of Benjamin as of Binyamin, of Alexander as of Aleksander."""
    return consonants(word.replace("j", "y").replace("x", "ks"))


@lru_cache(maxsize=262144)
def alike(one: str, other: str) -> bool:
    """Whether two names can be one person's: the words of the shorter stand in the longer, in their order.

    A number after a name (Faisal II) is no other; a name does not begin with what is the father's in the other. Of two
    words the order may be the other one: Kishida Fumio.
    """
    if turned(words(one), words(other)):
        return True
    shorter, longer = sorted((words(one), words(other)), key=len)
    mine, theirs = ({word for word, _ in part if NUMERAL.fullmatch(word)} for part in (shorter, longer))
    if (mine and theirs and mine != theirs) or not shorter or (mine and not theirs and len(longer) > len(mine) + 1):
        return False
    at = 0
    for number, (word, _) in enumerate(part for part in shorter if part[0] not in mine):
        while at < len(longer) and not same_word(word, longer[at][0]):
            at += 1
        if at == len(longer) or (number == 0 and longer[at][1] and not shorter[0][1]):
            return False
        at += 1
    return True


def turned(one: tuple[tuple[str, bool], ...], other: tuple[tuple[str, bool], ...]) -> bool:
    return len(one) == len(other) == 2 and one[0][0] == other[1][0] and one[1][0] == other[0][0]


@lru_cache(maxsize=16384)
def is_full(name: str) -> bool:
    return len([word for word, _ in words(name) if not NUMERAL.fullmatch(word)]) > 1


def told_apart(mentions: Iterable[Mention], known: Iterable[Person] = ()) -> list[Person]:
    """The people whom the mentions mean, those known before first; each mention belongs to one of them.

    The answer does not depend on the order in which the mentions come.
    """
    people: dict[str, list[Person]] = {}
    for person in known:
        people.setdefault(person.country, []).append(person)
    for mention in sorted(mentions, key=lambda one: (not is_full(one.name), one.day, one.key)):
        there = people.setdefault(mention.country, [])
        if (nearest_one := nearest(mention, there)) is None:
            nearest_one = Person(mention.country)
            there.append(nearest_one)
        nearest_one.take(mention)
    return [person for there in people.values() for person in there]


def nearest(mention: Mention, people: Sequence[Person]) -> Person | None:
    """The person whom the name fits and who is closest in time; None where nobody is close enough.

    A full name is held against the full names of a person, where there are any: Rajiv Gandhi is no Indira Gandhi, though
    she is called Gandhi too. Of several somebody known by a full name, and somebody in this office, is the likelier one.
    """
    full = is_full(mention.name)
    lasting = full or MONARCH.search(mention.title)
    fitting = []
    for index, person in enumerate(people):
        in_full = [name for name in person.names if is_full(name)]
        fits = [name for name in (full and in_full) or person.names if alike(mention.name, name)]
        if not fits or mention.key[:2] in person.occasions:
            continue
        distance = person.distance(mention)
        whole = distance <= GAP_OF_ONE_NAME or set(in_full) <= set(fits)
        if whole and distance <= (GAP_OF_FULL_NAME if lasting else GAP_OF_SURNAME):
            elsewhere = OTHER_HEAD if lasting and not person.held(mention.title) else 0
            fitting.append((full and not in_full, distance + elsewhere, index))
    return people[min(fitting)[2]] if fitting else None
