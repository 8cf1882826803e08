"""Every form of answer on a phone, by keyboard alone and without JavaScript: typed, pressed, sent, judged."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched
from tests.browser.test_ordering import RIGHT

PHONE = {"width": 390, "height": 844}


def press_into(page: Page, name: str, text: str) -> None:
    """Focus a control; type into a box, or go down a list to the option that begins so; and see it arrive.

    An option's beginning can be typed as well, but a browser forgets it in a second, which a busy machine may take.
    """
    control = page.locator(f'[name="{name}"]').first
    control.focus()
    options = control.locator("option")
    if not options.count():
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
        expect(control).to_have_value(text)
        return
    labels = [label.casefold() for label in options.all_inner_texts()]
    place = next(place for place, label in enumerate(labels) if label.startswith(text.casefold()))
    for _ in range(place):
        page.keyboard.press("ArrowDown")
    expect(control).to_have_value(options.nth(place).get_attribute("value") or "")


def an_expression(page: Page) -> str:
    page.goto("/problems/output-size-formula/own")
    press_into(page, "answer.size", "floor((W - K + 2P)/S) + 1")
    page.keyboard.press("Enter")
    return "Right: ⌊(W − K + 2P)/S⌋ + 1."


def an_order(page: Page) -> str:
    page.goto("/problems/residual-block-order/1-3")
    for place, line in enumerate(RIGHT, start=1):
        press_into(page, f"position.order.{line}", str(place))
    page.keyboard.press("Enter")
    return "Right."


def a_wrong_line(page: Page) -> str:
    """The first line of a proof says what a block is, and is never the false one."""
    page.goto("/problems/skip-proof-wrong-line/1-3")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    return "Not"


def layers(page: Page) -> str:
    page.goto("/problems/three-layers-to-target/own")
    for row, numbers in enumerate(((3, 2, 1, 32), (3, 2, 1, 64), (3, 2, 1, 128))):
        for column, number in zip((0, 1, 2, 5), numbers, strict=True):
            press_into(page, f"cell.layers.{row}.{column}", str(number))
    page.keyboard.press("Enter")
    return "Right. All 7 rules hold."


LISTS = {
    "start": "ImageNet",
    "batch_norm": "frozen: ev",
    "preparing": "the weights",
    "channels": "copied",
    "split": "in folds",
    "outputs": "softmax",
    "stopping": "by val",
}
"""The beginning of each chosen option, as it reads."""


def a_plan(page: Page) -> str:
    """The head, then the last stage, and everything else one decides."""
    page.goto("/problems/transfer-plan/own")
    for row, cells in enumerate((("head", "10", "1e-3", ""), ("last stage", "20", "1e-4", "1e-5"))):
        for column, text in enumerate(cells):
            if text:
                press_into(page, f"cell.phases.{row}.{column}", text)
    for name, beginning in LISTS.items():
        press_into(page, f"answer.{name}", beginning)
    for name, option in (("altering", "crops"), ("metrics", "auroc"), ("metrics", "sensitivity")):
        box = page.locator(f'[name="answer.{name}"][value="{option}"]')
        box.press("Space")
        expect(box).to_be_checked()
    page.locator('[name="cell.phases.0.1"]').press("Enter")
    return "All 10 are right."


def a_text(page: Page) -> str:
    page.goto("/problems/explain-clock/own")
    press_into(page, "answer.text", "The layer is memory bound: it moves as many bytes as before.")
    page.get_by_role("button", name="Commit").press("Enter")
    expect(page.locator("[value=bytes]")).to_be_checked()
    page.get_by_role("button", name="These are in it").press("Enter")
    return "1 of 6 points."


@pytest.mark.parametrize("answer", [an_expression, an_order, a_wrong_line, layers, a_plan, a_text])
def test_it_is_answered_by_keyboard_without_javascript(
    browser: Browser, address: str, answer: Callable[[Page], str]
) -> None:
    with watched(browser, address, java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        said = answer(page)
        expect(page.locator(".verdict")).to_contain_text(said)


LONGEST_CHOICES = """lists => lists.map(list => {
  const style = getComputedStyle(list), pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const arrow = 20;
  const room = list.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - arrow;
  return [...list.options].filter(({ text }) => pen.measureText(text).width > room).map(({ text }) => text);
}).flat()"""


def test_a_closed_list_on_a_phone_has_room_for_its_longest_choice(browser: Browser, address: str) -> None:
    with watched(browser, address, viewport=PHONE) as context:
        page = context.new_page()
        for slug in ("transfer-strategy", "transfer-plan", "design-for-a-task", "vgg-or-resnet"):
            page.goto(f"/problems/{slug}/1-3")
            assert page.locator(".is-row select").evaluate_all(LONGEST_CHOICES) == [], slug
