import structlog
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.decorators.http import require_safe


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
    except connection.Database.Error:
        return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for an error of ours, with the id under which the log knows the request; no database needed."""
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    return HttpResponse(loader.get_template("500.html").render({"request_id": request_id}), status=500)
