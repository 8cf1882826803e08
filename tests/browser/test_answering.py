"""Answering in a browser, with a keyboard."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

STACK = {"layer1": "109", "layer2": "55", "layer3": "55", "layer4": "28", "shape": "28x28x128", "params": "230,912"}
OPENING = {"size": "3", "field": "2^51-1", "end_size": "1", "end_layer": "3"}


def fill(page: Page, answer: dict[str, str]) -> None:
    for name, text in answer.items():
        page.fill(f"#answer-{name}", text)


def test_from_the_first_page_to_the_mistake_behind_a_wrong_number(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Answer it").click()
    page.goto("/problems/output-size/1-7")  # 21 × 21, kernel 2, stride 1: right is 20
    page.fill("#answer-size", "19")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("You counted the steps, not the positions.")
    expect(page).to_have_url(re.compile("/questions/"))
    expect(page.locator("#answer-size")).to_be_focused()
    expect(page.locator("#status")).to_contain_text("Not 19 × 19.")
    page.fill("#answer-size", "20")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("Right: 20 × 20.")
    expect(page.get_by_role("heading", name="The working")).to_be_visible()


def test_the_reading_is_echoed_while_typing(page: Page) -> None:
    page.goto("/problems/layer-stack/own")
    page.locator("#answer-shape").press_sequentially("28,28,128")
    expect(page.locator("#echo-shape")).to_contain_text("28 × 28 × 128 (height × width × channels)")
    page.locator("#answer-params").press_sequentially("230,91")
    expect(page.locator("#echo-params")).to_contain_text("Commas group digits in threes only")
    page.locator("#answer-params").press_sequentially("2")
    expect(page.locator("#echo-params")).to_contain_text("230,912")
    expect(page.locator("#echo-shape")).to_contain_text("28 × 28 × 128")


def test_a_reading_that_comes_behind_the_verdict_leaves_its_mark_alone(page: Page) -> None:
    held: list[Route] = []
    page.goto("/problems/layer-stack/own")
    fill(page, STACK)
    page.wait_for_load_state("networkidle")

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/read?*", hold)
    with page.expect_request("**/read?*"):
        page.fill("#answer-layer1", "110")
    page.get_by_role("button", name="Check").click()
    mark = page.locator("#echo-layer1 .said")
    expect(mark).to_have_text("wrong")
    assert held
    with page.expect_response("**/read?*"):
        for reading in held:
            reading.continue_()
    page.wait_for_timeout(200)
    expect(mark).to_have_text("wrong")


def test_one_slip_in_a_stack_marks_one_row(page: Page) -> None:
    page.goto("/problems/layer-stack/own")
    fill(page, STACK)
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".box.is-wrong")).to_have_count(1)
    expect(page.locator(".box.is-carried")).to_have_count(2)
    expect(page.locator(".verdict")).to_contain_text("5 of 6 right.")


def test_an_unreadable_answer_asks_and_its_suggestion_is_taken_with_one_click(page: Page) -> None:
    page.goto("/problems/output-size/1-7")
    page.fill("#answer-size", "(20, 20")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("Not read yet, so nothing was counted.")
    expect(page).to_have_url(re.compile("/problems/output-size/1-7"))
    page.locator(".verdict").get_by_role("button", name="Take 20x20").click()
    expect(page.locator(".verdict")).to_contain_text("Right: 20 × 20.")


def test_hints_append_and_a_key_opens_them(page: Page) -> None:
    page.goto("/problems/output-size/1-7")
    page.keyboard.press("h")
    expect(page.locator(".hint")).to_have_count(1)
    page.keyboard.press("h")
    expect(page.locator(".hint")).to_have_count(2)
    expect(page.get_by_role("button", name="Show hint 3")).to_be_visible()


def test_keys_are_off_in_fields_and_can_be_switched_off(page: Page) -> None:
    page.goto("/problems/output-size/1-7")
    page.locator("#answer-size").press("h")
    expect(page.locator(".hint")).to_have_count(0)
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Shortcuts are on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    expect(page.locator(".hint")).to_have_count(0)


def test_two_clicks_are_one_answer(page: Page) -> None:
    """However late the second one comes: within a double click, a verdict may already have taken the button's place."""
    page.goto("/problems/output-size/1-7")
    page.fill("#answer-size", "19")
    page.get_by_role("button", name="Check").hover()
    page.mouse.down()
    page.mouse.up()
    expect(page.locator(".verdict")).to_be_visible()
    page.get_by_role("button", name="Check").hover()
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.wait_for_load_state("networkidle")
    question = page.url.rsplit("/", 1)[1]
    assert page.request.get(f"/api/v1/questions/{question}").json()["attempts"] == 1


