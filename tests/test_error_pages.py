"""The pages instead of a page: each says what happened and what to do, without a database."""

import re

import pytest
from django.template.loader import render_to_string

ALL = ["400", "403", "403_csrf", "404", "410", "429", "500", "503"]


@pytest.mark.parametrize("code", ALL)
def test_an_error_page_has_one_heading_and_a_way_on_without_any_context(code: str) -> None:
    html = render_to_string(f"{code}.html")
    assert html.count("<h1") == 1
    assert re.search(r'href="/"', html)


@pytest.mark.parametrize("code", ALL)
def test_an_error_page_is_left_out_of_search_engines(code: str) -> None:
    assert '<meta name="robots" content="noindex">' in render_to_string(f"{code}.html")


def test_the_page_for_an_error_of_ours_gives_the_number_of_the_request() -> None:
    assert "3f1c-22aa" in render_to_string("500.html", {"request_id": "3f1c-22aa"})


def test_the_page_of_a_withdrawn_record_gives_the_reason_and_not_the_title() -> None:
    html = render_to_string(
        "410.html", {"reason": "<b>The agency</b> withdrew it.", "title": "canary", "ref": "V-1042"}
    )
    assert "&lt;b&gt;The agency&lt;/b&gt; withdrew it." in html
    assert "canary" not in html


def test_somebody_not_signed_in_is_led_to_the_sign_in() -> None:
    assert 'href="/sign-in/' in render_to_string("403.html")
