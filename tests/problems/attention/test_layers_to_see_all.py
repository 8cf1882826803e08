"""Kind `layers-to-see-all`: by hand, and by letting a 1 in the corner spread layer by layer."""

from fractions import Fraction

import numpy as np
import pytest

from app.errors import Impossible
from app.problems.attention.layers_to_see_all import KIND, Across, check, solve
from app.problems.gate import generate
from app.problems.grading import Mistaken, Outcome, judge

VIT = Across(cells=14, kernel=3, weights=True, doubling=True)
RIGHT = {"plain": "13", "weights": "29.25", "dilated": "4"}


def test_14_by_14_takes_13_layers_of_3_by_3_or_4_with_rates_that_double() -> None:
    """Thirteen steps of one cell; 13·9/4; 1 + 2 + 4 + 8 = 15."""
    assert solve(VIT) == {"plain": 13, "weights": Fraction(117, 4), "dilated": 4}
    assert judge(KIND, VIT, RIGHT).outcome is Outcome.CORRECT


def layers_until_all_depend(cells: int, kernel: int, *, doubling: bool) -> int:
    """Which cells depend on the first, after each layer, as long as some do not."""
    reached, layers = np.zeros(cells, dtype=bool), 0
    reached[0] = True
    while not reached.all():
        rate = 2**layers if doubling else 1
        taps = rate * np.arange(-(kernel // 2), kernel // 2 + 1)
        reached = np.array([any(0 <= at + tap < cells and reached[at + tap] for tap in taps) for at in range(cells)])
        layers += 1
    return layers


def test_a_mark_in_the_corner_has_spread_over_the_map_after_that_many() -> None:
    for seed in range(4):
        asked = generate(KIND, seed=seed, level=3)
        assert solve(asked)["plain"] == layers_until_all_depend(asked.cells, asked.kernel, doubling=False)
        assert solve(asked)["dilated"] == layers_until_all_depend(asked.cells, asked.kernel, doubling=True)


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("plain", "7", "middle-only"),  # 1 + 2·7 = 15
        ("plain", "5", "kernels-side-by-side"),
        ("plain", "14", "counts-cells"),
        ("plain", "3", "kernels-multiplied"),  # 3³ = 27
        ("weights", "2.25", "one-layers-weights"),
        ("weights", "39", "three-projections"),  # 13·9/3
        ("weights", "117", "attention-as-one-map"),
        ("weights", "0.03419", "upside-down"),  # 4/117
        ("weights", "15.75", "middle-only"),  # 7·9/4
        ("dilated", "13", "ignores-dilation"),
        ("dilated", "8", "last-rate"),
        ("dilated", "5", "only-the-last"),  # 2⁴ = 16
    ],
)
def test_the_usual_slips_are_named(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, VIT, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_a_remainder_takes_a_layer() -> None:
    """223 steps, three a layer: 74 reach 222."""
    asked = Across(cells=224, kernel=7)
    assert solve(asked) == {"plain": 75}
    verdict = judge(KIND, asked, {"plain": "74"}).fields["plain"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == ("a-layer-short",)


def test_a_map_that_one_layer_reaches_over_is_no_question() -> None:
    with pytest.raises(Impossible, match="One layer of 7 reaches over a map of 4 already"):
        check(Across(cells=4, kernel=7))
