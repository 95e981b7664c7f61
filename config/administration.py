from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, reverse

from records.access import is_curator


class Administration(AdminSite):
    """`/admin/`: for curators and admins, who sign in where everybody does."""

    site_title = "Chancery"
    site_header = "Chancery: administration"
    index_title = "What can be looked after here"

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_staff and is_curator(request.user)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Where a reader without the role is sent: to the sign-in, or, signed in already, told so (403)."""
        if self.has_permission(request) or not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
        raise PermissionDenied

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]
        return LogoutView.as_view()(request)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """All but "view on site", which leads to the address of any record, seen or not."""
        return [one for one in super().get_urls() if getattr(one, "name", "") != "view_on_site"]
