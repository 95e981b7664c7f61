"""What a list is narrowed to: by one record, to which a link led and which has no field to show; by a tag, in its words."""

from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString

from records.links import Links
from records.listing import Filters
from records.models import TagNote


def narrowed(form: Filters | None) -> list[SafeString]:
    """A sentence for each such filter, or why it was not applied; and what a tag means. One query where there is one, one more
    where a tag was asked for and none otherwise."""
    if form is None:
        return []
    return [*by_records(form), *by_tag(form)]


def by_tag(form: Filters) -> Iterator[SafeString]:
    if slug := form.cleaned_data.get("tag"):
        for name, description in TagNote.objects.told_to(form.reader, [slug]):
            yield format_html("<b>{}</b>: {}", name, description)


def by_records(form: Filters) -> list[SafeString]:
    fields = [field for field in form.hidden_fields() if form.data.get(field.name)]
    links = Links(form.reader).load(form.cleaned_data.get(field.name) for field in fields)
    return [
        format_html("{}", " ".join(str(error) for error in field.errors))
        if field.errors
        else format_html("{} {}.", field.label, links[form.cleaned_data[field.name]])
        for field in fields
    ]
