"""What a script adds to the review of a record: words that are selected become the passage of a remark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Site

pytestmark = pytest.mark.browser
SELECT = """text => {
    const words = document.createRange();
    const first = document.createTreeWalker(text, NodeFilter.SHOW_TEXT).nextNode();
    words.setStart(first, 0);
    words.setEnd(first, Math.min(12, first.length));
    getSelection().removeAllRanges();
    getSelection().addRange(words);
    return words.toString();
}"""


def test_words_that_are_selected_become_the_passage(new_context: Callable[..., BrowserContext], site: Site) -> None:
    context = new_context()
    context.add_cookies([{"name": "sessionid", "value": site.editors_session, "url": site.url}])
    page = context.new_page()
    page.goto(f"{site.url}/desk{site.records['Briefing']}review/")
    chosen = page.locator("[data-text=body] p").first.evaluate(SELECT)
    expect(page.get_by_label("On the passage")).to_have_value(chosen.strip())
    expect(page.get_by_label("In which text")).to_have_value("body")
