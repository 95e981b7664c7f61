from django.urls import path

from records.views import (
    attachments,
    completion,
    documents,
    history,
    records,
)
from records.views import search as search_views
from records.views.lists import list_paths
from records.views.styleguide import styleguide
from records.views.timeline import timeline

app_name = "records"

urlpatterns = [
    *list_paths("documents", documents.document_list, "document_list"),
    path("documents/<slug:slug>/", documents.document_detail, name="document_detail"),
    path("documents/<slug:slug>/attachments/<int:pk>/<str:name>", attachments.attachment, name="attachment"),
    path("search/", search_views.search, name="search"),
    path("search.json", search_views.search_json, name="search_json"),
    path("timeline/", timeline, name="timeline"),
    path("complete/", completion.complete, name="complete"),
    path("legend/", records.legend, name="legend"),
    path("styleguide/", styleguide, name="styleguide"),
    path("r/<int:pk>", records.record_by_id, name="record_by_id"),
    path("<slug:folder>/<slug:slug>.json", records.record_json, name="record_json"),
    path("<slug:folder>/<slug:slug>/card/", records.record_card, name="record_card"),
    path("<slug:folder>/<slug:slug>/mentions/", records.record_mentions, name="record_mentions"),
    path("<slug:folder>/<slug:slug>/sources/", records.record_sources, name="record_sources"),
    path("<slug:folder>/<slug:slug>/history/", history.record_history, name="record_history"),
    path("<slug:folder>/<slug:slug>/history/<slug:one>/", history.record_revision, name="record_revision"),
    path("<slug:folder>/<slug:slug>/history/<slug:one>/restore/", history.record_restore, name="record_restore"),
    path(
        "<slug:folder>/<slug:slug>/history/<slug:one>/<slug:other>/",
        history.record_difference,
        name="record_difference",
    ),
]
