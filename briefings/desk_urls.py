"""Addresses of the editors' desk, below `/desk/`, that know of visits and papers."""

from django.urls import path

from briefings.views import reads
from briefings.views.writing import preview

urlpatterns = [
    path("preview/", preview, name="preview"),
    path("reads/posts/", reads.posts_read, name="posts_read"),
    path("reads/visit/", reads.visit_read, name="visit_read"),
]
