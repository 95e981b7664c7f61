"""What is audited of requests: who was refused, and what somebody signed in took along as a file or a feed."""

from collections.abc import Callable
from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from records.access import Handling, clearance
from records.addresses import spot_of
from records.auditing import Origin, audit, audit_refusal, coming_from
from records.models import Audited, User

Answers = Callable[[HttpRequest], HttpResponseBase]
# What a page asks of itself while it is read, and a table without rows.
NO_EXPORT = ("/search.json",)
EMPTY_TABLE = "template.csv"
NOT_FOUND, FORBIDDEN = 404, 403


def audited(get_response: Answers) -> Answers:
    """Refusals of those signed in, and their exports. An export that cannot be audited is not given."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        with coming_from(Origin(remote_address(request), request.user)):
            response = get_response(request)
            if response.status_code in (FORBIDDEN, NOT_FOUND):
                audit_refused(request, response.status_code)
            elif response.status_code == 200 and is_export(request):
                audit_export(request)
        return response

    return answer


def remote_address(request: HttpRequest) -> str:
    """Behind a proxy, the address that the proxy nearest to the site saw; whatever else is in that header anybody can write."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return (forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", ""))[:45]


def audit_refused(request: HttpRequest, status: int) -> None:
    spot = spot_of(request.path)
    if (spot or status == FORBIDDEN) and request.user.is_authenticated:
        record, handling = spot.record() if spot else (None, Handling.CLEAR)
        audit_refusal(request.user.pk, request.path, status, record, handling)


def is_export(request: HttpRequest) -> bool:
    """Whatever has an ending is a file: lists, single records, feeds, calendars. Attachments are read, as pages are."""
    path = PurePosixPath(request.path)
    if request.method != "GET" or not path.suffix or path.name == EMPTY_TABLE or request.path in NO_EXPORT:
        return False
    return "attachments" not in path.parts and not request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/")


def audit_export(request: HttpRequest) -> None:
    """What was asked for may name what the reader may see and another may not."""
    if request.user.is_authenticated:
        spot = spot_of(request.path)
        record = spot.record()[0] if spot else None
        detail = {"path": request.path, "query": request.META.get("QUERY_STRING", "")}
        audit(Audited.EXPORTED, request.user.pk, record=record, handling=clearance(request.user), detail=detail)


class SignIn(LoginView):
    """Who signs in, and who tries to. What was typed is not kept: it may be a password in the wrong field."""

    template_name = "sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            audit(Audited.SIGNED_IN, self.request.user.pk, account=self.request.user.pk)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        account = User.known_as(form.data.get("username", ""))
        audit(Audited.SIGN_IN_FAILED, None, account=account, detail={} if account else {"account": "none of that name"})
        return super().form_invalid(form)
