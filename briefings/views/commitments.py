from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from briefings.filters.commitments import CommitmentFilters
from briefings.models import Commitment
from briefings.sections.commitments import commitment_context, commitment_rows
from records.access import Reader
from records.addresses import record_page
from records.listing import Sort
from records.sections.catalogues import Catalogue
from records.views.lists import list_answer


def all_commitments(reader: Reader) -> QuerySet:
    return Commitment.objects.visible_to(reader).with_standing()


COMMITMENTS = Catalogue(
    title=Commitment.PLURAL,
    folder=Commitment.FOLDER,
    intro="Who promised what to whom, by when, and whether it is being kept.",
    empty="Promises stand here, with their due dates. There is none yet that you may read.",
    section="commitments",
    sorts=(
        Sort(
            "Due",
            "due",
            (F("due_latest").asc(nulls_last=True), "pk"),
            (F("due_latest").desc(nulls_last=True), "-pk"),
            dated=True,
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
    ),
    default="-given",
    filters=CommitmentFilters,
    records=all_commitments,
    rows=lambda found, form: commitment_rows(found, form.reader, form.today),
)


@require_safe
@record_page(Commitment)
def commitment_detail(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    context = commitment_context(commitment, request, timezone.localdate())
    return render(request, "briefings/commitment_detail.html", {**context, "section": "commitments"})


@require_safe
def commitment_list(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    return list_answer(request, COMMITMENTS, suffix)
