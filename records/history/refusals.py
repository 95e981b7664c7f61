"""Why a version cannot be put back, in words for the person who asked."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models
from django.utils.text import capfirst

from records.access import Reader
from records.doubles import ASK, is_hidden_double
from records.history.shape import Snapshot, shape_of
from records.models import Kind

UNKNOWN = "A rule of the database refuses this version as a whole. Take over by hand what you need of it."


class NotRestored(Exception):
    """It was not done, and nothing has changed; the message says why and what helps."""


class Unchanged(NotRestored):
    """There is nothing to do: the record stands so already."""


def in_words(error: ValidationError, record: models.Model) -> str:
    """One line of all that the record's own rules say, each after the field that it is said of."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f"{label(record, name)}{one}" for name, said in error.message_dict.items() for one in said)


def label(record: models.Model, name: str) -> str:
    if name == NON_FIELD_ERRORS:
        return ""
    try:
        return f"{capfirst(str(record._meta.get_field(name).verbose_name))}: "  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        return f"{capfirst(name)}: "


def why(error: IntegrityError, record: Kind, wanted: Snapshot, reader: Reader) -> str:
    """The words of the constraint that the database names in its error; of a row that the reader may not see, none."""
    said, shape = str(error), shape_of(record.kind)
    among = [shape.model, *(part.model for part in shape.parts)]
    found = next((one for one in constraints(among) if is_named(one, *said.rsplit("DETAIL", 1)[:1])), None)
    if found is None:
        return UNKNOWN
    parts = (part for part in shape.parts if part.model is found[0])
    rows = [{**row, part.whole: record.pk} for part in parts for row in wanted.get(part.name, ())]
    is_unique = isinstance(found[1], models.UniqueConstraint)
    if is_unique and any(is_hidden_double(*found, row, row.get("id"), reader) for row in rows):
        return ASK
    message = str(found[1].violation_error_message)
    return UNKNOWN if message == found[1].default_violation_error_message else message


def constraints(among: Sequence[type[models.Model]]) -> Iterator[tuple[Any, Any]]:
    for model in among:
        for each in (model, *model._meta.get_parent_list()):
            yield from ((each, one) for one in each._meta.constraints)


def is_named(found: tuple[Any, Any], said: str) -> bool:
    """PostgreSQL, and SQLite of a condition, name the constraint; SQLite names the columns that are to be unique."""
    model, one = found
    columns = [model._meta.get_field(name).column for name in getattr(one, "fields", ())]
    unique = ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
    return one.name in said or bool(unique and said.endswith(f"failed: {unique}"))
