"""A unit of a stack, reached by key, by mouse, by touch and without JavaScript; its effective field in a long run."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched

ADDRESS = "/lab/receptive-field"  # four layers on 32 pixels: 32, 16, 16 and 16 units a side
LEVELS = '[data-piece="levels"]'


def test_keys_go_from_unit_to_unit_and_from_layer_to_layer(page: Page) -> None:
    page.goto(ADDRESS)
    board = page.locator("#board")
    page.locator('[name="at"]').focus()
    page.keyboard.press("ArrowRight")
    expect(board).to_contain_text("Unit (8, 9) sees")
    page.keyboard.press("ArrowUp")
    expect(board).to_contain_text("Unit (7, 9) sees")
    page.locator('[name="layer"]').focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#says")).to_have_text("A unit of conv3 can see 9 × 9 pixels.")
    expect(page.locator('[name="layer"]')).to_be_focused()
    shared = board.inner_text()
    page.reload()
    assert board.inner_text() == shared


def test_the_mouse_picks_a_unit_of_any_layer_and_the_slider_an_object(page: Page) -> None:
    """In the lowest row but the input, conv1, 32 units share 334 of the drawing's 520 units of width."""
    page.goto(ADDRESS)
    box = page.locator(LEVELS).bounding_box()
    assert box
    scale = box["width"] / 520
    page.locator(LEVELS).click(position={"x": 136 * scale, "y": (28 + 3 * 40 + 9) * scale})
    expect(page.locator("#says")).to_have_text("A unit of conv1 can see 3 × 3 pixels.")
    expect(page.locator("#board")).to_contain_text("Unit (16, 0) sees rows 15 to 17 and columns 0 to 1 (1 more")
    page.get_by_label("size of the object").fill("13")
    expect(page.locator('[name="object"]')).to_have_value("13")
    expect(page.locator("[data-whole]")).to_contain_text("An object of 13 pixels is first seen whole in conv4")


def test_a_touch_picks_a_unit_on_a_phone(browser: Browser, address: str) -> None:
    with watched(browser, address, viewport={"width": 390, "height": 844}, has_touch=True) as context:
        page = context.new_page()
        page.goto(ADDRESS)
        box = page.locator(LEVELS).bounding_box()
        assert box
        scale = box["width"] / 520
        page.locator(LEVELS).tap(position={"x": 133 * scale, "y": (28 + 2 * 40 + 9) * scale})
        expect(page.locator("#says")).to_contain_text("A unit of conv2")
        expect(page.locator("#board")).to_contain_text("Unit (8, 0) sees")


def test_a_deep_network_is_computed_with_a_word_on_how_far_it_is_and_can_be_stopped(page: Page) -> None:
    page.goto(f"{ADDRESS}?by=known&of=resnet-50")
    page.get_by_role("button", name="Compute it").press("Enter")
    said = page.locator("[data-long=said]")
    expect(said).to_have_text(re.compile("Draw 1 of 2"))
    page.get_by_role("button", name="Cancel").press("Enter")
    expect(said).to_have_text("Stopped.")
    page.get_by_role("link", name="conv1", exact=True).click()
    expect(page.locator("#says")).to_have_text("A unit of conv1 can see 7 × 7 pixels.")


def test_without_javascript_the_form_and_the_links_do_it(plain_page: Page) -> None:
    plain_page.goto(ADDRESS)
    plain_page.get_by_role("link", name="conv2").click()
    expect(plain_page.locator("#says")).to_have_text("A unit of conv2 can see 5 × 5 pixels.")
    plain_page.get_by_label("kernel, row 2").fill("7")
    plain_page.get_by_label("padding, row 2").fill("3")
    plain_page.locator('[name="object"]').fill("9")
    plain_page.get_by_role("button", name="Work it out").click()
    expect(plain_page.locator("#says")).to_have_text("A unit of conv2 can see 9 × 9 pixels.")
    expect(plain_page.locator("[data-whole]")).to_contain_text("first seen whole in conv2: 9 ≥ 9")
    expect(plain_page.locator("[data-used]")).to_be_visible()
