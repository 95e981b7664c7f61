"""Which field a column is taken for, by its heading."""

import pytest

from records.batches.headings import guessed, is_headed, names_of
from records.batches.tables import TABLES


@pytest.mark.parametrize(
    ("rows_are", "headings", "columns"),
    [
        (
            "visits",
            ["Visitor", "Date", "From", "To", "City"],
            ["visitors", "when", "sending_state", "host_state", "place"],
        ),
        (
            "visits",
            ["VISITORS", "when", "Sending state (ISO)", "host_state"],
            ["visitors", "when", "sending_state", "host_state"],
        ),
        ("visits", ["Visitor", "Who", "Colour", ""], ["visitors", "", "", ""]),
        ("tenures", ["Official", "Office", "Since", "Until"], ["person", "post", "started", "ended"]),
        ("officials", ["Full name", "Country", "a.k.a."], ["name", "state", ""]),
        ("claims", ["Claim", "About", "Against"], ["title", "subjects", "object_actors"]),
    ],
)
def test_a_heading_is_recognised_by_name_label_or_synonym(
    rows_are: str, headings: list[str], columns: list[str]
) -> None:
    assert guessed(headings, TABLES[rows_are]) == columns


def test_a_first_row_without_any_known_heading_is_a_row() -> None:
    assert not is_headed(["Amna Baloch", "PK", ""], TABLES["officials"])


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_heading_stands_for_two_columns_and_each_label_is_recognised(table: object) -> None:
    every = [one for column in table.columns for one in names_of(column)]  # type: ignore[attr-defined]
    assert sorted(every) == sorted(set(every))
    labels = [column.label for column in table.columns]  # type: ignore[attr-defined]
    assert guessed(labels, table) == [column.name for column in table.columns]  # type: ignore[attr-defined,arg-type]