def test_two_clicks_at_once_are_one_answer(page: Page) -> None:
    page.goto("/problems/output-size/1-7")
    page.fill("#answer-size", "19")
    page.get_by_role("button", name="Check").dblclick()
    expect(page.locator(".verdict")).to_be_visible()
    page.wait_for_load_state("networkidle")
    question = page.url.rsplit("/", 1)[1]
    assert page.request.get(f"/api/v1/questions/{question}").json()["attempts"] == 1


def test_a_verdict_is_disputed_beside_an_answer_that_is_being_typed(page: Page) -> None:
    page.goto("/problems/output-size/1-7")
    page.fill("#answer-size", "19")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_be_visible()
    page.fill("#answer-size", "20 x")
    page.locator(".dispute summary").click()
    page.get_by_label("What did you mean?").fill("the side")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".dispute")).to_contain_text("Noted.")
    expect(page.locator("#status")).to_contain_text("Noted.")
    expect(page.locator("#answer-size")).to_have_value("20 x")
    expect(page.locator(".dispute")).to_be_focused()
    page.reload()
    expect(page.locator(".dispute")).to_contain_text("Noted.")
    question = page.url.rsplit("/", 1)[1]
    assert page.request.get(f"/api/v1/questions/{question}").json()["attempts"] == 1


def test_reloading_and_coming_back_change_nothing(page: Page) -> None:
    page.goto("/problems/whiteboard-opening/own")
    fill(page, OPENING | {"field": "101"})
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict")).to_contain_text("3 of 4 right.")
    page.reload()
    expect(page.locator(".verdict")).to_contain_text("3 of 4 right.")
    page.goto("/")
    page.get_by_role("link", name="The first question on the whiteboard").click()
    expect(page.locator("#answer-field")).to_have_value("101")


def test_nothing_typed_is_lost_when_the_server_cannot_be_reached(page: Page) -> None:
    page.goto("/problems/output-size/1-7")
    page.route("**/answer", lambda route: route.fulfill(status=503, body=""))
    page.fill("#answer-size", "19")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("What you typed is still here")
    expect(page.locator("#answer-size")).to_have_value("19")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_chosen_and_stays(page: Page, theme: str) -> None:
    page.goto("/problems")
    page.get_by_role("button", name=f"{theme} theme").click()
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    expect(page).to_have_url(re.compile("/problems$"))
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-theme", theme)


def test_everything_works_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/problems/whiteboard-opening/own")
    fill(page, OPENING | {"size": "two"})
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict")).to_contain_text("Not read yet")
    page.get_by_text("You misjudged me").click()
    page.get_by_role("button", name="Say so").click()
    expect(page.locator(".dispute")).to_contain_text("Noted.")
    expect(page.locator("#answer-size")).to_have_value("two")
    fill(page, OPENING | {"field": "101"})
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict")).to_contain_text("you ignored the strides of the layers before.")
    page.get_by_text("You misjudged me").click()
    page.get_by_label("What did you mean?").fill("the field of the last layer")
    page.get_by_role("button", name="Say so").click()
    expect(page.locator(".dispute")).to_contain_text("Noted.")
    page.get_by_role("button", name="Show hint 1").click()
    expect(page.locator(".hint")).to_have_count(1)
    page.get_by_role("button", name="Show the solution").click()
    expect(page.get_by_role("heading", name="Before you see the rubric")).to_be_visible()
    page.get_by_label("Lean hire").press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How an interviewer would mark it")).to_be_visible()
    expect(page.locator("#rubric ~ p").first).to_contain_text("You gave yourself Lean hire")
    page.get_by_role("link", name="Another one").click()
    expect(page.locator("#answer-size")).to_have_value("")
