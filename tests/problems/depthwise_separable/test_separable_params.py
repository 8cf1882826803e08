"""Kind `separable-params`: by hand, and against the sizes of the engine's own weights."""

from fractions import Fraction

import numpy as np
import pytest

from app.conv.ops import conv2d, depthwise_conv2d, pointwise_conv2d
from app.problems.depthwise_separable.separable_params import KIND
from app.problems.depthwise_separable.separable_params.numbers import SeparableWeights, solve
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Carried, OtherConvention, Outcome, judge

PLAIN = SeparableWeights(in_channels=256, out_channels=512, kernel=3)
BIASED = SeparableWeights(in_channels=64, out_channels=128, kernel=3, bias=True)
WIDE = SeparableWeights(in_channels=24, out_channels=40, kernel=5, multiplier=3, bias=True)


def weights_that_run(layer: SeparableWeights) -> dict[str, int]:
    """Arrays with which the engine really runs both layers from C_in channels to C_out, and how much they hold."""
    inside, outside, kernel, m = layer.in_channels, layer.out_channels, layer.kernel, layer.multiplier
    image = np.zeros((1, inside, kernel, kernel))
    full, depthwise = np.zeros((outside, inside, kernel, kernel)), np.zeros((inside * m, 1, kernel, kernel))
    between = depthwise_conv2d(image, depthwise)
    pointwise = np.zeros((outside, between.shape[1]))
    assert conv2d(image, full).shape == pointwise_conv2d(between, pointwise).shape == (1, outside, 1, 1)
    found = {"standard": full.size, "depthwise": depthwise.size, "pointwise": pointwise.size}
    if layer.bias:
        found = {"standard": full.size + outside, "depthwise": depthwise.size + inside * m}
        found["pointwise"] = pointwise.size + outside
    return found | {"separable": found["depthwise"] + found["pointwise"]}


@pytest.mark.parametrize("level", KIND.levels)
def test_the_counts_are_the_sizes_of_weights_that_run(level: int) -> None:
    for seed in range(10):
        layer = generate(KIND, seed=seed, level=level)
        found = weights_that_run(layer)
        assert solve(layer) == {**found, "ratio": Fraction(found["standard"], found["separable"])}


def test_hand_worked_counts() -> None:
    """128·64·9 + 128, 64·9 + 64, 128·64 + 128; and 40·24·25 + 40, 72·25 + 72, 40·72 + 40."""
    assert [solve(BIASED)[name] for name in ("standard", "depthwise", "pointwise")] == [73_856, 640, 8_320]
    assert [solve(WIDE)[name] for name in ("standard", "depthwise", "pointwise")] == [24_040, 1_872, 2_920]


@pytest.mark.parametrize(
    ("layer", "field", "typed", "mistake"),
    [
        (PLAIN, "standard", "393,216", "kernel-not-squared"),  # 512·256·3
        (PLAIN, "standard", "6,912", "channels-added"),  # 768·9
        (PLAIN, "depthwise", "589,824", "depthwise-mixes"),  # 256·256·9
        (PLAIN, "depthwise", "4,608", "depthwise-per-output"),  # 512·9
        (PLAIN, "pointwise", "1,179,648", "pointwise-keeps-kernel"),
        (PLAIN, "pointwise", "2,304", "swaps-steps"),
        (PLAIN, "separable", "2,304", "depthwise-is-all"),
        (PLAIN, "ratio", "521", "inverted-term-by-term"),  # 512 + 9
        (BIASED, "standard", "73,792", "bias-per-input-channel"),  # 128·64·9 + 64
        (BIASED, "separable", "8,896", "one-bias-for-both"),  # 8,960 − 64
        (WIDE, "depthwise", "624", "ignores-multiplier"),  # 24·25 + 24
        (WIDE, "pointwise", "1,000", "ignores-multiplier"),  # 40·24 + 40
    ],
)
def test_a_wrong_count_names_its_mistake(layer: SeparableWeights, field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, layer, {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_a_count_with_biases_is_another_convention_and_the_ratio_stays() -> None:
    """1,179,648 + 512, 2,304 + 256, 131,072 + 512."""
    typed = {"standard": "1,180,160", "depthwise": "2,560", "pointwise": "131,584", "separable": "134,144"}
    verdict = judge(KIND, PLAIN, typed | {"ratio": "8.84"})
    assert verdict.outcome is Outcome.OTHER_CONVENTION
    assert all(isinstance(verdict.fields[name], OtherConvention) for name in typed)


def test_the_sum_follows_from_a_half_that_is_wrong() -> None:
    """4,608 + 131,072 = 135,680."""
    fields = judge(KIND, PLAIN, {"depthwise": "4,608", "pointwise": "131,072", "separable": "135,680"}).fields
    assert isinstance(fields["separable"], Carried)


def test_the_levels_add_what_they_say() -> None:
    first, second, third = ([generate(KIND, seed=seed, level=level) for seed in range(30)] for level in (1, 2, 3))
    assert not any(layer.bias or layer.multiplier > 1 for layer in first)
    assert all(layer.bias and layer.multiplier == 1 for layer in second)
    assert all(layer.multiplier > 1 for layer in third)
