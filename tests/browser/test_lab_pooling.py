"""A pool's window by key, mouse and touch, and its design without JavaScript."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched

ADDRESS = "/lab/pooling"  # 8 × 8, windows of 2 at stride 2: 4 by 4 outputs
WINDOW = '[name="at"]'


def test_keys_and_the_mouse_go_from_window_to_window(page: Page) -> None:
    page.goto(ADDRESS)
    page.locator(WINDOW).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.locator(WINDOW)).to_have_attribute("aria-valuetext", "row 2, column 2")
    page.locator('[data-piece="output"]').click(position={"x": 2 + 3.5 * 50, "y": 26 + 0.5 * 34})
    expect(page.locator(WINDOW)).to_have_attribute("aria-valuetext", "row 1, column 4")
    page.locator("#design-average").check()
    expect(page.locator("#says")).to_contain_text("of the average pool change")
    shared = page.locator("#board").inner_text()
    page.reload()
    assert page.locator("#board").inner_text() == shared


def test_a_touch_goes_to_a_window(browser: Browser, address: str) -> None:
    with watched(browser, address, viewport={"width": 390, "height": 844}, has_touch=True) as context:
        page = context.new_page()
        page.goto(ADDRESS)
        page.locator('[data-piece="output"]').tap(position={"x": 2 + 2.5 * 50, "y": 26 + 1.5 * 34})
        expect(page.locator(WINDOW)).to_have_attribute("aria-valuetext", "row 2, column 3")


def test_without_javascript_the_form_does_it(plain_page: Page) -> None:
    plain_page.goto(ADDRESS)
    plain_page.locator("#design-max").check()
    plain_page.locator('[name="shift"]').fill("2")
    plain_page.get_by_role("button", name="Pool it").click()
    expect(plain_page.locator("[data-moves]")).to_have_text(
        "The new output is the old one moved by 2 / 2 = 1: equivariant."
    )
