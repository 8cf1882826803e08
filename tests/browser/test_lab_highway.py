"""A real network without its shortcuts: by keyboard and stream, and without JavaScript."""

from playwright.sync_api import Page, expect

ADDRESS = "/lab/highway?of=mobilenet-v2&norm=&weights=default"


def test_a_guess_is_sent_by_keyboard_and_the_blocks_are_read_off_by_arrow(page: Page, plain_page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_label("Without shortcuts").fill("-6")
    page.keyboard.press("Enter")
    expect(page.locator("#board .lead")).to_contain_text("You guessed −6", timeout=30_000)
    page.get_by_role("slider").press("ArrowRight")
    expect(page.locator("#board .reading")).to_contain_text("At block 2, ")
    expect(page.get_by_role("slider")).to_be_focused()
    page.wait_for_function("location.search.includes('at=2')")
    page.get_by_label("as in the network").check()
    expect(page.get_by_role("button", name="Send it back")).to_be_visible()
    plain_page.goto(ADDRESS)
    plain_page.get_by_label("Without shortcuts").fill("-6")
    plain_page.get_by_role("button", name="Send it back").click()
    expect(plain_page.locator("#board .lead")).to_contain_text("You guessed −6")
    plain_page.get_by_role("slider").press("End")
    plain_page.get_by_role("button", name="Read it off").click()
    expect(plain_page.locator("#board .reading")).to_contain_text("At block 10, ")
