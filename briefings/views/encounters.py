from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from briefings.filters.encounters import EventFilters, MeetingFilters, VisitFilters
from briefings.models import Event, Meeting, Visit
from briefings.sections.encounter_lists import (
    EVENT_SORTS,
    MEETING_SORTS,
    all_events,
    all_meetings,
    all_visits,
    event_rows,
    meeting_rows,
    starts_of_all,
    visit_rows,
    visit_sorts,
)
from briefings.sections.encounters import EncounterParts, event_facts, meeting_facts, visit_facts
from briefings.sections.visit_calendar import Ways
from briefings.tempo import tempo
from records.addresses import record_page
from records.listing import Whole, listing_for
from records.pages import record_page_for


@require_safe
def visit_list(request: HttpRequest) -> HttpResponse:
    reader, whole = request.user, request.GET.keys() <= {"sort", "page"}
    starts: dict[str, int] = dict(starts_of_all(reader)) if whole else {}
    listing, found = listing_for(
        request,
        Whole(reader, all_visits, sum(starts.values())) if whole else Visit.objects.visible_to(reader),
        title="Visits",
        intro="Who came to see whom, as what, and how sure we are of the day.",
        sorts=visit_sorts(by_state=bool(request.GET.get("host") or request.GET.get("from"))),
        default="-date",
        filters=VisitFilters,
    )
    listing.empty = "Visits stand here, newest first, with who went where. There is none yet that you may read."
    listing.rows = visit_rows(found, reader)
    starts = starts if whole else dict(listing.matching.by_start())
    context = {"listing": listing, "tempo": tempo(starts, timezone.localdate()), "section": "visits"}
    return render(request, "briefings/visit_list.html", {**context, "ways": Ways(request.GET)})


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    listing, found = listing_for(
        request,
        Whole(request.user, all_meetings),
        title="Meetings",
        intro="Who spoke with whom, face to face or from afar.",
        sorts=MEETING_SORTS,
        default="-date",
        filters=MeetingFilters,
    )
    listing.empty = "Meetings and calls stand here, newest first. There is none yet that you may read."
    listing.rows = meeting_rows(found, request.user)
    return render(request, "briefings/meeting_list.html", {"listing": listing, "section": "meetings"})


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    listing, found = listing_for(
        request,
        Whole(request.user, all_events),
        title="Events",
        intro="What happened besides visits and meetings: attacks, agreements, mediation, changes of power.",
        sorts=EVENT_SORTS,
        default="-date",
        filters=EventFilters,
    )
    listing.empty = "Attacks, agreements and other events stand here. There is none yet that you may read."
    listing.rows = event_rows(found, request.user)
    return render(request, "briefings/event_list.html", {"listing": listing, "section": "events"})


@require_safe
@record_page(Visit)
def visit_detail(request: HttpRequest, visit: Visit) -> HttpResponse:
    parts = EncounterParts(visit, request.user, request.GET.get("page"))
    page = record_page_for(visit, request, parts.ids())
    context = parts.shown(page.links, request.GET, timezone.localdate())
    visit_facts(page, visit, context["journey"].total)
    purpose = page.markup.html(visit.purpose)
    return render(
        request, "briefings/visit_detail.html", {**context, "page": page, "text": purpose, "section": "visits"}
    )


@require_safe
@record_page(Meeting)
def meeting_detail(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    parts = EncounterParts(meeting, request.user, request.GET.get("page"))
    page = record_page_for(meeting, request, parts.ids())
    meeting_facts(page, meeting)
    context = parts.shown(page.links, request.GET, timezone.localdate())
    readout = page.markup.html(meeting.readout)
    return render(
        request, "briefings/meeting_detail.html", {**context, "page": page, "text": readout, "section": "meetings"}
    )


@require_safe
@record_page(Event)
def event_detail(request: HttpRequest, event: Event) -> HttpResponse:
    parts = EncounterParts(event, request.user, request.GET.get("page"))
    page = record_page_for(event, request, parts.ids())
    event_facts(page, event)
    context = parts.shown(page.links, request.GET, timezone.localdate())
    description = page.markup.html(event.description)
    return render(
        request, "briefings/event_detail.html", {**context, "page": page, "text": description, "section": "events"}
    )
