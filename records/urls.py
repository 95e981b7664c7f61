from django.urls import path

from records.views import completion, documents, records
from records.views.styleguide import styleguide

app_name = "records"

urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/<slug:slug>/", documents.document, name="document"),
    path("complete/", completion.complete, name="complete"),
    path("legend/", records.legend, name="legend"),
    path("styleguide/", styleguide, name="styleguide"),
    path("r/<int:pk>", records.record_by_id, name="record_by_id"),
    path("<slug:folder>/<slug:slug>.json", records.record_json, name="record_json"),
    path("<slug:folder>/<slug:slug>/card/", records.record_card, name="record_card"),
    path("<slug:folder>/<slug:slug>/mentions/", records.record_mentions, name="record_mentions"),
    path("<slug:folder>/<slug:slug>/sources/", records.record_sources, name="record_sources"),
]
