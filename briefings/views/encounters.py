from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
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
    some_visits,
    starts_of_all,
    visit_rows,
    visit_sorts,
)
from briefings.sections.encounters import EncounterParts, event_facts, meeting_facts, visit_facts
from briefings.sections.visit_calendar import Ways
from briefings.tempo import tempo
from records.addresses import record_page
from records.pages import record_page_for
from records.sections.catalogues import Catalogue, page_of
from records.views.lists import list_answer, list_file

VISITS = Catalogue(
    title=Visit.PLURAL,
    folder=Visit.FOLDER,
    intro="Who came to see whom, as what, and how sure we are of the day.",
    empty="Visits stand here, newest first, with who went where. There is none yet that you may read.",
    section="visits",
    sorts=visit_sorts(by_state=False),
    default="-date",
    filters=VisitFilters,
    records=all_visits,
    rows=lambda found, form: visit_rows(found, form.reader),
    whole=True,
)
NARROWED = replace(VISITS, records=some_visits, whole=False)
BY_STATE = replace(NARROWED, sorts=visit_sorts(by_state=True))
MEETINGS = Catalogue(
    title=Meeting.PLURAL,
    folder=Meeting.FOLDER,
    intro="Who spoke with whom, face to face or from afar.",
    empty="Meetings and calls stand here, newest first. There is none yet that you may read.",
    section="meetings",
    sorts=MEETING_SORTS,
    default="-date",
    filters=MeetingFilters,
    records=all_meetings,
    rows=lambda found, form: meeting_rows(found, form.reader),
    whole=True,
)
EVENTS = Catalogue(
    title=Event.PLURAL,
    folder=Event.FOLDER,
    intro="What happened besides visits and meetings: attacks, agreements, mediation, changes of power.",
    empty="Attacks, agreements and other events stand here. There is none yet that you may read.",
    section="events",
    sorts=EVENT_SORTS,
    default="-date",
    filters=EventFilters,
    records=all_events,
    rows=lambda found, form: event_rows(found, form.reader),
    whole=True,
)


@require_safe
def visit_list(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    today, whole = timezone.localdate(), request.GET.keys() <= {"sort", "page"}
    by_state = any(request.GET.get(name) for name in ("state", "host", "from"))
    catalogue = VISITS if whole else BY_STATE if by_state else NARROWED
    if suffix:
        return list_file(request, catalogue, suffix)
    starts: dict[str, int] = dict(starts_of_all(request.user)) if whole else {}
    listing = page_of(request, catalogue, today, sum(starts.values()) if whole else None)
    starts = starts if whole else dict(listing.matching.by_start())
    context = {"listing": listing, "tempo": tempo(starts, today), "section": "visits"}
    return render(request, "briefings/visit_list.html", {**context, "ways": Ways(request.GET)})


@require_safe
def meeting_list(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    return list_answer(request, MEETINGS, suffix)


@require_safe
def event_list(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    return list_answer(request, EVENTS, suffix)


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
