from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from briefings.filters.commitments import CommitmentFilters
from briefings.models import Commitment
from briefings.sections.commitments import commitment_context, listed_commitments
from briefings.sections.narrowed import narrowed
from records.addresses import record_page
from records.listing import Sort, listing_for

SORTS = (
    Sort(
        "Due",
        "due",
        (F("due_latest").asc(nulls_last=True), "pk"),
        (F("due_latest").desc(nulls_last=True), "-pk"),
    ),
    Sort("Commitment", "title", ("title", "pk"), ("-title", "-pk")),
    Sort("By"),
    Sort("To"),
    Sort("Standing"),
    Sort(
        "Given",
        "given",
        (F("earliest").asc(nulls_last=True), "pk"),
        (F("earliest").desc(nulls_last=True), "-pk"),
    ),
)


@require_safe
@record_page(Commitment)
def commitment(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    context = commitment_context(commitment, request, timezone.localdate())
    return render(request, "briefings/commitment_detail.html", {**context, "section": "commitments"})


@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    listing, found = listing_for(
        request,
        Commitment.objects.visible_to(request.user).with_standing(),
        title="Commitments",
        sorts=SORTS,
        default="-given",
        filters=CommitmentFilters.on(today),
        intro="Who promised what to whom, by when, and whether it is being kept.",
    )
    listing.rows = listed_commitments(found, request.user, today)
    listing.empty = "Promises stand here, with their due dates. There is none yet that you may read."
    context = {"listing": listing, "narrowed": narrowed(listing.form), "section": "commitments"}
    return render(request, "briefings/commitment_list.html", context)
