from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actors.filters import ActorFilters
from actors.models import STATES, Actor, Category
from actors.sections import actors as sections
from actors.sections.formats import FORMATS
from actors.sections.lists import actor_rows
from records.access import Reader
from records.addresses import record_page
from records.listing import Sort
from records.sections.catalogues import Catalogue
from records.views.lists import list_answer


def all_actors(reader: Reader) -> QuerySet:
    return Actor.objects.visible_to(reader).of_kind(Actor.KIND)


ACTORS = Catalogue(
    title=Actor.PLURAL,
    folder=Actor.FOLDER,
    intro="Officials, states, organisations and armed groups, with the posts that people hold and how sure that is.",
    empty="Officials, states and groups stand here. There is none yet that you may read.",
    section="actors",
    sorts=(
        Sort("Name", "name", ("sort_key", "pk"), ("-sort_key", "-pk")),
        Sort("Kind", "kind", ("category", "sort_key", "pk"), ("-category", "-sort_key", "-pk")),
        Sort("State"),
        Sort("Post, or what it is part of", column="post"),
        Sort("Life"),
    ),
    default="name",
    filters=ActorFilters,
    records=all_actors,
    rows=lambda found, form: actor_rows(found, form.reader, form.day),
    heading=0,
    formats=FORMATS,
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
def actor_list(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    return list_answer(request, ACTORS, suffix)
