"""Searching by the keyboard alone, and how the page stands on a wide screen, on a phone and on paper. Without scripts."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from tests.browser.test_pages import Watched

pytestmark = pytest.mark.browser

ASKED = "/search/?q=Pakistan+OR+Taliban"
FOCUSED = "document.activeElement.textContent.replace(/\\s+/g, ' ').trim()"


@pytest.fixture
def plain(new_context: Callable[..., BrowserContext]) -> Page:
    """A page of a browser that runs no scripts."""
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture
def watched(page: Page, base_url: str) -> Watched:
    return Watched(page, base_url)


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus reads like that."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if re.search(words, page.evaluate(FOCUSED)):
            return
    raise AssertionError(f"Tab does not lead to “{words}”.")


def test_somebody_asks_narrows_down_twice_and_turns_the_page_by_the_keyboard_alone(page: Page) -> None:
    page.goto("/legend/")
    page.keyboard.press("/")
    page.keyboard.type("Pakistan OR Taliban")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("found"))).to_be_visible()
    for label in ("Claims", "Assertions"):
        tab_to(page, rf"^{label} \d")
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name=re.compile(f"^Remove Kind {label}"))).to_be_visible()
    tab_to(page, "^Next page$")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"kind=assertion&kind=claim&page=2$"))
    expect(page.locator("#q")).to_have_value("Pakistan OR Taliban")


def test_the_keyboard_can_pass_over_the_facets(page: Page) -> None:
    page.goto(ASKED)
    tab_to(page, "^To what was found$")
    expect(page.get_by_role("link", name="To what was found")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#results') !== null")


def test_on_a_wide_screen_the_facets_are_unfolded_and_on_a_phone_folded(plain: Page) -> None:
    plain.set_viewport_size({"width": 1280, "height": 900})
    plain.goto(ASKED)
    facets = plain.get_by_role("navigation", name="Narrow down")
    expect(facets).to_be_visible()
    plain.set_viewport_size({"width": 390, "height": 900})
    expect(facets).to_be_hidden()
    plain.get_by_text("Narrow down", exact=True).click()
    facets.get_by_role("link", name=re.compile("^Claims")).click()
    expect(plain.get_by_role("link", name=re.compile("^Remove Kind Claims"))).to_be_visible()


def test_without_scripts_one_asks_anew_and_keeps_what_was_chosen(plain: Page) -> None:
    plain.goto(f"{ASKED}&kind=claim")
    plain.get_by_role("searchbox").fill("Afghan soil")
    plain.get_by_role("searchbox").press("Enter")
    expect(plain).to_have_url(re.compile(r"/search/\?q=Afghan\+soil&kind=claim$"))


@pytest.mark.parametrize(
    "address",
    [
        "/search/", ASKED, f"{ASKED}&kind=claim&kind=visit&year=2024&sort=oldest", "/search/?q=%28%22envoy",
        "/search/?q=kimd%3Aclaim+nothing&state=pakistan", f"{ASKED}&more=actor&page=2",
    ],
)  # fmt: skip
def test_each_answer_is_sound(address: str, watched: Watched) -> None:
    assert watched.look(address) == []


@pytest.mark.parametrize("address", ["/search/", ASKED])
def test_each_answer_is_sound_for_an_editor(address: str, as_editor: BrowserContext, watched: Watched) -> None:
    assert watched.look(address) == []


def test_a_search_prints_what_was_asked_and_found_and_no_facets(page: Page) -> None:
    page.goto(ASKED)
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages]
    assert all("TLP:CLEAR" in sheet for sheet in sheets)
    text = " ".join("".join(sheets).split())
    assert "Search: Pakistan OR Taliban" in text and "found" in text
    assert "Narrow down" not in text and "relevance" not in text
