from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors.filters import RelationFilters
from actors.models import Relation
from actors.sections.lists import relation_rows
from actors.sections.single import relation_page
from records.addresses import record_page
from records.listing import Sort, listing_for

OLDEST = (F("day").asc(nulls_last=True), "pk")
NEWEST = (F("day").desc(nulls_last=True), "-pk")
SORTS = (
    Sort("Subject"),
    Sort("Relation", "type", ("type", *NEWEST), ("-type", *NEWEST)),
    Sort("Object"),
    Sort("When", "when", OLDEST, NEWEST),
    Sort("Record"),
)


@require_safe
@record_page(Relation)
def relation_detail(request: HttpRequest, relation: Relation) -> HttpResponse:
    context = {"page": relation_page(relation, request), "section": "actors"}
    return render(request, "actors/relation_detail.html", context)


@require_safe
def relation_list(request: HttpRequest) -> HttpResponse:
    shown = Relation.objects.visible_to(request.user).of_kind(Relation.KIND)
    intro = "What one actor is to another: a member, an ally, who shelters and who proscribes."
    listing, found = listing_for(
        request, shown, title="Relations", sorts=SORTS, default="-when", filters=RelationFilters, intro=intro
    )
    listing.rows = relation_rows(found, request.user)
    return render(request, "actors/relation_list.html", {"listing": listing, "section": "actors"})
