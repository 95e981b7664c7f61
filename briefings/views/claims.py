from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from briefings.filters.claims import AssertionFilters, ClaimFilters
from briefings.models import Assertion, Claim
from briefings.sections.assertions import assertion_context, listed_assertions
from briefings.sections.claims import claim_context, listed_claims
from briefings.sections.narrowed import narrowed
from records.addresses import record_page
from records.listing import Sort, listing_for

LAST_SAID = Sort(
    "Last said",
    "said",
    (F("last_day").asc(nulls_last=True), "pk"),
    (F("last_day").desc(nulls_last=True), "-pk"),
)
CLAIM_SORTS = (
    Sort("Claim", "claim", ("title", "pk"), ("-title", "-pk")),
    Sort("Kind", "kind", ("type", "title", "pk"), ("-type", "title", "pk")),
    Sort("Status"),
    Sort("Ledger"),
    LAST_SAID,
)
NEWEST = (F("day").desc(nulls_last=True), "-pk")
ASSERTION_SORTS = (
    Sort("Date", "date", (F("day").asc(nulls_last=True), "pk"), NEWEST),
    Sort("Speaker"),
    Sort("Stance", "stance", ("stance", *NEWEST), ("-stance", *NEWEST)),
    Sort("Claim"),
    Sort("Told"),
)


@require_safe
@record_page(Claim)
def claim(request: HttpRequest, claim: Claim) -> HttpResponse:
    context = claim_context(claim, request, timezone.localdate())
    return render(request, "briefings/claim_detail.html", {**context, "section": "claims"})


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    listing, found = listing_for(
        request,
        Claim.objects.visible_to(request.user).with_last_said(request.user),
        title="Claims",
        sorts=CLAIM_SORTS,
        default="-said",
        filters=ClaimFilters,
        intro="What people say is so: who affirms it, who denies it, and how it stands for what you may read.",
    )
    listing.rows = listed_claims(found, request.user)
    listing.empty = "Claims stand here: propositions that people affirm or deny. There is none yet that you may read."
    return render(request, "briefings/claim_list.html", {"listing": listing, "section": "claims"})


@require_safe
@record_page(Assertion)
def assertion(request: HttpRequest, assertion: Assertion) -> HttpResponse:
    context = assertion_context(assertion, request, timezone.localdate())
    return render(request, "briefings/assertion_detail.html", {**context, "section": "claims"})


@require_safe
def assertions(request: HttpRequest) -> HttpResponse:
    listing, found = listing_for(
        request,
        Assertion.objects.visible_to(request.user),
        title="Assertions",
        sorts=ASSERTION_SORTS,
        default="-date",
        filters=AssertionFilters,
        intro="Who said what to whom. A denial is an assertion too, on the same claim as what it denies.",
    )
    listing.rows = listed_assertions(found, request.user)
    listing.empty = "Each time somebody affirms or denies a claim, it stands here. There is none yet that you may read."
    context = {"listing": listing, "narrowed": narrowed(listing.form), "section": "claims"}
    return render(request, "briefings/assertion_list.html", context)
