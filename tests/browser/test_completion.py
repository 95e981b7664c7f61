"""The search field and the fields of filters complete what is typed: by keyboard alone, by pointer, and not without scripts."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def search_field(page: Page) -> Any:
    page.goto("/legend/")
    page.keyboard.press("/")
    return page.get_by_role("combobox", name="Search the records")


def test_by_keyboard_alone_one_comes_to_the_page_of_a_name_spelt_otherwise(page: Page) -> None:
    field = search_field(page)
    page.keyboard.type("kabulof", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Kabulov")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "none")
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/actors/[^/]*kabulov"))


def test_enter_without_a_choice_searches_and_escape_closes_first(page: Page) -> None:
    field = search_field(page)
    page.keyboard.type("kabul", delay=20)
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("kabul")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=kabul"))


def test_the_arrows_go_round_through_the_field(page: Page) -> None:
    field = search_field(page)
    page.keyboard.type("kab", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).not_to_be_focused()


def test_a_press_on_a_suggestion_leads_to_its_page(page: Page) -> None:
    search_field(page)
    page.keyboard.type("kabulov", delay=20)
    page.get_by_role("option").first.click()
    expect(page).to_have_url(re.compile("/actors/[^/]*kabulov"))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_suggestions_are_accessible_and_fit_the_screen(page: Page, width: int, scheme: Any) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    search_field(page)
    page.keyboard.type("kab", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_fast_typist_who_presses_arrow_and_enter_before_the_answer_comes_to_the_page(page: Page) -> None:
    search_field(page)
    page.keyboard.type("kabulov")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/actors/[^/]*kabulov"))


def test_who_chose_from_nothing_searches(page: Page) -> None:
    search_field(page)
    page.keyboard.type("xyzzyqwv")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=xyzzyqwv"))
