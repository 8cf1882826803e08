"""Kind `window-attention`: by hand, against the paper's formula, and by counting who looks at whom."""

from fractions import Fraction

import pytest

from app.errors import Impossible
from app.problems.attention.window_attention import KIND, Windows, check, solve
from app.problems.gate import generate
from app.problems.grading import Mistaken, Outcome, judge

SWIN = Windows(high=56, wide=56, window=7, width=96, compared=True)
RIGHT = {"windows": "64", "pairs": "29503488", "times": "64"}


def test_64_windows_cost_a_64th_of_the_whole_map() -> None:
    """Swin's first stage, arXiv:2103.14030, equation 2: 2·M²·h·w·C = 2·49·3,136·96; equation 1: 2·3,136²·96."""
    assert solve(SWIN) == {"windows": 64, "pairs": 2 * 49 * 3_136 * 96, "times": 64}
    assert judge(KIND, SWIN, RIGHT).outcome is Outcome.CORRECT


def looks(high: int, wide: int, window: int) -> int:
    """How many pairs share a window, cells that fill up included: each cell is asked which window it lies in."""
    cells = [(row // window, column // window) for row in range(high) for column in range(wide)]
    return sum(one == other for one in cells for other in cells)


@pytest.mark.parametrize(("high", "wide", "window"), [(12, 8, 4), (10, 8, 4), (7, 5, 3)])
def test_counted_cell_by_cell_it_is_the_same(high: int, wide: int, window: int) -> None:
    filled_high, filled_wide = (-(-side // window) * window for side in (high, wide))
    asked = Windows(high=high, wide=wide, window=window, width=16, compared=True)
    cost = 2 * 16 * looks(filled_high, filled_wide, window)
    assert solve(asked)["pairs"] == cost
    assert solve(asked)["times"] == Fraction(2 * 16 * (high * wide) ** 2, cost)


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("windows", "8", "windows-along-a-side"),
        ("windows", "448", "window-not-squared-in-count"),  # 3,136/7
        ("pairs", "460992", "one-window"),  # 2·49²·96
        ("pairs", "1888223232", "over-the-map"),
        ("pairs", "14751744", "scores-only"),
        ("pairs", "602112", "window-not-squared"),  # 64·2·7²·96
        ("pairs", "786432", "between-windows"),  # 2·64²·96
        ("times", "1/64", "upside-down"),
        ("times", "8", "side-by-window"),
        ("times", "4096", "windows-squared"),
    ],
)
def test_the_usual_slips_are_named(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, SWIN, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert mistake in verdict.mistakes  # on a square map with its own numbers, one number may have two stories


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [("windows", "4", "rounds-down"), ("pairs", "32768", "rounds-down"), ("pairs", "40960", "padding-forgotten")],
)
def test_what_is_left_over_has_windows_too(field: str, typed: str, mistake: str) -> None:
    """10 × 8 in windows of 4: 3 by 2; one costs 2·16²·16 = 8,192; the tokens alone 2·16·80·16."""
    asked = Windows(high=10, wide=8, window=4, width=16, compared=True)
    assert solve(asked) == {"windows": 6, "pairs": 49_152, "times": Fraction(204_800, 49_152)}
    verdict = judge(KIND, asked, {"windows": "6", "pairs": "49152", "times": "25/6"} | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert mistake in verdict.mistakes


def test_only_the_third_level_leaves_something_over() -> None:
    for seed in range(8):
        for level in (1, 2, 3):
            asked = generate(KIND, seed=seed, level=level)
            fits = asked.high % asked.window == asked.wide % asked.window == 0
            assert fits is (level < 3)


def test_a_window_over_the_whole_map_is_no_question() -> None:
    with pytest.raises(Impossible, match="7 × 7 reaches over a map of 7 × 14 already"):
        check(Windows(high=7, wide=14, window=7, width=8))
