"""Tags for tables; `{% load tables %}`."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from records import tables
from records.listing import Column, Filters
from records.sections.understood import understood_words
from records.tables import TableRow

register = template.Library()


@register.simple_tag
def table(caption: str, labels: str, rows: Iterable[TableRow]) -> SafeString:
    """A table of its own: `{% table "Visits, newest first" "Date|Visit|From" rows %}`."""
    return tables.table(caption, labels.split("|"), rows)


@register.simple_tag
def table_rows(columns: Sequence[Column], rows: Iterable[TableRow], heading: int = tables.HEADING) -> SafeString:
    """The rows of a list, under the headings that the list has."""
    return tables.body([column.label for column in columns], rows, heading)


@register.simple_tag
def filters(form: Filters, title: str, sort: str) -> SafeString:
    """The filters of a list as a form, which keeps the order: one that the list knows, "" for its own."""
    return written(form, title, sort) if form.in_use else unused(type(form), title, sort)


def written(form: Filters, title: str, sort: str) -> SafeString:
    context = {"form": form, "title": title, "sort": sort, "understood": understood_words(form)}
    return render_to_string("parts/_filters.html", context)


@lru_cache(maxsize=100)
def unused(form: type[Filters], title: str, sort: str) -> SafeString:
    """While no filter is in use the form is the same for everybody, and what somebody not signed in may choose from."""
    return written(form({}), title, sort)
