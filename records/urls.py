from django.urls import path

from records.views import records as views

app_name = "records"

urlpatterns = [
    path("r/<int:pk>", views.record_by_id, name="record_by_id"),
    path("<slug:folder>/<slug:slug>.json", views.record_json, name="record_json"),
    path("<slug:folder>/<slug:slug>/card/", views.record_card, name="record_card"),
    path("<slug:folder>/<slug:slug>/mentions/", views.record_mentions, name="record_mentions"),
]
