from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from briefings.filters.briefings import BriefingFilters
from briefings.models import Briefing
from briefings.sections.as_published import as_published_context, published_revision
from briefings.sections.briefings import briefing_context, briefing_rows
from records.access import Reader, Stage
from records.addresses import record_page
from records.listing import Sort
from records.sections.catalogues import Catalogue
from records.views.lists import list_answer


def all_briefings(reader: Reader) -> QuerySet:
    return Briefing.objects.visible_to(reader).with_judgement_count()


OLDEST, NEWEST = (F("as_of").asc(nulls_last=True), "pk"), (F("as_of").desc(nulls_last=True), "-pk")
BRIEFINGS = Catalogue(
    title=Briefing.PLURAL,
    folder=Briefing.FOLDER,
    intro="Papers by analysts: what they judge, and the records and sources that each of them rests on.",
    empty="The newest papers stand here. No briefing that you may read has been published yet.",
    section="briefings",
    sorts=(
        Sort("As of", "as-of", OLDEST, NEWEST, dated=True),
        Sort("Briefing", "title", ("title", "pk"), ("-title", "-pk")),
        Sort("Judgements", "judgements", ("judgement_count", *NEWEST), ("-judgement_count", *NEWEST), numeric=True),
        Sort("Handling", "handling", ("handling", *NEWEST), ("-handling", *NEWEST)),
    ),
    default="-as-of",
    filters=BriefingFilters,
    records=all_briefings,
    rows=lambda found, form: briefing_rows(found, form.reader),
)


@require_safe
@record_page(Briefing)
def briefing_detail(request: HttpRequest, briefing: Briefing) -> HttpResponse:
    today = timezone.localdate()
    if request.GET.get("as") != "published":
        context = briefing_context(briefing, request, today)
    elif briefing.stage == Stage.PUBLISHED and (revision := published_revision(briefing, request.user)):
        context = as_published_context(briefing, revision, request, today)
    else:
        return HttpResponseRedirect(briefing.get_absolute_url())
    return render(request, "briefings/briefing_detail.html", {**context, "section": "briefings"})


@require_safe
def briefing_list(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    return list_answer(request, BRIEFINGS, suffix)
