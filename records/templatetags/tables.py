"""Tags for tables; `{% load tables %}`."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.safestring import SafeString

from records import tables
from records.listing import Column
from records.tables import TableRow

register = template.Library()


@register.simple_tag
def table(caption: str, labels: str, rows: Iterable[TableRow]) -> SafeString:
    """A table of its own: `{% table "Visits, newest first" "Date|Visit|From" rows %}`."""
    return tables.table(caption, labels.split("|"), rows)


@register.simple_tag
def table_rows(columns: Sequence[Column], rows: Iterable[TableRow]) -> SafeString:
    """The rows of a list, under the headings that the list has."""
    return tables.body([column.label for column in columns], rows)
