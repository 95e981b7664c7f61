"""What is pasted, read: the main text of a page, and what can be told of it."""

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records.intake import MOST_TAGS, Unreadable, read_paste

TAGS = st.sampled_from(["<p>", "</p>", "<html", ">", "x ", "<!--", "&#0;", "<a href='"])
TODAY = date(2024, 11, 30)
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Envoy calls | Ministry</title>
<meta property="og:title" content="Envoy calls on the Foreign Secretary"><meta name="author" content="Jane Doe">
<link rel="canonical" href="https://mofa.example/press/123"><meta property="article:published_time" content="2024-11-19">
<script>var tracked = "never shown";</script></head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Envoy calls on the Foreign Secretary</h1><p>The special envoy called on the Foreign Secretary on Monday.</p>
<p>The two sides went over the situation &amp; spoke of the part that neighbouring countries have in its peace.</p></article>
<footer>Copyright, cookies, newsletter</footer></body></html>"""
PLAIN = """Envoy calls on the Foreign Secretary
By Jane Doe, Islamabad

19 November 2024. The special envoy called on the Foreign Secretary on Monday, and they spoke of the situation.
https://mofa.example/press/123.
"""


def test_of_a_page_the_main_text_is_kept_and_what_stands_round_it_is_not() -> None:
    read = read_paste(PAGE, TODAY)
    assert "called on the Foreign Secretary on Monday." in read.text and "situation & spoke" in read.text
    assert not any(word in read.text for word in ("Home", "tracked", "Copyright", "<"))


@pytest.mark.parametrize("paste", [PAGE, PLAIN], ids=["html", "text"])
def test_title_author_date_address_and_language_are_recognised(paste: str) -> None:
    read = read_paste(paste, TODAY)
    assert read.title == "Envoy calls on the Foreign Secretary"
    assert (read.author, read.when, read.url) == ("Jane Doe", "2024-11-19", "https://mofa.example/press/123")
    assert read.language.startswith("en")


def test_a_plain_text_is_kept_as_it_is() -> None:
    assert read_paste("One.\r\n\r\n\r\n\r\nTwo.\x00  \n", TODAY).text == "One.\n\nTwo."


def test_a_fragment_of_a_page_is_read_too() -> None:
    assert read_paste("<p>He came on Monday.</p><p>He left.</p>", TODAY).text.split("\n") == [
        "He came on Monday.",
        "He left.",
    ]


def test_no_date_to_come_is_taken_from_a_text() -> None:
    assert read_paste("Talks\nThey meet on 3 March 2031, it was said on 5 May 2024.", TODAY).when == "2024-05-05"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The envoy came to the city on Monday and met with the minister of the interior", "en"),
        ("خصوصی ایلچی نے سیکریٹری خارجہ سے ملاقات کی ہے", "ur"),
        ("التقى المبعوث الخاص بوزير الخارجية في العاصمة", "ar"),
        ("Специальный посланник встретился с министром", "ru"),
        ("中国外交部发言人在例行记者会上回答了有关问题", "zh"),
        ("Le ministre a reçu l'envoyé et il a parlé de la situation dans le pays avec les siens", "fr"),
        ("Zyx qwv", ""),
        ("", ""),
    ],
)
def test_a_language_is_told_by_its_letters_or_its_commonest_words(text: str, language: str) -> None:
    assert read_paste(f"{text}\n.", TODAY).language == language


@pytest.mark.parametrize(
    ("paste", "why"),
    [
        ("", "nothing here to read"),
        (" \n\x00 ", "nothing here to read"),
        ("<html><script>only()</script></html>", "made by scripts"),
        ("<p>x" * (MOST_TAGS + 1), "Select the text on the page itself"),
        ("x" * 10_000_001, "cannot be read at once"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(paste: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_paste(paste, TODAY)


@pytest.mark.parametrize(
    "paste",
    [
        "<div>" * 19_000 + "deep",
        "<p>" + "word " * 1_900_000,
        "<p " + "a=1 " * 500_000 + ">text",
        "<br" * 19_000 + " " * 1_000_000,
        "https://" + "a" * 1_000_000,
        "18 " * 300_000,
        "<table>" + "<tr><td>a</td><td>b</td></tr>" * 3_000,
        "&lt;" * 500_000 + "<p>x",
    ],
    ids=["deep", "long", "attributes", "breaks", "address", "numbers", "table", "entities"],
)
def test_hostile_pastes_end_soon(paste: str) -> None:
    began = time.process_time()
    with suppress(Unreadable):
        read_paste(paste, TODAY)
    assert time.process_time() - began < 15


@settings(max_examples=60)
@given(st.text(max_size=200) | st.lists(TAGS, max_size=30).map("".join))
def test_nothing_pasted_breaks_it(paste: str) -> None:
    with suppress(Unreadable):
        assert read_paste(paste, TODAY).text
