"""Tables made at once: their roles, what folds on a phone, what is escaped."""

from django.utils.safestring import mark_safe

from records.tables import TableRow, body, table


def test_text_is_escaped_and_safe_html_stands_as_it_is() -> None:
    html = body(["Date", "Visit"], [TableRow(("<b>1 % of</b>", mark_safe("<a>one</a>")))])
    assert "&lt;b&gt;1 % of&lt;/b&gt;" in html
    assert "<a>one</a>" in html


def test_each_cell_names_its_column_and_one_is_the_heading_of_its_row() -> None:
    html = body(["Date", "Visit", "100 % sure"], [TableRow(("a", "b", "c"))])
    assert '<td role="cell" data-label="Date" class="when">' in html
    assert '<th role="rowheader" scope="row" data-label="Visit">' in html
    assert 'data-label="100 % sure"' in html


def test_what_did_not_take_place_is_struck() -> None:
    rows = [TableRow(("a", "b"), struck=True), TableRow(("c", "d"))]
    assert body(["Date", "Visit"], rows).count('class="struck"') == 1


def test_a_whole_table_has_a_caption_and_headings() -> None:
    html = table("Visits & more", ["Date", "Visit"], [TableRow(("a", "b"))])
    assert '<caption class="vh">Visits &amp; more</caption>' in html
    assert html.count('role="columnheader"') == 2
