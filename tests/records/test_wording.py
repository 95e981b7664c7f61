"""How a date is said, in words and as HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.dates import iso, time_html, words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "date unknown"),
        ("  ", "date unknown"),
        ("2024-11-08", "8 Nov 2024"),
        ("2024-11", "November 2024"),
        ("2024", "2024"),
        ("2024-05-14T10:00:00Z", "14 May 2024"),
        ("2024-21", "spring 2024"),
        ("2024-24", "winter 2024–2025"),
        ("201X", "the 2010s"),
        ("200X", "the years 2000 to 2009"),
        ("20XX", "the years 2000 to 2099"),
        ("2024-05-XX", "a day in May 2024"),
        ("2024-XX-XX", "a day in 2024"),
        ("2024-XX", "a month in 2024"),
        ("2024-11-18?", "18 Nov 2024 (uncertain)"),
        ("2024-11-18~", "about 18 Nov 2024"),
        ("2024-11-18%", "about 18 Nov 2024 (uncertain)"),
        ("201X~", "about the 2010s"),
        ("2024-05-XX~", "a day in about May 2024"),
        ("2024-11-14/2024-11-16", "14 to 16 Nov 2024"),
        ("2024-04-30/2024-05-02", "30 Apr to 2 May 2024"),
        ("2023-12-30/2024-01-02", "30 Dec 2023 to 2 Jan 2024"),
        ("2024-11-14/2024-11-14", "14 Nov 2024"),
        ("2024-11-14/2024-12", "14 Nov 2024 to December 2024"),
        ("2024-05/2024-07", "May to July 2024"),
        ("2023/2024", "2023 to 2024"),
        ("2024-21/2024-23", "spring to autumn 2024"),
        ("2024-23/2024-24", "autumn 2024 to winter 2024–2025"),
        ("1984-06-02?/1984-06-08~", "2 Jun 1984 (uncertain) to about 8 Jun 1984"),
        ("2021-08-15/..", "since 15 Aug 2021"),
        ("2021-08-15/", "15 Aug 2021, end unknown"),
        ("../2021", "until 2021"),
        ("/2021", "until 2021, start unknown"),
        ("[2024-11-14,2024-11-16]", "14 or 16 Nov 2024"),
        ("[2024-04-30, 2024-05-02]", "30 Apr or 2 May 2024"),
        ("[2024-11-14,2024-11-16,2024-12]", "one of: 14 Nov 2024, 16 Nov 2024, December 2024"),
        ("[1667,1668,1670..1672]", "one of: 1667, 1668, between 1670 and 1672"),
        ("[2024-11-14..2024-11-16]", "between 14 and 16 Nov 2024"),
        ("[..2024]", "2024 or earlier"),
        ("[2024..]", "2024 or later"),
        ("[..2020,2022]", "one of: 2020 or earlier, 2022"),
    ],
)
def test_a_date_is_said_in_one_form_of_words(text: str, said: str) -> None:
    assert words(text) == said


@pytest.mark.parametrize(
    ("text", "machine_form"),
    [
        ("2024-11-18", "2024-11-18"),
        ("2024-11", "2024-11"),
        ("2024", "2024"),
        ("2024-05-14T10:00:00Z", "2024-05-14"),
        ("2024-11-18~", "2024-11-18"),
        ("2024-05-XX", "2024-05"),
        ("2024-XX-XX", "2024"),
        ("", ""),
        ("201X", ""),
        ("2024-21", ""),
        ("2024-05-14/2024-05-16", ""),
        ("[2023,2024]", ""),
        ("2024-13", ""),
    ],
)
def test_only_a_day_a_month_or_a_year_has_a_form_in_html(text: str, machine_form: str) -> None:
    assert iso(text) == machine_form


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("2024-11-18", '<time datetime="2024-11-18">18 Nov 2024</time>'),
        ("2024-11-18~", 'about <time datetime="2024-11-18">18 Nov 2024</time>'),
        ("2024-05-XX", 'a day in <time datetime="2024-05">May 2024</time>'),
        (
            "2024-05-14/2024-05-16",
            '<time datetime="2024-05-14">14</time> to <time datetime="2024-05-16">16 May 2024</time>',
        ),
        ("2021-08-15/..", 'since <time datetime="2021-08-15">15 Aug 2021</time>'),
        ("[2023,201X]", '<time datetime="2023">2023</time> or the 2010s'),
        ("2024-21", "spring 2024"),
        ("", "date unknown"),
    ],
)
def test_each_date_that_html_can_express_stands_in_its_own_time_element(text: str, html: str) -> None:
    assert time_html(text) == html


@pytest.mark.parametrize("frame", ["{}", "[{}]", "[2024,{}]", "{}/2024", "2024/{}", "[2024..{}]", "{}/.."])
def test_text_that_is_no_date_is_escaped(frame: str) -> None:
    html = time_html(frame.format('<img src="x" onerror=alert(1)>'))
    assert "<img" not in html
    assert "&lt;img" in html


@given(st.text() | st.text("0123456789-X?~%/.,[]T", max_size=30))
def test_no_text_makes_the_wording_fail(text: str) -> None:
    assert isinstance(words(text), str)
    assert isinstance(time_html(text), str)
    assert isinstance(iso(text), str)
