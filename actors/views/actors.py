from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actors.filters import ActorFilters
from actors.models import STATES, Actor, Category
from actors.sections import actors as sections
from actors.sections.lists import actor_rows
from records.addresses import record_page
from records.listing import Sort, listing_for

SORTS = (
    Sort("Name", "name", ("sort_name", "pk"), ("-sort_name", "-pk")),
    Sort("Kind", "kind", ("category", "sort_name", "pk"), ("-category", "-sort_name", "-pk")),
    Sort("State"),
    Sort("Post, or what it is part of"),
    Sort("Life"),
)


@require_safe
@record_page(Actor)
def actor_detail(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One address for all kinds of actor; each kind has its own template."""
    today = timezone.localdate()
    if actor.category == Category.PERSON:
        template, context = "official", sections.official(actor, request, today)
    elif actor.category in STATES:
        template, context = "state", sections.state(actor, request, today)
    elif actor.category == Category.ARMED_GROUP:
        template, context = "armed_group", sections.armed_group(actor, request, today)
    else:
        template, context = "organisation", sections.organisation(actor, request, today)
    return render(request, f"actors/{template}_detail.html", {**context, "section": "actors"})


@require_safe
def actor_list(request: HttpRequest) -> HttpResponse:
    shown = Actor.objects.visible_to(request.user).of_kind(Actor.KIND)
    intro = "Officials, states, organisations and armed groups, with the posts that people hold and how sure that is."
    listing, found = listing_for(
        request, shown, title="Actors", sorts=SORTS, default="name", filters=ActorFilters, intro=intro
    )
    listing.rows = actor_rows(found, request.user, timezone.localdate())
    return render(request, "actors/actor_list.html", {"listing": listing, "section": "actors"})
