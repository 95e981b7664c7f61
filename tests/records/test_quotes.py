"""Passages are found in a text by quote, prefix and suffix, and the text is cut where they begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.quotes import MOST, Piece, Place, Quote, QuotedText, checked_quote, neighbours, pieces

TEXT = "The envoy met the\n  Secretary on Monday. The envoy left on Tuesday.\u00a0\u2028The envoy met\tnobody."
FOUND = [
    (Quote("envoy left"), "envoy left"),
    (Quote("met the Secretary on Monday"), "met the\n  Secretary on Monday"),
    (Quote("  met\nthe   Secretary "), "met the\n  Secretary"),
    (Quote("Tuesday. The envoy"), "Tuesday.\u00a0\u2028The envoy"),
    (Quote("met nobody."), "met\tnobody."),
    (Quote(TEXT), TEXT),
]
NOT_FOUND = [
    Quote(""),
    Quote(" \n "),
    Quote("the Envoy"),
    Quote("The  envoymet"),
    Quote("met the secretary"),
    Quote(TEXT + "!"),
]
# Which of the three envoys is meant.
MEANT = [
    (Quote("The envoy"), 0),
    (Quote("The envoy", suffix="left on"), 1),
    (Quote("The envoy", suffix=" left on"), 1),
    (Quote("The envoy", prefix="Tuesday."), 2),
    (Quote("The envoy", prefix="Tuesday.  "), 2),
    (Quote("The envoy met", prefix="on\nTuesday."), 2),
    (Quote("The envoy", prefix="Monday.", suffix="met"), 0),
    (Quote("The envoy", prefix="nowhere", suffix="left"), 1),
    (Quote("The envoy", prefix="nowhere", suffix="nothing"), 0),
    (Quote("envo", suffix="y left"), 1),
]


@pytest.mark.parametrize(("quote", "words"), FOUND)
def test_white_space_counts_as_one_space(quote: Quote, words: str) -> None:
    place = QuotedText(TEXT).find(quote)
    assert place and TEXT[place.start : place.end] == words


@pytest.mark.parametrize("quote", NOT_FOUND)
def test_all_else_counts_letter_by_letter(quote: Quote) -> None:
    assert QuotedText(TEXT).find(quote) is None


@pytest.mark.parametrize(("quote", "which"), MEANT)
def test_words_before_and_after_tell_one_occurrence_from_another(quote: Quote, which: int) -> None:
    starts = [at for at in range(len(TEXT)) if TEXT.startswith("The envoy", at)]
    place = QuotedText(TEXT).find(quote)
    assert place and place.start == starts[which] + "The envoy".index(quote.exact[:4])


@pytest.mark.parametrize(
    "quote", [Quote("no", "after it ", ""), Quote("no", "", " before"), Quote("no", "it", "before")]
)
def test_the_right_occurrence_is_found_among_thousands(quote: Quote) -> None:
    text = "no " * MOST * 50 + "after it no before " + "no " * 5000
    place = QuotedText(text).find(quote)
    assert place and place.start == text.index("no before")


def test_nothing_is_found_in_an_empty_text() -> None:
    assert QuotedText(" \n").find(Quote("a")) is None


CUT = [
    ("nothing", [], [Piece("abcdefgh")]),
    ("one", [Place(2, 4, 7)], [Piece("ab"), Piece("cd", 7, (7,)), Piece("efgh")]),
    ("side by side", [Place(0, 2, 1), Place(2, 8, 2)], [Piece("ab", 1, (1,)), Piece("cdefgh", 2, (2,))]),
    (
        "overlapping",
        [Place(0, 4, 1), Place(2, 8, 2)],
        [Piece("ab", 1, (1,)), Piece("cd", 2, (2,)), Piece("efgh", 2)],
    ),
    (
        "one within another",
        [Place(2, 4, 2), Place(0, 8, 1)],
        [Piece("ab", 1, (1,)), Piece("cd", 2, (2,)), Piece("efgh", 1)],
    ),
    ("alike", [Place(0, 8, 1), Place(0, 8, 2), Place(0, 8, 3)], [Piece("abcdefgh", 1, (3, 2, 1), (2, 3))]),
    (
        "covered by two",
        [Place(0, 8, 1), Place(0, 4, 2), Place(4, 8, 3)],
        [Piece("abcd", 2, (1, 2)), Piece("efgh", 3, (3,), (1,))],
    ),
]


@pytest.mark.parametrize(("places", "expected"), [case[1:] for case in CUT], ids=[case[0] for case in CUT])
def test_overlapping_passages_cut_the_text(places: list[Place], expected: list[Piece]) -> None:
    assert list(pieces("abcdefgh", places)) == expected


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(1, 20)).filter(lambda pair: pair[0] < pair[1]), max_size=12))
def test_every_passage_has_a_beginning_and_a_link_and_no_letter_is_lost(pairs: list[tuple[int, int]]) -> None:
    text = "abcdefghijklmnopqrst"
    cut = list(pieces(text, [Place(start, end, key) for key, (start, end) in enumerate(pairs)]))
    assert "".join(piece.text for piece in cut) == text
    assert sorted(key for piece in cut for key in piece.begin) == list(range(len(pairs)))
    linked = {piece.inside for piece in cut} | {key for piece in cut for key in piece.also}
    assert linked - {None} == set(range(len(pairs)))


@given(st.text(alphabet="ab \n\u00a0", min_size=1), st.data())
def test_any_stretch_of_words_is_found_as_written(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = QuotedText(text).find(Quote(text[start:end]))
    assert bool(place) == bool(text[start:end].strip())
    assert not place or text[place.start : place.end].split() == text[start:end].split()


@pytest.mark.parametrize(
    ("quote", "prefix", "suffix", "found"),
    [
        ("came back", "", "", "came back"),
        ("came\n  back", "", "", "came back"),
        ("The envoy", "", "came back", "The envoy"),
        ("", "", "", ""),
    ],
)
def test_a_checked_quote_is_one_place_in_the_text(quote: str, prefix: str, suffix: str, found: str) -> None:
    text = "The envoy came on Monday. The envoy came back."
    place = checked_quote(text, quote, prefix, suffix)
    assert (text[place.start : place.end] if place else "") == found


def test_no_text_to_check_against_is_no_fault_of_the_quote() -> None:
    assert checked_quote("", "whatever") is None


@pytest.mark.parametrize(
    ("quote", "around"),
    [
        ("Monday.", ("The envoy came on", "The envoy came back and left.")),
        ("The envoy came on", ("", "Monday. The envoy came back")),
    ],
)
def test_neighbours_are_whole_words(quote: str, around: tuple[str, str]) -> None:
    text = "The envoy came on Monday. The envoy came back and left."
    place = checked_quote(text, quote)
    assert place and neighbours(text, place) == around
