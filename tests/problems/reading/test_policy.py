"""The policy on typed answers, case by case; each note in the file says why."""

import json
import math
from fractions import Fraction
from pathlib import Path
from typing import TypedDict

import pytest

from app.problems.reading import FORMS, Expression, Understood, read
from app.problems.reading.expressions.values import value_at

CASES = Path(__file__).parents[2] / "cases" / "answers.jsonl"


class Case(TypedDict):
    input: str
    kind: str
    expect: int | float | str | list[int | None] | None
    note: str


MEANT: dict[str, tuple[dict[str, int], float]] = {  # the file's formulas, each worked out once
    "n*log(n)**2": ({"n": 8}, 8 * math.log(8) * math.log(8)),
    "factorial(n)": ({"n": 6}, 720),
    "a*b": ({"a": 3, "b": 7}, 21),
    "3*3*c1*c2+c2": ({"c1": 2, "c2": 5}, 95),
}


def cases() -> list[Case]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    found: list[Case] = [json.loads(line) for line in lines]
    return [case for case in found if case["kind"] in FORMS]


def test_the_file_covers_every_form() -> None:
    assert {case["kind"] for case in cases()} == set(FORMS)


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['kind']} {case['input']!a}")
def test_the_policy_holds(case: Case) -> None:
    reading = read(case["kind"], case["input"])
    if case["expect"] is None:
        assert not isinstance(reading, Understood), case["note"]
        assert reading.message.endswith((".", "?"))
        return
    assert isinstance(reading, Understood), case["note"]
    value = reading.value
    if isinstance(value, Expression):
        assert_means(value, case["expect"])
    elif isinstance(value, Fraction):
        assert float(value) == case["expect"], case["note"]
    elif isinstance(value, tuple):
        assert list(value) == case["expect"], case["note"]
    else:
        assert type(value) is int
        assert value == case["expect"], case["note"]


def assert_means(found: Expression, expected: object) -> None:
    """A number is the formula's value; a formula has the value worked out for it."""
    point, value = MEANT[expected] if isinstance(expected, str) else ({}, expected)
    assert float(value_at(found.tree, point)) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("form", "text", "suggestion"),
    [
        ("integer", "5m", "5M"),
        ("real", "0,342", "0.342"),
        ("real", "9.099×10 −1", "9.099e-1"),
        ("real", "4.877GFLPS", "4.877GFLOPs"),
        ("shape", "256 20x20 maps", "20x20x256"),
        ("shape", "(7,7),512", "7x7x512"),
        ("shape", "(64, 112]", "64x112"),
    ],
)
def test_where_there_is_a_corrected_form_it_is_suggested(form: str, text: str, suggestion: str) -> None:
    reading = read(form, text)
    assert not isinstance(reading, Understood)
    assert reading.suggestion == suggestion
