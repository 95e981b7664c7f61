"""Entering many at once: a table is pasted, its columns are named, its rows looked at, and all of it entered, or nothing."""

import csv
import io
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from records.batches import deciding
from records.batches.entering import NotReady, check_sheet, enter_sheet
from records.batches.reading import DELIMITERS, ENCODINGS
from records.batches.tables import TABLES, Table
from records.forms.bulk import BatchForm, ColumnsForm, TableForm
from records.models import Batch, Sheet
from records.numbers import counted
from records.sections.bulk import preview
from records.sections.sheets import headings
from records.views.guards import editors_only, signed_in

# A table is kept so long after somebody last worked on it.
KEPT = timedelta(days=30)
FOR_ALL = (deciding.SKIP_WRONG, deciding.SKIP_DOUBLES, deciding.ENTER_DOUBLES, deciding.TAKE_DOUBLES, deciding.ALL_NEW)


@editors_only
@require_safe
def bulk(request: HttpRequest) -> HttpResponse:
    """`/desk/bulk/`: which tables there are, and those on their way."""
    by = signed_in(request)
    waiting = Sheet.objects.made_by(by.pk).waiting().newest_first().without_rows()
    batches = Batch.objects.known_to(by).made_by(by.pk).newest_first()[:5]
    return render(request, "desk/bulk.html", {"tables": TABLES.values(), "waiting": waiting, "batches": batches})


@editors_only
@require_http_methods(["GET", "POST"])
def bulk_table(request: HttpRequest, rows_are: str) -> HttpResponse:
    """`/desk/bulk/visits/`: paste or upload."""
    table, by = table_of(rows_are), signed_in(request)
    posted = request.method == "POST"
    given = (request.POST, request.FILES) if posted else ()
    form = TableForm(*given, table=table, site=request.build_absolute_uri("/").rstrip("/"))
    if posted and form.is_valid():
        Sheet.objects.left_before(timezone.now() - KEPT).delete()
        sheet = form.sheet(by)
        sheet.save()
        # What the columns of a format are is known.
        return redirect(address_of(sheet) if form.format else f"{address_of(sheet)}columns/")
    context = {"table": table, "form": form, "refused": posted}
    return render(request, "desk/bulk_table.html", context, status=422 if posted else 200)


@editors_only
@require_safe
def bulk_template(request: HttpRequest, rows_are: str) -> HttpResponse:
    """A CSV file with the headings of the table and one row that shows how they are filled."""
    table = table_of(rows_are)
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow([column.label for column in table.columns])
    rows.writerow([column.example for column in table.columns])
    # The mark tells spreadsheets that it is UTF-8.
    answer = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{table.rows_are}-template.csv"'
    return answer


@editors_only
@require_http_methods(["GET", "POST"])
def bulk_columns(request: HttpRequest, rows_are: str, pk: int) -> HttpResponse:
    """Which column is which field."""
    table, sheet = table_of(rows_are), sheet_of(request, rows_are, pk)
    if sheet.batch_id:
        return entered(request, sheet)
    form = ColumnsForm(request.POST if request.method == "POST" else None, table=table, sheet=sheet)
    if form.is_bound and form.is_valid():
        sheet.columns, sheet.headed = form.names, form.cleaned_data["headed"]
        sheet.save(update_fields=["columns", "headed", "at"])
        return redirect(address_of(sheet))
    context = {
        "table": table,
        "sheet": sheet,
        "form": form,
        "headings": headings(sheet, form),
        "delimiter": DELIMITERS.get(sheet.delimiter, sheet.delimiter),
        "encoding": ENCODINGS.get(sheet.encoding, ""),
        "refused": form.is_bound,
    }
    return render(request, "desk/bulk_columns.html", context, status=422 if form.is_bound else 200)


@editors_only
@require_http_methods(["GET", "POST"])
def bulk_rows(request: HttpRequest, rows_are: str, pk: int) -> HttpResponse:
    """The preview: what was understood and what was not, to be put right and then entered."""
    sheet = sheet_of(request, rows_are, pk)
    if sheet.batch_id:
        return entered(request, sheet)
    by, today = signed_in(request), timezone.localdate()
    if request.method == "POST" and request.POST.get("do") == "discard":
        sheet.delete()
        messages.success(request, "The table is gone. Nothing of it was entered.")
        return redirect("/desk/bulk/")
    form = BatchForm(request.POST if request.method == "POST" else None, instance=sheet, reader=by, today=today)
    if not form.is_bound:
        return shown(request, sheet, form)
    keep(request, sheet, form)
    if not form.is_valid():
        return shown(request, sheet, form, 422)
    if request.POST.get("do") != "enter":
        return redirect(f"{address_of(sheet)}?show={request.GET.get('show', '')}&page={request.GET.get('page', '')}")
    return enter(request, sheet, form)


def keep(request: HttpRequest, sheet: Sheet, form: BatchForm) -> None:
    """Whatever was decided on the page, even where something else of it is refused."""
    form.keep()
    deciding.take(sheet, lambda: check_sheet(sheet, signed_in(request), timezone.localdate()), request.POST)
    if request.POST.get("do") in FOR_ALL:
        found = check_sheet(sheet, signed_in(request), timezone.localdate())
        deciding.take_for_all(sheet, found, request.POST["do"])
    sheet.save()


def enter(request: HttpRequest, sheet: Sheet, form: BatchForm) -> HttpResponse:
    try:
        batch = enter_sheet(sheet, signed_in(request), timezone.localdate())
    except NotReady as error:
        form.add_error(None, str(error))
        return shown(request, sheet, form, 422)
    messages.success(request, "All of it is entered. Each record is a draft, and waits to be sent for review.")
    return redirect(f"/desk/batches/{batch.pk}/")


def shown(request: HttpRequest, sheet: Sheet, form: BatchForm, status: int = 200) -> HttpResponse:
    by, today, table = signed_in(request), timezone.localdate(), TABLES[sheet.rows_are]
    number = counted(request.GET.get("page")) or 1
    found = check_sheet(sheet, by, today)
    view = preview(sheet, table, found, by, today, request.GET.get("show", ""), number)
    context = {"table": table, "sheet": sheet, "form": form, "view": view, "refused": status != 200}
    return render(request, "desk/bulk_rows.html", context, status=status)


def entered(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    messages.info(request, "This table has been entered already: here is what became of it.")
    return redirect(f"/desk/batches/{sheet.batch_id}/")


def table_of(rows_are: str) -> Table:
    if rows_are not in TABLES:
        raise Http404
    return TABLES[rows_are]


def sheet_of(request: HttpRequest, rows_are: str, pk: int) -> Sheet:
    """A table on its way is nobody's but who pasted it."""
    sheet = Sheet.objects.made_by(signed_in(request).pk).at(rows_are, pk).first()
    if sheet is None or rows_are not in TABLES:
        raise Http404
    return sheet


def address_of(sheet: Sheet) -> str:
    return f"/desk/bulk/{sheet.rows_are}/{sheet.pk}/"
