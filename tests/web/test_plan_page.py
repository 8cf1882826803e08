"""A plan of many fields on its page, without JavaScript: what does not hold field by field, what does together."""

from typing import Any

from starlette.testclient import TestClient

from tests.web.doors import Page, submit, visit

PROBLEM_4 = (
    ("head", "10", "1e-3", "", ""),
    ("last-stage", "20", "1e-4", "1e-5", "adam"),
    ("all", "10", "1e-5", "1e-6", "adam"),
)
CHOSEN = {
    "start": "imagenet",
    "batch_norm": "frozen-ones-evaluate",
    "preparing": "as-the-weights",
    "channels": "copied",
    "altering": ["crops", "slight-turns", "mixup"],
    "split": "folds-by-group",
    "outputs": "softmax",
    "metrics": ["auroc", "sensitivity"],
    "stopping": "early",
}


def planned(client: TestClient, **changed: str) -> Page:
    """The plan of Problem 4, but for some fields."""
    cells: dict[str, Any] = {
        f"cell.phases.{row}.{column}": text for row, cells in enumerate(PROBLEM_4) for column, text in enumerate(cells)
    }
    chosen = {f"answer.{name}": value for name, value in (CHOSEN | changed).items()}
    return submit(client, visit(client, "/problems/transfer-plan/own"), "/answer", **cells, **chosen)


def test_the_plan_of_problem_4_is_right_and_its_rules_are_folded_away(client: TestClient) -> None:
    page = planned(client)
    assert 'class="verdict is-correct"' in page.text
    assert "All 10 are right." in page.words
    assert page.text.count('<details class="kept">') == 1
    assert "One change mends" not in page.words


def test_what_does_not_hold_stands_open_with_the_change_that_names_its_field(client: TestClient) -> None:
    page = planned(client, split="by-image", batch_norm="all-train")
    assert "8 of 10 right." in page.words
    assert "The rule does not hold." in page.words
    assert "One change mends it: batch norm: “frozen: evaluate” instead of “all: train”." in page.words
    assert "One change mends it: split: “by patient” instead of “image by image”." in page.words
    before, after = page.words.split("rules hold", 1)
    assert "Nothing leaks" in before
    assert "Nothing leaks" not in after
    assert "The new head settles" in after
