"""Every kind of page, wide and narrow, light and dark: quiet console, nothing for axe-core, nothing fetched elsewhere."""

from dataclasses import dataclass, field
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from tests.browser.addresses import record_models, without_parameters
from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

WIDTHS = (1280, 390)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.flatMap(
    (one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 300)}`))"""
WIDER_THAN_THE_SCREEN = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
    ? [...document.querySelectorAll("main *, header *, footer *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).slice(0, 5)
        .map((one) => one.outerHTML.slice(0, 160)) : []"""


@dataclass
class Watched:
    """A page of the browser, and what went wrong on it."""

    page: Page
    base_url: str
    findings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self.said)
        self.page.on("pageerror", lambda error: self.findings.append(f"error: {error}"))
        self.page.on("request", self.asked)

    def said(self, message: ConsoleMessage) -> None:
        # That the page itself is a 404 or 410 is no fault of it.
        own_status = "status of 4" in message.text and message.location.get("url") == self.page.url
        if message.type in ("error", "warning") and not own_status:
            self.findings.append(f"console: {message.text}")

    def asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.base_url}/", "data:")):
            self.findings.append(f"asked elsewhere: {request.url}")

    def look(self, address: str, status: int = 200) -> list[str]:
        """All that is wrong with the page, at each width in each scheme."""
        answer = self.page.goto(address)
        assert answer
        assert answer.status == status
        self.page.evaluate(AXE_SCRIPT)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.findings += [f"at {width}: too wide: {one}" for one in self.page.evaluate(WIDER_THAN_THE_SCREEN)]
            for scheme in SCHEMES:
                self.page.emulate_media(color_scheme=scheme)
                self.findings += [f"at {width}, {scheme}: {one}" for one in self.page.evaluate(AXE)]
        return self.findings


@pytest.fixture
def watched(page: Page, base_url: str) -> Watched:
    return Watched(page, base_url)


@pytest.mark.parametrize("address", without_parameters())
def test_a_page_without_a_record_is_sound(address: str, watched: Watched) -> None:
    assert watched.look(address) == []


@pytest.mark.parametrize("kind", [model.__name__ for model in record_models()])
@pytest.mark.parametrize("under", ["", "mentions/"], ids=["page", "mentions"])
def test_the_pages_of_a_record_are_sound(kind: str, under: str, site: Site, watched: Watched) -> None:
    assert watched.look(f"{site.records[kind]}{under}") == []


@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=Kabul",
        "/search/?q=nothing+at+all",
        "/visits/?sort=date",
        "/visits/?from=never",
        "/timeline/?q=Kabul",
        "/timeline/?kind=assertion&since=2024&until=2024",
        "/visits/calendar/?month=2024-11",
        "/visits/calendar/?month=never&from=never",
    ],
)
def test_a_page_that_was_asked_something_is_sound(address: str, watched: Watched) -> None:
    assert watched.look(address) == []


def test_the_page_for_an_address_that_leads_nowhere_is_sound(watched: Watched) -> None:
    assert watched.look("/nowhere/", 404) == []


def test_the_page_of_a_withdrawn_record_is_sound(site: Site, watched: Watched) -> None:
    assert watched.look(site.withdrawn, 410) == []


@pytest.mark.parametrize("address", ["/styleguide/", "/", "/sign-in/?next=/visits/"])
def test_a_page_is_sound_for_an_editor(address: str, as_editor: BrowserContext, watched: Watched) -> None:
    assert watched.look(address) == []
