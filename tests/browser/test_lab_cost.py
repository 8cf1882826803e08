"""The cost of a layer: lines of progress as they come, a cancel that stops, boxes by keyboard and by touch."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched

SLOW = "/lab/cost?channels=256&out=256&size=28"


def test_measuring_tells_how_far_it_is_and_ends_in_a_table(page: Page) -> None:
    page.goto("/lab/cost?channels=8&out=8&size=6&squeezed=2&groups=2")
    page.get_by_role("button", name="Measure, a few seconds").click()
    expect(page.get_by_role("button", name="Measure again")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("the shortest of several passes")).to_be_visible()


def test_cancel_stops_it_and_the_next_one_may_begin(page: Page) -> None:
    page.goto(SLOW)
    begin = page.get_by_role("button", name="Measure, a few seconds")
    begin.press("Enter")
    said = page.locator("[data-long=said]")
    expect(said).to_have_text(re.compile(r"of 5: "))
    page.get_by_role("button", name="Cancel").press("Enter")
    expect(said).to_have_text("Stopped.")
    page.wait_for_timeout(1_500)
    begin.click()
    expect(said).to_have_text(re.compile(r"of 5: "))
    page.get_by_role("button", name="Cancel").click()


def test_a_box_is_changed_by_touch_on_a_phone(browser: Browser, address: str) -> None:
    with watched(browser, address, viewport={"width": 390, "height": 840}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto("/lab/cost")
        page.get_by_label("kernel").tap()
        page.get_by_label("kernel").fill("5")
        expect(page.locator("h1")).to_contain_text("20.9 times fewer MACs")  # 1 / (1/128 + 1/25)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
