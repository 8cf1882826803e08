"""Kind `conv-against-dense`, against hand work and the dense matrix of a small convolution."""

from fractions import Fraction

import numpy as np
import pytest

from app.conv.ops import conv2d
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Carried, OtherConvention, judge
from app.problems.sliding_dot_product.conv_against_dense import KIND, TwoLayers, output, solve

MIDDLE = TwoLayers(in_channels=64, out_channels=128, size=(56, 56), kernel=3, padding=1)


def test_hand_worked_counts() -> None:
    """128·64·9; (64·3,136)·(128·3,136); 3,136² / 9."""
    assert solve(MIDDLE) == {"conv": 73_728, "dense": 80_564_191_232, "ratio": Fraction(9_834_496, 9)}


@pytest.mark.parametrize("stride", [1, 2])
def test_the_matrix_that_does_what_the_convolution_does_has_as_many_entries(stride: int) -> None:
    """A column for each number that goes in, found by sending in that number alone."""
    layers = TwoLayers(in_channels=2, out_channels=3, size=(4, 5), kernel=3, stride=stride, padding=1)
    weight = np.arange(1, 55, dtype=float).reshape(3, 2, 3, 3)
    columns = [conv2d(each.reshape(1, 2, 4, 5), weight, stride=stride, padding=1).ravel() for each in np.eye(40)]
    matrix = np.stack(columns, axis=1)
    assert solve(layers)["dense"] == matrix.size
    assert solve(layers)["conv"] == len(np.unique(matrix[matrix != 0]))  # every weight, wherever it is used


@pytest.mark.parametrize("level", KIND.levels)
def test_the_channels_cancel_in_the_ratio(level: int) -> None:
    for seed in range(40):
        layers = generate(KIND, seed=seed, level=level)
        (height, width), (tall, wide) = layers.size, output(layers)
        assert solve(layers)["ratio"] == Fraction(height * width * tall * wide, layers.kernel**2)


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("conv", "1152", "forgets-input-channels"),
        ("conv", "24576", "kernel-not-squared"),
        ("conv", "231,211,008", "not-shared"),  # 73,728·3,136
        ("dense", "25,690,112", "one-end-flattened"),  # 200,704·128, and 64·401,408 alike
        ("dense", "9,834,496", "forgets-the-channels"),
        ("dense", "602,112", "ends-added"),
        ("ratio", "3136", "positions-once"),
    ],
)
def test_a_wrong_count_names_its_mistake(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, MIDDLE, {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_a_flattened_end_is_named_whichever_end_it_is() -> None:
    layers = TwoLayers(in_channels=2, out_channels=5, size=(8, 8), kernel=3)  # 128 in, 180 out
    for typed in (128 * 5, 2 * 180):
        verdict = judge(KIND, layers, {"dense": str(typed)}).fields["dense"]
        assert isinstance(verdict, Mistaken)
        assert verdict.mistakes == ("one-end-flattened",)


def test_three_figures_will_do_and_two_will_not() -> None:
    assert judge(KIND, MIDDLE, {"conv": "73,700", "dense": "80,600,000,000", "ratio": "1,092,722"}).score == 1
    assert isinstance(judge(KIND, MIDDLE, {"dense": "81,000,000,000"}).fields["dense"], Mistaken)


def test_biases_are_another_convention() -> None:
    found = judge(KIND, MIDDLE, {"conv": "73,856"}).fields["conv"]
    assert isinstance(found, OtherConvention)


def test_the_ratio_of_a_wrong_count_follows_from_it() -> None:
    """Without the input channels 1,152 weights: 80,564,191,232 / 1,152 = 69,934,193.78."""
    verdict = judge(KIND, MIDDLE, {"conv": "1152", "dense": "80564191232", "ratio": "69,934,194"})
    assert isinstance(verdict.fields["ratio"], Carried)
