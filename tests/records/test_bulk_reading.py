"""What is read of a table as it is pasted or uploaded, and what is refused in words."""

import pytest

from records.batches.reading import Unreadable, decoded, grid, recognised

CELLS = [("Name", "Note"), ("Amna Baloch", "a, b")]


def cells(text: str, delimiter: str = "") -> list[tuple[str, ...]]:
    return [row.cells for row in grid(text, delimiter).rows]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2", ","),
        ("a;b\n1;2,5", ";"),
        ("a\tb\n1\t2, and more, and more", "\t"),
        ("a|b\n1|2", "|"),
        ('a,b\n"1;2;3;4",2', ","),
        ('a;b;c\n"Lahore, Pakistan";2;3\n"Kabul, Afghanistan";2;3', ";"),
        ("Name\nAmna Baloch", ","),
        ("a,b;c\n1,2;3\n4,5;6", ","),
    ],
)
def test_the_delimiter_is_recognised_outside_quotation_marks(text: str, delimiter: str) -> None:
    assert recognised(text) == delimiter


@pytest.mark.parametrize(
    "text",
    [
        'Name,Note\nAmna Baloch,"a, b"',
        "Name;Note\r\nAmna Baloch;a, b\r\n",
        "Name\tNote\rAmna Baloch\ta, b",
        "\ufeffName\tNote\nAmna Baloch\ta, b",
    ],
)
def test_cells_are_the_same_however_they_are_parted(text: str) -> None:
    assert cells(text) == CELLS


def test_a_cell_in_quotation_marks_holds_delimiters_marks_and_new_lines() -> None:
    assert cells('a,b\n"one\ntwo, ""three""",2') == [("a", "b"), ('one\ntwo, "three"', "2")]


def test_rows_keep_the_numbers_that_a_spreadsheet_shows() -> None:
    assert [row.number for row in grid("a,b\n\n,,\n1,2\n").rows] == [1, 4]


@pytest.mark.parametrize("formula", ["=1+1", "+CMD|' /C calc'!A0", "-2", "@SUM(A1)", '=HYPERLINK("x")'])
def test_a_formula_is_text(formula: str) -> None:
    quoted = formula.replace('"', '""')
    assert cells(f'a,b\n"{quoted}",2')[1][0] == formula


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Name\nAmna Bałuch آمنہ".encode(), "utf-8"),
        ("Name\nAmna Bałuch آمنہ".encode("utf-8-sig"), "utf-8"),
        ("Name\nAmna Bałuch آمنہ".encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + "Name\nAmna Bałuch آمنہ".encode("utf-16-be"), "utf-16-be"),
        ("Name\nAmna Baloch and others".encode("utf-16-le"), "utf-16-le"),
        ("Name\nAmna Baloch and others".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_the_encoding_is_recognised(data: bytes, encoding: str) -> None:
    text, found = decoded(data)
    assert found == encoding
    assert text.startswith("Name\nAmna Ba")


def test_what_is_no_utf_8_is_read_as_windows_1252() -> None:
    assert decoded("Name\nJosé “X” – ž".encode("cp1252")) == ("Name\nJosé “X” – ž", "cp1252")


REFUSED = [
    (b"PK\x03\x04rest of a workbook", "Save the sheet as CSV"),
    (b"%PDF-1.7", "a PDF, not a table"),
    (b"\x81\x8d\x8f", "not written in Windows-1252"),
    (b"x" * (5 * 1024 * 1024 + 1), "5 MB are read at once"),
]


@pytest.mark.parametrize(("data", "said"), REFUSED)
def test_bytes_that_are_no_table_are_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        decoded(data)


HOSTILE = [
    ("", "nothing in it"),
    (" \n\t\n", "nothing in it"),
    (",,\n,,", "Every row of it is empty"),
    ("a,b\n1,\x00", "Line 2 holds a character that is no text"),
    ("a,b\n1,\x1b[2J", "code 27"),
    ('a,b\n1,"never closed\n2,3\n', "opens a quotation mark that is never closed"),
    ('a,b\n"1"2,3', "behind a closing quotation mark"),
    ("a\n" + "x" * 1_000_000, "more than 100,000 characters"),
    ("a\n" + "x" * 30_000, "more than 20,000 characters"),
    ("a\n" + "1\n" * 2001, "more than 2,000 rows"),
    (",".join("abcdefghij" * 7), "has 70 columns"),
    ("a,b\n" + "1,2\n" * 3_000_000, "MB"),
]


@pytest.mark.parametrize(("text", "said"), HOSTILE, ids=[said for _, said in HOSTILE])
def test_a_text_that_is_no_table_or_too_large_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        grid(text, ",")
