"""Kind `pool-gradient`, by hand and by moving one cell at a time."""

from fractions import Fraction

import pytest

from app.errors import BadInput
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.pooling.gradient import KIND
from app.problems.pooling.gradient.numbers import Backward, check, solve
from app.problems.reading import Cells

APART = Backward(map=((1, 5, 2, 0), (3, 4, 8, 6)), kernel=2, stride=2, gradient=((4, -8),))
SHARED = Backward(map=((1, 2, 3), (4, 9, 5), (8, 6, 7)), kernel=2, stride=1, gradient=((4, 8), (4, 12)))
RIGHT = {"max": "0 4 0 0; 0 0 -8 0", "mean": "1 1 -2 -2; 1 1 -2 -2"}
A_LITTLE = Fraction(1, 1000)


def test_one_cell_gets_it_all_or_every_cell_a_share() -> None:
    assert judge(KIND, APART, RIGHT).outcome is Outcome.CORRECT


def test_what_a_cell_gets_from_four_windows_adds_up() -> None:
    """9 is the largest of all four: 4 + 8 + 4 + 12 = 28; shares 1 + 2 + 1 + 3 = 7."""
    right = solve(SHARED)
    assert right["max"] == Cells(((0, 0, 0), (0, 28, 0), (0, 0, 0)))
    assert right["mean"] == Cells(((1, 3, 2), (2, 7, 5), (1, 4, 3)))


def test_gradients_are_written_as_whole_numbers() -> None:
    """The engine computes in floats; nobody is shown 4.0."""
    grids = [grid for grid in solve(APART).values() if isinstance(grid, Cells)]
    assert [KIND.fields(APART)[0].form.written(grid) for grid in grids] == [
        "[0 4 0 0; 0 0 -8 0]",
        "[1 1 -2 -2; 1 1 -2 -2]",
    ]
    assert all(isinstance(cell, int) for grid in grids for row in grid.rows for cell in row)


def loss(question: Backward, numbers: list[list[Fraction]], *, by_mean: bool) -> Fraction:
    """The outputs, each weighted by its gradient: what the gradients are of."""
    k, s, total = question.kernel, question.stride, Fraction(0)
    for i, row in enumerate(question.gradient):
        for j, weight in enumerate(row):
            cells = [numbers[i * s + a][j * s + b] for a in range(k) for b in range(k)]
            total += weight * (Fraction(sum(cells), len(cells)) if by_mean else max(cells))
    return total


@pytest.mark.parametrize("level", KIND.levels)
def test_moving_a_cell_by_a_little_moves_the_loss_by_its_gradient(level: int) -> None:
    """Exact, since the cells are whole numbers apart and the pools are linear between ties."""
    for seed in range(12):
        question = generate(KIND, seed=seed, level=level)
        numbers = [[Fraction(cell) for cell in row] for row in question.map]
        for name, by_mean in (("max", False), ("mean", True)):
            grid = solve(question)[name]
            assert isinstance(grid, Cells)
            before = loss(question, numbers, by_mean=by_mean)
            for i, row in enumerate(numbers):
                for j in range(len(row)):
                    row[j] += A_LITTLE
                    slope = (loss(question, numbers, by_mean=by_mean) - before) / A_LITTLE
                    row[j] -= A_LITTLE
                    assert grid.rows[i][j] == slope


def test_at_level_three_some_cell_gets_more_than_one_gradient() -> None:
    for seed in range(20):
        question = generate(KIND, seed=seed, level=3)
        assert question.stride < question.kernel
        mistake = KIND.mistakes["overwrites"](question)
        assert mistake


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("max", "1 1 -2 -2; 1 1 -2 -2", "swapped"),
        ("max", "4 4 -8 -8; 4 4 -8 -8", "undivided"),
        ("max", "4 0 -8 0; 0 0 0 0", "to-first-cell"),
        ("max", "4 0 0 -8; 0 0 0 0", "to-smallest"),
        ("max", "0 20 0 0; 0 0 -64 0", "times-value"),
        ("max", "0 5 0 0; 0 0 8 0", "value-for-gradient"),
        ("max", "0 1 0 0; 0 0 1 0", "ignores-what-comes-back"),
        ("mean", "2 2 -4 -4; 2 2 -4 -4", "divides-by-side"),
        ("mean", ".25 .25 .25 .25; .25 .25 .25 .25", "ignores-what-comes-back"),
    ],
)
def test_a_wrong_gradient_names_its_mistake(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, APART, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert mistake in verdict.mistakes


def test_two_largest_cells_in_a_window_are_refused() -> None:
    with pytest.raises(BadInput, match="equally large"):
        check(Backward(map=((1, 1), (0, 0)), kernel=2, stride=2, gradient=((1,),)))


def test_a_gradient_of_another_size_is_refused() -> None:
    with pytest.raises(BadInput, match="1 × 2, its gradient 1 × 1"):
        check(Backward(map=((1, 2, 3, 4), (0, 5, 6, 7)), kernel=2, stride=2, gradient=((1,),)))
