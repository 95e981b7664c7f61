"""Entering and editing records: one view for what is new, one for what is there, whatever the kind."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from records import presence
from records.access import Handling, can_edit
from records.addresses import answers, page_of_any_kind, record_at, record_meant
from records.desk import DeskPage, page_at
from records.directions import apart
from records.forms.entry import EnteredAlready, Entry, Overtaken
from records.forms.versions import brought_together
from records.models import Kind, Sending
from records.referring import instances
from records.views.guards import editors_only, signed_in

# By then nobody sends a form a second time.
KEPT = timedelta(days=30)
NOT_THERE = (
    "There is no record here that you may edit: it may have been withdrawn meanwhile. Nothing was saved, and saving from this "
    "page saves nothing. What you typed stands below: keep it elsewhere."
)


@editors_only
@require_http_methods(["GET", "POST"])
def desk_new(request: HttpRequest, folder: str) -> HttpResponse:
    """`/desk/claims/new/`: a blank form, begun with what the address gives (`?claim=…`)."""
    page = page_at(folder)
    if page is None:
        raise Http404
    start = page.start(request.GET, request.user)
    entry = entry_of(page, page.model(), request, start)
    try:
        saved, entry = saved_from(entry, request)
    except EnteredAlready as error:
        messages.info(request, "The form came in twice, and was entered once.")
        return onward(instances([error.record])[error.record], request)
    if saved:
        Sending.objects.left_before(timezone.now() - KEPT).delete()
    return after(entry, saved, request) if saved else shown(entry, request)


@editors_only
@require_http_methods(["GET", "POST"])
def desk_edit(request: HttpRequest, folder: str, slug: str) -> HttpResponse:
    """`/desk/claims/<slug>/edit/`: the record in its form. What is sent to an address that has changed meanwhile goes on with
    the record; where there is none any more, nothing of it is lost from the page."""
    if request.method != "POST":
        return edit_page(request, folder, slug)
    record = record_meant(folder, slug, request.user)
    return edit_form(request, record) if record else kept_on_page(request, folder, slug)


def edit_form(request: HttpRequest, record: Kind) -> HttpResponse:
    page = page_at(record.FOLDER)
    if page is None:
        raise Http404
    if not can_edit(request.user, record):
        raise PermissionDenied
    entry = entry_of(page, record, request)
    saved, entry = saved_from(entry, request)
    if saved:
        presence.gone(record, signed_in(request))
        return after(entry, saved, request)
    presence.seen(record, signed_in(request), timezone.now())
    return shown(entry, request)


edit_page = page_of_any_kind(edit_form)


def kept_on_page(request: HttpRequest, folder: str, slug: str) -> HttpResponse:
    """The same for a record that was withdrawn, that the editor may not see, and that never was, but for its status."""
    page = page_at(folder)
    if page is None:
        raise Http404
    entry = entry_of(page, page.model(), request)
    entry.is_valid()
    entry.refused = [NOT_THERE]
    answer = shown(entry, request)
    answer.status_code = answers(request, folder, slug)
    return answer


@editors_only
@require_POST
@page_of_any_kind
def desk_presence(request: HttpRequest, record: Kind) -> HttpResponse:
    """A page that has the record open says so once a minute, and is told who else has."""
    now = timezone.now()
    presence.seen(record, signed_in(request), now)
    return JsonResponse({"others": presence.others(record, signed_in(request), now)})


def entry_of(
    page: DeskPage, record: Kind, request: HttpRequest, start: dict[str, object] | None = None, blank: bool = False
) -> Entry:
    """With what was sent; `blank` leaves that aside."""
    make = page.entry or Entry
    data = request.POST if request.method == "POST" and not blank else None
    made: Entry = make(page, record, request.user, timezone.localdate(), data, start)
    return made


def saved_from(entry: Entry, request: HttpRequest) -> tuple[Kind | None, Entry]:
    """The record as saved, or None where nothing was sent, a row is asked for, or the entry is refused; with the entry to go on
    with, which after somebody else's save has both versions."""
    if entry.data is None or entry.asking:
        return None, entry
    # First of all: a row that another took out would be refused as none there is.
    if entry.is_overtaken:
        return None, overtaken(entry, request)
    entry.require_new(signed_in(request))
    if not entry.is_valid():
        return None, entry
    try:
        return entry.save(signed_in(request)), entry
    except Overtaken:
        return None, overtaken(entry, request)
    except ValidationError as error:
        entry.refused += error.messages
    return None, entry


def overtaken(entry: Entry, request: HttpRequest) -> Entry:
    now = record_at(type(entry.record), entry.record.slug, request.user)
    if now is None or not can_edit(request.user, now):
        entry.refused.append(
            "Somebody has changed this record so that you may no longer edit it. Keep your text elsewhere."
        )
        return entry
    return brought_together(entry, entry_of(entry.page, now, request, blank=True))


def after(entry: Entry, saved: Kind, request: HttpRequest) -> HttpResponse:
    link = format_html('Saved: <a href="{}">{}</a>.', saved.get_absolute_url(), saved.title)
    messages.success(request, link)
    for one in entry.waiting:
        messages.info(request, one)
    for one in entry.noticed():
        messages.warning(request, one)
    return onward(saved, request)


def onward(saved: Kind, request: HttpRequest) -> HttpResponse:
    """To the record, to its review page, or to the next new one."""
    if request.POST.get("then") == "another":
        return redirect(f"/desk/{saved.FOLDER}/new/")
    if request.POST.get("then") == "review":
        return redirect(f"/desk{saved.get_absolute_url()}review/#decide")
    return redirect(saved.get_absolute_url())


def shown(entry: Entry, request: HttpRequest) -> HttpResponse:
    record = entry.record
    there = record.pk is not None
    context = {
        "entry": entry,
        "page_title": f"Edit {apart(record.title)}" if there else f"Enter {record.LABEL.lower()}",
        "record": record if there else None,
        "strictest": Handling(entry.was).label if there else "",
        "others": presence.others(record, signed_in(request), timezone.now()) if there else [],
        **entry.context(),
        "refused": bool(entry.refused) or (entry.data is not None and not entry.asking),
    }
    return render(request, entry.page.template, context, status=422 if context["refused"] else 200)
