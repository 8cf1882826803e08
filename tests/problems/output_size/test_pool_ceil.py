"""Kind `pool-ceil`: worked by hand, the engine's pools beside it, and windows counted one by one."""

import numpy as np
import pytest

from app.conv.ops import max_pool2d
from app.errors import Impossible
from app.problems.diagnosing import Mistaken
from app.problems.gate import also_right, generate
from app.problems.grading import Carried, Outcome, judge
from app.problems.output_size.pool_ceil import KIND, Pool, check, refute, solve

GOOGLENET = Pool(input=112, kernel=3, stride=2)  # 109/2 = 54.5: 55 or 56
CUT = Pool(input=10, kernel=2, stride=3)  # 8/3: 3, or 4, which starts at 9 < 10
LATE = Pool(input=9, kernel=2, stride=3)  # 7/3: 3, or 4, which would start at 9
EVEN = Pool(input=15, kernel=5, stride=2)  # 10/2 = 5: 6 in both


@pytest.mark.parametrize(
    ("pool", "floor", "ceil"),
    [
        (GOOGLENET, 55, 56),
        (Pool(input=4, kernel=1, stride=2), 2, 2),
        (Pool(input=7, kernel=2, stride=2, padding=1), 4, 4),
        (Pool(input=112, kernel=3, stride=2, padding=1), 56, 57),  # 111/2 = 55.5, start 112 < 113
        (CUT, 3, 4),
        (LATE, 3, 3),
        (EVEN, 6, 6),
    ],
)
def test_hand_worked_sizes(pool: Pool, floor: int, ceil: int) -> None:
    assert solve(pool) == {"floor": (floor, floor), "ceil": (ceil, ceil)}


@pytest.mark.parametrize("level", KIND.levels)
def test_the_windows_counted_one_by_one_and_the_engine_agree(level: int) -> None:
    """A window counts if something is left for it and it starts in the input or the padding before it."""
    for seed in range(40):
        pool = generate(KIND, seed=seed, level=level)
        padded = pool.input + 2 * pool.padding
        starts = range(0, padded, pool.stride)
        inside = sum(start + pool.kernel <= padded for start in starts)
        left_over = [
            start
            for start in starts
            if start + pool.kernel > padded
            and start - pool.stride + pool.kernel < padded
            and start < pool.input + pool.padding
        ]
        sizes = [
            max_pool2d(
                np.zeros((1, 1, pool.input, pool.input)), pool.kernel, pool.stride, pool.padding, ceil_mode=ceil_mode
            ).shape[2:]
            for ceil_mode in (False, True)
        ]
        assert sizes == [(inside, inside), (inside + len(left_over), inside + len(left_over))]
        assert list(solve(pool).values()) == sizes


@pytest.mark.parametrize(
    ("pool", "field", "typed", "mistake"),
    [
        (LATE, "ceil", "4", "naive-ceil"),
        (GOOGLENET, "ceil", "55", "floor-for-both"),
        (EVEN, "ceil", "7", "always-one-more"),
        (Pool(input=64, kernel=5, stride=2), "ceil", "32", "divides-and-rounds-up"),  # 59/2: 30, 31
        (GOOGLENET, "floor", "56", "rounds-up-when-off"),
        (GOOGLENET, "floor", "54", "no-plus-one"),
        (GOOGLENET, "floor", "110", "ignores-stride"),
    ],
)
def test_a_wrong_size_names_its_mistake(pool: Pool, field: str, typed: str, mistake: str) -> None:
    right = {name: str(size[0]) for name, size in solve(pool).items() if isinstance(size, tuple)}
    verdict = judge(KIND, pool, right | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_a_slip_in_the_formula_costs_one_row() -> None:
    """54 without the + 1; with ceil_mode there is one more, 55."""
    verdict = judge(KIND, GOOGLENET, {"floor": "54", "ceil": "55"})
    assert isinstance(verdict.fields["ceil"], Carried)
    assert judge(KIND, LATE, {"floor": "2", "ceil": "2"}).score == 0.5


def test_the_three_ways_it_can_go_all_come_up() -> None:
    drawn = [solve(generate(KIND, seed=seed, level=3)) for seed in range(60)]
    assert {answers["floor"] == answers["ceil"] for answers in drawn} == {True, False}
    pools = [generate(KIND, seed=seed, level=3) for seed in range(60)]
    late = [pool for pool in pools if "ceil" in KIND.mistakes["naive-ceil"](pool)]
    even = [pool for pool in pools if "ceil" in KIND.mistakes["always-one-more"](pool)]
    assert late
    assert even


def test_padding_on_one_side_is_right_by_accident_where_the_classic_pool_cuts_its_last_window() -> None:
    """(7 − 2 + 1)/2 = 3, as floor(3.5) is."""
    assert "one-sided-padding" in also_right(KIND, Pool(input=7, kernel=2, stride=2, padding=1))


@pytest.mark.parametrize(
    ("pool", "claimed", "row"), [(LATE, 4, "starts at 9: too late"), (CUT, 3, "starts at 9: inside")]
)
def test_a_wrong_size_is_shown_by_where_the_window_starts(pool: Pool, claimed: int, row: str) -> None:
    run = refute(pool, "ceil", (), (claimed, claimed))
    assert run is not None
    assert run.rows[-1].shown == row
    assert run.found == f"{7 - claimed} numbers"


def test_more_padding_than_half_the_window_is_impossible_with_the_equation() -> None:
    with pytest.raises(Impossible, match="2 > 3/2"):
        check(Pool(input=9, kernel=3, stride=2, padding=2))


def test_both_right_is_right() -> None:
    assert judge(KIND, GOOGLENET, {"floor": "55", "ceil": "56 × 56"}).outcome is Outcome.CORRECT
