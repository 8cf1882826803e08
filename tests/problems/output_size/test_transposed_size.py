"""Kind `transposed-size`: worked by hand, by the copies it lays down, and as the way back from a convolution."""

import numpy as np
import pytest

from app.conv.ops import conv2d
from app.errors import Impossible
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import OtherConvention, judge
from app.problems.output_size.transposed_size import KIND, Transposed, check, refute, solve
from app.problems.output_size.transposed_size.numbers import right

DCGAN = Transposed(input=16, kernel=4, stride=2, padding=1)
UPWARDS = Transposed(input=10, kernel=5, stride=3, padding=4, output_padding=2)  # 27 − 8 + 5 + 2 = 26


@pytest.mark.parametrize(
    ("layer", "side"),
    [
        (DCGAN, 32),
        (Transposed(input=7, kernel=3, stride=2, padding=1, output_padding=1), 14),
        (Transposed(input=5, kernel=2, stride=3), 14),  # 12 + 2
        (Transposed(input=8, kernel=3), 10),  # full convolution
        (Transposed(input=10, kernel=3, stride=3, padding=2, output_padding=1, dilation=4), 33),
        (UPWARDS, 26),
    ],
)
def test_hand_worked_sizes(layer: Transposed, side: int) -> None:
    assert solve(layer) == {"size": (side, side)}


@pytest.mark.parametrize("level", KIND.levels)
def test_it_is_as_long_as_the_copies_of_the_kernel_reach_less_what_is_cropped(level: int) -> None:
    for seed in range(40):
        layer = generate(KIND, seed=seed, level=level)
        written = {
            cell * layer.stride + tap * layer.dilation for cell in range(layer.input) for tap in range(layer.kernel)
        }
        side = max(written) + 1 - 2 * layer.padding + layer.output_padding
        assert solve(layer) == {"size": (side, side)}


@pytest.mark.parametrize("level", KIND.levels)
def test_a_convolution_of_the_same_numbers_leads_back(level: int) -> None:
    for seed in range(20):
        layer = generate(KIND, seed=seed, level=level)
        side = right(layer)
        back = conv2d(
            np.ones((1, 1, side, side)),
            np.ones((1, 1, layer.kernel, layer.kernel)),
            stride=layer.stride,
            padding=layer.padding,
            dilation=layer.dilation,
        )
        if layer.output_padding < layer.stride:
            assert back.shape[2:] == (layer.input, layer.input)


@pytest.mark.parametrize(
    ("layer", "typed", "mistakes"),
    [
        (DCGAN, "8", ("as-a-convolution",)),  # floor((16 − 4 + 2)/2) + 1
        (DCGAN, "36", ("adds-padding",)),  # 30 + 2 + 4
        (DCGAN, "33", ("one-sided-padding",)),
        (DCGAN, "17", ("ignores-stride",)),  # 15 − 2 + 4
        (UPWARDS, "29", ("all-steps",)),  # 30 − 8 + 5 + 2
        (UPWARDS, "30", ("only-multiplies", "one-sided-padding")),
        (UPWARDS, "34", ("ignores-padding",)),
        (UPWARDS, "24", ("ignores-output-padding",)),
        (UPWARDS, "28", ("output-padding-on-both-sides",)),
    ],
)
def test_a_wrong_size_names_its_mistake(layer: Transposed, typed: str, mistakes: tuple[str, ...]) -> None:
    verdict = judge(KIND, layer, {"size": typed}).fields["size"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == mistakes


def test_two_slips_at_once_are_named_together() -> None:
    """30 + 5 + 2, a stride too many and nothing cropped."""
    verdict = judge(KIND, UPWARDS, {"size": "37"}).fields["size"]
    assert isinstance(verdict, Mistaken)
    assert (verdict.mistakes, verdict.together) == (("all-steps", "ignores-padding"), True)


@pytest.mark.parametrize(
    ("layer", "typed", "convention"),
    [
        (Transposed(input=10, kernel=5, stride=2, padding=1), "20", "keras-same"),  # here 18 − 2 + 5 = 21
        (Transposed(input=5, kernel=2, stride=3), "15", "keras-valid"),  # 5·3 + max(2 − 3, 0)
    ],
)
def test_what_keras_makes_of_it_is_another_convention(layer: Transposed, typed: str, convention: str) -> None:
    verdict = judge(KIND, layer, {"size": typed}).fields["size"]
    assert isinstance(verdict, OtherConvention)
    assert verdict.convention == convention


def test_times_the_stride_is_a_mistake_where_keras_would_not_say_so() -> None:
    """Keras' valid gives 5·2 + 3 = 13 here, as PyTorch does: 4·2 + 5."""
    verdict = judge(KIND, Transposed(input=5, kernel=5, stride=2), {"size": "10"}).fields["size"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes[0] == "only-multiplies"


def test_a_wrong_rule_is_run_on_two_cells() -> None:
    """Copies at 0 and 3, seven cells; one cropped on the left, the other one replaced by the output padding."""
    run = refute(
        Transposed(input=16, kernel=4, stride=3, padding=1, output_padding=1), "size", ("all-steps",), (51, 51)
    )
    assert run is not None
    assert [row.shown for row in run.rows] == ["# # # # · · ·", "· · · # # # #", "× 1 1 3 2 2 2"]
    assert (run.claimed, run.found) == ("9 numbers", "6 numbers")


@pytest.mark.parametrize(
    ("layer", "equation"),
    [
        (Transposed(input=1, kernel=3, stride=2, padding=2), r"= -1 cells"),
        (Transposed(input=4, kernel=3, stride=2, output_padding=2), r"max\(2, 1\) = 2"),
    ],
)
def test_what_cannot_be_is_told_with_the_equation(layer: Transposed, equation: str) -> None:
    with pytest.raises(Impossible, match=equation):
        check(layer)
