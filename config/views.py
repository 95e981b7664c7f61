import sys

import structlog
from django.db import Error, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.decorators.http import require_safe

SECONDS_TO_WAIT = 30


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; says nothing of the database."""
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers too; 503 where it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for an error of ours, with the id under which the log knows the request; no database needed.

    Where it is the database that does not answer, or not in time, the page says so: 503, come back soon.
    """
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        page, status, headers = "503.html", 503, {"Retry-After": str(SECONDS_TO_WAIT)}
    else:
        page, status, headers = "500.html", 500, {}
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    html = loader.get_template(page).render({"request_id": request_id})
    return HttpResponse(html, status=status, headers=headers)
