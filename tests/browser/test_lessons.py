"""The chapter in a browser: questions answered where they stand."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched

RECURSION = r"r_\ell = r_{\ell-1} + (K_\ell - 1)\, j_{\ell-1}"
COPIED = "navigator.clipboard.readText()"


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


def test_a_figure_moves_where_it_stands_by_keys_and_says_what_it_shows(page: Page) -> None:
    page.goto("/learn/receptive-field")
    figure = page.locator("figure", has=page.locator(".moving"))
    layer = figure.get_by_role("slider", name="layer")
    layer.focus()
    page.keyboard.press("ArrowLeft")
    expect(figure.locator(".says")).to_have_text("A unit of conv4 can see 19 × 19 pixels.")
    expect(figure.locator("label .value").last).to_have_text("4")
    expect(layer).to_be_focused()
    figure.get_by_role("slider", name="stride of the first").focus()
    page.keyboard.press("ArrowLeft")  # 3, 5, 7, and 4 more behind the third layer's stride of 2
    expect(figure.locator(".says")).to_have_text("A unit of conv4 can see 11 × 11 pixels.")
    assert page.url.endswith("/learn/receptive-field")


def test_a_figure_moves_under_a_finger(browser: Browser, address: str) -> None:
    with watched(browser, address, viewport={"width": 390, "height": 844}, has_touch=True) as context:
        page = context.new_page()
        page.goto("/learn/sizes")
        figure = page.locator("figure", has=page.locator(".moving")).first
        slide = figure.get_by_label("stride")
        slide.scroll_into_view_if_needed()
        box = slide.bounding_box()
        assert box
        page.touchscreen.tap(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
        expect(figure.locator(".says")).to_have_text("14 × 14 becomes 4 × 4.")  # (14 - 3 + 2)/4 = 3.25


def test_without_a_script_a_figure_stands_still_and_opens_in_the_lab_as_it_is_set(plain_page: Page) -> None:
    plain_page.goto("/learn/pooling")
    figure = plain_page.locator("figure", has=plain_page.locator(".moving"))
    expect(figure.locator(".says")).to_contain_text("2 of 4 outputs of the max pool change.")
    figure.get_by_label("average").check()
    figure.get_by_role("button", name="Open it in the lab").click()
    expect(plain_page.locator("h1")).to_have_text("Moved right by 1, 4 of 4 outputs of the average pool change.")


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


def test_on_a_phone_a_mistake_of_the_cheat_sheet_takes_the_whole_line(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/learn/cheat-sheet")
    row = page.locator("#receptive-field").bounding_box()
    mistake = page.locator("#receptive-field td").last.bounding_box()
    assert row
    assert mistake
    assert mistake["width"] > 0.9 * row["width"]


def test_a_formula_is_copied_as_latex_by_keys_and_that_is_said(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/learn/receptive-field")
    copies = page.get_by_role("button", name="Copy LaTeX").first
    expect(copies).to_have_css("opacity", "0")
    page.locator(".formula").first.focus()
    expect(copies).to_have_css("opacity", "1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("Copied")
    assert page.evaluate(COPIED) == RECURSION


SELECTS = """([first, last]) => {
  const range = document.createRange();
  range.setStart(document.querySelector(first), 0);
  range.setEnd(document.querySelector(last), 1);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def test_text_with_formulas_in_it_is_copied_with_their_latex(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/learn/receptive-field")
    expect(page.get_by_role("button", name="Copy LaTeX")).to_have_count(2)
    page.evaluate(SELECTS, ["h2 + .prose p", ".math.block math mrow"])
    page.keyboard.press("Control+C")
    copied = page.evaluate(COPIED)
    assert copied.startswith("Carry two numbers from layer to layer. The jump $j$ is how many")
    assert copied.rstrip().endswith(f"as wide as that layer's jump:\n\n$${RECURSION}$$")


def test_a_formula_wider_than_the_page_scrolls_within_itself_by_keys(plain_page: Page) -> None:
    """All of the chapter's fit a phone of 320 pixels; a page that is zoomed in on can be narrower."""
    plain_page.set_viewport_size({"width": 240, "height": 700})
    plain_page.goto("/learn/skip-connections")
    formula = plain_page.locator(".formula").last
    formula.focus()
    plain_page.keyboard.press("ArrowRight")
    plain_page.wait_for_timeout(300)
    assert formula.evaluate("one => one.scrollLeft") > 0


def test_a_number_shows_its_working_to_the_keys_within_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/learn/receptive-field")
    numbers = page.locator(".worked")
    numbers.first.focus()
    for number in [numbers.nth(at) for at in range(1, 8)]:
        page.keyboard.press("Tab")
        while not number.evaluate("each => each === document.activeElement"):
            page.keyboard.press("Tab")
        expect(page.locator(".note:popover-open")).to_have_count(1)
        note = page.locator(f"#{number.get_attribute('popovertarget')}")
        expect(note).to_be_visible()
        box = note.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    page.keyboard.press("Escape")
    expect(page.locator(".note:popover-open")).to_have_count(0)
