"""Kind `bottleneck-params`, by hand, against the ratios of the engine, and by the support of a gradient."""

from fractions import Fraction

import numpy as np
import pytest

from app.conv.grads import conv2d_vjp
from app.conv.ops import conv2d
from app.conv.ratios import bottleneck_params, bottleneck_ratio
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Carried, Outcome, judge
from app.problems.pointwise.bottleneck import KIND, Block, facts, full, narrow, seen_by, solve
from app.problems.pointwise.counting import Row

RESNET = Block(channels=256, squeezed=64, out_channels=256)
RIGHT = {
    "bottleneck": "69,632",
    "plain": "1,179,648",
    "times": "16.94",
    "bottleneck_field": "3",
    "plain_field": "5",
}


def test_resnets_block_by_hand() -> None:
    """16,384 + 36,864 + 16,384; 2 · 589,824; 1 + 0 + 2 + 0 and 1 + 2 + 2."""
    assert judge(KIND, RESNET, RIGHT).outcome is Outcome.CORRECT


def test_the_papers_own_comparison_is_at_like_cost() -> None:
    """Two 3×3 at 64 channels: 2·36,864 = 73,728, 1.06 times the bottleneck's 69,632."""
    words = facts(RESNET)
    assert (words["fair"], words["fair_times"]) == ("73,728", "1.06")


def test_the_ratios_of_the_engine_agree() -> None:
    for seed in range(40):
        block = generate(KIND, seed=seed, level=2)
        kernel = (block.kernel, block.kernel)
        right = solve(block)
        assert right["bottleneck"] == bottleneck_params(block.channels, block.squeezed, kernel)
        assert right["times"] == 1 / bottleneck_ratio(block.channels, block.squeezed, kernel)


def reach(row: Row) -> int:
    """How many pixels along one side move the unit in the middle: where its gradient is not zero."""
    image = np.ones((1, 1, 31, 31))
    weights = [np.ones((1, 1, each.kernel, each.kernel)) for each in row]
    maps = [image]
    for each, weight in zip(row, weights, strict=True):
        maps.append(conv2d(maps[-1], weight, padding=each.kernel // 2))
    back = np.zeros_like(maps[-1])
    back[0, 0, 15, 15] = 1
    for each, weight, seen in reversed(list(zip(row, weights, maps, strict=False))):
        back = conv2d_vjp(back, seen, weight, padding=each.kernel // 2)[0]
    return int((back[0, 0, 15] != 0).sum())


@pytest.mark.parametrize("kernel", [3, 5, 7])
def test_the_fields_are_the_support_of_a_gradient(kernel: int) -> None:
    block = Block(channels=8, squeezed=2, out_channels=8, kernel=kernel)
    assert seen_by(narrow(block)) == reach(narrow(block)) == kernel
    assert seen_by(full(block)) == reach(full(block)) == 2 * kernel - 1


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("bottleneck", "53,248", "forgets-restore"),  # 16,384 + 36,864
        ("bottleneck", "36,864", "middle-only"),
        ("bottleneck", "163,840", "restores-in-the-kernel"),  # 16,384 + 64·256·9
        ("bottleneck", "331,776", "all-with-the-kernel"),  # 9 · (16,384 + 4,096 + 16,384)
        ("plain", "589,824", "one-layer"),
        ("plain", "73,728", "plain-squeezed"),
        ("plain", "393,216", "side-for-area"),  # 2·256·256·3
        ("times", "4", "channels-ratio"),
        ("times", "16", "squared-channels-ratio"),
        ("bottleneck_field", "5", "same-field"),
        ("bottleneck_field", "7", "field-of-three-kernels"),
        ("bottleneck_field", "9", "area"),
        ("plain_field", "6", "kernels-added-up"),
        ("plain_field", "3", "last-layer-only"),
    ],
)
def test_a_wrong_answer_names_its_mistake(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, RESNET, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_a_ratio_of_a_believed_count_follows() -> None:
    """One full layer for two costs one row: 589,824 / 69,632 = 8.47."""
    verdict = judge(KIND, RESNET, RIGHT | {"plain": "589,824", "times": "8.47"})
    assert isinstance(verdict.fields["times"], Carried)
    assert verdict.score == float(Fraction(4, 5))


def test_seventeen_times_is_near_enough_and_three_figures_of_a_count_too() -> None:
    answer = RIGHT | {"times": "17", "plain": "1.18M", "bottleneck": "69.6k"}
    assert judge(KIND, RESNET, answer).outcome is Outcome.CORRECT
