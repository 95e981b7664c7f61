"""Texts as the index holds them."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.search.words import LONGEST_WORD, MOST_WORDS, begun, kept_stems, plain_words, stem, stems

WORDS = [
    ("Negotiations were going on", ["negoti", "go"]),
    ("Recep Tayyip Erdoğan’s visit", ["recep", "tayyip", "erdogan", "visit"]),
    ("Lech Wałęsa", ["lech", "walesa"]),
    ("O'Brien and O’Brien", ["obrien", "obrien"]),
    ("Ban Ki-moon", ["ban", "ki", "moon"]),
    ("岳晓勇", ["yue", "xiao", "yong"]),
    ("Амир", ["amir"]),
    ("The US and the TTP", ["us", "ttp"]),
    ("18.11.2024", ["18", "11", "2024"]),
    ("the of and", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_a_text_becomes_the_stems_of_its_words(text: str, expected: list[str]) -> None:
    assert stems(text) == expected


@given(st.text())
def test_whatever_is_written_becomes_plain_words(text: str) -> None:
    assert all(re.fullmatch("[a-z0-9]+", word) for word in plain_words(text))
    assert all(re.fullmatch("[a-z0-9]+", word) for word in stems(text))


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_a_plain_text_is_read_the_same_as_one_with_accents_in_it(text: str) -> None:
    assert plain_words(text) == plain_words(f"{text} é")[:-1]


@pytest.mark.parametrize("word", ["negotiation", "negotiated", "negotiate", "negotiator", "negotiating"])
@pytest.mark.parametrize("length", range(2, 12))
def test_the_beginning_of_a_word_finds_its_stem(word: str, length: int) -> None:
    letters, shorter = begun(word[:length])
    assert stem(word).startswith(letters) or stem(word) in shorter


def test_of_a_text_without_end_the_beginning_is_kept() -> None:
    assert len(list(kept_stems("border " * (MOST_WORDS + 10)))) == MOST_WORDS


def test_of_a_text_of_ever_new_words_no_more_is_kept_than_a_database_takes() -> None:
    text = " ".join(f"{number:x}".rjust(LONGEST_WORD, "f") for number in range(20_000))
    assert sum(map(len, set(kept_stems(text)))) < 500_000


def test_a_word_without_end_is_cut() -> None:
    assert len(stem("x" * 10_000)) == LONGEST_WORD


def test_many_threads_at_once_find_the_same_stems() -> None:
    words = [
        f"{beginning}{ending}"
        for beginning in ("nation", "relat", "operat")
        for ending in ("alisations", "ional", "ing")
    ]
    alone = {word: stem.__wrapped__(word) for word in words}
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(stem.__wrapped__, words * 400))
    assert together == [alone[word] for word in words * 400]
