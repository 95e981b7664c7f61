"""Records of the kinds without names, found by the beginnings of words of their titles while somebody types."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps

from records.access import Reader
from records.search.query import All, Beginning
from records.search.words import begun

# Fewer letters begin a word of nearly every title: of one word so many are needed, of several these are enough of each.
SHORTEST, SHORTEST_ALONE = 3, 4


def titled(words: Sequence[str], reader: Reader, kinds: Iterable[str], limit: int) -> list[tuple[Any, ...]]:
    """(id, kind, address part, title, dates) of those whose titles have a word that begins with each of these folded words, as
    far as the reader may see them, what was entered last first. Words of a letter or two are left out of it."""
    long = [word for word in words if len(word) >= SHORTEST]
    if not long or (len(words) == 1 and len(long[0]) < SHORTEST_ALONE):
        return []
    tree = All(tuple(Beginning(*begun(word)) for word in long))
    found = apps.get_model("records.SearchEntry").objects.visible_to(reader).of_kinds(kinds).headed(tree)
    # By id alone: the databases read what is found in that order and stop, and of the wide records only these.
    last = found.order_by("-pk").values("pk")[:limit]
    records = apps.get_model("records.Record").objects.visible_to(reader).within(last)
    return list(records.order_by("-pk").values_list("pk", "kind", "slug", "title", "when"))
