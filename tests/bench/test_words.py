import os
from collections import Counter
from itertools import islice
from random import Random
from unittest.mock import patch

import pytest

from bench.real import material, state_of
from bench.words import Texts, made_words, vocabulary


def test_a_vocabulary_begins_with_what_is_written_most_and_ends_with_made_words() -> None:
    words = vocabulary(["the border, the treaty", "the border"] * 200, number=2000)
    assert words[:2] == ["the", "border"]
    assert len(words) == 2000
    assert len(set(words)) == 2000


def test_made_words_are_the_same_for_the_same_seed() -> None:
    one, other = (list(islice(made_words(Random(3)), 50)) for _ in range(2))
    assert one == other


def test_a_word_is_as_frequent_as_its_rank_has_it() -> None:
    counted = Counter(Texts([str(rank) for rank in range(1000)], seed=5).some(100_000))
    assert counted["0"] / counted["9"] == pytest.approx((9 + 2.7) / 2.7, abs=0.6)


def test_a_text_has_about_as_many_words_as_asked_for_and_the_names_it_is_given() -> None:
    text = Texts(vocabulary([]), seed=5).text(300, ["Amir Khan Muttaqi"])
    assert "with Amir Khan Muttaqi." in text
    assert len(text.split()) == pytest.approx(300, abs=25)


def test_a_text_is_the_same_for_the_same_seed() -> None:
    one, other = (Texts(vocabulary([]), seed=5).text(200) for _ in range(2))
    assert one == other


def test_what_is_not_there_is_said_and_made() -> None:
    with patch.dict(os.environ, {"CHANCERY_DATA": "/nowhere/at/all"}):
        found = material()
    assert "/nowhere/at/all" in found.said
    assert found.names and found.states and found.visits


def test_a_state_of_another_name_is_always_the_same_one() -> None:
    assert state_of("Borun", ["Arden", "Borun"]) == 1
    assert state_of("Siam", ["Arden", "Borun"]) == state_of("Siam", ["Arden", "Borun"])
