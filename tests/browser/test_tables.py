"""Filling in a table row by row: by keyboard, with rows that come and go, without JavaScript, on a phone."""

import re

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser, Locator, Page, expect

from app.practice.choosing import TableColumn, TableRow
from app.practice.sheet import Box
from tests.browser.conftest import watched
from tests.conftest import ROOT

TABLE = "/problems/three-layers-to-target/own"
KERNEL, STRIDE, PADDING, DILATION, GROUPS, FILTERS = range(6)
HALVINGS = ((3, 2, 1, 32), (3, 2, 1, 64), (3, 2, 1, 128))


def cell(page: Page, row: int, column: int, field: str = "layers") -> Locator:
    return page.locator(f'[name="cell.{field}.{row}.{column}"]')


def fill(page: Page, rows: tuple[tuple[int, int, int, int], ...]) -> None:
    for row, numbers in enumerate(rows):
        for column, number in zip((KERNEL, STRIDE, PADDING, FILTERS), numbers, strict=True):
            cell(page, row, column).fill(str(number))


def test_a_table_is_filled_in_with_tab_and_sent_with_enter(page: Page) -> None:
    page.goto(TABLE)
    cell(page, 0, KERNEL).focus()
    for kernel, stride, padding, filters in HALVINGS:
        for text in (str(kernel), str(stride), str(padding), "", "", str(filters)):
            page.keyboard.type(text)
            page.keyboard.press("Tab")
    cell(page, 2, FILTERS).press("Enter")
    expect(page.locator(".verdict")).to_contain_text("Right. All 7 rules hold.")
    expect(cell(page, 1, FILTERS)).to_have_value("64")


def test_a_broken_rule_shows_what_was_achieved_and_one_change(page: Page) -> None:
    page.goto(TABLE)
    fill(page, (HALVINGS[0], (3, 1, 1, 64), HALVINGS[2]))
    page.get_by_role("button", name="Check").click()
    verdict = page.locator(".verdict")
    expect(verdict).to_contain_text("4 of 7 rules hold.")
    expect(verdict).to_contain_text("One change mends it: row 2: stride 2 instead of 1.")
    expect(verdict.locator(".is-broken")).to_have_count(3)
    expect(verdict.locator(".is-broken").first).to_contain_text("16 × 16 · exactly 8 × 8 · 8 too high, 8 too wide")
    expect(verdict.locator(".is-broken").first.locator(".ruling-word")).to_have_text("fails")


def test_a_cell_that_cannot_be_read_costs_nothing_and_loses_nothing(page: Page) -> None:
    page.goto(TABLE)
    fill(page, HALVINGS)
    cell(page, 1, STRIDE).fill("two; or 3")
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict")).to_contain_text("Row 2, stride: “two” is not a number.")
    expect(page).to_have_url(re.compile(TABLE))
    expect(cell(page, 1, STRIDE)).to_have_value("two; or 3")
    expect(cell(page, 2, FILTERS)).to_have_value("128")


def test_a_table_works_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto(TABLE)
    fill(page, (HALVINGS[0], HALVINGS[1], (3, 2, 0, 128)))
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict")).to_contain_text("6 of 7 rules hold.")
    cell(page, 2, PADDING).fill("1")
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict")).to_contain_text("Right. All 7 rules hold.")


def test_on_a_phone_each_row_is_a_block_with_its_labels(browser: Browser, address: str) -> None:
    with watched(browser, address, viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        page.goto(TABLE)
        labels = page.locator(".cell-name")
        expect(labels).to_have_count(18)
        expect(labels.first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        tops = [cell(page, 0, column).bounding_box() for column in (KERNEL, FILTERS)]
        assert tops[0]
        assert tops[1]
        assert tops[0]["y"] < tops[1]["y"]


COLUMNS = (
    TableColumn("phase", "expression", "Phase", "", "", required=True),
    TableColumn("epochs", "integer", "Epochs", "10", "", required=False),
)


def rows(*typed: tuple[str, str]) -> tuple[TableRow, ...]:
    """What was typed, then empty rows: five in all, of which two show at first."""
    empty = tuple(TableRow(("", ""), spare=place >= 2) for place in range(len(typed), 5))
    return (*(TableRow(each) for each in typed), *empty)


def with_plan(page: Page) -> Page:
    """A page with a table of one to five rows on it, two of them filled in."""
    filled = rows(("head", "5"), ("all", "20"))
    box = Box("plan", "table", "Your plan", "", "", "", columns=COLUMNS, rows=filled, least=1)
    templates = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
    alone = templates.from_string('{% from "macros/table.html" import table %}<form>{{ table(box, "") }}</form>')
    page.goto("/problems/transfer-plan/1-3")
    page.evaluate("html => { document.querySelector('main').innerHTML = html; }", alone.render(box=box))
    return page


@pytest.fixture
def growing(page: Page) -> Page:
    return with_plan(page)


def shown(page: Page) -> list[tuple[str, str]]:
    visible = [row for row in range(5) if cell(page, row, 0, "plan").is_visible()]
    return [(cell(page, row, 0, "plan").input_value(), cell(page, row, 1, "plan").input_value()) for row in visible]


def test_rows_that_are_not_in_use_yet_are_out_of_sight(growing: Page) -> None:
    assert shown(growing) == [("head", "5"), ("all", "20")]
    growing.get_by_role("button", name="Add a row").press("Enter")
    assert shown(growing) == [("head", "5"), ("all", "20"), ("", "")]
    expect(cell(growing, 2, 0, "plan")).to_be_focused()
    for _ in range(4):
        growing.get_by_role("button", name="Add a row").click()
    assert len(shown(growing)) == 5


def test_a_row_that_is_removed_makes_those_below_move_up(growing: Page) -> None:
    growing.get_by_role("button", name="Remove row 1").press("Enter")
    assert shown(growing) == [("all", "20")]
    expect(growing.get_by_role("button", name="Remove row 1")).to_be_focused()
    growing.get_by_role("button", name="Remove row 1").press("Enter")
    assert shown(growing) == [("", "")]  # a table needs its least rows, so the last is emptied and stays
    growing.get_by_role("button", name="Add a row").click()
    assert shown(growing) == [("", ""), ("", "")]


def test_without_javascript_all_rows_are_there_and_no_button_that_would_do_nothing(plain_page: Page) -> None:
    page = with_plan(plain_page)
    assert shown(page) == [("head", "5"), ("all", "20"), ("", ""), ("", ""), ("", "")]
    expect(page.get_by_role("button", name="Add a row")).to_have_count(0)
    expect(page.get_by_role("button", name="Remove row 1")).to_have_count(0)
