"""Kind `layer-params`, against published counts and a brute-force count of connections."""

from itertools import product

import pytest

from app.errors import Impossible
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Carried, judge
from app.problems.sliding_dot_product.layer_params import KIND, OneLayer, check, refute, sides, solve

WORKED = OneLayer(in_channels=64, out_channels=128, kernel=3)


@pytest.mark.parametrize(
    ("layer", "weights", "with_bias"),
    [
        (WORKED, 73_728, 73_856),
        (OneLayer(in_channels=3, out_channels=64, kernel=7), 9_408, 9_472),
        (OneLayer(in_channels=48, out_channels=16, kernel=(1, 5)), 3_840, 3_856),
        (OneLayer(in_channels=96, out_channels=256, kernel=5, groups=2), 307_200, 307_456),  # AlexNet's second
        (OneLayer(in_channels=32, out_channels=32, kernel=3, groups=32), 288, 320),  # depthwise
    ],
)
def test_hand_worked_and_published_counts(layer: OneLayer, weights: int, with_bias: int) -> None:
    assert solve(layer) == {"weights": weights, "with_bias": with_bias}


def test_every_connection_of_one_position_is_a_weight() -> None:
    for inputs, outputs, height, width, groups in product((2, 4), (2, 6), (1, 3), (2, 3), (1, 2)):
        connections = sum(
            1
            for filter_ in range(outputs)
            for channel in range(inputs)
            if filter_ // (outputs // groups) == channel // (inputs // groups)
            for _ in range(height * width)
        )
        layer = OneLayer(in_channels=inputs, out_channels=outputs, kernel=(height, width), groups=groups)
        assert solve(layer)["weights"] == connections


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("1,152", "forgets-input-channels"),
        ("576", "forgets-filters"),
        ("24,576", "kernel-not-squared"),
        ("49,152", "sides-added"),
        ("1,728", "channels-added"),
        ("73,856", "counts-the-bias"),
    ],
)
def test_a_wrong_count_names_its_mistake(typed: str, mistake: str) -> None:
    verdict = judge(KIND, WORKED, {"weights": typed}).fields["weights"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("73,729", "one-bias"),
        ("73,792", "bias-per-input-channel"),
        ("81,920", "bias-per-kernel"),
        ("73728", "forgets-bias"),
    ],
)
def test_a_wrong_bias_names_its_mistake(typed: str, mistake: str) -> None:
    verdict = judge(KIND, WORKED, {"weights": "73728", "with_bias": typed}).fields["with_bias"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_one_slip_costs_one_row() -> None:
    verdict = judge(KIND, WORKED, {"weights": "576", "with_bias": "704"})
    assert isinstance(verdict.fields["with_bias"], Carried)
    assert verdict.score == 0.5


def test_a_slip_is_run_on_a_layer_small_enough_to_count() -> None:
    run = refute(WORKED, "weights", ("forgets-input-channels",), 1152)
    assert run is not None
    assert (run.on, run.claimed, run.found) == ("2 → 1 channels, kernel 3 × 3", "9", "18")


def test_groups_divide_the_channels_or_there_is_no_layer() -> None:
    with pytest.raises(Impossible, match="3 groups do not divide 64 input channels"):
        check(OneLayer(in_channels=64, out_channels=96, kernel=3, groups=3))


def test_the_levels_add_what_they_say() -> None:
    one, two, three = ([generate(KIND, seed=seed, level=level) for seed in range(30)] for level in KIND.levels)
    assert all(sides(layer)[0] == sides(layer)[1] for layer in one)
    assert all(sides(layer)[0] != sides(layer)[1] for layer in two)
    assert all(layer.groups > 1 for layer in three)
