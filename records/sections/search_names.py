"""What was chosen in words, where no record that was found has it."""

from collections.abc import Sequence

from records import kinds
from records.access import Handling, Reader, Stage
from records.models import Record
from records.search.facets import STAGES, named_facets
from records.search.meanings import HANDLINGS, named_kinds


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
