"""Addresses of the editors' desk, below `/desk/`, that know of actors."""

from django.urls import path

from actors.views import duplicates

urlpatterns = [
    path("duplicates/", duplicates.duplicate_list, name="duplicate_list"),
    path("duplicates/<int:one>/<int:other>/", duplicates.duplicate_pair, name="duplicate_pair"),
    path("reads/actors/", duplicates.looks_like_read, name="looks_like_read"),
]
