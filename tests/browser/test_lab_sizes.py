"""The calculator of sizes by mouse, by keyboard, by touch and without JavaScript; its numbers become a question."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched

STEM = "/lab/output-size?input=224&kernel=7&stride=2&padding=3"


def test_a_box_is_changed_by_keyboard_and_the_address_says_it_to_others(page: Page, plain_page: Page) -> None:
    """(224 − 7 + 2·0)/2 = 108.5, so 109 without padding; the halves that the floor drops are said."""
    page.goto(STEM)
    expect(page.locator("h1")).to_contain_text("112")
    box = page.get_by_role("textbox", name="padding or")
    box.press("ControlOrMeta+a")
    page.keyboard.type("0")
    expect(page.locator("h1")).to_contain_text("109")
    assert page.evaluate("document.activeElement.name") == "padding"
    page.wait_for_function("location.search.includes('padding=0')")
    plain_page.goto(page.url)
    for part in ("h1", "#board .lines", "#board figure"):
        assert plain_page.locator(part).inner_text() == page.locator(part).inner_text()


def test_the_kind_of_layer_is_chosen_by_mouse_and_a_way_to_a_size_is_a_link(page: Page) -> None:
    """Transposed: (224 − 1)·2 − 2·3 + 6 + 1 = 447. To 7 from 14 with a kernel of 2: a stride of 2 does it."""
    page.goto(STEM)
    page.get_by_role("radio", name="transposed").click()
    expect(page.locator("h1")).to_contain_text("447")
    page.goto("/lab/output-size?input=14&kernel=2&stride=1&padding=0&target=7")
    page.get_by_role("link", name="stride", exact=False).first.click()
    expect(page.locator("h1")).to_contain_text("7")
    assert "stride=2" in page.url


def test_a_box_is_changed_by_touch_on_a_phone_and_the_numbers_are_practised(browser: Browser, address: str) -> None:
    with watched(browser, address, viewport={"width": 390, "height": 840}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(STEM)
        page.get_by_role("textbox", name="kernel").tap()
        page.get_by_role("textbox", name="kernel").fill("5")
        expect(page.locator("h1")).to_contain_text("113")  # (224 − 5 + 6)/2 = 112.5
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_text("Practise with these numbers").tap()
        page.fill("#answer-size", "113")
        page.get_by_role("button", name="Check").tap()
        expect(page.locator(".verdict.is-correct")).to_be_visible()


def test_without_javascript_the_button_works_it_out(plain_page: Page) -> None:
    plain_page.goto(STEM)
    plain_page.get_by_label("stride").fill("4")
    plain_page.get_by_role("button", name="Work it out").click()
    assert "56" in plain_page.locator("h1").inner_text()  # (224 − 7 + 6)/4 = 55.75
