"""Which actors are meant by what somebody wrote into a filter: the end of an address, a reference, a name, the code of a state,
or a name in another spelling."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from actors.codes import ISO, code_of
from actors.models import Actor, Category
from actors.models.actors import ActorQuerySet
from records.access import Reader
from records.kinds import ref
from records.names import slugged
from records.search.spellings import SURE, alike

MOST_NAMESAKES = 200
REF = re.compile(rf"{Actor.LETTER}-([0-9]{{1,12}})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Called:
    """The actors meant, id -> title, `otherwise` than by a name or address as it was written; where there are none,
    `offered` asks for the names that may have been."""

    titles: dict[int, str] = field(default_factory=dict)
    offered: str = ""
    otherwise: bool = False

    @property
    def ids(self) -> list[int]:
        return list(self.titles)

    @property
    def told(self) -> list[tuple[str, str]]:
        """(title, reference) of each, where a reader is to be told: where the text says something else, or fits several."""
        several = self.otherwise or len(self.titles) > 1
        return [(title, ref(Actor.KIND, pk)) for pk, title in self.titles.items()] if several else []


def called(text: str, reader: Reader, most: int) -> Called:
    """Among the actors that the reader may see: the one at this address or of this reference; else those of exactly this name;
    else the state of this code; else those whose names hold every word, as a whole if any do; else those of a name that sounds
    the same. At most `most` of them. A single word means every person whose whole or last name it is, also where one of them
    has it for an address."""
    shown = Actor.objects.visible_to(reader)
    text = text.strip()
    if found := as_written(text, shown, most):
        return found
    spelt = alike(text.split(), reader)
    if spelt and spelt[0].score >= SURE and (found := as_written(spelt[0].text, shown, most)):
        return replace(found, otherwise=True)
    names = " or ".join(f"“{one.text}”" for one in spelt if shown.named_like(one.text).exists())
    return Called(offered=f" Did you mean {names}?" if names else "")


def as_written(text: str, shown: ActorQuerySet, most: int) -> Called | None:
    """Without regard to other spellings; None where nothing fits."""
    if certain := certainly(text, shown, most):
        return Called(certain)
    for found, otherwise in ways(text, shown):
        if titles := titles_of(found, most):
            return Called(titles, otherwise=otherwise)
    return None


def titles_of(found: ActorQuerySet, most: int) -> dict[int, str]:
    return dict(found.order_by("pk").values_list("pk", "title")[:most])


def certainly(text: str, shown: ActorQuerySet, most: int) -> dict[int, str]:
    """By address or whole name. One query, and one where this may be the last name of others."""
    slugs = {text, slugged(text, limit=100)}
    named = shown.of_address_or_name(slugs, text).order_by("pk")
    rows = list(named.values_list("pk", "title", "slug", "category")[:MOST_NAMESAKES])
    if text.isalpha():
        if rows and all(category == Category.PERSON for *_, category in rows):
            others = titles_of(shown.in_category(Category.PERSON).named_last(text), most)
            both = {pk: title for pk, title, *_ in rows} | others
            return dict(sorted(both.items())[:most])
        rows = [row for row in rows if row[3] != Category.PERSON]
    at = [row for row in rows if row[2] in slugs]
    return {pk: title for pk, title, *_ in (at or rows)[:most]}


def ways(text: str, shown: ActorQuerySet) -> Iterator[tuple[ActorQuerySet, bool]]:
    """What else the text may mean, the most certain first, and whether that is otherwise than it is written."""
    if reference := REF.fullmatch(text):
        yield shown.among([int(reference[1])]), True
    if code := code_of(text):
        yield shown.coded(ISO, code), True
    yield shown.named_by_words(text), False
    yield shown.named_like(text), False
