"""What must be one of its sort is there already: told as it is where the editor may see the other, in one neutral sentence else.

That something stands in the way cannot be kept from whoever is refused; what it is, and in which field, can.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from records.access import Reader
from records.models import Record
from records.models.rows import rows_told_to

ASK = "This cannot be saved as it stands; ask a curator."


def told_of_doubles(instance: models.Model, error: ValidationError, reader: Reader) -> ValidationError:
    """What is wrong with the instance, as the reader may be told of it. Two queries for each rule that it breaks."""
    values = {one.attname: getattr(instance, one.attname) for one in instance._meta.concrete_fields}
    broken = [*hidden_doubles(instance, values, error.messages, reader)]
    if not broken:
        return error
    said = {str(one.violation_error_message) for one in broken}
    left: dict[str, list[Any]] = {}
    for name, wrong in error.update_error_dict({}).items():
        left[name] = [one for one in wrong if not said.intersection(one.messages)]
    left.setdefault("__all__", []).append(ASK)
    return ValidationError({name: wrong for name, wrong in left.items() if wrong})


def hidden_doubles(
    instance: models.Model, values: Mapping[str, Any], messages: list[str], reader: Reader
) -> Iterator[models.UniqueConstraint]:
    rules = ((model, one) for model, several in instance.get_constraints() for one in several)
    unique = ((model, one) for model, one in rules if isinstance(one, models.UniqueConstraint))
    for model, one in unique:
        is_broken = str(one.violation_error_message) in messages
        if is_broken and is_hidden_double(model, one, values, instance.pk, reader):
            yield one


def is_hidden_double(
    model: Any, one: models.UniqueConstraint, values: Mapping[str, Any], own: int | None, reader: Reader
) -> bool:
    """Whether a row that the reader may not see has what must be unique; `values` by the names of the columns."""
    columns = [model._meta.get_field(name).attname for name in one.fields]
    if not columns or any(name not in values for name in columns):
        return False
    others = model._base_manager.filter(**{name: values[name] for name in columns}).exclude(pk=own)
    return bool(others.exclude(pk__in=seen(model, others, reader).values("pk")).exists())


def seen(model: Any, rows: models.QuerySet, reader: Reader) -> Any:
    if issubclass(model, Record):
        return Record.objects.visible_to(reader).within(rows.values("pk"))
    return rows_told_to(reader, rows, "")
