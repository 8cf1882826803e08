"""Kind `recipe-mistakes`: recipes whose verdict was written by hand."""

import pytest

from app.catalog.catalog import Catalog
from app.errors import AppError
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.transfer_learning.recipe_mistakes import KIND
from app.problems.transfer_learning.recipe_mistakes.lines import CONTRADICTIONS, LINES, LineId, Scene
from app.problems.transfer_learning.recipe_mistakes.numbers import LENGTH, Recipe, check, solve

X_RAYS: tuple[LineId, ...] = (
    "split-by-image",
    "weights-statistics",
    "kernels-summed",
    "flips-sides",
    "head-first",
    "batch-norm-drifts",
    "early-stopping",
    "ranks-by-class",
)


def recipe(scene: Scene, *lines: LineId) -> Recipe:
    return Recipe(scene=scene, images=2_000, classes=4, lines=lines)


def test_patients_leak_flips_change_sides_and_statistics_drift() -> None:
    asked = recipe("x-rays", *X_RAYS)
    verdict = judge(KIND, asked, {"wrong": "flips-sides, split-by-image, batch-norm-drifts"})
    assert verdict.outcome is Outcome.CORRECT


def test_what_looks_odd_and_is_sound_is_not_wrong() -> None:
    """A larger size, quarter turns from above, a high rate for the head alone, a linear head, summed kernels."""
    odd: tuple[LineId, ...] = ("size-larger", "turns", "linear-head", "head-first", "many-epochs")
    assert solve(recipe("fields", *odd)) == {"wrong": frozenset({"many-epochs"})}


def test_each_line_that_is_judged_wrongly_is_named() -> None:
    """The split was seen; the flips and batch norm were not, and the summed kernels were struck out."""
    verdict = judge(KIND, recipe("x-rays", *X_RAYS), {"wrong": "split-by-image, kernels-summed"}).fields["wrong"]
    assert isinstance(verdict, Mistaken)
    assert set(verdict.mistakes) == {"flips-sides", "batch-norm-drifts", "kernels-summed"}


def test_a_title_says_whether_a_line_was_passed_over_or_wrongly_struck_out(catalog: Catalog) -> None:
    mistakes = catalog.problem("recipe-mistakes").mistakes
    for name, line in LINES.items():
        assert ("for a mistake" in mistakes[name].title) is not line.wrong, name


def test_the_levels_have_as_many_lines_as_they_say() -> None:
    for level, (length, least, most) in LENGTH.items():
        for seed in range(40):
            drawn = generate(KIND, seed=seed, level=level)
            assert len(drawn.lines) == length
            assert least <= sum(LINES[line].wrong for line in drawn.lines) <= most
            assert all(LINES[line].level <= level for line in drawn.lines)


def test_no_drawn_recipe_denies_itself() -> None:
    for seed in range(60):
        lines = set(generate(KIND, seed=seed, level=3).lines)
        assert not any(pair <= lines for pair in CONTRADICTIONS)


@pytest.mark.parametrize(
    "asked",
    [
        recipe("x-rays", "split-by-group", "split-by-image", "crops"),
        recipe("products", "split-by-image", "kernels-summed", "crops"),
        recipe("fields", "all-at-once", "batch-norm-drifts", "crops"),
        recipe("fields", "split-by-group", "head-first", "crops"),
    ],
    ids=["two lines for one thing", "grey kernels for colour", "frozen and not frozen", "nothing wrong"],
)
def test_what_is_no_question_is_refused(asked: Recipe) -> None:
    with pytest.raises(AppError):
        check(asked)
