"""`/desk/audit/`: the audit log, for admins. It is read and taken along, never changed."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.access import Handling, clearance
from records.listing import short
from records.models import AuditEvent
from records.sections import audit
from records.sections.exports import Lines
from records.views.guards import admins_only

LONGEST_NUMBER = 18


@admins_only
@require_safe
def audit_log(request: HttpRequest) -> HttpResponse:
    """Twenty events, those that the filters leave, before the number that the address names."""
    form = audit.AuditFilters(request.GET, request.user)
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_NUMBER else None
    events, following = audit.page_of(form.narrow(AuditEvent.objects.all()), before)
    kept = short(request.GET)
    kept.pop("before", None)
    context = {
        "form": form,
        "rows": audit.table_rows(events, request.user),
        "labels": "|".join(audit.LABELS),
        "newest": before is not None,
        "older": audit.older(request.GET, following),
        "kept": kept.urlencode(),
        "strictest": Handling(clearance(request.user)).label,
    }
    return render(request, "desk/audit.html", context)


@admins_only
@require_safe
def audit_file(request: HttpRequest) -> HttpResponseBase:
    """What the filters leave, as a file. A filter that is none is refused: a file of everything would be taken for it."""
    form = audit.AuditFilters(request.GET, request.user)
    if not form.is_valid():
        wrong = [f"{form[name].label}: {error}" for name, errors in form.errors.items() for error in errors]
        return HttpResponse("\n".join(wrong) + "\n", "text/plain; charset=utf-8", status=400)
    rows = audit.file_rows(form.narrow(AuditEvent.objects.all()), request.user)
    response = StreamingHttpResponse(as_csv(audit.COLUMNS, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{timezone.now():%Y-%m-%d}.csv"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def as_csv(names: Sequence[str], parts: Iterable[Iterable[Sequence[str]]]) -> Iterator[bytes]:
    lines = Lines(["\ufeff"])
    writer = csv.writer(lines)
    writer.writerow(names)
    yield lines.taken()
    for rows in parts:
        writer.writerows(rows)
        yield lines.taken()
