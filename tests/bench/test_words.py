import os
from collections import Counter
from itertools import islice
from random import Random
from unittest import TestCase
from unittest.mock import patch

from bench.real import material, state_of
from bench.words import Texts, made_words, vocabulary


class Vocabulary(TestCase):
    def test_begins_with_what_is_written_most_and_ends_with_made_words(self) -> None:
        words = vocabulary(["the border, the treaty", "the border"] * 200, number=2000)
        self.assertEqual(words[:2], ["the", "border"])
        self.assertEqual(len(words), 2000)
        self.assertEqual(len(set(words)), 2000)

    def test_made_words_are_the_same_for_the_same_seed(self) -> None:
        self.assertEqual(*(list(islice(made_words(Random(3)), 50)) for _ in range(2)))


class TextsOfWords(TestCase):
    def test_a_word_is_as_frequent_as_its_rank_has_it(self) -> None:
        counted = Counter(Texts([str(rank) for rank in range(1000)], seed=5).some(100_000))
        self.assertAlmostEqual(counted["0"] / counted["9"], (9 + 2.7) / 2.7, delta=0.6)

    def test_has_about_as_many_words_as_asked_for_and_the_names_it_is_given(self) -> None:
        text = Texts(vocabulary([]), seed=5).text(300, ["Amir Khan Muttaqi"])
        self.assertIn("with Amir Khan Muttaqi.", text)
        self.assertAlmostEqual(len(text.split()), 300, delta=25)

    def test_is_the_same_for_the_same_seed(self) -> None:
        self.assertEqual(*(Texts(vocabulary([]), seed=5).text(200) for _ in range(2)))


class Made(TestCase):
    def test_what_is_not_there_is_said_and_made(self) -> None:
        with patch.dict(os.environ, {"CHANCERY_DATA": "/nowhere/at/all"}):
            found = material()
        self.assertIn("/nowhere/at/all", found.said)
        self.assertTrue(found.names and found.states and found.visits)

    def test_a_state_of_another_name_is_always_the_same_one(self) -> None:
        self.assertEqual(state_of("Borun", ["Arden", "Borun"]), 1)
        self.assertEqual(state_of("Siam", ["Arden", "Borun"]), state_of("Siam", ["Arden", "Borun"]))
