"""The columns an uncertain date becomes, its constraint; folded text; and the lookup `any_of`."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.core import checks
from django.core.exceptions import EmptyResultSet, FieldDoesNotExist, ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Q
from django.db.models.sql.compiler import SQLCompiler

from records.dates import LONGEST, DateError, bounds


def validate_edtf(text: str) -> None:
    try:
        bounds(text)
    except DateError as error:
        raise ValidationError(str(error), code="edtf") from error


class EDTFField(models.CharField):
    """EDTF text; saving or cleaning it fills the two date fields named by `earliest` and `latest`.

    Both must be declared after it: Django saves fields in the order of their declaration. An invalid text never reaches
    the database: cleaning raises ValidationError, saving and `update()` raise DateError. Naming the field in
    `update_fields` without the two leaves them as they were, and so does `update()`.
    """

    default_validators = [validate_edtf]
    # '' is a value here: were it "empty", cleaning would pass it by and leave the bounds of the text before.
    empty_values = [None]

    def __init__(self, *args: Any, earliest: str = "earliest", latest: str = "latest", **options: Any) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(*args, **{"max_length": LONGEST, "blank": True, "default": "", **options})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "earliest": self.earliest, "latest": self.latest}

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        return [*super().check(**options), *self._check_siblings()]

    def _check_siblings(self) -> Iterator[checks.CheckMessage]:
        for sibling in (self.earliest, self.latest):
            try:
                field = self.model._meta.get_field(sibling)
            except FieldDoesNotExist:
                yield checks.Error(f"There is no field {sibling!r} to fill.", obj=self, id="records.E101")
                continue
            if not isinstance(field, models.DateField) or field < self:
                yield checks.Error(f"{sibling!r} must be a DateField after it.", obj=self, id="records.E102")

    def clean(self, value: Any, model_instance: models.Model | None) -> str:
        text = str(super().clean(value, model_instance)).strip()
        if model_instance:
            self._fill(model_instance, text)
        return text

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = (getattr(model_instance, self.attname) or "").strip()
        self._fill(model_instance, text)
        return text

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, str):
            bounds(value)
        return super().get_db_prep_save(value, connection)

    def _fill(self, record: models.Model, text: str) -> None:
        earliest, latest = bounds(text)
        setattr(record, self.attname, text)
        setattr(record, self.earliest, earliest)
        setattr(record, self.latest, latest)


class DayField(models.DateField):
    """A kind's own copy of `earliest`, for lists that filter by a key of the kind and sort by date.

    The copy is made at saving, when the parent row, and `earliest` with it, has been saved already.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"null": True, "editable": False, **options})

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        setattr(model_instance, self.attname, model_instance.earliest)
        return model_instance.earliest


def edtf_check(
    name: str, text: str = "when", earliest: str = "earliest", latest: str = "latest"
) -> models.CheckConstraint:
    """No text, no bounds; with a text the bounds stand in order where both are known."""
    neither = Q(**{text: "", f"{earliest}__isnull": True, f"{latest}__isnull": True})
    open_sided = Q(**{f"{earliest}__isnull": True}) | Q(**{f"{latest}__isnull": True})
    in_order = Q(**{f"{earliest}__lte": F(latest)})
    return models.CheckConstraint(condition=neither | (~Q(**{text: ""}) & (open_sided | in_order)), name=name)


def known(field: str, choices: type[models.TextChoices], name: str, message: str) -> models.CheckConstraint:
    """A constraint: the column holds one of the list's values."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}), name=name, violation_error_message=message
    )


class FoldedField(models.CharField):
    """ASCII text in the order of its letters, whatever order of letters the database was made with: what begins with "mu" is
    then a range of an ordinary index."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        """SQLite has this order by itself."""
        order = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": order}


@models.AutoField.register_lookup
@models.BigAutoField.register_lookup
@models.ForeignKey.register_lookup
class AnyOf(models.Lookup):
    """`pk__any_of=ids`: as `__in`, but with one parameter however many ids. Of no ids it asks the database nothing; one that
    is larger than any can be is none."""

    lookup_name = "any_of"

    def get_prep_lookup(self) -> list[int]:
        return [pk for pk in map(int, self.rhs) if abs(pk) < 2**63]

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        column, params = self._column(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", (*params, json.dumps(self.rhs))

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, params = self._column(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", (*params, self.rhs)

    def _column(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Sequence[Any]]:
        if not self.rhs:
            raise EmptyResultSet
        return self.process_lhs(compiler, connection)
