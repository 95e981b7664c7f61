"""The history of a record of any kind: its revisions, one of them, what differs between two, and putting one back."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from records.access import Handling, can_edit
from records.addresses import page_of_any_kind
from records.history.refusals import NotRestored
from records.history.restoring import restore
from records.models import Kind, Revision, User
from records.proposals import propose_restoring
from records.publishing import Refused, changes_are_proposed
from records.sections.history import difference_context, log_of, restore_context, revision_context

PLACE = re.compile(r"[0-9-]{1,30}")


@require_safe
@page_of_any_kind
def record_history(request: HttpRequest, record: Kind) -> HttpResponse:
    """Its revisions, 50 a page; with `a` and `b` it leads to what differs between the two."""
    here = f"{record.get_absolute_url()}history/"
    chosen = [request.GET.get(name, "") for name in ("a", "b")]
    if all(map(PLACE.fullmatch, chosen)) and chosen[0] != chosen[1]:
        return HttpResponseRedirect(f"{here}{chosen[0]}/{chosen[1]}/")
    before = request.GET.get("before", "")
    log = log_of(record, request.user, revision_at(record, before, request) if before else None)
    handling = Handling(record.handling).label
    context = {"record": record, "handling": handling, "log": log, "chosen_badly": any(chosen), "before": before}
    return render(request, "records/history.html", context)


def revision_at(record: Kind, place: str, request: HttpRequest) -> Revision:
    found = Revision.objects.of(record.pk).readable_by(request.user).called(place, request.user).first()
    if found is None:
        raise Http404
    return found


@require_safe
@page_of_any_kind
def record_revision(request: HttpRequest, record: Kind, one: str) -> HttpResponse:
    """The permanent address of a revision: the record as it was then."""
    revision = revision_at(record, one, request)
    return render(request, "records/history_revision.html", revision_context(record, revision, request.user))


@require_safe
@page_of_any_kind
def record_difference(request: HttpRequest, record: Kind, one: str, other: str) -> HttpResponse:
    """What differs between two revisions, the older first whichever is named first."""
    pair = [revision_at(record, place, request) for place in (one, other)]
    former, later = sorted(pair, key=lambda revision: revision.number)
    context = difference_context(record, former, later, request.user, "whole" in request.GET)
    return render(request, "records/history_difference.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page_of_any_kind
def record_restore(request: HttpRequest, record: Kind, one: str) -> HttpResponse:
    """Asks for a comment, then puts the revision back as a new one."""
    by = request.user
    if not isinstance(by, User) or not can_edit(by, record):
        raise PermissionDenied
    revision = revision_at(record, one, request)
    comment, refused = request.POST.get("comment", "").strip(), ""
    if request.method == "POST":
        try:
            messages.success(request, put_back(record, revision, by, comment))
            return HttpResponseRedirect(record.get_absolute_url())
        except (NotRestored, Refused) as error:
            refused = str(error)
    context = restore_context(record, revision, by, comment, refused)
    return render(request, "records/history_restore.html", context, status=409 if refused else 200)


def put_back(record: Kind, revision: Revision, by: User, comment: str) -> str:
    """What has been done, in words."""
    if changes_are_proposed(record):
        propose_restoring(record, revision, by, comment)
        return "Proposed: a second person reads it, and until then readers have the text as it is."
    restore(revision, by, comment)
    return "Restored. What stood here before is kept as a revision."
