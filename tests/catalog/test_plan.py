"""The five checkpoints as they are written, and what is said of a file that cannot be done."""

import shutil
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.catalog.plan import load_plan
from app.errors import ContentError, Missing
from tests.conftest import ROOT


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "content/plan.yaml", tmp_path)
    return tmp_path


def broken(content: Path, catalog: Catalog, old: str, new: str) -> str:
    path = content / "plan.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load_plan(content, catalog.problems)
    return error.value.sentence


def test_the_fifteen_tasks_are_named_as_the_plan_names_them(catalog: Catalog) -> None:
    named = [f"D{day}.{number}" for day in (0, 3, 7, 14, 21) for number in (1, 2, 3)]
    assert [task.code for task in catalog.ladder.tasks] == named


def test_every_question_of_every_task_can_be_put(catalog: Catalog) -> None:
    for task in catalog.ladder.tasks:
        for question in task.questions:
            problem = catalog.problem(question.slug)
            assert problem.given if question.own else problem.draw(0, question.level)


def test_the_last_day_asks_the_chapters_four_problems_in_ten_minutes_each(catalog: Catalog) -> None:
    task = catalog.ladder.task(4, 1)
    assert task.minutes == 40
    assert [question.slug for question in task.questions] == [
        "layer-stack",
        "skip-proof",
        "separable-cost",
        "transfer-plan",
    ]
    assert all(question.own and question.limit == 10 for question in task.questions)


def test_a_task_has_the_minutes_that_its_questions_take(catalog: Catalog) -> None:
    """A limit counts where there is one, since an interviewer would end it there."""
    for task in catalog.ladder.tasks:
        taken = [question.limit or catalog.problem(question.slug).minutes for question in task.questions]
        assert sum(taken) <= task.minutes, task.code


def test_the_proof_is_asked_whole_where_it_is_timed(catalog: Catalog) -> None:
    """With the plain case, the paths and the limits, all of which only the third level has."""
    (question,) = catalog.ladder.task(3, 2).questions
    assert (question.slug, question.level, question.limit) == ("skip-proof", 3, 5)


@pytest.mark.parametrize(("checkpoint", "number"), [(5, 1), (-1, 1), (0, 0), (0, 4)])
def test_a_task_that_is_not_there_is_missing(catalog: Catalog, checkpoint: int, number: int) -> None:
    with pytest.raises(Missing):
        catalog.ladder.task(checkpoint, number)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("problem: alternating-strides", "problem: juggling", "1.tasks.0.parts.0.problem: There is no problem 'jug"),
        ("problem: alternating-strides", "problem: alternating-strides, level: 4", "less than or equal to 3"),
        ("problem: alternating-strides", "problem: alternating-strides, own: true, times: 2", "asked for once"),
        ("problem: job-of-a-1x1", "problem: job-of-a-1x1, own: true", "job-of-a-1x1 has no numbers of its own"),
        ("- title: As on the day\n  tasks:", "- title: As on the day\n  works:", "works: Extra inputs"),
    ],
)
def test_what_cannot_be_done_is_told(content: Path, catalog: Catalog, old: str, new: str, sentence: str) -> None:
    assert sentence in broken(content, catalog, old, new)


def test_a_ladder_with_a_day_too_few_is_refused(content: Path, catalog: Catalog) -> None:
    text = (content / "plan.yaml").read_text(encoding="utf-8")
    (content / "plan.yaml").write_text(text[: text.index("- title: As on the day")], encoding="utf-8")
    with pytest.raises(ContentError, match="The ladder has 5 days, and this has 4"):
        load_plan(content, catalog.problems)
