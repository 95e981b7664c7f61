"""The rows of a part of a record, as far as one reader may be told of what they name."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from records.access import Reader, visible


def rows_told_to(reader: Reader, rows: QuerySet, whole: str) -> QuerySet:
    """Those of which the reader may see every record that they name; `whole` is the key of the record they belong to."""
    shown = Q()
    for one in rows.model._meta.concrete_fields:
        target: Any = one.related_model
        if one.name != whole and isinstance(target, type) and issubclass(target, Model) and hasattr(target, "handling"):
            shown &= Q(**{f"{one.name}__isnull": True}) | visible(reader, f"{one.name}__")
    return rows.filter(shown)


def number_of_rows(rows: QuerySet, whole: str, pk: int) -> int:
    """How many of the rows belong to the record with this id, whoever may be told of them."""
    return rows.filter(**{whole: pk}).count()
