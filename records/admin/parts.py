from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from records.admin.found import PartAdmin, SaidAdmin, linked
from records.models import Attachment, Batch, Citation, Identifier, Proposal, Remark, Revision, Step


@admin.register(Identifier)
class IdentifierAdmin(PartAdmin):
    list_display = ("scheme", "value", linked("record"))
    search_fields = ("value", "scheme")
    ordering = ("scheme", "value")


@admin.register(Citation)
class CitationAdmin(PartAdmin):
    list_display = ("__str__", linked("document"), linked("target"), "stance", "credibility", "first_hand")
    list_filter = ("stance", "credibility", "first_hand")
    search_fields = ("quote", "locator")
    ordering = ("-pk",)


@admin.register(Attachment)
class AttachmentAdmin(PartAdmin):
    list_display = ("name", linked("document"), "media_type", "size", "sha256", "at")
    list_filter = ("media_type",)
    search_fields = ("name", "caption", "sha256")
    ordering = ("-pk",)


@admin.register(Revision)
class RevisionAdmin(PartAdmin):
    """Who saved which record when. What each save changed is told by the record's history."""

    list_display = (linked("record"), "number", "author", "at", "comment")
    list_select_related = ("author",)
    list_filter = ("in_bulk",)
    search_fields = ("comment", "author__username")
    ordering = ("-at", "-pk")

    def told_to(self, rows: QuerySet, request: HttpRequest) -> QuerySet:
        return rows.readable_by(request.user).defer("snapshot")  # type: ignore[attr-defined]


@admin.register(Step)
class StepAdmin(SaidAdmin):
    list_display = (linked("record"), "action", "by", "at")
    list_select_related = ("by",)
    list_filter = ("action",)
    search_fields = ("by__username",)
    ordering = ("-at", "-pk")


@admin.register(Proposal)
class ProposalAdmin(SaidAdmin):
    """What waits for a second person, and what became of it; decided on the review page of the record."""

    list_display = (linked("record"), "action", "by", "at", "decided_by", "decided_at", "accepted")
    list_select_related = ("by", "decided_by")
    list_filter = ("accepted",)
    search_fields = ("by__username", "action")
    ordering = ("-at", "-pk")


@admin.register(Remark)
class RemarkAdmin(SaidAdmin):
    list_display = (linked("record"), "by", "at", "settled_by", "settled_at")
    list_select_related = ("by", "settled_by")
    search_fields = ("by__username",)
    ordering = ("-at", "-pk")


@admin.register(Batch)
class BatchAdmin(PartAdmin):
    """What was entered many at once; undone at the desk."""

    list_display = ("comment", "rows_are", "by", "at", "handling", linked("document"), "undone_at")
    list_select_related = ("by",)
    list_filter = ("rows_are", "handling")
    search_fields = ("comment", "by__username")
    ordering = ("-at", "-pk")

    def told_to(self, rows: QuerySet, request: HttpRequest) -> QuerySet:
        return rows.known_to(request.user)  # type: ignore[attr-defined]
