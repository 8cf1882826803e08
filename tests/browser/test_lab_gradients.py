"""The gradient highway by key, by mouse, by touch and without JavaScript; its address shows the same to anybody."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched

ADDRESS = "/lab/gradients?gain=0&blocks=10"  # weights of 0: an identity, and nothing without a skip


def says(page: Page, words: str) -> None:
    expect(page.locator("#board")).to_contain_text(words)


def test_arrow_keys_change_a_box_and_move_along_the_blocks(page: Page, plain_page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_label("blocks", exact=True).press("ArrowUp")
    says(page, "Back through 11 blocks")
    page.get_by_role("slider").press("ArrowRight")
    says(page, "At block 2: plain 0, with skips 1")
    expect(page.get_by_role("slider")).to_be_focused()
    page.wait_for_function("location.search.includes('at=2')")
    plain_page.goto(page.url)
    assert plain_page.locator("#board .reading").inner_text() == page.locator("#board .reading").inner_text()
    assert plain_page.locator("#says").inner_text() == page.locator("#says").inner_text()


def test_the_mouse_moves_along_the_chart(page: Page) -> None:
    """Its plot is 532 of 640 wide and begins at 84; block 8 begins at 7 tenths of it."""
    page.goto(ADDRESS)
    box = page.locator("[data-slides] svg").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 120)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * (84 + 0.7 * 532) / 640, box["y"] + 120, steps=4)
    says(page, "At block 8")
    page.mouse.up()


def test_a_touch_reads_a_block_off_and_new_derivatives_have_new_paths(browser: Browser, address: str) -> None:
    with watched(browser, address, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(ADDRESS)
        box = page.locator("[data-slides] svg").bounding_box()
        assert box
        page.locator("[data-slides] svg").tap(position={"x": box["width"] * (84 + 0.5 * 532) / 640, "y": 60})
        says(page, "At block 6")
        page.get_by_label("derivatives of a few blocks").fill("1 2")
        says(page, "The 4 paths through 2 blocks")
        expect(page.get_by_label("derivatives of a few blocks")).to_be_focused()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_both_drawings_are_saved_as_pictures(page: Page) -> None:
    page.goto(ADDRESS)
    for place, name in enumerate(("gradient-norms.png", "gradient-paths.png")):
        with page.expect_download() as saved:
            page.get_by_role("button", name="Download as PNG").nth(place).click()
        assert saved.value.suggested_filename == name


def test_without_javascript_the_form_sends_all_of_it(plain_page: Page) -> None:
    plain_page.goto(ADDRESS)
    plain_page.get_by_label("near −I").check()
    plain_page.get_by_label("derivatives of a few blocks").fill("-0.5")
    plain_page.get_by_role("slider").press("End")
    plain_page.get_by_role("button", name="Send it back").click()
    says(plain_page, "becomes 1 without skips and 0 with skips")
    says(plain_page, "The 2 paths through 1 block")
    says(plain_page, "At block 10: plain 1, with skips 0")
