"""What the pages are measured against: Django's own admin, as it lists 50 visits, the states of each joined or not."""

from django.contrib import admin
from django.urls import path

from briefings.models import Visit
from config import urls


class AsRegistered(admin.ModelAdmin):
    list_display = ("title", "when", "sending_state", "host_state", "status", "handling", "stage")
    list_per_page = 50


class Joined(AsRegistered):
    list_select_related = ("sending_state", "host_state")


bare, plain = admin.AdminSite("bare"), admin.AdminSite("plain")
bare.register(Visit, AsRegistered)
plain.register(Visit, Joined)

urlpatterns = [path("plain-admin/", plain.urls), path("bare-admin/", bare.urls), *urls.urlpatterns]
handler500 = urls.handler500
