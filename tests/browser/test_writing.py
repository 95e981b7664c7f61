"""Writing a paper in the browser: records are completed in the text, marked, dragged and previewed, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Site
from tests.browser.test_pages import Watched

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("as_editor")]
NEW = "/desk/briefings/new/"


def text_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Text, needed")


def preview_of(page: Page) -> Locator:
    return page.get_by_role("region", name="Preview")


@pytest.fixture
def text(page: Page, as_editor: BrowserContext) -> Locator:
    """The text of a new paper, with the cursor in it."""
    page.goto(NEW)
    text_of(page).focus()
    return text_of(page)


def test_two_brackets_and_a_few_letters_link_a_record_by_keyboard_alone(page: Page, text: Locator) -> None:
    page.keyboard.type("He met [[amna bal", delay=20)
    option = page.get_by_role("option").first
    expect(option).to_contain_text("Amna Baloch")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(text).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "none")
    page.keyboard.press("Enter")
    page.keyboard.type(" today.")
    expect(text).to_have_value("He met [[actors/amna-baloch]] today.")
    expect(preview_of(page).get_by_role("link", name="Amna Baloch")).to_be_visible()


def test_escape_closes_the_list_and_leaves_what_is_typed(page: Page, text: Locator) -> None:
    page.keyboard.type("[[kab", delay=20)
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.type("u")
    expect(text).to_have_value("[[kabu")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_the_words_selected_become_those_of_the_link(page: Page, text: Locator) -> None:
    page.keyboard.type("Amna Baloch")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+K")
    expect(page.get_by_role("option").first).to_contain_text("Amna Baloch")
    page.keyboard.press("Enter")
    expect(text).to_have_value("[[actors/amna-baloch|Amna Baloch]]")


def test_a_mark_for_a_source_offers_documents_alone(page: Page, text: Locator) -> None:
    page.keyboard.type("So it is said.[[^foreign off", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("Foreign Office statement")
    page.keyboard.press("Tab")
    expect(text).to_have_value("So it is said.[[^documents/foreign-office-statement]]")


def test_marks_are_set_and_taken_back_by_keys(page: Page, text: Locator) -> None:
    page.keyboard.type("sure")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+B")
    expect(text).to_have_value("**sure**")
    page.keyboard.press("Control+B")
    expect(text).to_have_value("sure")
    page.keyboard.press("Alt+H")
    expect(text).to_have_value("## sure")
    page.keyboard.press("Control+Z")
    expect(text).to_have_value("sure")


def test_the_bar_is_one_stop_and_arrows_go_along_it(page: Page, text: Locator) -> None:
    page.keyboard.type("word")
    bar = page.get_by_role("toolbar")
    bar.get_by_role("button", name="Strong").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="Heading")).to_be_focused()
    page.keyboard.press("Enter")
    expect(text).to_have_value("## word")


def test_a_link_dragged_into_the_text_becomes_a_card_on_its_own_line(page: Page, text: Locator) -> None:
    page.set_viewport_size({"width": 1280, "height": 3000})
    page.keyboard.type("Before and after.")
    page.get_by_label("Look for a record").fill("sanctuaries")
    found = page.locator(".hand a[href^='/claims/ttp-']").first
    expect(found).to_be_visible()
    found.drag_to(text, target_position={"x": 60, "y": 25})
    expect(text).to_have_value("Before and after.\n\n![[claims/ttp-sanctuaries-in-afghanistan]]")
    expect(preview_of(page).locator(".card")).to_contain_text("The TTP has sanctuaries")


def test_what_can_be_dragged_can_be_set_by_keyboard_too(page: Page, text: Locator) -> None:
    page.keyboard.type("Before.")
    page.get_by_label("Look for a record").fill("sanctuaries")
    row = page.locator(".hand > li", has=page.locator("a[href^='/claims/ttp-']"))
    expect(row.locator("code")).to_have_text("[[claims/ttp-sanctuaries-in-afghanistan]]")
    row.get_by_role("button", name="Card").press("Enter")
    expect(text).to_have_value("Before.\n\n![[claims/ttp-sanctuaries-in-afghanistan]]")


def test_a_sentence_that_mixes_is_told_while_it_is_typed_and_can_be_gone_to(page: Page, text: Locator) -> None:
    page.keyboard.type("Fine. It is likely, with high confidence.")
    told = page.get_by_text("One sentence says how likely")
    expect(told).to_be_visible()
    page.locator(".warnings a[data-start]").first.click()
    expect(text).to_be_focused()
    assert text.evaluate("(one) => one.value.slice(one.selectionStart, one.selectionEnd)").startswith("It is likely")


def test_on_a_phone_text_and_preview_take_turns(page: Page, text: Locator) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    expect(preview_of(page)).to_be_hidden()
    page.get_by_role("group", name="Shown on a narrow screen").get_by_role("button", name="Preview").click()
    expect(preview_of(page)).to_be_visible()
    expect(text).to_be_hidden()


def test_without_scripts_a_button_shows_the_preview_and_saves_nothing(
    new_context: Callable[..., BrowserContext], site: Site
) -> None:
    context = new_context(java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": site.editors_session, "url": site.url}])
    page = context.new_page()
    page.goto(NEW)
    expect(page.get_by_role("toolbar")).to_be_hidden()
    text_of(page).fill("See [[actors/amna-baloch]].")
    page.get_by_role("button", name="Preview").click()
    expect(preview_of(page).get_by_role("link", name="Amna Baloch")).to_be_visible()
    expect(text_of(page)).to_have_value("See [[actors/amna-baloch]].")
    expect(page.get_by_text("Not saved yet")).to_have_count(0)


def test_the_page_is_sound(as_editor: BrowserContext, page: Page, base_url: str, site: Site) -> None:
    for address in (NEW, f"/desk{site.records['Briefing']}edit/", f"{NEW}?about={site.records['Claim'].strip('/')}"):
        assert Watched(page, base_url).look(address) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_open_list_is_sound(width: int, page: Page, base_url: str, text: Locator) -> None:
    watched: Any = Watched(page, base_url)
    page.set_viewport_size({"width": width, "height": 800})
    page.keyboard.type("[[kab", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    box = page.get_by_role("listbox").bounding_box()
    assert box
    assert box["x"] + box["width"] <= width
    assert watched.findings == []
