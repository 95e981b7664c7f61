"""What the pages are measured against: Django's own admin, as it lists 50 visits when nothing is done to it."""

from django.contrib import admin
from django.urls import path

from briefings.models import Visit
from config import urls


class PlainVisits(admin.ModelAdmin):
    list_display = ("title", "when", "sending_state", "host_state", "status", "handling", "stage")
    list_select_related = ("sending_state", "host_state")
    list_per_page = 50


class BareVisits(PlainVisits):
    list_select_related = False


plain = admin.AdminSite("plain")
plain.register(Visit, PlainVisits)
bare = admin.AdminSite("bare")
bare.register(Visit, BareVisits)

urlpatterns = [path("plain-admin/", plain.urls), path("bare-admin/", bare.urls), *urls.urlpatterns]
handler500 = urls.handler500
