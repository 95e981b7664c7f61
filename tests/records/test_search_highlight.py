"""Passages in which the words stand that were looked for."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.search.highlight import MOST, marked, marker, passages
from records.search.query import Unclear, parse, wanted

MARKED = [
    ("negotiations", "They negotiated.", ["They <mark>negotiated</mark>."]),
    ("happy", "The happiness", ["The <mark>happiness</mark>"]),
    ("erdogan", "Erdoğan’s visit", ["<mark>Erdoğan’s</mark> visit"]),
    ("obrien", "O’Brien came", ["<mark>O’Brien</mark> came"]),
    ("o'brien", "OBrien came", ["<mark>OBrien</mark> came"]),
    ("岳晓勇", "会见岳晓勇", ["会见<mark>岳晓勇</mark>"]),
    ('"safe haven"', "a safe haven", ["a <mark>safe haven</mark>"]),
    ("nego*", "negotiable, no", ["<mark>negotiable</mark>, no"]),
    ("border -kabul", "the border at Kabul", ["the <mark>border</mark> at Kabul"]),
    ("kabul", "Kabuli people", []),
    ("b", "<b>", ["&lt;<mark>b</mark>&gt;"]),
    ("script", "<script>alert(1)</script>", ["&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;"]),
]


def shown(q: str, text: str) -> list[str]:
    return [str(one) for one in passages(text, marker(wanted(parse(q))))]


@pytest.mark.parametrize(("q", "text", "expected"), MARKED)
def test_words_are_marked_by_what_they_mean(q: str, text: str, expected: list[str]) -> None:
    assert shown(q, text) == expected


def test_the_stretches_with_most_of_the_words_are_shown() -> None:
    filler = "nothing to see here. " * 40
    text = f"border. {filler} border and drone. {filler} drone. {filler} border, drone and missile."
    found = shown("border drone missile", text)
    assert len(found) == MOST
    assert "<mark>missile</mark>" in found[1]
    assert found[0].startswith("… ")


def test_a_passage_stays_in_its_line() -> None:
    assert shown("border", "One line.\nThe border.\nAnother.") == ["The <mark>border</mark>."]


@given(q=st.text(max_size=20), text=st.text(max_size=400))
def test_marks_add_nothing_to_a_text_and_take_nothing_from_it(q: str, text: str) -> None:
    try:
        with_ = marker(wanted(parse(q)))
    except Unclear:
        return
    assert unescape(re.sub("</?mark>", "", marked(text, with_.places(text)))) == unescape(text.replace("&", "&amp;"))
    for one in passages(text, with_):
        assert not re.search("<(?!/?mark>)", one)
