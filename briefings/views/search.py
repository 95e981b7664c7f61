from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from briefings.filters.search import SearchFilters
from records import kinds
from records.dates import time_html
from records.links import anchor
from records.listing import Sort, listing_for
from records.models import Record

_newest = tuple(Record.objects.newest_first().query.order_by)
_oldest = tuple(Record.objects.oldest_first().query.order_by)
SORTS = (
    Sort("Record", "title", ("title", "pk"), ("-title", "-pk")),
    Sort("Kind", "kind", ("kind", *_newest), ("-kind", *_newest)),
    Sort("Date", "date", _oldest, _newest),
)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found by words of titles and names, those that fit closest first."""
    found = Record.objects.visible_to(request.user).closest_first()
    listing, page = listing_for(request, found, title="Search", sorts=SORTS, default="", filters=SearchFilters)
    listing.rows = [
        (anchor(kind, slug, title), kinds.KINDS[kind].label, mark_safe(time_html(when) if when else ""))
        for kind, slug, title, when in page.values_list("kind", "slug", "title", "when")
    ]
    asked = isinstance(listing.form, SearchFilters) and bool(listing.form.words())
    context = {"listing": listing, "asked": asked, "q": request.GET.get("q", "")[:300]}
    return render(request, "briefings/search.html", context)
