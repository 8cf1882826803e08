"""The cases of tests/cases/schedule.jsonl, by kind."""

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parents[1] / "cases" / "schedule.jsonl"


def cases(kind: str, *, having: str = "") -> list[Any]:
    """The cases of a kind; those with a certain key among what is given, where one is named."""
    of_kind = (case for case in parsed() if case["kind"] == kind and (not having or having in case["given"]))
    return [pytest.param(case["given"], case["expect"], id=case["id"]) for case in of_kind]


def parsed() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
