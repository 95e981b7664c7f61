"""Addresses of the editors' desk, below `/desk/`."""

from django.urls import path

from records.views import attachments, audit, batches, bulk, desk, my_desk, reads, review

urlpatterns = [
    path("documents/<slug:slug>/attachments/", attachments.desk_attachments, name="desk_attachments"),
    path("reads/date/", reads.read_said_date, name="read_said_date"),
    path("reads/text/", reads.read_document_text, name="read_document_text"),
    path("", my_desk.my_desk, name="my_desk"),
    path("lists/<slug:key>/", my_desk.desk_list, name="desk_list"),
    path("audit/", audit.audit_log, name="audit_log"),
    path("audit.csv", audit.audit_file, name="audit_file"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("bulk/<slug:rows_are>/", bulk.bulk_table, name="bulk_table"),
    path("bulk/<slug:rows_are>/template.csv", bulk.bulk_template, name="bulk_template"),
    path("bulk/<slug:rows_are>/<int:pk>/", bulk.bulk_rows, name="bulk_rows"),
    path("bulk/<slug:rows_are>/<int:pk>/columns/", bulk.bulk_columns, name="bulk_columns"),
    path("batches/", batches.batch_list, name="batch_list"),
    path("batches/<int:pk>/", batches.batch, name="batch"),
    path("batches/<int:pk>/undo/", batches.batch_undo, name="batch_undo"),
    path("<slug:folder>/<slug:slug>/review/", review.review, name="review"),
    path("<slug:folder>/<slug:slug>/review/step/", review.review_step, name="review_step"),
    path("<slug:folder>/<slug:slug>/review/remarks/", review.review_remark, name="review_remark"),
    path("<slug:folder>/<slug:slug>/review/remarks/<int:number>/", review.review_answer, name="review_answer"),
    path("<slug:folder>/<slug:slug>/review/checklist/", review.review_checklist, name="review_checklist"),
    path("<slug:folder>/<slug:slug>/review/proposals/", review.review_propose, name="review_propose"),
    path("<slug:folder>/<slug:slug>/review/proposals/<int:number>/", review.review_decide, name="review_decide"),
    path("<slug:folder>/new/", desk.desk_new, name="desk_new"),
    path("<slug:folder>/<slug:slug>/edit/", desk.desk_edit, name="desk_edit"),
    path("<slug:folder>/<slug:slug>/presence/", desk.desk_presence, name="desk_presence"),
]
