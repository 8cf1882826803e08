"""Networks are chosen by mouse, by keyboard and by touch, and the address says which."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched


def test_a_third_network_joins_by_keyboard_and_the_first_leaves_by_mouse(page: Page) -> None:
    page.goto("/lab/architectures")
    page.get_by_role("checkbox", name="MobileNet V2").press("Space")
    compared = page.locator(".compared thead")
    expect(compared).to_contain_text("MobileNet V2")
    page.get_by_role("checkbox", name="VGG-16").click()
    expect(compared).not_to_contain_text("VGG-16")
    page.wait_for_function("!location.search.includes('vgg-16')")
    page.reload()
    expect(page.locator("h1")).to_contain_text("MobileNet V2 has")


def test_networks_are_chosen_by_touch_on_a_phone(browser: Browser, address: str) -> None:
    with watched(browser, address, viewport={"width": 390, "height": 840}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto("/lab/architectures?of=alexnet")
        page.get_by_text("GoogLeNet").first.tap()
        expect(page.locator("h1")).to_contain_text("GoogLeNet has")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
