"""What is written from right to left, beside what is not."""

import pytest

from records.directions import apart, direction
from records.links import anchor

DIRECTIONS = {
    "Amna Baloch": "auto",
    "岳晓勇": "auto",
    "سامح شكري": "rtl",
    "יצחק רבין": "rtl",
    "سامح شكري, Foreign Minister of Egypt": "ltr",
    "بيان وزارة الخارجية بشأن TTP": "rtl",
    "": "auto",
    "2024": "auto",
}


@pytest.mark.parametrize(("text", "expected"), DIRECTIONS.items())
def test_the_direction_is_that_of_most_letters(text: str, expected: str) -> None:
    assert direction(text) == expected


def test_plain_text_is_marked_only_where_it_must_be() -> None:
    assert apart("Amna Baloch") == "Amna Baloch"
    assert apart("سامح") == "\u2067سامح\u2069" and apart("سامح, Minister") == "\u2066سامح, Minister\u2069"


def test_a_link_keeps_its_words_apart_from_those_beside_it() -> None:
    assert anchor("actor", "x", "Amna") == '<a href="/actors/x/">Amna</a>'
    assert anchor("actor", "x", "سامح") == '<a href="/actors/x/"><bdi dir="rtl">سامح</bdi></a>'
    assert anchor("actor", "x", "سامح <b>") == '<a href="/actors/x/"><bdi dir="rtl">سامح &lt;b&gt;</bdi></a>'
