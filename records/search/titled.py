"""Records of the kinds without names, found by the beginnings of words of their titles while somebody types."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps

from records.access import Reader


def titled(words: Sequence[str], reader: Reader, kinds: Iterable[str], limit: int) -> list[tuple[Any, ...]]:
    """(id, kind, address part, title) of those whose titles hold every folded word, or its beginning, and that the reader may
    see; the closest first."""
    records = apps.get_model("records.Record").objects.visible_to(reader).of_kinds(kinds)
    found = records.titled_like(" ".join(words)).closest_first()
    return list(found.values_list("pk", "kind", "slug", "title", "when")[:limit])
