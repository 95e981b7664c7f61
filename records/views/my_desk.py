"""`/desk/`: an editor's own work, what waits for them, and what is odd."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from records import kinds
from records.access import Handling
from records.dates import time_html
from records.desk_lists import LISTS, DeskList
from records.listing import Sort, listing_for
from records.panels import PANELS
from records.sections.my_desk import grouped, review_link
from records.tables import TableRow
from records.templatetags.chancery import tlp
from records.views.guards import editors_only
from records.views.review import reader


@editors_only
@require_safe
def my_desk(request: HttpRequest) -> HttpResponse:
    panels = PANELS.panels(reader(request), timezone.now())
    return render(request, "desk/my_desk.html", {"groups": grouped(panels), "section": "desk"})


@editors_only
@require_safe
def desk_list(request: HttpRequest, key: str) -> HttpResponse:
    """All the records of one list of the desk, 50 a page."""
    one = LISTS.get(key)
    if one is None or not one.fits(reader(request)):
        raise Http404
    records = one.records(reader(request), timezone.localdate())
    sorts = (Sort("Record"), Sort("Kind"), Sort("Date"), Sort("Saved"), Sort("Handling"))
    listing, page = listing_for(request, records, title=one.title, sorts=sorts, default="", intro=one.says)
    listing.empty, listing.heading = one.empty, 0
    names = ("kind", "slug", "title", "when", "updated_at", "handling")
    listing.rows = [row_of(one, *row) for row in page.values_list(*names)]
    return render(request, "desk/list.html", {"listing": listing, "section": "desk"})


def row_of(one: DeskList, kind: str, slug: str, title: str, when: str, saved: object, handling: int) -> TableRow:
    day = SafeString(time_html(f"{saved:%Y-%m-%d}"))
    dated = SafeString(time_html(when)) if when else SafeString("")
    label = kinds.KINDS[kind].label
    return TableRow((review_link(kind, slug, title, one), label, dated, day, tlp(Handling(handling).label)))
