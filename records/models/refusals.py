"""Refusals that say how to write it right."""

from django.core.exceptions import ValidationError
from django.db import models


def with_choices(refused: models.Model, error: ValidationError) -> ValidationError:
    """The refusal of a model's fields, telling for each field with a list what may be chosen."""
    told = {name: [_told(refused, name, one) for one in found] for name, found in error.error_dict.items()}
    return ValidationError(told)


def _told(refused: models.Model, name: str, error: ValidationError) -> ValidationError:
    if error.code != "invalid_choice":
        return error
    field = refused._meta.get_field(name)
    *most, last = (str(label) for _, label in field.flatchoices)  # type: ignore[union-attr]
    allowed = f"{', '.join(most)} or {last}" if most else last
    value = getattr(refused, name)
    return ValidationError(f"“{value}” is none of the choices here: choose {allowed}.", code="invalid_choice")
