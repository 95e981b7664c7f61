"""What was entered many at once: the list of batches, each with its records, and how it is undone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from records.access import Handling, is_reviewer
from records.batches.undoing import NotUndone, may_undo, planned, undo
from records.models import Batch, Record
from records.numbers import counted
from records.sections.batches import batch_rows, fates, record_rows
from records.views.guards import editors_only, signed_in

PER_PAGE = 50


@editors_only
@require_safe
def batch_list(request: HttpRequest) -> HttpResponse:
    """`/desk/batches/`: an editor's own, and to reviewers everybody's."""
    by = signed_in(request)
    page = Paginator(Batch.objects.known_to(by).newest_first().with_people(), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"rows": batch_rows(list(page), by), "page_of": page, "everybodys": is_reviewer(by)}
    return render(request, "desk/batches.html", context)


@editors_only
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    by, one = signed_in(request), batch_of(request, pk)
    records = Record.objects.visible_to(by).of_batch(one.pk).order_by("kind", "pk")
    page = Paginator(records, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "batch": batch_rows([one], by)[0],
        "rows": record_rows(page.object_list),
        "page_of": page,
        "may_undo": may_undo(one, by),
        "strictest": Handling(one.handling).label,
    }
    return render(request, "desk/batch.html", context)


@editors_only
@require_http_methods(["GET", "POST"])
def batch_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """First what would happen, then, once that is confirmed, it."""
    by, one = signed_in(request), batch_of(request, pk)
    if one.undone_at is None and not may_undo(one, by):
        raise PermissionDenied("Whoever entered a batch undoes it, or a reviewer.")
    refused = "This batch has been undone already." if one.undone_at else ""
    if request.method == "POST" and not refused:
        chosen = {number for text in request.POST.getlist("also") if (number := counted(text))}
        seen = counted(request.POST.get("seen")) or 0
        try:
            number = undo(one, by, timezone.now(), chosen, seen)
            messages.success(request, f"Undone: {number:,} records are withdrawn or stand again as they were.")
            return redirect(f"/desk/batches/{one.pk}/")
        except NotUndone as error:
            refused = str(error)
    context = {"batch": batch_rows([one], by)[0], "plan": fates(planned(one, by), by), "refused": refused}
    return render(request, "desk/batch_undo.html", context, status=409 if refused else 200)


def batch_of(request: HttpRequest, pk: int) -> Batch:
    """404 for one that the user is not to know of."""
    found = Batch.objects.known_to(request.user).at(pk).with_people().first()
    if found is None:
        raise Http404
    return found
