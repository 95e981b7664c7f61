from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from briefings.filters.claims import AssertionFilters, ClaimFilters
from briefings.models import Assertion, Claim
from briefings.sections.assertions import assertion_context, assertion_rows
from briefings.sections.claims import claim_context, claim_rows
from records.access import Reader
from records.addresses import record_page
from records.listing import Sort
from records.sections.catalogues import Catalogue
from records.views.lists import list_answer


def all_claims(reader: Reader) -> QuerySet:
    return Claim.objects.visible_to(reader).with_last_said(reader)


def all_assertions(reader: Reader) -> QuerySet:
    return Assertion.objects.visible_to(reader)


CLAIMS = Catalogue(
    title=Claim.PLURAL,
    folder=Claim.FOLDER,
    intro="What people say is so: who affirms it, who denies it, and how it stands for what you may read.",
    empty="Claims stand here: propositions that people affirm or deny. There is none yet that you may read.",
    section="claims",
    sorts=(
        Sort("Claim", "claim", ("title", "pk"), ("-title", "-pk")),
        Sort("Kind", "kind", ("type", "title", "pk"), ("-type", "title", "pk")),
        Sort("Status"),
        Sort("Ledger"),
        Sort(
            "Last said",
            "said",
            (F("last_day").asc(nulls_last=True), "pk"),
            (F("last_day").desc(nulls_last=True), "-pk"),
            dated=True,
        ),
    ),
    default="-said",
    filters=ClaimFilters,
    records=all_claims,
    rows=lambda found, form: claim_rows(found, form.reader),
    heading=0,
)
NEWEST = (F("day").desc(nulls_last=True), "-pk")
ASSERTIONS = Catalogue(
    title=Assertion.PLURAL,
    folder=Assertion.FOLDER,
    intro="Who said what to whom. A denial is an assertion too, on the same claim as what it denies.",
    empty="Each time somebody affirms or denies a claim, it stands here. There is none yet that you may read.",
    section="claims",
    sorts=(
        Sort("Date", "date", (F("day").asc(nulls_last=True), "pk"), NEWEST),
        Sort("Speaker"),
        Sort("Stance", "stance", ("stance", *NEWEST), ("-stance", *NEWEST)),
        Sort("Claim"),
        Sort("Told"),
    ),
    default="-date",
    filters=AssertionFilters,
    records=all_assertions,
    rows=lambda found, form: assertion_rows(found, form.reader),
)


@require_safe
@record_page(Claim)
def claim_detail(request: HttpRequest, claim: Claim) -> HttpResponse:
    context = claim_context(claim, request, timezone.localdate())
    return render(request, "briefings/claim_detail.html", {**context, "section": "claims"})


@require_safe
def claim_list(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    return list_answer(request, CLAIMS, suffix)


@require_safe
@record_page(Assertion)
def assertion_detail(request: HttpRequest, assertion: Assertion) -> HttpResponse:
    context = assertion_context(assertion, request, timezone.localdate())
    return render(request, "briefings/assertion_detail.html", {**context, "section": "claims"})


@require_safe
def assertion_list(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    return list_answer(request, ASSERTIONS, suffix)
