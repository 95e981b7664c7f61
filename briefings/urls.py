from django.urls import URLPattern, path

from briefings.views import briefings as briefing_views
from briefings.views import calendars, feeds
from briefings.views import claims as claim_views
from briefings.views import commitments as commitment_views
from briefings.views import encounters as encounter_views
from briefings.views.changes import changed, read
from briefings.views.front import front
from records.views.lists import list_paths

app_name = "briefings"

encounters: list[URLPattern] = [
    *list_paths("visits", encounter_views.visit_list, "visit_list"),
    path("visits/calendar/", calendars.visit_calendar, name="visit_calendar"),
    path("visits.ics", calendars.visits_ics, name="visits_ics"),
    path("visits/<slug:slug>/", encounter_views.visit_detail, name="visit_detail"),
    *list_paths("meetings", encounter_views.meeting_list, "meeting_list"),
    path("meetings/<slug:slug>/", encounter_views.meeting_detail, name="meeting_detail"),
    *list_paths("events", encounter_views.event_list, "event_list"),
    path("events/<slug:slug>/", encounter_views.event_detail, name="event_detail"),
]

claims: list[URLPattern] = [
    *list_paths("claims", claim_views.claim_list, "claim_list"),
    path("claims/<slug:slug>/", claim_views.claim_detail, name="claim_detail"),
    *list_paths("assertions", claim_views.assertion_list, "assertion_list"),
    path("assertions/<slug:slug>/", claim_views.assertion_detail, name="assertion_detail"),
    *list_paths("commitments", commitment_views.commitment_list, "commitment_list"),
    path("commitments/<slug:slug>/", commitment_views.commitment_detail, name="commitment_detail"),
]

papers: list[URLPattern] = [
    *list_paths("briefings", briefing_views.briefing_list, "briefing_list"),
    path("briefings/<slug:slug>/", briefing_views.briefing_detail, name="briefing_detail"),
]

news: list[URLPattern] = [
    path("changes/", changed, name="changes"),
    path("changes/read/", read, name="changes_read"),
    path("feeds/all.atom", feeds.everything, name="feed"),
    path("feeds/search.atom", feeds.of_search, name="search_feed"),
    path("feeds/actors/<slug:slug>.atom", feeds.of_actor, name="actor_feed"),
    path("feeds/<slug:folder>.atom", feeds.of_kind, name="kind_feed"),
]

urlpatterns: list[URLPattern] = [
    path("", front, name="front"),
    *papers,
    *encounters,
    *claims,
    *news,
]
