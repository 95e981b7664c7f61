"""What an address answers: the record, the way to where it moved, why it was withdrawn, or nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from records import kinds
from records.access import Reader
from records.models import Kind, Record, Redirect

K = TypeVar("K", bound=Kind)


def record_page(model: type[K]) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view of one record: called with the record where the reader may see it.

    Otherwise a former address leads on (301), a withdrawn record says why (410), all else is 404, the same for
    a record that is hidden and one that never was.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def respond(request: HttpRequest, slug: str, **more: Any) -> HttpResponse:
            record = model._default_manager.visible_to(request.user).at(model.FOLDER, slug).first()
            if record is None:
                return elsewhere(request, model.FOLDER, slug)
            return view(request, record, **more)

        return respond

    return decorate


def elsewhere(request: HttpRequest, folder: str, slug: str) -> HttpResponse:
    """The answer for an address at which the reader sees no record."""
    path = f"/{folder}/{slug}/"
    if new := moved_to(path, request.user):
        rest = request.path.removeprefix(path[:-1])
        return HttpResponsePermanentRedirect(new[:-1] + rest)
    gone = Record.objects.gone().within_clearance(request.user).at(folder, slug).first()
    if gone is None:
        raise Http404
    return render(request, "410.html", {"reason": gone.withdrawn_because, "ref": gone.ref}, status=410)


def moved_to(path: str, reader: Reader) -> str | None:
    """The present address of the record that was once at `path`, if the reader may see it."""
    row = (
        Record.objects.visible_to(reader)
        .filter(pk__in=Redirect.objects.filter(path=path).values("record_id"))
        .values_list("kind", "slug")
        .first()
    )
    return kinds.address(*row) if row else None
