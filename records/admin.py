"""The administration: accounts, sources and tags are edited there; records are found there and read on their pages.

A record is saved with its history, as one act of one person (`records.models.saving`), so nothing here adds, changes or
deletes one.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest
from django.utils.safestring import SafeString
from taggit.models import Tag

from records.access import CURATORS, Reader, Role, is_curator
from records.auditing import audit
from records.dates import words
from records.links import Links, anchor
from records.models import Audited, Document, Kind, Source, User
from records.models.mentions import link_fields
from records.models.tags import tags_known_to

admin.site.unregister([Group, Tag])

Field = str | Callable[[Any], Any]


class ForCurators(admin.ModelAdmin):
    """Curators may look, add and change. Nothing is deleted: what history names stays, and Django's page for deleting
    names every record that hangs on a row, whoever looks."""

    list_per_page = 50

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
def linked(name: str) -> Callable[[Kind], SafeString]:
    """A column: the record to which a key leads, as a link to its page; withheld where the reader may not see it."""

    @admin.display(description=name.replace("_", " "))
    def column(record: Kind) -> SafeString:
        links: Links = record.links  # type: ignore[attr-defined]
        return links[getattr(record, f"{name}_id")]

    column.__name__ = name
    return column


@admin.display(description="when", ordering="earliest")
def dated(record: Kind) -> str:
    return words(record.when)


@admin.display(description="page")
def page(record: Kind) -> SafeString:
    return anchor(record.kind, record.slug, record.title)


def give_links(records: Iterable[Kind], reader: Reader) -> None:
    """The links of all these records, loaded in one query, for their columns made by `linked`."""
    found = list(records)
    links = Links(reader).load(pk for record in found for pk in record.linked_ids())
    for record in found:
        record.links = links  # type: ignore[attr-defined]


class RecordList(ChangeList):
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        give_links(self.result_list, request.user)


class RecordAdmin(ForCurators):
    """A kind of record, to be found: no row and no column tells more than the reader's own pages do.

    `list_filter` and `search_fields` name columns of the record and its parts: a condition on another record tells of it.
    """

    list_display: tuple[Field, ...] = ("title", dated, "handling", "stage", "updated_at")
    list_filter: ClassVar[tuple[str, ...]] = ("handling", "stage")
    search_fields: ClassVar[tuple[str, ...]] = ("title", "slug")
    ordering: ClassVar[tuple[str | OrderBy, ...]] = (F("earliest").desc(nulls_last=True), "-pk")
    view_on_site = False
    change_form_template = "admin/record.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).visible_to(request.user)  # type: ignore[attr-defined]

    def get_changelist(self, request: HttpRequest, **more: Any) -> type[ChangeList]:
        return RecordList

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup.split("__", maxsplit=1)[0] in self.list_filter

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        record = super().get_object(request, object_id, from_field)
        if record:
            give_links([record], request.user)
        return record

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The record's own columns; keys to other records as `linked` shows them.

        Not the texts with references in them: as written they name records that the reader may not see.
        """
        columns = (field for field in self.model._meta.fields if not field.is_relation)
        own = [field.name for field in columns if field.name not in self.model.MARKUP]
        return [page, *own, *(linked(name.removesuffix("_id")) for name in link_fields(self.model)[0])]


@admin.register(Document)
class DocumentAdmin(RecordAdmin):
    list_display = ("title", dated, "source", "language", "handling", "stage", "updated_at")
    list_select_related = ("source",)
    search_fields = ("title", "slug", "author", "url")


@admin.register(Source)
class SourceAdmin(ForCurators):
    list_display = ("name", "kind", "reliability", "country", "language")
    list_filter = ("kind", "reliability")
    search_fields = ("name", "descriptor")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).known_to(request.user)  # type: ignore[attr-defined]


@admin.register(Tag)
class TagAdmin(ForCurators):
    list_display = ("name", "slug")
    search_fields = ("name",)
    ordering = ("name",)
    prepopulated_fields = {"slug": ("name",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return tags_known_to(request.user).order_by(*self.ordering)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts, for admins. What an account may do follows from its role; one that is not needed is made inactive,
    since the history names it."""

    list_display = ("username", "get_full_name", "role", "clearance", "is_active", "last_login")
    list_filter = ("role", "clearance", "is_active")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("Part in the work", {"fields": ("role", "clearance", "is_active")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "password1", "password2", "role", "clearance")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.is_staff = obj.role in CURATORS
        obj.is_superuser = obj.role == Role.ADMIN
        super().save_model(request, obj, form, change)

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> Any:
        """Of a new password Django's own page leaves word here alone."""
        if request.resolver_match and (request.resolver_match.url_name or "").endswith("password_change"):
            audit(Audited.PASSWORD_CHANGED, request.user.pk, account=obj.pk)
        return super().log_change(request, obj, message)
