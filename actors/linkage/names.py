"""A name as it is compared: titles left out, family name and given names apart where the writing tells them. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from records.names import fold


def one_by_one(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What is written in brackets or quotation marks: another name, or what somebody is called.
ASIDE = re.compile('[(\\[“"]([^)\\]”"]*)[)\\]”"]')
RUN_TOGETHER = re.compile(r"(?<=\w)\.(?=\w)")
# "Abd al-Aziz", "Abdul Aziz" and "Abdulaziz" are one name; so are Mohamed, Mohammed and Muhammad.
SERVANT = re.compile(r"\babd ?[aeou]{0,2}l ?(?!lah\b)(?=[a-z]{3})")
MUHAMMAD = re.compile(r"\bm[aou]h?am+[aeou]d\b|\bmohd\b")
TITLES = one_by_one(
    "adm admiral air ambassador amir archbishop army ayatollah baron bey bishop brig brigadier capt captain cardinal "
    "cdr chairman chancellor chief cmdr col colonel commander comrade congressman congresswoman count dame deputy dom "
    "dr duke earl emir emperor father field foreign former gen general gov governor great his her hon honorable judge "
    "justice king lady lieutenant lord lt madam madame maj major marquis marshal maulana member minister miss "
    "monsignor mr mrs ms msgr mullah of pasha pope premier president prime prince princess prof professor queen rear "
    "rep representative ret rev reverend rt sardar sarder secretary sen senator shah shaikh sheik sheikh shri sir "
    "sultan tengku the tunku usa usaf usmc usn vice viscount"
)
# Before a father's name, which is no name of one's own.
FATHERED = one_by_one("ben bin bint ibn ibni ould")
ARTICLES = one_by_one("al el")
PARTICLES = FATHERED | one_by_one(
    "abu al an and as da das de del della den der di do dos du e el la le ter ul ur van von y zu"
)
GENERATIONS = {
    **dict.fromkeys(("sr", "senior", "1st"), 1),
    **dict.fromkeys(("jr", "junior", "ii", "2d", "2nd"), 2),
    **dict.fromkeys(("iii", "3d", "3rd"), 3),
    **dict.fromkeys(("iv", "4th"), 4),
}


@dataclass(frozen=True, slots=True)
class Spelling:
    """Folded words. `generation` is 1 for a senior, 2 for a junior or second, 0 where the name says nothing."""

    family: tuple[str, ...]
    given: tuple[str, ...] = ()
    generation: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        return self.family + self.given


@lru_cache(maxsize=65536)
def spellings(text: str) -> tuple[Spelling, ...]:
    """The ways to read a name: "Mondale, Walter F. (Fritz)" is Walter F. and Fritz Mondale.

    Before a comma stands the family name, else it is taken to be the last word. A name of titles alone is read as it is.
    """
    asides = ASIDE.findall(text)
    whole = read(ASIDE.sub(" ", text))
    if whole is None:
        return ()
    return tuple(dict.fromkeys([whole, *filter(None, (beside(whole, one) for one in asides))]))


def read(text: str) -> Spelling | None:
    parts = [part for part in (words_of(part) for part in text.split(",")) if part]
    generation = next((GENERATIONS[part[-1]] for part in parts if part[-1] in GENERATIONS), 0)
    kept = [[word for word in part if word not in GENERATIONS] for part in parts]
    named = [part for part in (own_names(part, number == 0) for number, part in enumerate(kept)) if part]
    if not named:
        all_of_it = tuple(chain.from_iterable(kept))
        return spelling(all_of_it[-1:], all_of_it[:-1], generation) if all_of_it else None
    if len(named) > 1:
        return spelling(named[0], named[1], generation)
    [only] = named
    return spelling(only[-1:], only[:-1], generation)


def beside(whole: Spelling, aside: str) -> Spelling | None:
    """A single word in brackets is what somebody is called, several are another name."""
    other = read(aside)
    if other is None or len(other.words) > 1:
        return other
    return spelling(whole.family, other.words, whole.generation)


def words_of(part: str) -> list[str]:
    plain = fold(RUN_TOGETHER.sub(". ", part).replace("-", " "))
    return MUHAMMAD.sub("muhammad", SERVANT.sub("abd ", plain)).split()


def own_names(words: Sequence[str], with_family: bool) -> list[str]:
    """Without titles, particles and the fathers' names, if anything is left then. `with_family`: the last word is a family name,
    whatever else it means (Rufus King)."""
    kept, all_names, before = [], [], ""
    for place, word in enumerate(words, 1):
        is_last = with_family and place == len(words)
        if is_last or (word not in TITLES and word not in PARTICLES):
            all_names.append(word)
            kept += [] if before in FATHERED and not is_last else [word]
        before = before if word in ARTICLES else word
    return kept or all_names


def spelling(family: Sequence[str], given: Sequence[str], generation: int) -> Spelling:
    """Each word once: of "Sabah al-Ahmed al-Sabah" the second one says nothing more."""
    others = tuple(word for word in dict.fromkeys(given) if word not in family)
    return Spelling(tuple(dict.fromkeys(family)), others, generation)


def spellings_of(names: Iterable[str]) -> tuple[Spelling, ...]:
    """Of all names of an actor, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(map(spellings, names))))
