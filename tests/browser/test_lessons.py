"""The chapter in a browser: questions answered where they stand."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect


def test_a_check_is_answered_in_its_place_and_the_others_stay_as_they_are(page: Page) -> None:
    page.goto("/learn/sizes")
    second = page.locator("#answer-check-2-torch_size")
    second.fill("12")
    first = page.locator("#answer-check-1-size")
    first.fill("19")
    first.press("Enter")
    expect(page.locator("#check-1 .verdict")).to_contain_text("You counted the steps, not the positions.")
    expect(first).to_be_focused()
    expect(second).to_have_value("12")
    assert page.url.endswith("/learn/sizes")
    page.reload()
    expect(page.locator("#check-1 .verdict")).to_contain_text("Not 19 × 19.")


def test_keys_are_for_the_check_one_is_in(page: Page) -> None:
    page.goto("/learn/sizes")
    page.locator("h1").click()
    page.keyboard.press("h")
    expect(page.locator(".hint")).to_have_count(0)
    page.locator('#check-2 [name="confidence"][value="2"]').focus()
    page.keyboard.press("h")
    expect(page.locator("#check-2 .hint")).to_have_count(1)
    expect(page.locator("#check-1 .hint")).to_have_count(0)


def test_without_a_script_a_check_comes_back_to_its_place(plain_page: Page) -> None:
    plain_page.goto("/learn/sizes")
    plain_page.fill("#answer-check-1-size", "20")
    plain_page.locator("#check-1").get_by_role("button", name="Check").click()
    assert plain_page.url.endswith("/learn/sizes#check-1")
    expect(plain_page.locator("#check-1 .verdict")).to_contain_text("Right: 20 × 20.")


LEAVES = """() => {
  Object.defineProperty(document, "visibilityState", { value: "hidden" });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_the_place_is_kept_when_the_page_is_left(page: Page) -> None:
    page.goto("/learn/sizes")
    page.locator("#the-floor").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    with page.expect_response("**/learn/sizes/mark"):
        page.evaluate(LEAVES)
    page.goto("/learn")
    expect(page.get_by_role("link", name="Go on: The floor")).to_be_visible()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_cheat_sheet_prints_on_one_page(page: Page, paper: Literal["A4", "Letter"]) -> None:
    page.goto("/learn/cheat-sheet")
    margins = {"top": "12mm", "bottom": "12mm", "left": "12mm", "right": "12mm"}
    printed = page.pdf(format=paper, margin=margins)  # pyright: ignore[reportArgumentType] - a dict is what it takes
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
