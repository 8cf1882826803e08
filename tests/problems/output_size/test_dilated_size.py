"""Kind `dilated-size`: worked by hand, run on the engine, and what follows from a reach somebody believes."""

import numpy as np
import pytest

from app.conv.ops import conv2d
from app.errors import Impossible
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Carried, OtherConvention, judge
from app.problems.kind import Answers
from app.problems.output_size.dilated_size import KIND, Dilated, check, solve

SIX = Dilated(input=40, kernel=3, dilation=6, padding=3)  # covers 13; 40 − 13 + 6 + 1 = 34


@pytest.mark.parametrize(
    ("layer", "answers"),
    [
        (Dilated(input=32, kernel=3, dilation=2, padding=2), {"reach": 5, "size": (32, 32)}),
        (Dilated(input=32, kernel=3, dilation=4), {"reach": 9, "size": (24, 24)}),
        (Dilated(input=65, kernel=4, dilation=3, stride=2, padding=1), {"reach": 10, "size": (29, 29)}),
        (SIX, {"reach": 13, "size": (34, 34)}),
    ],
)
def test_hand_worked_answers(layer: Dilated, answers: Answers) -> None:
    assert solve(layer) == answers


@pytest.mark.parametrize("level", KIND.levels)
def test_a_single_bright_cell_shows_how_far_the_kernel_reaches(level: int) -> None:
    """An impulse is seen by the kernel's positions from its last tap on it to its first: that is the reach."""
    for seed in range(15):
        layer = generate(KIND, seed=seed, level=level)
        row = np.zeros((1, 1, 1, 201))
        row[..., 100] = 1
        seen = np.flatnonzero(conv2d(row, np.ones((1, 1, 1, layer.kernel)), dilation=(1, layer.dilation)))
        assert seen[-1] - seen[0] + 1 == solve(layer)["reach"]


@pytest.mark.parametrize("level", KIND.levels)
def test_the_engine_agrees_with_every_drawn_size(level: int) -> None:
    for seed in range(30):
        layer = generate(KIND, seed=seed, level=level)
        output = conv2d(
            np.ones((1, 1, layer.input, layer.input)),
            np.ones((1, 1, layer.kernel, layer.kernel)),
            stride=layer.stride,
            padding=layer.padding,
            dilation=layer.dilation,
        )
        assert solve(layer)["size"] == output.shape[2:]


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("reach", "3", "ignores-dilation"),
        ("reach", "18", "dilation-times-kernel"),  # 3·6
        ("reach", "15", "rate-as-gaps"),  # 3 taps and two times 6 empty cells
        ("reach", "12", "first-to-last"),  # 6·2
        ("size", "44", "ignores-dilation"),  # 40 − 3 + 6 + 1
        ("size", "29", "dilation-times-kernel"),  # 40 − 18 + 6 + 1
        ("size", "31", "one-sided-padding"),
    ],
)
def test_a_wrong_number_names_its_mistake(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, SIX, {"reach": "13", "size": "34"} | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_a_wrong_reach_costs_one_row() -> None:
    """With 12 for the reach the size follows as 40 − 12 + 6 + 1 = 35; with 18 it is 29."""
    for reach, size in (("12", "35"), ("18", "29"), ("3", "44")):
        verdict = judge(KIND, SIX, {"reach": reach, "size": size})
        assert isinstance(verdict.fields["size"], Carried)
        assert verdict.score == 0.5


def test_a_second_slip_is_found_on_the_reach_that_is_believed() -> None:
    """With 18 believed the size is 29, and 28 without the + 1."""
    below = judge(KIND, SIX, {"reach": "18", "size": "28"}).fields["size"]
    assert isinstance(below, Mistaken)
    assert below.mistakes == ("no-plus-one",)


def test_the_whole_square_is_another_convention() -> None:
    assert isinstance(judge(KIND, SIX, {"reach": "169", "size": "34"}).fields["reach"], OtherConvention)


def test_a_dilated_kernel_that_does_not_fit_is_impossible_with_the_equation() -> None:
    with pytest.raises(Impossible, match=r"A kernel of 3 with dilation 6 spans 6\*\(3 - 1\) \+ 1 = 13, which"):
        check(Dilated(input=12, kernel=3, dilation=6))
