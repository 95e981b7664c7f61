"""What an address answers: the record, the way to where it moved, why it was withdrawn, or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from records import kinds
from records.access import Handling, Reader
from records.models import Kind, Record, Redirect, Revision
from records.models.record import NO_TEXT
from records.prepared import prepared

K = TypeVar("K", bound=Kind)
# Before the address of a record, where something else is made of it.
BEFORE = ("desk", "feeds")
# More than a key of the database can hold has more figures.
FIGURES = 18


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an address has a record, if there is one: folder and slug, or the number alone."""

    folder: str = ""
    slug: str = ""
    number: int = 0

    def record(self) -> tuple[int | None, int]:
        """The id of the record that is there or, at a former address, is meant, whoever may see it; and the strictest label of
        what the address tells of it. What a record was called formerly may have been told to few."""
        if self.number:
            found = Record.objects.among([self.number])
        else:
            found = Record.objects.at(self.folder, self.slug)
        if here := found.values_list("pk", "handling").first():
            return here
        former = Redirect.objects.leading_from(kinds.address_path(self.folder, self.slug)) if self.slug else None
        return former, Handling.RED if former else Handling.CLEAR


def spot_of(path: str) -> Spot | None:
    """Of which record the address would be: its page, what stands under it, its file or feed, the desk's pages of it; None for
    an address that is no record's."""
    first, *rest = [*path.strip("/").split("/"), ""]
    if first in BEFORE:
        first, *rest = rest or [""]
    if first == "r" and rest[0].isascii() and rest[0].isdecimal() and len(rest[0]) <= FIGURES:
        return Spot(number=int(rest[0]))
    slug = rest[0].partition(".")[0] if rest else ""
    return Spot(first, slug) if first in kinds.FOLDERS and slug else None


def record_page(model: type[K]) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view of one record: called with the record where the reader may see it.

    Otherwise a former address leads on (301), a withdrawn record says why (410), all else is 404, the same for
    a record that is hidden and one that never was.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def respond(request: HttpRequest, slug: str, **more: Any) -> HttpResponse:
            record = record_at(model, slug, request.user)
            if record is None:
                return elsewhere(request, model.FOLDER, slug)
            return view(request, record, **more)

        return respond

    return decorate


def record_at(model: type[K], slug: str, reader: Reader) -> K | None:
    if NO_TEXT in slug:
        return None
    names = [field.attname for field in model._meta.concrete_fields]
    rows = row_at(reader, slug, model=model, names=tuple(names))
    return model.from_db(DEFAULT_DB_ALIAS, names, rows[0]) if rows else None


@prepared
def row_at(reader: Reader, slug: str, *, model: type[Kind], names: tuple[str, ...]) -> QuerySet:
    return model._default_manager.visible_to(reader).at(model.FOLDER, slug).values_list(*names)[:1]


def page_of_any_kind(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """As `record_page`, for addresses that records of every kind have: the view gets an instance of the kind."""

    @wraps(view)
    def respond(request: HttpRequest, folder: str, slug: str, **more: Any) -> HttpResponse:
        if folder not in kinds.FOLDERS:
            raise Http404
        return record_page(kinds.KINDS[kinds.FOLDERS[folder]].model)(view)(request, slug, **more)

    return respond


def elsewhere(request: HttpRequest, folder: str, slug: str) -> HttpResponse:
    """The answer for an address at which the reader sees no record."""
    former = former_owner(folder, slug, request.user)
    if shown := Record.objects.visible_to(request.user).among(former).first():
        return led_on(request, kinds.address_path(folder, slug), shown.get_absolute_url())
    gone = Record.objects.gone().within_clearance(request.user)
    if withdrawn := gone.at(folder, slug).first() or gone.among(former).first():
        return render(request, "410.html", {"reason": withdrawn.withdrawn_because, "ref": withdrawn.ref}, status=410)
    raise Http404


def record_meant(folder: str, slug: str, reader: Reader) -> Kind | None:
    """The record that has the address, or had it, as an instance of its kind, if the reader may see it."""
    if folder not in kinds.FOLDERS:
        return None
    model = kinds.KINDS[kinds.FOLDERS[folder]].model
    found = record_at(model, slug, reader)
    if found is None and (former := former_owner(folder, slug, reader)):
        found = model._default_manager.visible_to(reader).among(former).first()
    return found


def answers(request: HttpRequest, folder: str, slug: str) -> int:
    """The status of the answer for an address at which the reader sees no record."""
    try:
        return elsewhere(request, folder, slug).status_code
    except Http404:
        return 404


def former_owner(folder: str, slug: str, reader: Reader) -> list[int]:
    """The id of the record that is meant by a former address, if the reader may know that it was there.

    What a record was called while it was a draft, or more strictly handled, is not told by where that address leads.
    """
    owner = Redirect.objects.leading_from(kinds.address_path(folder, slug))
    if owner is None:
        return []
    then = Revision.objects.at_address(kinds.FOLDERS.get(folder, ""), slug, owner)
    return [] if then.exists() and not then.readable_by(reader).exists() else [owner]


def led_on(request: HttpRequest, old: str, new: str) -> HttpResponsePermanentRedirect:
    """To the new address, with whatever stood behind the old one: `.json`, `mentions/`, the query."""
    behind = request.get_full_path().removeprefix(old[:-1]) if request.path.startswith(old[:-1]) else "/"
    return HttpResponsePermanentRedirect(new[:-1] + behind)
