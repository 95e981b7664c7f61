from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from briefings.filters.briefings import BriefingFilters
from briefings.models import Briefing
from briefings.sections.briefings import briefing_context, listed_briefings
from records.addresses import record_page
from records.listing import Sort, listing_for

SORTS = (
    Sort("As of", "as-of", (F("as_of").asc(nulls_last=True), "pk"), (F("as_of").desc(nulls_last=True), "-pk")),
    Sort("Briefing", "title", ("title", "pk"), ("-title", "-pk")),
    Sort("Judgements", numeric=True),
    Sort("Handling", "handling", ("handling", "-as_of", "-pk"), ("-handling", "-as_of", "-pk")),
)


@require_safe
@record_page(Briefing)
def briefing(request: HttpRequest, briefing: Briefing) -> HttpResponse:
    context = briefing_context(briefing, request, timezone.localdate())
    return render(request, "briefings/briefing_detail.html", {**context, "section": "briefings"})


@require_safe
def briefings(request: HttpRequest) -> HttpResponse:
    listing, found = listing_for(
        request,
        Briefing.objects.visible_to(request.user).with_judgement_count(),
        title="Briefings",
        sorts=SORTS,
        default="-as-of",
        filters=BriefingFilters,
        intro="Papers by analysts: what they judge, and the records and sources that each of them rests on.",
    )
    listing.rows = listed_briefings(found, request.user)
    listing.empty = "The newest papers stand here. No briefing that you may read has been published yet."
    return render(request, "briefings/briefing_list.html", {"listing": listing, "section": "briefings"})
