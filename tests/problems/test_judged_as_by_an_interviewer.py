"""Strong and weak answers written by hand, with the verdict an interviewer would give: twenty of each a kind."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.catalog.numbers import load
from app.problems.diagnosing import Mistaken
from app.problems.grading import Outcome, judge
from app.problems.kinds import KINDS
from app.problems.reading import as_typed

FOLDER = Path(__file__).parent / "cases"
FILES = sorted(FOLDER.glob("*.jsonl"))
CASES = [(file.stem, json.loads(line)) for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("slug", "case"), CASES, ids=[f"{slug}: {case['why'][:48]}" for slug, case in CASES])
def test_the_verdict_is_an_interviewers(slug: str, case: dict[str, Any]) -> None:
    kind = KINDS[slug]
    params = load(kind, case["params"])
    typed = {name: as_typed(value) for name, value in case["answer"].items()}
    verdict = judge(kind, params, typed)
    assert verdict.outcome is not Outcome.UNREADABLE, verdict
    found = [name for each in verdict.fields.values() if isinstance(each, Mistaken) for name in each.mistakes]
    assert sorted(found) == sorted(case["breaks"])
    assert (verdict.outcome is Outcome.CORRECT) is case["strong"]


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_there_are_twenty_of_each_and_no_two_alike(file: Path) -> None:
    cases = [case for slug, case in CASES if slug == file.stem]
    assert sum(case["strong"] for case in cases) >= 20
    assert sum(not case["strong"] for case in cases) >= 20
    assert len({json.dumps((case["params"], case["answer"])) for case in cases}) == len(cases)
    assert all(bool(case["breaks"]) is not case["strong"] for case in cases)


def test_every_kind_that_asks_for_a_plan_or_a_design_has_its_cases() -> None:
    """All that are judged by rules, and two whose plan is somebody else's or is worked out in numbers."""
    judged = {name for name, kind in KINDS.items() if kind.inspect}
    assert judged | {"recipe-mistakes", "radar-resnet"} == {file.stem for file in FILES}
