"""The window of a convolution, moved by key, by mouse, by touch, by itself and without JavaScript."""

import re

import numpy as np
from playwright.sync_api import Browser, FilePayload, Page, expect

from app.web.figures.png import grey_png
from tests.browser.conftest import watched
from tests.browser.test_floors import violations

ADDRESS = "/lab/convolution?input=5&stride=1&padding=0"  # 3 by 3 windows
OUTPUT = '[data-piece="output"]'


def says(page: Page, window: int) -> None:
    expect(page.locator("#says")).to_contain_text(f"window {window} of 9")


def test_keys_move_the_window_by_one_and_by_a_row(page: Page) -> None:
    page.goto(ADDRESS)
    page.locator('[name="at"]').focus()
    page.keyboard.press("ArrowRight")
    says(page, 2)
    page.keyboard.press("ArrowDown")
    says(page, 5)
    expect(page.locator('[name="at"]')).to_be_focused()
    expect(page).to_have_url(re.compile("at=4"))
    shared = page.locator("#board").inner_text()
    page.reload()
    assert page.locator("#board").inner_text() == shared


def test_the_mouse_drags_the_window(page: Page) -> None:
    page.goto(ADDRESS)
    box = page.locator('[data-piece="input"]').bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 44)
    page.mouse.down()
    page.mouse.move(box["x"] + 4.5 * 34, box["y"] + 26 + 4.5 * 34, steps=4)
    says(page, 9)
    page.mouse.up()


def test_a_touch_on_an_output_goes_to_its_window(browser: Browser, address: str) -> None:
    with watched(browser, address, viewport={"width": 390, "height": 844}, has_touch=True) as context:
        page = context.new_page()
        page.goto(ADDRESS)
        page.locator(OUTPUT).tap(position={"x": 75, "y": 77})
        says(page, 5)


def test_it_plays_unless_motion_is_unwanted(browser: Browser, address: str, page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_role("button", name="Play").click()
    says(page, 3)
    page.get_by_role("button", name="Pause").click()
    with watched(browser, address, reduced_motion="reduce") as context:
        still = context.new_page()
        still.goto(ADDRESS)
        expect(still.get_by_role("link", name="Next")).to_be_visible()
        expect(still.locator("[data-plays]")).to_be_hidden()


def test_a_kernel_that_is_typed_is_used_and_a_drawing_is_saved(page: Page) -> None:
    page.goto(ADDRESS)
    page.locator('[name="weights"]').fill("0 0; 0 2")
    expect(page.locator('[data-piece="kernel"]')).to_contain_text("0002")
    assert violations(page) == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download as PNG").click()
    assert saved.value.suggested_filename == "convolution.png"


def test_a_file_of_ones_own_is_cut_to_its_middle_square_and_filtered(page: Page) -> None:
    """28 × 40, black up to column 20: of the middle square the left half, beside which an edge gives 3 · 15 = 45."""
    shades = np.repeat([[0.0] * 20 + [1.0] * 20], 28, axis=0)
    page.goto("/lab/convolution?padding=0&stride=1")
    picture = FilePayload(name="halves.png", mimeType="image/png", buffer=grey_png(shades))
    page.get_by_label("a file of your own").set_input_files(picture)
    expect(page.locator("#board")).to_contain_text("from 0 (drawn black) to 45 (white)")
    expect(page.locator('[name="pixels"]')).to_have_value(("0" * 14 + "f" * 14) * 28)
    page.reload()
    expect(page.locator("#board")).to_contain_text("to 45 (white)")


def test_a_file_that_is_no_picture_is_refused_in_words(page: Page) -> None:
    page.goto(ADDRESS)
    box = page.get_by_label("a file of your own")
    box.set_input_files(FilePayload(name="notes.png", mimeType="image/png", buffer=b"no picture"))
    page.wait_for_function("!document.querySelector('[type=file]').validity.valid")
    assert "no picture" in box.evaluate("box => box.validationMessage")
    expect(page.locator("#picture-letter")).to_be_checked()


def test_without_javascript_links_and_the_form_do_it(plain_page: Page) -> None:
    plain_page.goto(ADDRESS)
    plain_page.get_by_role("link", name="Next").click()
    says(plain_page, 2)
    plain_page.locator('[name="stride"]').fill("2")
    plain_page.get_by_role("button", name="Slide it").click()
    expect(plain_page.locator("#says")).to_contain_text("window 2 of 4")
