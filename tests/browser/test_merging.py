"""Two entries of one person are merged by two curators, field by field, and the merge is undone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Site
from tests.browser.test_whole_way import SAVED, Somebody

pytestmark = pytest.mark.browser


class Keeper(Somebody):
    def enter_person(self, name: str, sentence: str) -> str:
        self.go("/desk/actors/new/")
        self.type(title=name, summary=sentence)
        self.press("Save draft")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(name)
        return self.page.url.removeprefix(self.site.url)

    def compare(self, winner: str, loser: str) -> None:
        """From the page of the one that stays, the other by its name."""
        self.go(winner).get_by_role("link", name="Merge …").click()
        self.page.locator("[name='with']").fill(loser)
        self.page.keyboard.press("Escape")
        self.press("Compare the two")

    def accept(self, record: str) -> None:
        self.go(f"/desk{record}review/")
        self.press("Accept")


# Names so unlike that the form asks about neither.
@pytest.mark.parametrize(
    ("scripts", "staying", "going"), [(True, "Lin Daiyu", "Feizi"), (False, "Wang Xifeng", "Lianer")]
)
def test_a_merge_is_proposed_accepted_and_undone(
    new_context: Callable[..., BrowserContext], site: Site, scripts: bool, staying: str, going: str
) -> None:
    one = Keeper(new_context(java_script_enabled=scripts), site, "keeper")
    other = Keeper(new_context(java_script_enabled=scripts), site, "other keeper")
    stays = one.enter_person(staying, "A poet.")
    goes = one.enter_person(going, "A cousin.")

    one.compare(stays, going)
    row = one.page.get_by_role("row", name="In one sentence")
    row.get_by_role("radio").nth(1).check()
    one.type(reason="A pen name.")
    one.press("Propose the merge")
    expect(one.page.get_by_role("button", name="Take it back")).to_be_visible()

    other.accept(stays)
    other.go(goes)
    expect(other.page).to_have_url(f"{site.url}{stays}")
    expect(other.page.get_by_text("A cousin.")).to_be_visible()
    expect(other.page.get_by_text(going).first).to_be_visible()

    other.go("/desk/merges/").get_by_role("link", name=re.compile(going)).click()
    other.type(reason="They are cousins.")
    other.press("Propose to undo it")
    one.accept(stays)
    one.go(goes)
    expect(one.page.get_by_role("heading", level=1)).to_have_text(going, timeout=SAVED)
    expect(one.go(stays).get_by_text("A poet.")).to_be_visible()
