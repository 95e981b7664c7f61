"""Who is let in at all. What they may see and change there, `records.access` decides."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from records.access import is_admin, is_curator, is_editor
from records.models import User

View = Callable[..., HttpResponseBase]


def editors_only(view: View) -> View:
    """Somebody who has not signed in is asked to; a reader without the role is told so (403)."""

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not is_editor(request.user):
            raise PermissionDenied("This is the editors' desk, and your account reads. Ask an administrator for more.")
        return view(request, *args, **more)

    return respond


def admins_only(view: View) -> View:
    """As `editors_only`, for what admins alone look after."""

    @editors_only
    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        if not is_admin(request.user):
            raise PermissionDenied("This is for administrators. Ask one of them for what you need from it.")
        return view(request, *args, **more)

    return respond


def curators_only(view: View) -> View:
    """As `editors_only`, for what only curators and administrators do."""

    @editors_only
    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        if not is_curator(request.user):
            raise PermissionDenied("This is for curators. Ask one of them, or an administrator for more.")
        return view(request, *args, **more)

    return respond


def signed_in(request: HttpRequest) -> User:
    """Who asks, where `editors_only` has let them in."""
    return cast(User, request.user)
