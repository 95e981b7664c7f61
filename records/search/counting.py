"""The values of the facets that a page shows, as far as the reader may see what they name: of each the most numerous."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from heapq import nlargest
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import Case, QuerySet, Value, When
from taggit.models import Tag

from records import kinds
from records.access import Reader
from records.prepared import prepared
from records.search.facets import Count, named_facets
from records.search.tally import Tally

if TYPE_CHECKING:
    from records.search.asked import Asked

# So many ids are looked up at first, and so many times as many where that was not enough.
FIRST, MORE = 80, 4
# Facet, value, label and number of what has one of the ids.
Looked: TypeAlias = Callable[[list[int]], Iterable[tuple[str, Count]]]


def counts(asked: "Asked", names: Sequence[str], tally: Tally) -> dict[str, list[Count]]:
    """Of each of the facets the values in their order, one more than are shown where there are as many."""
    made: dict[str, list[Count]] = {
        "kind": [Count(value, "", number) for value, number in tally.kind.items()],
        "year": [Count(value, "", number) for value, number in tally.year.items()],
        "stage": [Count(value, "", number) for value, number in tally.stage.items()],
        "grade": [Count(value, value, number) for value, number in tally.grade.items()],
    }
    if "tag" in names:
        made |= most_of(asked, ["tag"], tally.tag, lambda pks: tags(asked.reader, pks, tally.tag))
    if named := [name for name in names if name in named_facets()]:
        made |= most_of(asked, named, tally.named, lambda pks: targets(asked.reader, pks, tally.named))
    return {name: foremost(asked, name, made[name]) for name in names}


def foremost(asked: "Asked", name: str, found: Iterable[Count]) -> list[Count]:
    """What is chosen first, then the most numerous, or the latest years."""
    chosen = {value.lower() for value in asked.chosen.get(name, ())}

    def place(one: Count) -> tuple[bool, int, str, str]:
        first = -int(one.value) if name == "year" else -one.number
        return str(one.value).lower() not in chosen, first, one.label, str(one.value)

    return sorted(found, key=place)[: asked.most_values(name) + 1]


def most_of(asked: "Asked", names: Sequence[str], numbers: Counter[str], looked: Looked) -> dict[str, list[Count]]:
    """Values of these facets, the most numerous among them. Looked up are what is chosen and the ids that are found most often,
    until there are enough of each facet: of many thousands that are named once or twice a page shows none."""
    chosen = [pk for name in names for pk in asked.meant(name) if str(pk) in numbers]
    size = FIRST
    while True:
        first = nlargest(size + 1, numbers, key=numbers.__getitem__)
        below = numbers[first[size]] if len(first) > size else 0
        found: dict[str, list[Count]] = {name: [] for name in names}
        for name, count in looked(list({*map(int, first[:size]), *chosen})):
            if name in found:
                found[name].append(count)
        if all(enough(found[name], asked.most_values(name), below) for name in names):
            return found
        size *= MORE


def enough(found: Sequence[Count], most: int, below: int) -> bool:
    """Whether none of those that are found so often as `below` says, or less, can be among the first."""
    numbers = sorted((one.number for one in found), reverse=True)
    return not below or (len(numbers) > most and numbers[most] > below)


def tags(reader: Reader, pks: list[int], numbers: Counter[str]) -> Iterable[tuple[str, Count]]:
    return (("tag", Count(slug, name, numbers[str(pk)])) for pk, slug, name in tag_rows(reader, pks))


def targets(reader: Reader, pks: list[int], numbers: Counter[str]) -> Iterable[tuple[str, Count]]:
    named = (kind for kind, info in kinds.KINDS.items() if info.model.NAMED_IN)
    rows = chain.from_iterable(target_rows(reader, pks, kind=kind) for kind in named)
    return ((facet, Count(slug, title, numbers[str(pk)])) for pk, slug, title, facet in rows)


@prepared
def tag_rows(reader: Reader, pks: list[int]) -> QuerySet:
    """Of tags of records that the reader may see: they may know of each."""
    return Tag.objects.filter(pk__any_of=pks).values_list("pk", "slug", "name")


@prepared
def target_rows(reader: Reader, pks: list[int], kind: str) -> QuerySet:
    model = kinds.KINDS[kind].model
    facet = Case(*(When(which, then=Value(name)) for name, which in model.NAMED_IN.items()))
    shown = model.objects.visible_to(reader).among(pks)
    return shown.annotate(facet=facet).values_list("pk", "slug", "title", "facet")
