"""Addresses of the editors' desk, below `/desk/`, that know of actors."""

from django.urls import path

from actors.views import duplicates, merging

urlpatterns = [
    path("duplicates/", duplicates.duplicate_list, name="duplicate_list"),
    path("duplicates/<int:one>/<int:other>/", duplicates.duplicate_pair, name="duplicate_pair"),
    path("reads/actors/", duplicates.looks_like_read, name="looks_like_read"),
    path("merges/", merging.merge_list, name="merge_list"),
    path("merges/<int:pk>/", merging.merge_done, name="merge_done"),
    path("actors/<slug:slug>/merge/", merging.actor_merge, name="actor_merge"),
    path("actors/<slug:slug>/split/", merging.actor_split, name="actor_split"),
]
