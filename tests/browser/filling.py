"""Filling in an answer from tests/problems/cases as one does by hand: rows of a table, lists, boxes."""

import json
from typing import Any

from playwright.sync_api import Page
from yaml import safe_load

from tests.conftest import PROBLEM_FILES, ROOT

FILE_OF = {path.stem: path for path in PROBLEM_FILES}


def words(slug: str) -> dict[str, Any]:
    """The file of a problem."""
    return safe_load(FILE_OF[slug].read_text(encoding="utf-8"))


def weak_answer(slug: str) -> dict[str, Any]:
    """The first weak answer to the problem's own numbers."""
    given = words(slug)["given"]
    lines = (ROOT / f"tests/problems/cases/{slug}.jsonl").read_text(encoding="utf-8").splitlines()
    cases = (json.loads(line) for line in lines)
    return next(case["answer"] for case in cases if not case["strong"] and given.items() <= case["params"].items())


def fill_in(page: Page, slug: str, answer: dict[str, Any]) -> None:
    """Each field by its sort of control; of a table the rows that are needed are added first."""
    for name, value in answer.items():
        if isinstance(value, str):
            _fill_field(page, name, value)
        else:
            _fill_table(page, name, tuple(words(slug)["columns"]), value)


def _fill_table(page: Page, name: str, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    for number, row in enumerate(rows):
        if not page.locator(f'[name="cell.{name}.{number}.0"]').is_visible():
            page.get_by_role("button", name="Add a row").click()
        for column, value in row.items():
            cell = page.locator(f'[name="cell.{name}.{number}.{columns.index(column)}"]')
            if cell.evaluate("cell => cell.tagName") == "SELECT":
                cell.select_option(value)
            else:
                cell.fill(str(value))


def _fill_field(page: Page, name: str, value: str) -> None:
    control = page.locator(f'[name="answer.{name}"]')
    if control.first.evaluate("control => control.tagName") == "SELECT":
        control.select_option(value)
    elif control.first.get_attribute("type") in {"radio", "checkbox"}:
        for option in value.split(", "):
            page.locator(f'[name="answer.{name}"][value="{option}"]').check()
    else:
        control.fill(value)
