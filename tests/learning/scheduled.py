"""The cases of tests/cases/schedule.jsonl, by kind."""

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parents[1] / "cases" / "schedule.jsonl"


def cases(kind: str) -> list[Any]:
    return [pytest.param(case["given"], case["expect"], id=case["id"]) for case in parsed() if case["kind"] == kind]


def parsed() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
