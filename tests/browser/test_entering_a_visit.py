"""The sample visit is typed into one screen with the keyboard alone: at most twelve fields, and one save."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

MOST = 12
# Milliseconds that a save may take, on a machine that does much else.
SAVED = 30_000
OFFERED = ".completions:not([hidden]) [role=option]"
STATEMENT = "Foreign Office statement"
QUOTE = "The two sides discussed the role of Afghanistan’s neighbours."


class Typist:
    """Goes from field to field with Tab, and counts those that were filled."""

    def __init__(self, page: Page) -> None:
        self.page, self.filled = page, 0

    def to(self, name: str) -> None:
        """Tab until the field of this name has the focus."""
        for _ in range(120):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never came to {name}")

    def fill(self, name: str, text: str) -> None:
        self.to(name)
        self.page.keyboard.type(text)
        self.filled += 1

    def complete(self, name: str, text: str) -> None:
        """Type a few letters, and take the first that is offered."""
        self.fill(name, text)
        expect(self.page.locator(OFFERED).first).to_be_visible()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")


def test_the_sample_visit_takes_twelve_fields_and_one_save(as_editor: BrowserContext, site: Site) -> None:
    page = as_editor.new_page()
    page.goto(f"{site.url}/desk/visits/new/")
    hands = Typist(page)
    hands.complete("participants-0-actor", "yue xiao")
    hands.fill("participants-0-title_as_stated", "China’s Special Envoy on Afghanistan")
    hands.fill("when", "18 Nov 2024")
    hands.fill("place", "Islamabad")
    expect(page.get_by_label(re.compile("held it that day"))).to_be_checked()
    expect(page.get_by_label("Sent by", exact=True)).to_have_value(re.compile("^China"))
    hands.fill("purpose", "Talks on Afghanistan.")
    hands.complete("source-document", "foreign office stat")
    hands.fill("source-quote", QUOTE)
    hands.complete("meetings-0-people", "baloch")
    hands.complete("meetings-1-people", "warraich")
    assert hands.filled <= MOST
    page.keyboard.press("Control+s")
    expect(page).to_have_url(re.compile(r"/visits/v-\d+/$"), timeout=SAVED)
    text = page.get_by_role("main")
    expect(text).to_contain_text("Yue Xiaoyong in Islamabad")
    for told in ("Amna Baloch", "Ahmad Naseem Warraich", "China’s Special Envoy on Afghanistan", QUOTE, "draft"):
        expect(text).to_contain_text(told)


def test_warnings_come_while_it_is_typed(as_editor: BrowserContext, site: Site) -> None:
    page = as_editor.new_page()
    page.goto(f"{site.url}/desk/visits/new/")
    hands = Typist(page)
    hands.complete("participants-0-actor", "yue xiao")
    hands.fill("when", "20 Nov 2024")
    hands.fill("place", "Islamabad")
    hands.to("purpose")
    warned = page.locator("[data-reads=warnings]")
    expect(warned).to_contain_text("Is this the same visit?")
    expect(warned).to_contain_text("No source is named")
    expect(page.locator("[data-reads=card]")).to_contain_text("Yue Xiaoyong in Islamabad")


def test_a_new_visitor_opens_the_short_form(as_editor: BrowserContext, site: Site) -> None:
    page = as_editor.new_page()
    page.goto(f"{site.url}/desk/visits/new/")
    hands = Typist(page)
    hands.fill("participants-0-actor", "new: Somebody Else")
    page.keyboard.press("Escape")
    hands.to("when")
    expect(page.get_by_label("State that they belong to")).to_be_visible()


def test_another_meeting_comes_with_alt_and_m(as_editor: BrowserContext, site: Site) -> None:
    page = as_editor.new_page()
    page.goto(f"{site.url}/desk/visits/new/")
    page.keyboard.press("Alt+m")
    third = page.locator('[name="meetings-2-people"]')
    expect(third).to_be_focused()
    page.keyboard.type("kabulo")
    expect(page.locator(OFFERED).first).to_contain_text("Kabulov")


@pytest.mark.parametrize("folder", ["visits", "claims", "tenures", "meetings"])
def test_nothing_bars_the_way_to_a_form(as_editor: BrowserContext, site: Site, folder: str) -> None:
    page = as_editor.new_page()
    page.goto(f"{site.url}/desk/{folder}/new/")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found] == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_form_is_no_wider_than_the_screen(as_editor: BrowserContext, site: Site, width: int) -> None:
    page = as_editor.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    for folder in ("visits", "claims", "tenures", "assertions"):
        page.goto(f"{site.url}/desk/{folder}/new/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, folder


def test_without_scripts_the_same_is_typed_and_saved(new_context: Callable[..., BrowserContext], site: Site) -> None:
    context = new_context(java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": site.editors_session, "url": site.url}])
    page = context.new_page()
    page.goto(f"{site.url}/desk/visits/new/")
    page.get_by_label("Visitor", exact=True).fill("Zamir Kabulov")
    page.get_by_label("Date, as the source gives it").fill("14 Nov 2024")
    page.get_by_label("Place", exact=True).fill("Islamabad")
    page.get_by_role("button", name="Look up").click()
    expect(page.get_by_label("Visitor", exact=True)).to_have_value("Zamir Kabulov")
    expect(page.locator("[data-reads=warnings]")).to_contain_text("same visit")
    page.get_by_label("Whom the visitor met").first.fill("Amna Baloch as host")
    page.get_by_role("button", name="Save draft").click()
    expect(page).to_have_url(re.compile(r"/visits/v-\d+/$"), timeout=SAVED)
    expect(page.get_by_role("main")).to_contain_text("Zamir Kabulov in Islamabad")
