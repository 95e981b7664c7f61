from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from records.access import CURATORS, Role
from records.admin.paging import Bounded
from records.models import User

# What an account may do follows from its role alone: a group would promise rights that it does not give.
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts, for admins. What an account may do follows from its role; one that is not needed is made inactive,
    since the history names it."""

    list_display = ("username", "get_full_name", "role", "clearance", "is_active", "last_login")
    list_filter = ("role", "clearance", "is_active")
    list_per_page = 50
    paginator = Bounded
    show_full_result_count = False
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
