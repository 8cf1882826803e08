"""Filling in a grid and choosing among options: by keyboard, by pasting, without JavaScript."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

GRID = "/problems/convolve-by-hand/2-7"  # 5 × 5 room; right is 3 × 3
RIGHT = [[0, 9, -10], [2, 5, 1], [3, -1, -11]]
SPREADSHEET = "\n".join("\t".join(str(each) for each in row) for row in RIGHT)


def cell(page: Page, row: int, column: int) -> Locator:
    return page.locator(f'[name="cell.output.{row}.{column}"]')


def fill(page: Page, rows: list[list[int]]) -> None:
    for i, row in enumerate(rows):
        for j, number in enumerate(row):
            cell(page, i, j).fill(str(number))


def paste(page: Page, row: int, column: int, text: str) -> None:
    """What the browser does when somebody presses Ctrl+V there."""
    cell(page, row, column).focus()
    cell(page, row, column).evaluate(
        """(input, text) => {
          const data = new DataTransfer();
          data.setData("text", text);
          input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def values(page: Page) -> list[list[str]]:
    """What stands in the cells, without the room that was left empty."""
    rows = [[cell(page, i, j).input_value() for j in range(5)] for i in range(5)]
    return [[each for each in row if each] for row in rows if any(row)]


def test_a_grid_is_filled_in_with_arrows_and_sent_with_enter(page: Page) -> None:
    page.goto(GRID)
    cell(page, 0, 0).focus()
    for row in RIGHT:
        for number in row:
            page.keyboard.type(str(number))
            page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        for _ in row:
            page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("Right.")


def test_tab_goes_through_the_cells_row_by_row(page: Page) -> None:
    page.goto(GRID)
    cell(page, 0, 3).focus()
    for place in ((0, 4), (1, 0), (1, 1)):
        page.keyboard.press("Tab")
        expect(cell(page, *place)).to_be_focused()


def test_arrows_move_within_a_number_before_they_leave_it(page: Page) -> None:
    page.goto(GRID)
    cell(page, 0, 0).focus()
    page.keyboard.type("-10")
    page.keyboard.press("ArrowLeft")
    expect(cell(page, 0, 0)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(cell(page, 0, 1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(cell(page, 0, 1)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("7")  # what is arrived at is selected, so typing replaces it
    expect(cell(page, 0, 0)).to_have_value("7")


@pytest.mark.parametrize(
    "text",
    [
        SPREADSHEET,
        SPREADSHEET.replace("\n", "\r\n") + "\r\n",
        "0 9 -10; 2 5 1; 3 -1 -11",
        "[[  0   9 -10]\n [  2   5   1]\n [  3  -1 -11]]",
        "[[0, 9, -10], [2, 5, 1], [3, -1, -11]]",
        "[[0,9,-10],[2,5,1],[3,-1,-11]]",
    ],
)
def test_a_pasted_table_spreads_out(page: Page, text: str) -> None:
    page.goto(GRID)
    paste(page, 0, 0, text)
    assert values(page) == [[str(each) for each in row] for row in RIGHT]
    expect(cell(page, 2, 2)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("Right.")


def test_a_table_that_does_not_fit_is_left_alone_and_said_so(page: Page) -> None:
    page.goto(GRID)
    cell(page, 4, 0).fill("5")
    paste(page, 3, 1, SPREADSHEET)
    assert values(page) == [["5"]]
    expect(page.locator("#status")).to_contain_text("3 × 3 cells, and from here there is room for 2 × 4.")


def test_cells_are_marked_one_by_one_in_words_too(page: Page) -> None:
    page.goto(GRID)
    fill(page, [[0, 9, 10], *RIGHT[1:]])
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict")).to_contain_text("8 of 9 cells are right.")
    expect(page.locator("td.is-wrong")).to_have_count(1)
    expect(page.get_by_role("textbox", name="row 1, column 3, wrong")).to_have_value("10")
    expect(page.get_by_role("textbox", name="row 1, column 2, right")).to_have_value("9")
    expect(page.get_by_role("textbox", name="row 5, column 5", exact=True)).to_have_value("")


def test_a_mistake_of_another_size_is_named_and_run(page: Page) -> None:
    page.goto(GRID)
    fill(page, [[-5, -8], [-1, 5]])
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict")).to_contain_text("You left the padding out.")
    expect(page.locator("td.is-wrong, td.is-correct")).to_have_count(0)
    page.get_by_text("Show me").click()
    expect(page.locator(".run")).to_contain_text("A single 1 in a")
    assert values(page) == [["-5", "-8"], ["-1", "5"]]


def test_a_hole_in_a_grid_costs_nothing_and_loses_nothing(page: Page) -> None:
    page.goto(GRID)
    fill(page, RIGHT)
    cell(page, 1, 1).fill("")
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict")).to_contain_text("Row 2, column 2 is empty.")
    expect(page).to_have_url(re.compile(GRID))
    assert values(page) == [["0", "9", "-10"], ["2", "1"], ["3", "-1", "-11"]]


def test_a_grid_works_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto(GRID)
    fill(page, [[0, 9, 10], *RIGHT[1:]])
    page.get_by_role("button", name="Check").click()
    expect(page.locator("td.is-wrong")).to_have_count(1)
    cell(page, 0, 2).fill("-10")
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict")).to_contain_text("Right.")


def test_pictures_are_chosen_with_the_keyboard_and_described_in_words(page: Page) -> None:
    page.goto("/problems/which-kernel/2-7")
    expect(page.locator(".options").get_by_role("radio")).to_have_count(5)
    expect(page.locator(".option svg desc").first).to_contain_text("Its edges, from outside in:")
    page.locator(".options").get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")  # B, which is right
    page.keyboard.press("Control+Enter")
    expect(page.locator(".verdict")).to_contain_text("Right: “B”.")
    expect(page.get_by_role("radio", name="B")).to_be_checked()


def test_pictures_stand_beside_each_other_where_there_is_room(page: Page) -> None:
    page.goto("/problems/which-kernel/2-7")
    tops = page.locator(".option").evaluate_all("options => options.map((each) => each.getBoundingClientRect().top)")
    assert len(set(tops)) < len(tops)


def test_a_choice_works_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/problems/which-kernel/2-7")
    page.get_by_role("radio", name="D").check()
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict")).to_contain_text("You took a kernel that sees upright edges only.")
    expect(page.get_by_role("radio", name="D")).to_be_checked()
