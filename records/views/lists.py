"""Every list, as a page and as a file, and the addresses of both."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone

from records.sections.catalogues import SUFFIXES, Catalogue, page_of
from records.sections.exports import file_of


def list_paths(folder: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """`/visits/`, `/visits.csv` and `/visits.json`."""
    files = [path(f"{folder}.{suffix}", view, {"suffix": suffix}, name=f"{name}_{suffix}") for suffix in SUFFIXES]
    return [path(f"{folder}/", view, name=name), *files]


def list_answer(request: HttpRequest, catalogue: Catalogue, suffix: str) -> HttpResponseBase:
    """The page of the list for the suffix "", else the file."""
    if suffix:
        return list_file(request, catalogue, suffix)
    listing = page_of(request, catalogue, timezone.localdate())
    return render(request, catalogue.template, {"listing": listing, "section": catalogue.section})


def list_file(request: HttpRequest, catalogue: Catalogue, suffix: str) -> HttpResponseBase:
    return file_of(request, catalogue, suffix, timezone.localdate(), timezone.now())
