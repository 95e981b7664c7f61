from django.urls import URLPattern, path

from briefings.views import briefings as briefing_views
from briefings.views import claims as claim_views
from briefings.views import commitments as commitment_views
from briefings.views import encounters as encounter_views
from briefings.views import feeds
from briefings.views.changes import changed, read
from briefings.views.front import front
from briefings.views.search import search

app_name = "briefings"

encounters: list[URLPattern] = [
    path("visits/", encounter_views.visit_list, name="visit_list"),
    path("visits/<slug:slug>/", encounter_views.visit_detail, name="visit_detail"),
    path("meetings/", encounter_views.meeting_list, name="meeting_list"),
    path("meetings/<slug:slug>/", encounter_views.meeting_detail, name="meeting_detail"),
    path("events/", encounter_views.event_list, name="event_list"),
    path("events/<slug:slug>/", encounter_views.event_detail, name="event_detail"),
]

claims: list[URLPattern] = [
    path("claims/", claim_views.claims, name="claims"),
    path("claims/<slug:slug>/", claim_views.claim, name="claim"),
    path("assertions/", claim_views.assertions, name="assertions"),
    path("assertions/<slug:slug>/", claim_views.assertion, name="assertion"),
    path("commitments/", commitment_views.commitments, name="commitments"),
    path("commitments/<slug:slug>/", commitment_views.commitment, name="commitment"),
]

papers: list[URLPattern] = [
    path("briefings/", briefing_views.briefings, name="briefings"),
    path("briefings/<slug:slug>/", briefing_views.briefing, name="briefing"),
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
    path("search/", search, name="search"),
    *papers,
    *encounters,
    *claims,
    *news,
]
