"""Explaining in a browser: by keyboard, without JavaScript, and against the clock."""

import re

from playwright.sync_api import Page, expect

TEXT = "The layer is memory bound: it moves as many bytes as before. The saving counts operations."


def test_an_explanation_by_keyboard(page: Page) -> None:
    page.goto("/problems/explain-clock/own")
    page.locator("#answer-text").focus()
    page.keyboard.type(TEXT)
    page.get_by_role("button", name="Show hint 1").press("Enter")
    expect(page.locator(".hint")).to_have_count(1)
    expect(page.locator("#answer-text")).to_have_value(TEXT)
    page.locator("#answer-text").focus()
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile("/questions/"))
    expect(page.locator(".point :checked")).to_have_count(2)
    expect(page.locator("#status")).to_contain_text("Committed. Which of these points does it make?")
    page.locator("[value=kernels]").press("Space")
    page.keyboard.press("Control+Enter")
    page.get_by_label("Where does your text say it?").fill("as many bytes as before")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("3 of 6 points.")
    expect(page.locator(".points .is-there")).to_have_count(3)
    expect(page.get_by_role("heading", name="One way of saying it")).to_be_visible()


def test_an_explanation_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/problems/explain-clock/own")
    page.fill("#answer-text", TEXT)
    page.get_by_role("button", name="Show hint 1").click()
    expect(page.locator("#answer-text")).to_have_value(TEXT)
    page.get_by_role("button", name="Commit").click()
    page.locator("[value=kernels]").check()
    page.get_by_role("button", name="These are in it").click()
    expect(page.locator("[value=kernels]")).to_be_checked()
    page.get_by_role("button", name="Settle it").click()
    expect(page.locator(".verdict")).to_contain_text("2 of 6 points.")
    expect(page.locator(".points")).to_contain_text("not counted: ticked without a place in your text")


def test_the_clock_runs_on_through_a_reload(page: Page) -> None:
    page.goto("/problems/explain-clock/own")
    page.get_by_role("button", name="90 seconds").click()
    left = page.get_by_role("timer")
    expect(left).to_have_text(re.compile("8[0-8]"))
    page.reload()
    expect(left).to_have_text(re.compile("8[0-8]|7."))
    page.get_by_role("button", name="I have said it").click()
    expect(page.locator(".own-words")).to_contain_text("Spoken, without notes.")
