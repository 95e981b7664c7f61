"""Lists of actors, posts and tenures as files for other programs, and the page that tells what these hold."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from actors.sections.formats import FILES, export_of, format_file, offered
from actors.views.actors import ACTORS
from actors.views.posts import POSTS, TENURES

LISTS = {one.folder: one for one in (ACTORS, POSTS, TENURES)}


def format_paths() -> list[URLPattern]:
    """`/actors.popolo.json` … and `/exports/actors/`, of each of the lists."""
    files = [
        path(f"{folder}.{suffix}", file_of_format, {"folder": folder, "suffix": suffix}, name=f"{folder}_{suffix}")
        for folder in LISTS
        for suffix in FILES
    ]
    pages = [path(f"exports/{folder}/", exports, {"folder": folder}, name=f"{folder}_exports") for folder in LISTS]
    return [*files, *pages]


@require_safe
def file_of_format(request: HttpRequest, folder: str, suffix: str) -> HttpResponseBase:
    return format_file(request, LISTS[folder], suffix, timezone.localdate(), timezone.now())


@require_safe
def exports(request: HttpRequest, folder: str) -> HttpResponse:
    """What the list gives as a file of each format, and what of it has no place there."""
    catalogue = LISTS[folder]
    export = export_of(request, catalogue, timezone.localdate(), timezone.now())
    if isinstance(export, HttpResponse):
        return export
    context = {
        "catalogue": catalogue,
        "scope": export.scope,
        "files": offered(request, catalogue, export),
        "query": request.GET.urlencode(),
        "section": catalogue.section,
    }
    return render(request, "actors/exports.html", context)
