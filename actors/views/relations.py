from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors.filters import RelationFilters
from actors.models import Relation
from actors.sections.lists import relation_rows
from actors.sections.single import relation_page
from records.access import Reader
from records.addresses import record_page
from records.listing import Sort
from records.sections.catalogues import Catalogue
from records.views.lists import list_answer

OLDEST = (F("day").asc(nulls_last=True), "pk")
NEWEST = (F("day").desc(nulls_last=True), "-pk")


def all_relations(reader: Reader) -> QuerySet:
    return Relation.objects.visible_to(reader).of_kind(Relation.KIND)


RELATIONS = Catalogue(
    title=Relation.PLURAL,
    folder=Relation.FOLDER,
    intro="What one actor is to another: a member, an ally, who shelters and who proscribes.",
    empty="Ties between actors stand here. There is none yet that you may read.",
    section="actors",
    sorts=(
        Sort("Subject"),
        Sort("Relation", "type", ("type", *NEWEST), ("-type", *NEWEST)),
        Sort("Object"),
        Sort("When", "when", OLDEST, NEWEST),
        Sort("Record"),
    ),
    default="-when",
    filters=RelationFilters,
    records=all_relations,
    rows=lambda found, form: relation_rows(found, form.reader),
    heading=0,
)


@require_safe
@record_page(Relation)
def relation_detail(request: HttpRequest, relation: Relation) -> HttpResponse:
    context = {"page": relation_page(relation, request), "section": "actors"}
    return render(request, "actors/relation_detail.html", context)


@require_safe
def relation_list(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    return list_answer(request, RELATIONS, suffix)
