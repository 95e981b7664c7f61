"""Records and what belongs to them, to be found in the administration and read there or on their pages.

A record is saved with its history, as one act of one person (`records.models.saving`), so nothing here adds, changes or
deletes one.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest
from django.utils.safestring import SafeString

from records.access import Reader, can_edit, is_curator, visible
from records.admin.paging import MOST, Bounded
from records.auditing import audit_refusal
from records.dates import words
from records.desk import page_at
from records.links import Links, anchor
from records.models import Kind
from records.models.mentions import is_record, link_fields

Field = str | Callable[[Any], Any]


class ForCurators(admin.ModelAdmin):
    """Curators may look, add and change. Nothing is deleted: what history names stays, and Django's page for deleting
    names every record that hangs on a row, whoever looks."""

    list_per_page = 50
    list_max_show_all = 0
    paginator = Bounded
    show_full_result_count = False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        return super().get_object(request, object_id, from_field) if number_of(object_id) else None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_curator(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_curator(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_curator(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_curator(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@cache
def linked(name: str) -> Callable[[Any], SafeString]:
    """A column: the record to which a key leads, as a link to its page; withheld where the reader may not see it."""

    @admin.display(description=name.replace("_", " "))
    def column(row: Any) -> SafeString:
        links: Links = row.links
        return links[getattr(row, f"{name}_id")]

    column.__name__ = name
    return column


@admin.display(description="when", ordering="earliest")
def dated(record: Kind) -> str:
    return words(record.when)


@admin.display(description="page")
def page(record: Kind) -> SafeString:
    return anchor(record.kind, record.slug, record.title)


def ids_in(row: models.Model) -> list[int | None]:
    """The records that a record or one of its parts names in its own columns."""
    if isinstance(row, Kind):
        return list(row.linked_ids())
    return [getattr(row, f"{name}_id") for name in record_keys(type(row))]


def give_links(records: Iterable[Any], reader: Reader) -> None:
    """The links of all these records, loaded in one query, for their columns made by `linked`."""
    found = list(records)
    links = Links(reader).load(pk for row in found for pk in ids_in(row))
    for one in found:
        one.links = links


class RecordList(ChangeList):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if self.result_count == MOST:
            self.title = f"The first {MOST:,}: search, or filter, for what is not among them"

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        give_links(self.result_list, request.user)


class Found(ForCurators):
    """What is found here and changed nowhere but at the desk; its columns that lead to records are links to their pages."""

    change_form_template = "admin/record.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changelist(self, request: HttpRequest, **more: Any) -> type[ChangeList]:
        return RecordList

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup.split("__", maxsplit=1)[0] in self.list_filter

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row:
            give_links([row], request.user)
        return row


class RecordAdmin(Found):
    """A kind of record, to be found: no row and no column tells more than the reader's own pages do.

    `list_filter` and `search_fields` name columns of the record and its parts: a condition on another record tells of it.
    """

    list_display: tuple[Field, ...] = ("title", dated, "handling", "stage", "updated_at")
    list_filter: ClassVar[tuple[str, ...]] = ("handling", "stage")
    search_fields: ClassVar[tuple[str, ...]] = ("title", "slug")
    ordering: ClassVar[tuple[str | OrderBy, ...]] = (F("earliest").desc(nulls_last=True), "-pk")
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).visible_to(request.user)  # type: ignore[attr-defined]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        record = super().get_object(request, object_id, from_field)
        if not record:
            audit_refusal(request.user.pk, request.path, 404, stored(self.model, object_id))  # type: ignore[arg-type]
        return record

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **more: Any) -> Any:
        """With the ways that the desk has: what is not done here is done there."""
        record = context["original"]
        desk = f"/desk{record.get_absolute_url()}"
        ways = [("Page", record.get_absolute_url()), ("History", f"{record.get_absolute_url()}history/")]
        if can_edit(request.user, record):
            ways.append(("Review, publish, withdraw", f"{desk}review/"))
            ways += [("Edit at the desk", f"{desk}edit/")] if page_at(record.FOLDER) else []
        return super().render_change_form(request, {**context, "ways": ways}, *args, **more)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The record's own columns; keys to other records as `linked` shows them.

        Not the texts with references in them: as written they name records that the reader may not see; nor what tells of
        another record (`SAID`): that one may be hidden.
        """
        columns = (field for field in self.model._meta.fields if not field.is_relation)
        own = [
            field.name
            for field in columns
            if field.name not in self.model.MARKUP and not self.model.SAID.get(field.name)
        ]
        return [page, *own, *(linked(name.removesuffix("_id")) for name in link_fields(self.model)[0])]


def number_of(object_id: str) -> int:
    """The id that is written in an address; 0 where it is none, or larger than any can be."""
    return int(object_id) if object_id.isascii() and object_id.isdecimal() and len(object_id) < 19 else 0


def stored(model: type[models.Model], object_id: str) -> int | None:
    """The id of a record that is there, whoever may see it."""
    return model._base_manager.filter(pk=number_of(object_id)).values_list("pk", flat=True).first()


def record_keys(model: type[models.Model]) -> list[str]:
    """The keys of a part that lead to records."""
    return [field.name for field in model._meta.concrete_fields if is_record(field.related_model)]


class PartAdmin(Found):
    """Rows that belong to records. There are those alone of which the reader may see every record that they lead to: a passage
    tells of its document as of what it is cited for. Their longer texts are read where they stand."""

    list_select_related: ClassVar[bool | tuple[str, ...]] = False
    # The columns are links themselves, to the records.
    list_display_links = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = self.told_to(super().get_queryset(request), request)
        for name in record_keys(self.model):
            seen = visible(request.user, f"{name}__")
            null = self.model._meta.get_field(name).null
            rows = rows.filter(seen | Q(**{f"{name}__isnull": True}) if null else seen)
        return rows

    def told_to(self, rows: QuerySet, request: HttpRequest) -> QuerySet:
        """For what was said of a record at a time."""
        return rows

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [name for name in self.list_display if name != "__str__"]


class SaidAdmin(PartAdmin):
    """What people said of a record, as it was at a revision: not to who could not have read the record then."""

    def told_to(self, rows: QuerySet, request: HttpRequest) -> QuerySet:
        return rows.told_to(request.user)  # type: ignore[attr-defined]
