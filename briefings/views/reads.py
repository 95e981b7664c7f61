"""What the form of a visit is told while it is filled in: the posts held that day, warnings, and what readers will see."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from actors.held import Held, held_by, surely_held
from actors.models import Actor
from briefings.forms.visit_entry import VisitEntry
from briefings.forms.visits import VISITS
from briefings.models import Visit
from records.access import Reader, can_edit
from records.addresses import record_at
from records.dates import DateError, bounds
from records.forms.references import titles
from records.forms.sources import day_of
from records.referring import NotMeant, meant
from records.said_dates import read_date
from records.views.guards import editors_only

TYPED = 400


@editors_only
@require_safe
@cache_control(private=True)
def posts_read(request: HttpRequest) -> HttpResponse:
    """`/desk/reads/posts/?actor=…&when=…&document=…`: the posts of somebody on a day, each as the form wants it."""
    asked, reader, today = request.GET, request.user, timezone.localdate()
    near = day_of(asked.get("document", "")[:TYPED], reader, today)
    first, last, problem = days_of(asked.get("when", "")[:TYPED], near)
    person = person_of(asked.get("actor", "")[:TYPED], reader, today)
    held = held_by([person.pk], first, last, reader).get(person.pk, []) if person else []
    shown = [one for one in held if one.certain or one.possible]
    states = {one.state for one in shown} | ({person.state_id} if person else set())
    told = titles(reader, {pk for pk in states if pk})
    return JsonResponse(
        {
            "posts": [as_json(one, told) for one in shown],
            "sure": sure.ref if (sure := surely_held(held)) else "",
            "state": told.get(person.state_id or 0, "") if person else "",
            "problem": problem,
        },
        json_dumps_params={"ensure_ascii": False},
    )


def as_json(one: Held, told: dict[int, str]) -> dict[str, Any]:
    sure = "certain" if one.certain else "possible"
    state = told.get(one.state, "") if one.state else ""
    return {"ref": one.ref, "words": one.words, "held": sure, "level": one.level, "state": state}


def person_of(text: str, reader: Reader, today: date) -> Actor | None:
    try:
        found = meant(text, reader, today, ("actor",)) if text.strip() else None
    except NotMeant:
        return None
    return found if isinstance(found, Actor) else None


@editors_only
@require_POST
def visit_read(request: HttpRequest) -> HttpResponse:
    """`/desk/reads/visit/`, `?visit=v-1042` for one that is on record: the form as it stands now. Nothing is saved."""
    slug = request.GET.get("visit", "")[:TYPED]
    visit = record_at(Visit, slug, request.user) if slug else Visit()
    if visit is None or (slug and not can_edit(request.user, visit)):
        raise Http404
    entry = VisitEntry(VISITS, visit, request.user, timezone.localdate(), request.POST)
    told = entry.context()
    return JsonResponse(
        {
            "card": render_to_string("desk/_visit_card.html", {"card": told["card"]}),
            "warnings": render_to_string("desk/_warnings.html", {"warnings": told["warnings"]}),
        },
        json_dumps_params={"ensure_ascii": False},
    )


def days_of(text: str, near: date | None) -> tuple[date | None, date | None, str]:
    """The first and the last possible day of a date as somebody wrote it, and what is wrong with it."""
    try:
        return *bounds(read_date(text, near).edtf), ""
    except DateError as error:
        return None, None, str(error)
