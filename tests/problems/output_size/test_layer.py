"""Kind `output-size`, against hand work and against the engine."""

import numpy as np
import pytest

from app.conv.ops import conv2d
from app.errors import Impossible
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import judge
from app.problems.output_size.layer import KIND, Layer, check, pair, solve

HAND_WORKED = [
    (Layer(input=32, kernel=5), (28, 28)),
    (Layer(input=224, kernel=7, stride=2, padding=3), (112, 112)),
    (Layer(input=56, kernel=3, stride=2, padding=1), (28, 28)),
    (Layer(input=8, kernel=3, stride=2), (3, 3)),
    (Layer(input=(7, 8), kernel=3, stride=2), (3, 3)),
    (Layer(input=10, kernel=3, padding=2, dilation=2), (10, 10)),
]


@pytest.mark.parametrize(("layer", "size"), HAND_WORKED)
def test_hand_worked_sizes(layer: Layer, size: tuple[int, int]) -> None:
    assert solve(layer) == {"size": size}


@pytest.mark.parametrize("level", KIND.levels)
def test_the_engine_agrees_with_every_drawn_size(level: int) -> None:
    for seed in range(60):
        layer = generate(KIND, seed=seed, level=level)
        output = conv2d(
            np.ones((1, 1, *pair(layer.input))),
            np.ones((1, 1, *pair(layer.kernel))),
            stride=pair(layer.stride),
            padding=pair(layer.padding),
            dilation=pair(layer.dilation),
        )
        assert solve(layer) == {"size": output.shape[2:]}


def test_the_levels_add_what_they_say() -> None:
    first, second, third = ([generate(KIND, seed=seed, level=level) for seed in range(30)] for level in (1, 2, 3))
    assert all(isinstance(layer.input, int) for layer in first)
    assert all(isinstance(layer.input, tuple) for layer in second)
    assert any(pair(layer.dilation) != (1, 1) for layer in third)


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("111", "no-plus-one"),  # floor(223 / 2)
        ("109", "ignores-padding"),  # floor(217 / 2) + 1
        ("224", "ignores-stride"),  # 223 + 1
        ("113", "rounds-up"),  # ceil(111.5) + 1
    ],
)
def test_a_wrong_size_of_the_resnet_stem_names_its_mistake(typed: str, mistake: str) -> None:
    verdict = judge(KIND, Layer(input=224, kernel=7, stride=2, padding=3), {"size": typed}).fields["size"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes[0] == mistake


def test_a_slip_on_one_axis_only_is_found_on_that_axis() -> None:
    layer = Layer(input=(32, 40), kernel=5, padding=1)  # right: 30 × 38; without padding 28 × 36
    verdict = judge(KIND, layer, {"size": "30 × 36"}).fields["size"]
    assert isinstance(verdict, Mistaken)
    assert (verdict.mistakes, verdict.axis) == (("ignores-padding",), "width")


def test_one_number_will_do_for_a_square_and_not_for_a_rectangle() -> None:
    assert judge(KIND, Layer(input=32, kernel=5), {"size": "28"}).score == 1
    assert judge(KIND, Layer(input=(32, 40), kernel=5), {"size": "28"}).outcome == "unreadable"


def test_a_kernel_that_does_not_fit_is_impossible_with_the_equation() -> None:
    with pytest.raises(Impossible, match=r"A kernel of 7 does not fit in 3 \+ 2\*1 = 5\."):
        check(Layer(input=3, kernel=7, padding=1))
