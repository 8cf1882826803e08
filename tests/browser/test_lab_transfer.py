"""The planner by mouse, by keyboard and by touch."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched


def test_boxes_by_keyboard_and_choices_by_mouse(page: Page) -> None:
    page.goto("/lab/transfer")
    page.get_by_label("images labelled").press("Control+a")
    page.keyboard.type("300000")
    expect(page.locator("h1")).to_contain_text("compare with a start from scratch")
    page.get_by_label("images of").select_option("cars")
    expect(page.locator("h1")).to_have_text("Fine-tune all of it.")
    page.wait_for_function("location.search.includes('cars')")
    page.reload()
    expect(page.locator("h1")).to_have_text("Fine-tune all of it.")


def test_memory_by_touch_on_a_phone(browser: Browser, address: str) -> None:
    with watched(browser, address, viewport={"width": 390, "height": 840}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto("/lab/transfer")
        page.get_by_label("memory").tap()
        page.get_by_label("memory").fill("0.1")
        expect(page.locator("#board")).to_contain_text("does not fit")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
