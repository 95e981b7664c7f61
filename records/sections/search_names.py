"""What was chosen, in words, and how it is taken away."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from records import kinds
from records.access import Handling, Reader, Stage
from records.models import Record
from records.search.asked import FACETS, Asked
from records.search.facets import LABELS, STAGES, named_facets
from records.search.meanings import HANDLINGS, named_kinds


@dataclass(frozen=True, slots=True)
class Chip:
    """Something chosen, and the address without it."""

    facet: str
    label: str
    url: str


def chips_kept(asked: Asked, names: Container[str], data: QueryDict, path: str) -> list[Chip]:
    """What is chosen of these facets, on another page than that of the search. One query at most."""
    chosen = [(name, value) for name in FACETS if name in names for value in asked.chosen.get(name, ())]
    labels = names_of_chosen(chosen, asked.reader)
    found = []
    for name, value in chosen:
        rest = data.copy()
        rest.setlist(name, [one for one in asked.chosen[name] if one != value])
        rest.pop("page", None)
        found.append(Chip(facet_label(name), labels[name, value.lower()], f"{path}?{rest.urlencode()}"))
    return found


def facet_label(name: str) -> str:
    return LABELS.get(name, name.capitalize())


def names_of_chosen(chosen: Sequence[tuple[str, str]], reader: Reader) -> dict[tuple[str, str], str]:
    """(facet, value in lower case) -> label; the value itself where the reader can know of no name. One query at most."""
    addresses = {value.lower() for name, value in chosen if name in named_facets()}
    titles: dict[str, str] = {}
    if addresses:
        shown = Record.objects.visible_to(reader).of_kinds(named_kinds()).at_slug(*addresses)
        titles = dict(shown.values_list("slug", "title"))
    return {(name, value.lower()): label_of(name, value, titles) for name, value in chosen}


def label_of(name: str, value: str, titles: dict[str, str]) -> str:
    key = value.lower()
    if name == "kind":
        return next((one.plural for one in kinds.KINDS.values() if key in (one.kind, one.folder)), value)
    if name == "stage":
        return Stage(STAGES[key]).label if key in STAGES else value
    if name == "handling":
        return Handling(HANDLINGS[key]).label if key in HANDLINGS else value
    return titles.get(key, value)
