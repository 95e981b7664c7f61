"""Addresses of the editors' desk, below `/desk/`, that know of actors."""

from django.urls import path

from actors.views import merging

urlpatterns = [
    path("merges/", merging.merge_list, name="merge_list"),
    path("merges/<int:pk>/", merging.merge_done, name="merge_done"),
    path("actors/<slug:slug>/merge/", merging.actor_merge, name="actor_merge"),
    path("actors/<slug:slug>/split/", merging.actor_split, name="actor_split"),
]
