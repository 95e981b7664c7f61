from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from records.admin.found import ForCurators, RecordAdmin, dated
from records.auditing import audit
from records.models import Audited, Document, Source


@admin.register(Document)
class DocumentAdmin(RecordAdmin):
    list_display = ("title", dated, "source", "language", "handling", "stage", "updated_at")
    list_select_related = ("source",)
    search_fields = ("title", "slug", "author", "url")


@admin.register(Source)
class SourceAdmin(ForCurators):
    """Of which reliability a source is, is a judgement of the curators'. What is cited from it is graded anew at once."""

    list_display = ("name", "kind", "reliability", "country", "language")
    list_filter = ("kind", "reliability")
    search_fields = ("name", "descriptor")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).known_to(request.user)  # type: ignore[attr-defined]

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """Kept is what each column was and has become: a source is no record, and has no history of its own."""
        with transaction.atomic():
            was = Source.objects.filter(pk=obj.pk).values(*form.changed_data).first() if form.changed_data else None
            super().save_model(request, obj, form, change)
            changed = {name: [str((was or {}).get(name, "")), str(getattr(obj, name))] for name in form.changed_data}
            told = {"source": obj.name, **changed}
            audit(Audited.SOURCE_CHANGED, request.user.pk, handling=obj.strictest(), detail=told)
