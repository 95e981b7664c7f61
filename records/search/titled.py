"""Records of the kinds without names, found by the beginnings of words of their titles while somebody types."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps

from records.access import Reader
from records.search.query import All, Beginning
from records.search.words import begun

# Fewer letters begin a word of nearly every title.
SHORTEST = 3


def titled(words: Sequence[str], reader: Reader, kinds: Iterable[str], limit: int) -> list[tuple[Any, ...]]:
    """(id, kind, address part, title, dates) of those whose titles have a word that begins with each of these folded words, as
    far as the reader may see them, the newest first. Words of a letter or two are left out of it."""
    long = [word for word in words if len(word) >= SHORTEST]
    if not long:
        return []
    tree = All(tuple(Beginning(*begun(word)) for word in long))
    found = apps.get_model("records.Record").objects.visible_to(reader).of_kinds(kinds).headed(tree).newest_first()
    return list(found.values_list("pk", "kind", "slug", "title", "when")[:limit])
