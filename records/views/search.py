from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from records.access import is_editor
from records.search.asked import Asked
from records.sections.search import empty_page, found_page
from records.sections.search_data import as_data


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found and by what it can be narrowed down; where nothing is asked, what can be."""
    asked = Asked(request.GET, request.user)
    shown = found_page(asked, request.GET) if asked.given else empty_page(request.user)
    context = {
        "asked": asked,
        "shown": shown,
        "strictest": shown.strictest,
        "help_open": not asked.given or bool(asked.problems),
        "editor": is_editor(request.user),
    }
    return render(request, "records/search.html", context)


@require_safe
def search_json(request: HttpRequest) -> HttpResponse:
    """The same answer for machines."""
    asked = Asked(request.GET, request.user)
    return JsonResponse(as_data(asked, request.GET, request), json_dumps_params={"ensure_ascii": False, "indent": 1})
