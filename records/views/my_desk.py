"""`/desk/`: an editor's own work, what waits for them, and what is odd."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from records import kinds
from records.access import Handling
from records.dates import time_html
from records.desk import offered
from records.desk_lists import LISTS, DeskList
from records.listing import Sort, listing_for
from records.pages import Action
from records.panels import PANELS
from records.sections.my_desk import grouped, review_link
from records.tables import TableRow
from records.templatetags.chancery import tlp
from records.views.guards import editors_only, signed_in


@editors_only
@require_safe
def my_desk(request: HttpRequest) -> HttpResponse:
    panels = PANELS.panels(signed_in(request), timezone.now())
    entered = [
        Action(f"New {page.model.LABEL.lower()}", f"/desk/{page.model.FOLDER}/new/") for page in offered().values()
    ]
    context = {"groups": grouped(panels), "entered": entered, "section": "desk"}
    return render(request, "desk/my_desk.html", context)


@editors_only
@require_safe
def desk_list(request: HttpRequest, key: str) -> HttpResponse:
    """All the records of one list of the desk, 50 a page."""
    one = LISTS.get(key)
    if one is None or not one.fits(signed_in(request)):
        raise Http404
    records = one.records(signed_in(request), timezone.localdate())
    own = (Sort(one.heading),) if one.heading else ()
    sorts = (Sort("Record"), Sort("Kind"), Sort("Date"), *own, Sort("Saved"), Sort("Handling"))
    listing, page = listing_for(request, records, title=one.title, sorts=sorts, default="", intro=one.says)
    listing.empty, listing.heading = one.empty, 0
    names = ("pk", "kind", "slug", "title", "when", "updated_at", "handling")
    rows = list(page.values_list(*names))
    told = one.told(request.user, [row[0] for row in rows], timezone.localdate()) if one.heading else {}
    listing.rows = [row_of(one, told.get(row[0], SafeString("")), *row[1:]) for row in rows]
    return render(request, "desk/list.html", {"listing": listing, "section": "desk"})


def row_of(
    one: DeskList, told: SafeString, kind: str, slug: str, title: str, when: str, saved: object, handling: int
) -> TableRow:
    day = SafeString(time_html(f"{saved:%Y-%m-%d}"))
    dated = SafeString(time_html(when)) if when else SafeString("")
    label = kinds.KINDS[kind].label
    own = (told,) if one.heading else ()
    link = review_link(kind, slug, title, one)
    return TableRow((link, label, dated, *own, day, tlp(Handling(handling).label)))
