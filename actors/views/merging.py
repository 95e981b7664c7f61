"""Merging two entries of one actor, undoing that, and splitting one: each is proposed here and done by a second person."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from actors.forms.merging import OtherForm, SplitForm
from actors.merging.planning import differing
from actors.merging.proposals import MERGE, SPLIT, UNMERGE, merge_payload
from actors.models import Actor, Merge
from actors.sections.merging import (
    MergePage,
    done_page,
    merge_page,
    merge_rows,
    split_page,
    waiting_rows,
)
from records.access import may_merge
from records.addresses import record_page
from records.models import Proposal
from records.proposing import propose
from records.publishing import NotYours, Refused
from records.views.guards import editors_only, signed_in

PER_PAGE = 50
View = Callable[..., HttpResponseBase]


def mergers_only(view: View) -> View:
    """As `editors_only`, for curators who may read everything."""

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        if not may_merge(request.user):
            raise PermissionDenied(
                "Merging moves records of every handling: it takes a curator or administrator with clearance TLP:RED."
            )
        return view(request, *args, **more)

    return editors_only(respond)


def written(request: HttpRequest, name: str) -> str:
    """What was typed into a field, without the one sign that no database keeps in a text."""
    return request.POST.get(name, "").replace("\x00", "").strip()


def told(page: Any, strictest: str) -> dict[str, Any]:
    return {"merging": page, "strictest": strictest}


def answered(refused: Refused | None) -> int:
    return 200 if refused is None else 403 if isinstance(refused, NotYours) else 422


@mergers_only
@require_http_methods(["GET", "POST"])
@record_page(Actor)
def actor_merge(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`/desk/actors/<slug>/merge/?with=A-12`: the actor at this address stays, the other goes."""
    given = request.POST if request.method == "POST" else request.GET
    form = OtherForm(request.user, timezone.localdate(), given)
    if not form.is_valid():
        context = {"actor": actor, "form": form, "refused": form.is_bound}
        return render(request, "desk/merge_with.html", context, status=422 if form.is_bound else 200)
    loser: Actor = form.cleaned_data["other"]
    if request.method == "GET":
        took = request.GET.getlist("take")
        return shown(request, merge_page(actor, loser, request.user, took or None), None)
    chosen = [name for name in differing(actor, loser) if request.POST.get(f"field-{name}") == "goes"]
    page = merge_page(actor, loser, request.user, chosen)
    try:
        if written(request, "seen") != page.seen:
            raise Refused("One of the two was saved by somebody since you opened this page. Look at it once more.")
        propose(actor, MERGE, merge_payload(loser, chosen), signed_in(request), written(request, "reason"))
    except Refused as refused:
        return shown(request, page, refused)
    messages.success(request, f"Proposed: {loser.ref} into {actor.ref}. A second person decides.")
    return redirect(f"/desk{actor.get_absolute_url()}review/#proposals")


def shown(request: HttpRequest, page: MergePage, refused: Refused | None) -> HttpResponse:
    page.refused, page.reason = str(refused or ""), written(request, "reason")
    return render(request, "desk/merge.html", told(page, page.strictest), status=answered(refused))


@mergers_only
@require_http_methods(["GET", "POST"])
@record_page(Actor)
def actor_split(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`/desk/actors/<slug>/split/`: rows are chosen, looked at, and proposed; `?proposal=12` shows what was proposed."""
    today, by = timezone.localdate(), signed_in(request)
    if request.method == "GET":
        proposed = proposed_split(actor, request)
        form = SplitForm(actor, by, today, initial=proposed.get("new", {}))
        ticked = {f"{key}:{pk}" for key, pks in proposed.get("rows", {}).items() for pk in pks}
        page = split_page(actor, by, form, ticked, looked=bool(proposed))
        return render(request, "desk/split.html", told(page, page.handling))
    form, ticked = SplitForm(actor, by, today, request.POST), set(request.POST.getlist("row"))
    refused: Refused | None = None
    try:
        if not form.is_valid():
            raise Refused("Nothing was proposed: see what is said at the fields.")
        if request.POST.get("then") == "propose":
            payload = {"rows": by_key(ticked), "new": form.new}
            propose(actor, SPLIT, payload, by, form.cleaned_data["reason"])
            messages.success(request, f"Proposed: to split {actor.ref}. A second person decides.")
            return redirect(f"/desk{actor.get_absolute_url()}review/#proposals")
    except Refused as error:
        refused = error
    page = split_page(actor, by, form, ticked, looked=True)
    page.refused = str(refused or "")
    return render(request, "desk/split.html", told(page, page.handling), status=answered(refused))


def proposed_split(actor: Actor, request: HttpRequest) -> dict[str, Any]:
    number = request.GET.get("proposal", "")
    if not number.isascii() or not number.isdecimal() or len(number) > 9:
        return {}
    found = Proposal.objects.of(actor.pk).told_to(request.user).wanting(SPLIT).among([int(number)]).first()
    return dict(found.payload) if found else {}


def by_key(ticked: set[str]) -> dict[str, list[int]]:
    """ "actors.Name.actor:12" -> its key and number; what is none is passed by."""
    found: dict[str, list[int]] = {}
    for one in sorted(ticked):
        key, _, number = one.rpartition(":")
        if number.isascii() and number.isdecimal() and len(number) < 19:
            found.setdefault(key, []).append(int(number))
    return found


@mergers_only
@require_safe
def merge_list(request: HttpRequest) -> HttpResponse:
    """`/desk/merges/`: what waits for a second person, and what has been done."""
    by = signed_in(request)
    waiting = Proposal.objects.of_visible(by).told_to(by).open().wanting_any(MERGE, UNMERGE, SPLIT)
    page = Paginator(Merge.objects.newest_first().with_people(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "waiting": waiting_rows(list(waiting.select_related("by").oldest_first()[:PER_PAGE]), by),
        "rows": merge_rows(page),
        "page_of": page,
    }
    return render(request, "desk/merges.html", context)


@mergers_only
@require_http_methods(["GET", "POST"])
def merge_done(request: HttpRequest, pk: int) -> HttpResponse:
    """`/desk/merges/<pk>/`: what came from where; its undoing is proposed here."""
    merge = Merge.objects.with_people().at(pk).first()
    if merge is None:
        raise Http404
    refused: Refused | None = None
    if request.method == "POST":
        try:
            propose(merge.winner, UNMERGE, {"merge": merge.pk}, signed_in(request), written(request, "reason"))
            messages.success(request, "Proposed: to undo this merge. A second person decides.")
            return redirect(f"/desk/merges/{merge.pk}/")
        except Refused as error:
            refused = error
    page = done_page(merge, signed_in(request))
    page.refused, page.reason = str(refused or ""), written(request, "reason")
    return render(request, "desk/merge_done.html", told(page, page.strictest), status=answered(refused))
