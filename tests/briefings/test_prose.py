"""A text of Markdown as prose: its sentences with their places, its words, and how long they take."""

import time

import pytest

from briefings.lint import Written, findings
from briefings.prose import minutes, number_of_words, said, sentences

HOSTILE = {
    "stops": "." * 150_000, "quotes": "“" * 150_000, "half quotes": "“a" * 75_000, "code": "`" * 150_000,
    "fences": "```\n" * 37_000, "brackets": "[[" * 75_000, "headings": "# a\n" * 37_000, "sentences": "a. B" * 37_000,
    "hedges": "may " * 37_000, "confidence": "confidence " * 13_000, "blank lines": "\n " * 75_000, "spaces": " " * 150_000,
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        (
            "Mr. Khan met Gen. Asim in the U.S. embassy. He left.",
            ["Mr. Khan met Gen. Asim in the U.S. embassy.", "He left."],
        ),
        ("He met e.g. the envoy.", ["He met e.g. the envoy."]),
        ("It fell by 2.5 points. So it was.", ["It fell by 2.5 points.", "So it was."]),
        ("## A head\nThe text.", ["## A head", "The text."]),
        ("- one\n- two", ["- one", "- two"]),
        ("A line\nthat goes on. End", ["A line\nthat goes on.", "End"]),
        ("He said: “Go. Now.” She went.", ["He said: “Go. Now.”", "She went."]),
        ("`a. B` it is code.", ["it is code."]),
        ("", []),
    ],
)
def test_sentences_are_found_in_their_places(text: str, expected: list[str]) -> None:
    assert [text[one.start : one.end] for one in sentences(text)] == expected


@pytest.mark.parametrize(
    "text", ["He is “very likely” so.", "> very likely", "`very likely`", "[[claims/very-likely]]"]
)
def test_what_others_say_is_masked(text: str) -> None:
    assert not any("likely" in one.own for one in sentences(text))


def test_the_words_of_a_reference_are_its_authors() -> None:
    text = "So [[claims/x|it is likely]]."
    (one,) = sentences(text)
    assert "it is likely" in one.own
    assert len(one.own) == len(text)
    assert said(text) == "So it is likely."


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("## Two words", 2),
        ("It’s the mid-term, 2.5 per cent.", 6),
        ("[[actors/yue-xiaoyong]] met [[actors/amna-baloch|her]].", 4),
        ("![[claims/a-long-card-of-words]] [[^documents/its-source]]", 0),
    ],
)
def test_words_are_counted_as_they_are_read(text: str, number: int) -> None:
    assert number_of_words(text) == number


@pytest.mark.parametrize(("words", "expected"), [(0, 0), (1, 1), (200, 1), (201, 2)])
def test_any_words_take_a_minute_at_least(words: int, expected: int) -> None:
    assert minutes(words) == expected


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long(name: str) -> None:
    start = time.perf_counter()
    findings([Written("body", "Text", HOSTILE[name])])
    number_of_words(HOSTILE[name])
    assert time.perf_counter() - start < 6
