"""The search over a page: by its key, by arrows, and out of it again; and the same without a script."""

from playwright.sync_api import Page, expect

TWO_LINES_PX = 45


def test_a_slash_opens_it_the_arrows_go_through_it_and_escape_closes_it(page: Page) -> None:
    page.goto("/learn/sizes")
    page.locator("body").press("/")
    box = page.get_by_role("searchbox")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("floor")
    first, second = page.locator(".hit a").nth(0), page.locator(".hit a").nth(1)
    expect(first).to_have_text("The floor")
    expect(page.get_by_role("dialog").locator(".tally")).to_contain_text("places speak of “floor”.")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_hit_on_the_very_page_closes_it_and_is_gone_to(page: Page) -> None:
    page.goto("/learn/sizes")
    page.get_by_role("link", name="Search", exact=True).click()
    page.keyboard.type("floor")
    page.locator(".hit a").first.click()
    expect(page).to_have_url("/learn/sizes#the-floor")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", name="The floor")).to_be_in_viewport()


def test_a_failure_is_told_in_front_of_it_and_for_screen_readers_within_it(page: Page) -> None:
    page.route("**/search?q=*", lambda route: route.fulfill(status=503))
    page.goto("/learn")
    page.get_by_role("link", name="Search", exact=True).click()
    page.keyboard.type("floor")
    failure = page.get_by_role("dialog").locator(".failure")
    expect(failure).to_contain_text("The server could not do that.")
    is_in_front = """told => {
        const { x, y, width, height } = told.getBoundingClientRect();
        return document.elementFromPoint(x + width / 2, y + height / 2) === told;
    }"""
    assert failure.evaluate(is_in_front)
    page.keyboard.press("Escape")
    expect(page.locator("body > #status .failure")).to_be_visible()


def test_on_a_phone_the_kinds_of_what_was_found_stand_on_one_line(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/search?q=convolution")
    kinds = page.get_by_role("navigation", name="What to show").get_by_role("link")
    assert kinds.count() > 4
    last = kinds.last
    last.focus()
    expect(last).to_be_in_viewport(ratio=0.98)
    assert len({kind.evaluate("kind => kind.getBoundingClientRect().y") for kind in kinds.all()}) == 1
    assert max(kind.evaluate("kind => kind.clientHeight") for kind in kinds.all()) < TWO_LINES_PX
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_slash_in_a_field_is_a_slash_and_keys_rest_while_it_is_open(page: Page) -> None:
    page.goto("/problems/output-size/1-7")
    page.locator("#answer-size").press_sequentially("1/2")
    expect(page.locator("#answer-size")).to_have_value("1/2")
    page.get_by_role("link", name="Search", exact=True).click()
    page.keyboard.type("floor")
    page.locator(".hit a").first.focus()
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).not_to_be_visible()


def test_switched_off_with_the_other_keys(page: Page) -> None:
    page.goto("/learn")
    page.get_by_role("button", name="Shortcuts").click()
    expect(page.get_by_role("dialog")).to_contain_text("search")
    page.get_by_label("Shortcuts are on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.locator("body").press("/")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_its_page_answers_as_one_types_and_keeps_that_in_its_address(page: Page) -> None:
    page.goto("/search?q=floor")
    page.locator("body").press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("dephtwise")  # the old words were taken hold of, so these stand in their place
    expect(page.locator(".hit a").first).to_have_text("Depthwise convolution")
    expect(page).to_have_url("/search?q=dephtwise")


def test_without_a_script_the_link_and_the_form_do(plain_page: Page) -> None:
    plain_page.goto("/learn")
    plain_page.get_by_role("link", name="Search", exact=True).click()
    plain_page.get_by_role("searchbox").fill("why 1x1")
    plain_page.get_by_role("button", name="Search").click()
    expect(plain_page.locator(".hit mark").first).to_be_visible()
    plain_page.get_by_role("link", name="Problems").last.click()
    assert "kind=problem" in plain_page.url
