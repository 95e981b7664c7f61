from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from taggit.models import Tag

from records.admin.found import ForCurators
from records.models import TagNote, User
from records.models.tags import tags_known_to
from records.tagging import describe_tag, merge_tags, rename_tag

admin.site.unregister(Tag)


class TagForm(forms.ModelForm):
    description = forms.CharField(
        required=False,
        max_length=TagNote.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What is tagged so, and what is not: readers see it where they ask for the tag.",
    )

    class Meta:
        model = Tag
        fields = ("name", "slug")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if self.instance.pk:
            self.fields["description"].initial = self.instance.told

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if Tag.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(f"There is a tag “{name}” already: merge the two.")
        return name


@admin.register(Tag)
class TagAdmin(ForCurators):
    """A tag is renamed and described here, and several become one. All its records follow, each with a revision."""

    form = TagForm
    fields = ("name", "slug", "description")
    list_display = ("name", "slug")
    search_fields = ("name",)
    ordering = ("name",)
    actions = ("merge",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return tags_known_to(request.user).order_by(*self.ordering)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        tag = super().get_object(request, object_id, from_field)
        if tag:
            tag.told = TagNote.objects.seen_by(request.user).text_of(tag.pk)
        return tag

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The address of what is tagged so holds, whatever the tag is called."""
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Sequence[str]]:
        return {} if obj else {"slug": ("name",)}

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        by = cast(User, request.user)
        if not change:
            super().save_model(request, obj, form, change)
        elif "name" in form.changed_data:
            rename_tag(obj, form.cleaned_data["name"], by)
        if "description" in form.changed_data:
            describe_tag(obj, form.cleaned_data["description"], by)

    @admin.action(description="Merge the selected tags", permissions=["change"])
    def merge(self, request: HttpRequest, chosen: QuerySet[Tag]) -> HttpResponse | None:
        """First which of them stays, then, once that is chosen, it."""
        tags = list(chosen)
        stays = next((one for one in tags if str(one.pk) == request.POST.get("stays")), None)
        if stays is not None and len(tags) > 1:
            try:
                merge_tags(tags, stays, cast(User, request.user))
                self.message_user(request, f"{len(tags) - 1} merged into “{stays.name}”.", messages.SUCCESS)
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.ERROR)
            return None
        if len(tags) < 2:
            self.message_user(
                request, "Choose two tags at least: one stays, and the others become that one.", messages.WARNING
            )
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Which of these tags stays?",
            "tags": tags,
            "opts": self.model._meta,
            "asked": request.POST.get("apply") == "merge",
        }
        return render(request, "admin/merge_tags.html", context)
