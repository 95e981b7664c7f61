from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from actors.models import Actor
from briefings.sections.feeds import feed_of
from records import kinds
from records.addresses import elsewhere, record_at
from records.changes import Scope
from records.feeds import TYPE, etag
from records.models import Record
from records.search.asked import Asked


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    return answer(request, Scope(request.user), "all", "all records", "/changes/")


@require_safe
def of_kind(request: HttpRequest, folder: str) -> HttpResponse:
    if folder not in kinds.FOLDERS:
        raise Http404
    kind = kinds.FOLDERS[folder]
    records = Record.objects.visible_to(request.user).of_kind(kind)
    return answer(request, Scope(request.user, records), folder, kinds.KINDS[kind].plural, f"/{folder}/")


@require_safe
def of_actor(request: HttpRequest, slug: str) -> HttpResponse:
    """The records that name the actor, and the actor's own; a former address leads to the feed of today."""
    actor = record_at(Actor, slug, request.user)
    if actor is None:
        moved = elsewhere(request, Actor.FOLDER, slug)
        if isinstance(moved, HttpResponsePermanentRedirect):
            return HttpResponsePermanentRedirect(f"/feeds{moved.url[:-1]}.atom")
        return moved
    shown = Record.objects.visible_to(request.user)
    records = shown.naming(actor.pk).union(shown.among([actor.pk]))
    return answer(request, Scope(request.user, records), f"actor {actor.pk}", actor.title, actor.get_absolute_url())


@require_safe
def of_search(request: HttpRequest) -> HttpResponse:
    asked = Asked(request.GET, request.user)
    query = asked.parameters().urlencode()
    scope = Scope(request.user, asked.records())
    words = asked.text or ", ".join(value for values in asked.chosen.values() for value in values) or "all records"
    return answer(request, scope, f"search {query}", words, f"/search/?{query}", " ".join(asked.problems))


def answer(request: HttpRequest, scope: Scope, name: str, title: str, page: str, subtitle: str = "") -> HttpResponse:
    """The feed as this reader may have it, or 304 where they have it already.

    Only its mark decides: what has gone from a feed leaves no later moment behind, and another reader, signed in at the
    same browser, is told other things at the same moment.
    """
    whole = request.build_absolute_uri
    text, updated = feed_of(scope, name, f"Chancery: {title}", whole(page), whole(), subtitle)
    mark = etag(text)
    response = HttpResponse(text, content_type=TYPE)
    if "HTTP_IF_NONE_MATCH" in request.META:
        response = get_conditional_response(request, mark, None, response) or response
    response.headers["ETag"] = mark
    response.headers["Last-Modified"] = http_date(updated.timestamp())
    response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response
