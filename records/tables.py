"""Tables that become entries on a phone, made at once: a template costs five times as much for each cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from records.safe import escaped

# The column that stands for the record is the heading of its row; this one, where a list does not say which.
HEADING = 1
WHEN = ("Date", "As of", "Due", "Given", "Last said", "Life", "Started", "Ended", "When")
# Columns that must not be pressed into a few letters.
CLASSES = {
    **dict.fromkeys(WHEN, ' class="when"'),
    "From": ' class="side"',
    "To": ' class="side"',
    "Stance": ' class="stance"',
    "Judgements": ' class="num"',
    "Record": ' class="nowrap"',
}
STRUCK = ' class="struck"'


@dataclass(frozen=True, slots=True)
class TableRow:
    """A cell for each column, in their order; `struck` is said of what did not take place.

    In a list also `pk`, the record of the row, and `dates`, the EDTF texts of its columns that are `dated`.
    """

    cells: Sequence[str | SafeString]
    struck: bool = False
    pk: int = 0
    dates: Sequence[str] = ()


def table(caption: str, labels: Sequence[str], rows: Iterable[TableRow]) -> SafeString:
    """The whole table; `caption` is for those who do not see it."""
    head = format_html_join("", '<th role="columnheader" scope="col">{}</th>', ((one,) for one in labels))
    return format_html(
        '<table class="table fold" role="table"><caption class="vh">{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table>',
        caption,
        head,
        body(labels, rows),
    )


def body(labels: Sequence[str], rows: Iterable[TableRow], heading: int = HEADING) -> SafeString:
    """The rows; text is escaped, safe HTML stands as it is."""
    form = f'<tr role="row"%s>{"".join(cell(label, place == heading) for place, label in enumerate(labels))}</tr>'
    return SafeString("\n".join(form % (STRUCK if row.struck else "", *map(escaped, row.cells)) for row in rows))


def cell(label: str, heading: bool) -> SafeString:
    """The form of one cell, as `%` takes it."""
    said = format_html("{}", label).replace("%", "%%")
    if heading:
        return SafeString(f'<th role="rowheader" scope="row" data-label="{said}"><div dir="auto">%s</div></th>')
    kind = CLASSES.get(label, "")
    return SafeString(f'<td role="cell" data-label="{said}"{kind}><div dir="auto">%s</div></td>')
