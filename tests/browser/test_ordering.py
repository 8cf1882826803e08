"""Putting lines in an order: by keyboard, by buttons, by dragging, by numbers without JavaScript."""

from playwright.sync_api import Locator, Page, expect

BLOCK = "/problems/residual-block-order/1-3"
RIGHT = ["conv1", "norm1", "relu1", "conv2", "norm2", "add", "relu2"]


def grip(page: Page, line: str) -> Locator:
    return page.locator(f"#grip-order-{line}")


def order(page: Page) -> list[str]:
    """What would be sent: the lines that have a number, by their numbers."""
    boxes = page.locator('[name^="position.order."]').all()
    placed = [(int(box.input_value()), str(box.get_attribute("name"))) for box in boxes if box.input_value()]
    return [name.rsplit(".", 1)[1] for _, name in sorted(placed)]


def use(page: Page, *lines: str) -> None:
    for line in lines:
        page.locator(f"#line-order-{line} [data-move=up]").click()


def check(page: Page) -> Locator:
    page.get_by_role("button", name="Check").click()
    verdict = page.locator(".verdict")
    expect(verdict).to_be_visible()
    return verdict


def test_lines_are_picked_up_moved_and_put_down_with_the_keyboard(page: Page) -> None:
    page.goto(BLOCK)
    for line in RIGHT:
        grip(page, line).focus()
        page.keyboard.press("Space")
        expect(grip(page, line)).to_have_attribute("aria-pressed", "true")
        page.keyboard.press("ArrowUp")  # to the end of the order
        page.keyboard.press("Enter")
        expect(grip(page, line)).to_have_attribute("aria-pressed", "false")
        expect(grip(page, line)).to_be_focused()
    assert order(page) == RIGHT
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#status")).to_contain_text("place 6 of 7.")
    assert order(page) == [*RIGHT[:-2], "relu2", "add"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#status")).to_contain_text("not used.")
    assert order(page) == RIGHT[:-1]
    page.keyboard.press("Escape")
    expect(page.locator("#status")).to_contain_text("Put back: place 7 of 7.")
    assert order(page) == RIGHT
    page.keyboard.press("Control+Enter")
    expect(page.locator(".verdict")).to_contain_text("Right.")


def test_arrows_do_nothing_to_a_line_that_was_not_picked_up(page: Page) -> None:
    page.goto(BLOCK)
    grip(page, "conv1").focus()
    page.keyboard.press("ArrowUp")
    assert order(page) == []


def test_a_line_is_put_down_where_it_is_when_one_walks_away(page: Page) -> None:
    page.goto(BLOCK)
    grip(page, "conv1").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    expect(grip(page, "conv1")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#status")).to_contain_text("Put down: place 1 of 1.")


def test_buttons_move_lines_and_what_stands_is_marked(page: Page) -> None:
    page.goto(BLOCK)
    use(page, "conv1", "relu1", "norm1")
    page.locator("#line-order-relu1 [data-move=up]").click()
    assert order(page) == ["relu1", "conv1", "norm1"]
    page.locator("#line-order-relu1 [data-move=down]").click()
    verdict = check(page)
    expect(verdict).to_contain_text("You put ReLU in front of its batch norm.")
    expect(verdict).to_contain_text("“ReLU” needs “Batch norm” above it.")
    expect(page.locator(".line.is-correct")).to_have_count(1)
    expect(page.locator(".line.is-wrong")).to_contain_text("cannot stand here: ReLU")
    assert order(page) == ["conv1", "relu1", "norm1"]
    page.locator("#line-order-norm1 [data-move=down]").click()
    assert order(page) == ["conv1", "relu1"]


def test_a_line_is_dragged_by_its_handle(page: Page) -> None:
    page.goto(BLOCK)
    use(page, "conv1", "norm1", "relu1")
    start, end = grip(page, "relu1").bounding_box(), grip(page, "conv1").bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 8, end["y"] + 4, steps=8)
    page.mouse.up()
    assert order(page) == ["relu1", "conv1", "norm1"]
    expect(grip(page, "relu1")).to_have_attribute("aria-pressed", "false")  # a drag is no click
    expect(page.locator("#status")).to_contain_text("place 1 of 3")


def test_a_form_that_is_sent_too_early_costs_nothing(page: Page) -> None:
    page.goto(BLOCK)
    expect(check(page)).to_contain_text("No line has a place yet.")
    use(page, "conv1")
    assert order(page) == ["conv1"]


def test_handles_and_arrows_are_large_enough_for_a_finger(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(BLOCK)
    use(page, "conv1")
    for target in page.locator("#line-order-conv1 button").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 28


def test_without_javascript_lines_are_numbered(plain_page: Page) -> None:
    page = plain_page
    page.goto(BLOCK)
    expect(page.locator(".help:visible")).to_have_text("Number the lines: 1 for the first.")
    for place, line in enumerate(RIGHT, start=1):
        page.fill(f'[name="position.order.{line}"]', str(place))
    page.fill('[name="position.order.relu1"]', "1")
    expect(check(page)).to_contain_text("Two lines have the place 1.")
    assert page.input_value('[name="position.order.norm2"]') == "5"
    page.fill('[name="position.order.relu1"]', "3")
    expect(check(page)).to_contain_text("Right.")
    assert order(page) == RIGHT
