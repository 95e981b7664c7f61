"""What a list is narrowed to by filters that have no field to show: by one record, to which a link led from."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from records.links import Links
from records.listing import Filters


def narrowed(form: Filters | None) -> list[SafeString]:
    """A sentence for each such filter, or why it was not applied. One query where there is one, none otherwise."""
    if form is None:
        return []
    fields = [field for field in form.hidden_fields() if form.data.get(field.name)]
    links = Links(form.reader).load(form.cleaned_data.get(field.name) for field in fields)
    return [
        format_html("{}", " ".join(str(error) for error in field.errors))
        if field.errors
        else format_html("{} {}.", field.label, links[form.cleaned_data[field.name]])
        for field in fields
    ]
