"""What was typed and not saved is kept in the browser, offered again, and forgotten when it is saved or its writer leaves."""

import re

import pytest
from playwright.sync_api import BrowserContext, Dialog, Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("as_editor")]
NEW = "/desk/claims/new/"
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('unsaved:')).length"


def offer(page: Page) -> Locator:
    return page.locator("[data-offer]")


def kept(page: Page) -> None:
    """Waits until what was typed last is kept."""
    page.wait_for_timeout(1000)
    assert page.evaluate(KEPT) == 1


def begun(page: Page, words: str = "It rained in Kabul.") -> None:
    page.goto(NEW)
    page.get_by_label("Proposition").fill(words)
    kept(page)


def crashed(page: Page) -> Page:
    """A new page of the browser, after the one with the form is gone without a word."""
    context = page.context
    page.close(run_before_unload=False)
    return context.new_page()


def test_after_a_crash_the_text_is_offered_with_its_time_and_taken_back(page: Page) -> None:
    begun(page)
    page.get_by_role("button", name="Add an assessment").click()
    page.get_by_label("Rationale").last.fill("Three gauges.")
    kept(page)
    after = crashed(page)
    after.goto(NEW)
    expect(offer(after)).to_contain_text(
        re.compile(r"You have unsaved text from \d\d:\d\d: \d+ fields differ, \d+ characters more")
    )
    after.get_by_role("button", name="Take it back").click()
    expect(after.get_by_label("Proposition")).to_have_value("It rained in Kabul.")
    expect(after.get_by_label("Rationale").last).to_have_value("Three gauges.")
    expect(offer(after)).to_be_hidden()


def test_what_is_thrown_away_is_not_offered_again(page: Page) -> None:
    begun(page)
    after = crashed(page)
    after.goto(NEW)
    after.get_by_role("button", name="Throw it away").click()
    after.reload()
    expect(offer(after)).to_be_hidden()


def test_typing_on_before_an_answer_loses_neither_text(page: Page) -> None:
    begun(page)
    second = crashed(page)
    second.goto(NEW)
    second.get_by_label("Proposition").fill("It snowed.")
    kept(second)
    third = crashed(second)
    third.goto(NEW)
    third.get_by_role("button", name="Throw it away").click()
    third.get_by_role("button", name="Take it back").click()
    expect(third.get_by_label("Proposition")).to_have_value("It rained in Kabul.")


def test_a_save_forgets_it_and_a_refusal_does_not(page: Page) -> None:
    page.goto(NEW)
    page.get_by_label("Summary").fill("More.")
    kept(page)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    assert page.evaluate(KEPT) == 1
    page.get_by_label("Proposition").fill("It hailed in Kabul.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages .success")).to_contain_text("It hailed in Kabul.")
    assert page.evaluate(KEPT) == 0


def test_leaving_with_unsaved_text_is_warned_of(page: Page) -> None:
    begun(page)
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto("/legend/")
    assert asked == ["beforeunload"]


def test_nothing_is_kept_or_asked_where_nothing_was_typed(page: Page) -> None:
    page.goto(NEW)
    page.get_by_label("Proposition").focus()
    page.wait_for_timeout(1000)
    assert page.evaluate(KEPT) == 0
    page.goto("/legend/")


def test_signing_out_forgets_it(page: Page, context: BrowserContext) -> None:
    context.clear_cookies()
    page.goto("/sign-in/?next=/desk/claims/new/")
    page.get_by_label("Account name").or_(page.get_by_label("Username")).fill("editor-red")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    begun(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("^(?!.*desk/claims/new)"))
    assert page.evaluate(KEPT) == 0
