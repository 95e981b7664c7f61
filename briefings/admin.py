from django.contrib import admin

from briefings.models import (
    Assertion,
    Assessment,
    Briefing,
    Claim,
    ClaimLink,
    Commitment,
    CommitmentUpdate,
    Event,
    Judgement,
    Meeting,
    Participation,
    Visit,
)
from records.admin import PartAdmin, RecordAdmin, dated, linked

# Places have no table of their own: they are found as words of what took place there.
THERE = ("title", "slug", "place")


@admin.register(Visit)
class VisitAdmin(RecordAdmin):
    search_fields = THERE
    list_display = ("title", dated, linked("sending_state"), linked("host_state"), "status", "handling", "stage")
    list_filter = ("status", "type", "handling", "stage")


@admin.register(Meeting)
class MeetingAdmin(RecordAdmin):
    search_fields = THERE
    list_display = ("title", dated, linked("visit"), "format", "status", "handling", "stage")
    list_filter = ("format", "status", "handling", "stage")


@admin.register(Event)
class EventAdmin(RecordAdmin):
    search_fields = THERE
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


@admin.register(Participation)
class ParticipationAdmin(PartAdmin):
    list_display = (
        linked("actor"), "role", linked("encounter"), linked("on_behalf_of"), linked("tenure"), "title_as_stated", "certainty"
    )  # fmt: skip
    list_filter = ("role", "certainty")
    search_fields = ("title_as_stated",)
    ordering = ("-pk",)


@admin.register(ClaimLink)
class ClaimLinkAdmin(PartAdmin):
    list_display = (linked("a"), "type", linked("b"))
    list_filter = ("type",)
    ordering = ("-pk",)


@admin.register(Assessment)
class AssessmentAdmin(PartAdmin):
    list_display = (linked("claim"), "likelihood", "confidence", "author", "date")
    list_filter = ("likelihood", "confidence")
    search_fields = ("author",)
    ordering = ("-date", "-pk")


@admin.register(Judgement)
class JudgementAdmin(PartAdmin):
    list_display = (linked("briefing"), "order", "likelihood", "confidence", "outcome")
    list_filter = ("likelihood", "confidence", "outcome")
    ordering = ("-pk",)


@admin.register(CommitmentUpdate)
class CommitmentUpdateAdmin(PartAdmin):
    list_display = (linked("commitment"), "when", "status", linked("said_by"), "by", "second")
    list_select_related = ("by", "second")
    list_filter = ("status",)
    ordering = ("-pk",)
