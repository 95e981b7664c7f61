from django.contrib import admin

from actors.models import Actor, Name, Nomination, NotSame, Post, Relation, Tenure
from records.admin import PartAdmin, RecordAdmin, dated, linked


@admin.register(Actor)
class ActorAdmin(RecordAdmin):
    list_display = ("title", "category", linked("state"), dated, "handling", "stage", "updated_at")
    list_filter = ("category", "handling", "stage")
    search_fields = ("title", "slug", "names__text")
    ordering = ("sort_key", "pk")


@admin.register(Post)
class PostAdmin(RecordAdmin):
    list_display = ("title", linked("organisation"), linked("state"), "level", "handling", "stage", "updated_at")
    list_filter = ("level", "handling", "stage")
    ordering = ("title", "pk")


@admin.register(Tenure)
class TenureAdmin(RecordAdmin):
    list_display = ("title", dated, linked("person"), linked("post"), "capacity", "handling", "stage")
    list_filter = ("capacity", "end_reason", "handling", "stage")


@admin.register(Relation)
class RelationAdmin(RecordAdmin):
    list_display = ("title", dated, linked("subject"), "type", linked("object"), "handling", "stage")
    list_filter = ("type", "handling", "stage")


@admin.register(Name)
class NameAdmin(PartAdmin):
    list_display = ("text", "kind", linked("actor"), "language", "script")
    list_filter = ("kind", "language")
    search_fields = ("text", "folded")
    ordering = ("folded", "pk")


@admin.register(Nomination)
class NominationAdmin(PartAdmin):
    list_display = (linked("person"), linked("post"), "appointed", "outcome")
    search_fields = ("outcome",)
    ordering = ("-pk",)


@admin.register(NotSame)
class NotSameAdmin(PartAdmin):
    list_display = (linked("one"), linked("other"), "reason", "by", "at")
    list_select_related = ("by",)
    search_fields = ("reason",)
    ordering = ("-pk",)
