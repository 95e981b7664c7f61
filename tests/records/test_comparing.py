"""Two texts compared by word: what is the same, taken out and put in."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.comparing import How, Run, runs, words_of

WORDS = st.lists(st.sampled_from(["the", "envoy", "met", "him", "on", "Monday.", "\n\n", "a  b"]), max_size=30)
TEXTS = st.one_of(WORDS.map(" ".join), st.text(max_size=60))

CASES = [
    ("", "", []),
    ("", "A text.", [(How.ADDED, "A text.")]),
    ("A text.", "", [(How.REMOVED, "A text.")]),
    ("They met.", "They met.", [(How.SAME, "They met.")]),
    (
        "They met on Monday.",
        "They met on Tuesday.",
        [(How.SAME, "They met on "), (How.REMOVED, "Monday."), (How.ADDED, "Tuesday.")],
    ),
    ("One.", "One.\n\nTwo.", [(How.SAME, "One."), (How.ADDED, "\n\nTwo.")]),
    # A single word in common is no reason to read two sentences woven into one.
    (
        "He said nothing of war",
        "Kabul denied all of this",
        [(How.REMOVED, "He said nothing of war"), (How.ADDED, "Kabul denied all of this")],
    ),
]


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_texts_are_compared_by_word(before: str, after: str, expected: list[tuple[How, str]]) -> None:
    assert runs(before, after) == [Run(how, text) for how, text in expected]


@given(TEXTS)
def test_the_words_of_a_text_are_the_text(text: str) -> None:
    assert "".join(words_of(text)) == text


@given(TEXTS, TEXTS)
def test_the_runs_hold_both_texts(before: str, after: str) -> None:
    found = runs(before, after)
    assert "".join(one.text for one in found if one.how != How.ADDED) == before
    assert "".join(one.text for one in found if one.how != How.REMOVED) == after


@pytest.mark.parametrize("number", [6_400, 60_000])
def test_a_long_text_is_compared_in_no_time(number: int) -> None:
    words = [f"word{place % 1_500}" + ("\n\n" if place % 60 == 0 else "") for place in range(number)]
    changed = [f"other{place}" if place % 137 == 0 else word for place, word in enumerate(words)]
    started = time.process_time()
    found = runs(" ".join(words), " ".join(changed))
    assert time.process_time() - started < 2
    assert sum(len(words_of(one.text)) for one in found if one.how == How.ADDED) < number / 20


def test_two_long_texts_with_nothing_in_common_are_compared_in_no_time() -> None:
    one, other = (" ".join(f"{letter}{place}" for place in range(50_000)) for letter in "ab")
    started = time.process_time()
    assert [run.how for run in runs(one, other)] == [How.REMOVED, How.ADDED]
    assert time.process_time() - started < 2
