"""What a reader does in the browser: find, peek, sign in, print, and all of it that needs no JavaScript without."""

import gzip
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect
from pypdf import PdfReader

from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

HEAVIEST = 60_000
FIRST_LINK = "main a[href^='/actors/']"


@pytest.fixture
def plain(new_context: Callable[..., BrowserContext]) -> Page:
    """A page of a browser that runs no scripts."""
    return new_context(java_script_enabled=False).new_page()


def test_a_slash_puts_the_cursor_into_the_search_field(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    field = page.get_by_label("Search the records")
    expect(field).to_be_focused()
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")


def test_the_pointer_on_a_link_opens_its_card_and_escape_closes_it(page: Page, site: Site) -> None:
    page.goto(site.records["Briefing"])
    link = page.locator(FIRST_LINK).first
    link.hover()
    card = page.get_by_role("tooltip")
    expect(card).to_be_visible()
    expect(card).to_contain_text(link.inner_text())
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_the_keyboard_on_a_link_opens_its_card_too(page: Page, site: Site) -> None:
    page.goto(site.records["Briefing"])
    page.keyboard.press("Tab")
    link = page.locator(FIRST_LINK).first
    link.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    expect(link).to_have_accessible_description(re.compile(r"\S"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_have_count(0)
    expect(link).to_be_focused()


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_mark_of_the_timeline_opens_the_card_of_its_record(page: Page, way: str) -> None:
    page.goto("/timeline/?kind=visit")
    page.keyboard.press("Tab")
    mark = page.locator(".timeline svg a").first
    name = mark.locator("title").text_content() or ""
    getattr(mark, way)()
    card = page.get_by_role("tooltip")
    expect(card).to_contain_text(name.partition(": ")[2])
    expect(mark).to_have_accessible_name(name)
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_the_first_press_of_tab_offers_to_skip_to_the_text(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the text")).to_be_in_viewport()


def sign_in(page: Page, address: str, password: str = "correct horse") -> None:
    page.goto(address)
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_label("Username").fill("asma")
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("scripts", ["page", "plain"])
def test_signing_in_leads_back_and_out_again(scripts: str, request: pytest.FixtureRequest, site: Site) -> None:
    page: Page = request.getfixturevalue(scripts)
    sign_in(page, site.records["Visit"])
    expect(page).to_have_url(f"{site.url}{site.records['Visit']}")
    expect(page.get_by_role("banner")).to_contain_text("asma")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_a_wrong_password_is_told_without_telling_whose_it_is(page: Page) -> None:
    sign_in(page, "/", "wrong horse")
    expect(page.get_by_role("main")).to_contain_text("Please enter a correct username and password")


@pytest.mark.parametrize("kind", ["Briefing", "Claim", "Visit", "State", "Official", "Document"])
def test_without_scripts_a_page_reads_the_same(kind: str, page: Page, plain: Page, site: Site) -> None:
    for one in (page, plain):
        one.goto(site.records[kind])
    text = plain.get_by_role("main").inner_text()
    assert len(text) > 200
    assert page.get_by_role("main").inner_text() == text


def test_without_scripts_one_searches(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_role("searchbox").fill("Kabulov")
    plain.get_by_role("searchbox").press("Enter")
    expect(plain.get_by_role("main").get_by_role("link", name=re.compile("Kabulov")).first).to_be_visible()


def test_without_scripts_a_list_is_sorted_by_its_headings(plain: Page) -> None:
    plain.goto("/visits/")
    heading = plain.get_by_role("columnheader").get_by_role("link").first
    heading.click()
    expect(plain).to_have_url(re.compile(r"/visits/\?.*sort="))
    expect(plain.get_by_role("table")).to_be_visible()


def test_without_scripts_a_mark_of_the_timeline_is_reached_and_followed_by_the_keyboard(plain: Page) -> None:
    plain.goto("/timeline/?kind=visit")
    mark = plain.locator(".timeline svg a").first
    mark.focus()
    expect(mark).to_be_focused()
    address = mark.get_attribute("href")
    plain.keyboard.press("Enter")
    expect(plain).to_have_url(re.compile(f"{address}$"))


def test_without_scripts_the_calendar_goes_from_month_to_month(plain: Page) -> None:
    plain.goto("/visits/calendar/?month=2024-11")
    plain.get_by_role("link", name="December 2024").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Visits in December 2024")


@pytest.mark.parametrize("kind", ["", "Briefing", "Claim", "Visit"], ids=lambda kind: kind or "front")
def test_a_first_page_is_light(kind: str, page: Page, site: Site) -> None:
    """Style sheets and scripts as they are sent once they are collected: compressed."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108
    page.goto(site.records[kind] if kind else "/", wait_until="networkidle")
    sizes = [len(gzip.compress(one.body()) if "/static/" in one.url else one.body()) for one in answers]
    assert len(sizes) > 4
    assert sum(sizes) < HEAVIEST


def test_a_briefing_prints_with_its_handling_on_every_sheet_and_without_the_bars(page: Page, site: Site) -> None:
    page.goto(site.records["Briefing"])
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages]
    assert sheets
    assert [number for number, text in enumerate(sheets, 1) if "TLP:CLEAR" not in text] == []
    assert "Sign in" not in "".join(sheets)
