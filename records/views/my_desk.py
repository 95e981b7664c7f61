"""`/desk/`: an editor's own work, what waits for them, and what is odd."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.desk_lists import LISTS
from records.sections.my_desk import desk_listing, entered, panel_groups
from records.views.guards import editors_only, signed_in


@editors_only
@require_safe
def my_desk(request: HttpRequest) -> HttpResponse:
    groups = panel_groups(signed_in(request), timezone.now())
    return render(request, "desk/my_desk.html", {"groups": groups, "entered": entered()})


@editors_only
@require_safe
def desk_list(request: HttpRequest, key: str) -> HttpResponse:
    """All the records of one list of the desk."""
    one = LISTS.get(key)
    if one is None or not one.fits(signed_in(request)):
        raise Http404
    listing = desk_listing(request, one, signed_in(request), timezone.localdate())
    return render(request, "desk/list.html", {"listing": listing})
