"""The network table by mouse, by keyboard and by touch; the address always says what is shown."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched

BEFORE = "381,066 parameters, 580 million MACs."


def test_a_field_is_changed_by_mouse_and_shared_by_its_address(page: Page, plain_page: Page) -> None:
    page.goto("/lab/network")
    expect(page.locator("h1")).to_have_text(BEFORE)
    page.get_by_label("of layer").select_option("conv2")
    page.get_by_label("becomes").fill("2")
    expect(page.locator("#board")).to_contain_text("233,622,016")
    page.wait_for_function("location.search.includes('value=2')")
    plain_page.goto(page.url)
    board = page.locator("#board .numbers").last.inner_text()
    assert plain_page.locator("#board .numbers").last.inner_text() == board


def test_layers_are_typed_by_keyboard_and_the_text_keeps_its_focus(page: Page) -> None:
    page.goto("/lab/network")
    page.get_by_label("layers").press("Control+End")
    page.keyboard.type("\nnn.ReLU(")
    expect(page.locator("h1")).to_have_text("There is no such network.")
    expect(page.locator("#board")).to_contain_text("Line 11")
    page.keyboard.type(")")
    expect(page.locator("h1")).to_have_text(BEFORE)
    expect(page.locator("#board")).to_contain_text("relu4")
    assert page.evaluate("document.activeElement.name") == "layers"


def test_the_form_is_filled_in_by_touch_on_a_phone(browser: Browser, address: str) -> None:
    with watched(browser, address, viewport={"width": 390, "height": 840}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto("/lab/network?by=form")
        page.get_by_label("layer, row 8").select_option("linear")
        page.get_by_label("out, row 8").tap()
        page.keyboard.type("5")
        expect(page.locator("#board")).to_contain_text("linear2")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
