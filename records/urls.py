from django.urls import path

from records.views import (
    attachments,
    batches,
    bulk,
    completion,
    desk,
    documents,
    history,
    my_desk,
    reading,
    records,
    review,
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
    path("desk/documents/<slug:slug>/attachments/", attachments.desk_attachments, name="desk_attachments"),
    path("desk/reads/date/", reading.read_said_date, name="read_said_date"),
    path("desk/reads/text/", reading.read_document_text, name="read_document_text"),
    path("search/", search_views.search, name="search"),
    path("search.json", search_views.search_json, name="search_json"),
    path("timeline/", timeline, name="timeline"),
    path("complete/", completion.complete, name="complete"),
    path("legend/", records.legend, name="legend"),
    path("styleguide/", styleguide, name="styleguide"),
    path("r/<int:pk>", records.record_by_id, name="record_by_id"),
    path("desk/", my_desk.my_desk, name="my_desk"),
    path("desk/lists/<slug:key>/", my_desk.desk_list, name="desk_list"),
    path("desk/bulk/", bulk.bulk, name="bulk"),
    path("desk/bulk/<slug:rows_are>/", bulk.bulk_table, name="bulk_table"),
    path("desk/bulk/<slug:rows_are>/template.csv", bulk.bulk_template, name="bulk_template"),
    path("desk/bulk/<slug:rows_are>/<int:pk>/", bulk.bulk_rows, name="bulk_rows"),
    path("desk/bulk/<slug:rows_are>/<int:pk>/columns/", bulk.bulk_columns, name="bulk_columns"),
    path("desk/batches/", batches.batch_list, name="batch_list"),
    path("desk/batches/<int:pk>/", batches.batch, name="batch"),
    path("desk/batches/<int:pk>/undo/", batches.batch_undo, name="batch_undo"),
    path("desk/<slug:folder>/<slug:slug>/review/", review.review, name="review"),
    path("desk/<slug:folder>/<slug:slug>/review/step/", review.review_step, name="review_step"),
    path("desk/<slug:folder>/<slug:slug>/review/remarks/", review.review_remark, name="review_remark"),
    path("desk/<slug:folder>/<slug:slug>/review/remarks/<int:number>/", review.review_answer, name="review_answer"),
    path("desk/<slug:folder>/<slug:slug>/review/checklist/", review.review_checklist, name="review_checklist"),
    path("desk/<slug:folder>/<slug:slug>/review/proposals/", review.review_propose, name="review_propose"),
    path("desk/<slug:folder>/<slug:slug>/review/proposals/<int:number>/", review.review_decide, name="review_decide"),
    path("desk/<slug:folder>/new/", desk.desk_new, name="desk_new"),
    path("desk/<slug:folder>/<slug:slug>/edit/", desk.desk_edit, name="desk_edit"),
    path("desk/<slug:folder>/<slug:slug>/presence/", desk.desk_presence, name="desk_presence"),
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
