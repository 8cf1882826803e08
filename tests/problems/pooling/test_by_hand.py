"""Kind `pool-by-hand`, against hand work, a loop over cells, and named wrong grids."""

from fractions import Fraction

import pytest

from app.errors import BadInput, Impossible
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.pooling.by_hand import KIND
from app.problems.pooling.by_hand.numbers import Pool, check, solve
from app.problems.reading import Cells

SIDE_BY_SIDE = Pool(map=((1, 3, 2, 4), (5, 6, 1, 0), (7, 2, 9, 8), (3, 4, 5, 2)), kernel=2, stride=2)
PADDED = Pool(map=((-4, -2), (3, -8)), kernel=2, stride=2, padding=1)
RIGHT = {"max": "6 4; 7 9", "mean": "3.75 1.75; 4 6"}


def test_two_by_two_at_stride_two_by_hand() -> None:
    """15/4, 7/4, 16/4, 24/4."""
    assert solve(SIDE_BY_SIDE) == {
        "max": Cells(((6, 4), (7, 9))),
        "mean": Cells(((Fraction(15, 4), Fraction(7, 4)), (4, 6))),
    }
    assert judge(KIND, SIDE_BY_SIDE, RIGHT).outcome is Outcome.CORRECT


def by_loop(pool: Pool) -> tuple[list[list[int]], list[list[Fraction]]]:
    """The definition, cell by cell: padding is nothing in a maximum and 0 in a mean."""
    height, width, k, s, p = len(pool.map), len(pool.map[0]), pool.kernel, pool.stride, pool.padding
    largest: list[list[int]] = []
    means: list[list[Fraction]] = []
    for top in range(-p, height + p - k + 1, s):
        seen = [
            [
                pool.map[y][x]
                for y in range(top, top + k)
                for x in range(left, left + k)
                if 0 <= y < height and 0 <= x < width
            ]
            for left in range(-p, width + p - k + 1, s)
        ]
        largest.append([max(cells) for cells in seen])
        means.append([Fraction(sum(cells), k * k) for cells in seen])
    return largest, means


@pytest.mark.parametrize("level", KIND.levels)
def test_a_loop_over_the_cells_agrees_with_every_drawn_map(level: int) -> None:
    for seed in range(80):
        pool = generate(KIND, seed=seed, level=level)
        largest, means = by_loop(pool)
        right = solve(pool)
        assert right["max"] == Cells(tuple(map(tuple, largest)))
        assert right["mean"] == Cells(tuple(map(tuple, means)))


@pytest.mark.parametrize("level", KIND.levels)
def test_every_mean_can_be_written_to_its_end_in_two_places(level: int) -> None:
    for seed in range(80):
        means = solve(generate(KIND, seed=seed, level=level))["mean"]
        assert isinstance(means, Cells)
        assert all((Fraction(each) * 100).denominator == 1 for row in means.rows for each in row)


def test_the_levels_add_what_they_say() -> None:
    first, second, third = ([generate(KIND, seed=seed, level=level) for seed in range(30)] for level in (1, 2, 3))
    assert all(pool.stride == pool.kernel and not pool.padding for pool in first)
    assert all(pool.stride < pool.kernel for pool in second)
    assert all(pool.padding and pool.map[0][0] < 0 for pool in third)


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("max", "3.75 1.75; 4 6", "swapped"),
        ("max", "1 0; 2 2", "smallest"),
        ("max", "6 6 4; 7 9 9; 7 9 9", "one-cell-at-a-time"),
        ("mean", "15 7; 16 24", "sums"),
        ("mean", "7.5 3.5; 8 12", "divides-by-side"),
        ("mean", "3 1; 4 6", "cuts-decimals"),
    ],
)
def test_a_wrong_grid_names_its_mistake(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, SIDE_BY_SIDE, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_sums_of_a_window_that_moves_by_one_are_two_mistakes() -> None:
    typed = "15 12 7; 20 18 18; 16 20 24"
    verdict = judge(KIND, SIDE_BY_SIDE, RIGHT | {"mean": typed}).fields["mean"]
    assert isinstance(verdict, Mistaken)
    assert (verdict.mistakes, verdict.together) == (("one-cell-at-a-time", "sums"), True)


def test_padding_never_wins_a_maximum() -> None:
    """Each window of this map holds one real cell: −4, −2, 3, −8. A zero of the padding would beat three of them."""
    answer = {"max": "-4 -2; 3 -8", "mean": "-1 -0.5; 0.75 -2"}
    assert judge(KIND, PADDED, answer).outcome is Outcome.CORRECT
    verdict = judge(KIND, PADDED, answer | {"max": "0 0; 3 0"})
    found = verdict.fields["max"]
    assert isinstance(found, Mistaken)
    assert found.mistakes == ("padding-wins",)
    assert found.share == Fraction(1, 4)


def test_a_mean_over_real_cells_only_is_another_convention() -> None:
    verdict = judge(KIND, PADDED, {"max": "-4 -2; 3 -8", "mean": "-4 -2; 3 -8"})
    assert verdict.outcome is Outcome.OTHER_CONVENTION


def test_the_zero_that_wins_is_run_on_a_row_below_zero() -> None:
    """−4 −2 −7 −1 −6 −3 −8, padded by 1, window 2, stride 2: only the first window sees a zero."""
    assert KIND.refute is not None
    run = KIND.refute(PADDED, "max", ("padding-wins",), Cells(((0, 0), (3, 0))))
    assert run is not None
    assert (run.claimed, run.found) == ("[0 −2 −1 −3]", "[−4 −2 −1 −3]")


def test_rows_of_different_lengths_are_refused() -> None:
    with pytest.raises(BadInput, match="these have 1, 2 cells"):
        check(Pool(map=((1, 2), (3,)), kernel=1, stride=1))


def test_padding_of_more_than_half_a_window_is_impossible() -> None:
    with pytest.raises(Impossible, match="2 > 3/2"):
        check(Pool(map=((1, 2, 3),) * 3, kernel=3, stride=1, padding=2))
