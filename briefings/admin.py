from django.contrib import admin

from briefings.models import Assertion, Briefing, Claim, Commitment, Event, Meeting, Visit
from records.admin import RecordAdmin, dated, linked


@admin.register(Visit)
class VisitAdmin(RecordAdmin):
    list_display = ("title", dated, linked("sending_state"), linked("host_state"), "status", "handling", "stage")
    list_filter = ("status", "type", "handling", "stage")


@admin.register(Meeting)
class MeetingAdmin(RecordAdmin):
    list_display = ("title", dated, linked("visit"), "format", "status", "handling", "stage")
    list_filter = ("format", "status", "handling", "stage")


@admin.register(Event)
class EventAdmin(RecordAdmin):
    list_display = ("title", dated, "type", "place", "status", "handling", "stage")
    list_filter = ("type", "status", "handling", "stage")


@admin.register(Claim)
class ClaimAdmin(RecordAdmin):
    list_display = ("title", "type", dated, "handling", "stage", "updated_at")
    list_filter = ("type", "handling", "stage")


@admin.register(Assertion)
class AssertionAdmin(RecordAdmin):
    list_display = ("title", dated, linked("speaker"), "stance", linked("claim"), "handling", "stage")
    list_filter = ("stance", "act", "channel", "attribution", "handling", "stage")


@admin.register(Commitment)
class CommitmentAdmin(RecordAdmin):
    list_display = ("title", dated, "due", linked("made_in"), "handling", "stage")


@admin.register(Briefing)
class BriefingAdmin(RecordAdmin):
    list_display = ("title", "as_of", "written_by", "handling", "stage", "updated_at")
    ordering = ("-as_of", "-pk")
