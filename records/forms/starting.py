"""What a new record's form begins with, as its address gives it: `?claim=…&visit=…`."""

from typing import Any

from django.http import QueryDict

from records.access import Reader
from records.models import Kind
from records.referring import REF, instances, shown_of


def given(data: QueryDict, reader: Reader, name: str, *kinds: str) -> Kind | None:
    """The record that the address names by its reference ("C-0012") or the last part of its own address; None for one that
    is hidden, not there, or not of these kinds (by default, the kind called like the name)."""
    text = data.get(name, "").strip()[:300]
    shown = shown_of(reader, kinds or (name,))
    found = REF.fullmatch(text)
    rows = shown.among([int(found[2])]) if found else shown.at_slug(text)
    pk = rows.values_list("pk", flat=True).first() if text else None
    return instances([pk])[pk] if pk else None


def start_of(data: QueryDict, reader: Reader, **wanted: tuple[str, ...]) -> dict[str, Any]:
    """Field -> record, for those fields that the address names: `field=("claim", "claim")` has the name in the address first,
    then the kinds."""
    found = {field: given(data, reader, *named) for field, named in wanted.items()}
    return {field: one for field, one in found.items() if one is not None}
