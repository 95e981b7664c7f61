"""How a name is read before it is compared with another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.linkage.names import Spelling, spellings

READ = [
    ("Douglas MacArthur", Spelling(("macarthur",), ("douglas",))),
    ("MacArthur, Douglas,II", Spelling(("macarthur",), ("douglas",), 2)),
    ("George H. Earle, 3rd", Spelling(("earle",), ("george", "h"), 3)),
    ("Lieutenant Commander Jonathan T. Howe", Spelling(("howe",), ("jonathan", "t"))),
    ("President Nyerere", Spelling(("nyerere",))),
    ("Cunha, Paulo A.V.", Spelling(("cunha",), ("paulo", "a", "v"))),
    ("Ayub Khan, General Mohammed", Spelling(("ayub", "khan"), ("muhammad",))),
    ("Abdul Aziz", Spelling(("aziz",), ("abd",))),
    ("Abdullah Gul", Spelling(("gul",), ("abdullah",))),
    ("Salman bin Sultan al-Saud", Spelling(("saud",), ("salman",))),
    ("Rufus King", Spelling(("king",), ("rufus",))),
    ("King, Rufus", Spelling(("king",), ("rufus",))),
    ("Sabah al-Ahmed al-Sabah", Spelling(("sabah",), ("ahmed",))),
    ("Recep Tayyip Erdoğan", Spelling(("erdogan",), ("recep", "tayyip"))),
    ("The Prince", Spelling(("prince",))),
]


@pytest.mark.parametrize(("text", "first"), READ)
def test_a_name_is_read_as(text: str, first: Spelling) -> None:
    assert spellings(text)[0] == first


def test_what_stands_in_brackets_is_another_name_or_what_somebody_is_called() -> None:
    assert Spelling(("mondale",), ("fritz",)) in spellings("Mondale, Walter F. (“Fritz”)")
    assert Spelling(("kuofeng",), ("hua",)) in spellings("Hua Guofeng (Hua Kuofeng)")


@pytest.mark.parametrize("text", ["", "  ", "()", ",", "…", "-"])
def test_what_is_no_name_is_none(text: str) -> None:
    assert spellings(text) == ()


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for one in spellings(text):
        assert one.words
        assert all(one.words)
