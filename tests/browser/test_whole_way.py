"""The whole way of a paper, with scripts and without: entered, answered, written, reviewed by another, published, withdrawn."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Site

pytestmark = pytest.mark.browser
# Milliseconds that a save may take, on a machine that does much else.
SAVED = 30_000
WHY = "The statement was taken back."


class Somebody:
    """Signed in through the form, in a browser of their own."""

    def __init__(self, context: BrowserContext, site: Site, name: str) -> None:
        self.site, self.page = site, context.new_page()
        self.go("/sign-in/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill("correct horse")
        self.page.get_by_role("main").get_by_role("button", name="Sign in").click()

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.site.url}{path}")
        return self.page

    def type(self, **fields: str) -> None:
        for name, text in fields.items():
            self.page.locator(f"[name='{name}']").fill(text)

    def save(self, folder: str) -> str:
        """Saves the draft; the address of the record."""
        self.page.get_by_role("button", name="Save draft").click()
        expect(self.page).to_have_url(re.compile(rf"/{folder}/[\w-]+/$"), timeout=SAVED)
        return self.page.url.removeprefix(self.site.url)

    def enter_visit(self) -> str:
        self.go("/desk/visits/new/")
        self.type(**{"participants-0-actor": "Yue Xiaoyong", "when": "21 November 2024", "place": "Rawalpindi"})
        return self.save("visits")

    def enter_claim(self, proposition: str) -> str:
        self.go("/desk/claims/new/")
        self.type(title=proposition, speaker="Amna Baloch", said_when="21 November 2024")
        return self.save("claims")

    def deny(self, claim: str) -> str:
        self.go(claim).get_by_role("link", name="Add a response").click()
        expect(self.page.locator("[name='stance']")).to_have_value("denies")
        self.type(speaker="Zamir Kabulov", when="22 November 2024")
        return self.save("assertions")

    def write(self, title: str, body: str) -> str:
        self.go("/desk/briefings/new/")
        self.type(title=title, body=body)
        return self.save("briefings")

    def press(self, label: str) -> None:
        with self.page.expect_navigation(timeout=SAVED):
            self.page.get_by_role("main").get_by_role("button", name=label, exact=True).click()

    def judge(self) -> None:
        """Every standard met."""
        for standard in self.page.locator(".standard").all():
            standard.get_by_label("yes", exact=True).check()
        self.press("Keep the checklist")

    def tick_all(self) -> None:
        for box in self.page.locator("form [name='along']:not(:disabled)").all():
            box.check()

    def propose_withdrawal(self) -> None:
        offer = self.page.locator("details.offer", has_text="Withdrawal")
        offer.locator("summary").click()
        offer.get_by_label(re.compile("^Why")).fill(WHY)
        with self.page.expect_navigation(timeout=SAVED):
            offer.get_by_role("button", name="Propose it").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_from_a_visit_to_a_paper_that_is_published_and_withdrawn(
    new_context: Callable[..., BrowserContext], site: Site, scripts: bool
) -> None:
    kind = "with scripts" if scripts else "without"
    writer = Somebody(new_context(java_script_enabled=scripts), site, "writer")
    visit, claim = writer.enter_visit(), writer.enter_claim(f"The border was closed {kind}")
    denial = writer.deny(claim)
    paper = writer.write(f"Closed, {kind}", f"The visit [[{visit[1:-1]}]]; the claim [[{claim[1:-1]}]].")
    writer.go(f"/desk{paper}review/")
    writer.tick_all()
    writer.press("Send for review")
    expect(writer.page.get_by_role("main")).to_contain_text("in review")

    stranger = new_context(java_script_enabled=scripts).new_page()
    assert stranger.goto(f"{site.url}{paper}").status == 404  # type: ignore[union-attr]

    second = Somebody(new_context(java_script_enabled=scripts), site, "second")
    second.go("/desk/").get_by_role("link", name=f"Closed, {kind}").first.click()
    second.go(f"/desk{paper}review/")
    second.judge()
    second.tick_all()
    second.press("Publish")
    assert stranger.goto(f"{site.url}{paper}").status == 200  # type: ignore[union-attr]
    expect(stranger.get_by_role("main")).to_contain_text("The border was closed")
    for along in (visit, claim):
        assert stranger.goto(f"{site.url}{along}").status == 200, along  # type: ignore[union-attr]

    writer.go(f"/desk{paper}review/")
    writer.propose_withdrawal()
    assert stranger.goto(f"{site.url}{paper}").status == 200  # type: ignore[union-attr]
    second.go(f"/desk{paper}review/")
    second.press("Accept")
    gone = stranger.goto(f"{site.url}{paper}")
    assert gone is not None and gone.status == 410
    expect(stranger.get_by_role("main")).to_contain_text(WHY)
    assert stranger.goto(f"{site.url}{denial}").status in (200, 404)  # type: ignore[union-attr]
