"""Kind `reach-a-size`: any layer that leads there is right, and the engine is asked whether it does."""

import numpy as np
import pytest

from app.conv.ops import conv2d
from app.errors import BadInput, Impossible
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Outcome, Right, judge
from app.problems.output_size.reach_a_size import KIND, Reaching, check, refute
from app.problems.output_size.reach_a_size.mistakes import MISTAKES
from app.problems.output_size.reach_a_size.numbers import example

HALVING = Reaching(input=56, target=28)
STEM = Reaching(input=224, target=112, kernel=7)
ODD = Reaching(input=56, target=28, odd_kernel=True)
DILATED = Reaching(input=32, target=32, kernel=3, dilation=2)


@pytest.mark.parametrize(
    ("asked", "typed"),
    [
        (HALVING, "3, 2, 1"),
        (HALVING, "1 2 0"),
        (HALVING, "2 × 2 × 0"),
        (HALVING, "(5, 2, 2)"),
        (HALVING, "29, 1, 0"),  # 56 − 29 + 1
        (HALVING, "[31, 1, 1]"),  # 56 − 31 + 2 + 1, beyond what is looked through for an example
        (STEM, "7, 2, 3"),
        (ODD, "3, 2, 1"),
        (DILATED, "3, 1, 2"),
    ],
)
def test_any_layer_that_leads_there_is_right(asked: Reaching, typed: str) -> None:
    """By hand: floor((56 − 5 + 4)/2) + 1 = 28; floor((224 − 7 + 6)/2) + 1 = 112; 32 − 5 + 4 + 1 = 32."""
    assert judge(KIND, asked, {"layer": typed}).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("asked", "typed", "mistake"),
    [
        (HALVING, "2, 2, 1", "no-plus-one"),  # (56 − 2 + 2)/2 = 28, and the position it starts from
        (HALVING, "2, 2, 1", "ignores-padding"),  # without it 54/2 + 1
        (HALVING, "3, 2, 0", "rounds-up"),  # 26.5
        (HALVING, "7, 2, 0", "only-divides"),
        (STEM, "3, 2, 1", "another-kernel"),
        (ODD, "2, 2, 0", "another-kernel"),
        (HALVING, "2, 3, 1", "stride-first"),
        (DILATED, "3, 1, 1", "ignores-dilation"),
        (STEM, "7, 2, 5", "one-sided-padding"),  # floor((224 − 7 + 5)/2) + 1 = 112
    ],
)
def test_a_layer_found_by_a_wrong_rule_names_the_rule(asked: Reaching, typed: str, mistake: str) -> None:
    verdict = judge(KIND, asked, {"layer": typed}).fields["layer"]
    assert isinstance(verdict, Mistaken)
    assert mistake in verdict.mistakes


@pytest.mark.parametrize("typed", ["0, 2, 1", "3, 0, 1", "99, 2, 0"])
def test_what_is_no_layer_is_wrong_and_not_an_error(typed: str) -> None:
    assert judge(KIND, HALVING, {"layer": typed}).outcome is Outcome.WRONG


@pytest.mark.parametrize("level", KIND.levels)
def test_the_engine_gets_there_with_every_layer_of_a_small_range_that_is_called_right_and_with_no_other(
    level: int,
) -> None:
    for seed in range(4):
        asked = generate(KIND, seed=seed, level=level)
        kernels = range(1, 8) if asked.kernel is None else range(asked.kernel, asked.kernel + 1)
        for kernel in kernels:
            for stride in range(1, 5):
                for padding in range(4):
                    verdict = judge(KIND, asked, {"layer": f"{kernel}, {stride}, {padding}"}).fields["layer"]
                    assert isinstance(verdict, Right) == _leads_there(asked, kernel, stride, padding)
                    assert not (isinstance(verdict, Mistaken) and verdict.axis)  # there is no one shape to mix with


def _leads_there(asked: Reaching, kernel: int, stride: int, padding: int) -> bool:
    if asked.odd_kernel and kernel % 2 == 0:
        return False
    try:
        found = conv2d(
            np.zeros((1, 1, 1, asked.input)),
            np.zeros((1, 1, 1, kernel)),
            stride=(1, stride),
            padding=(0, padding),
            dilation=(1, asked.dilation),
        )
    except Impossible:
        return False
    return found.shape[-1] == asked.target


@pytest.mark.parametrize("level", KIND.levels)
def test_the_example_is_the_most_usual_layer_and_some_mistake_has_one_too(level: int) -> None:
    for seed in range(40):
        asked = generate(KIND, seed=seed, level=level)
        found = example(asked)
        assert _leads_there(asked, found.kernel, found.stride, found.padding)
        assert any(solver(asked) for solver in MISTAKES.values())


def test_the_stem_of_resnet_is_what_one_would_think_of_first() -> None:
    assert KIND.solve(STEM) == {"layer": (7, 2, 3)}
    assert KIND.solve(HALVING) == {"layer": (3, 2, 1)}
    assert example(Reaching(input=32, target=16, kernel=4)).padding == 1


def test_a_wrong_layer_is_put_to_work() -> None:
    """(56 − 3)/2 = 26.5: 27 windows, the last from 52 to 54."""
    run = refute(HALVING, "layer", (), (3, 2, 0))
    assert run is not None
    assert [row.shown for row in run.rows] == ["cells 0 to 55", "cells 0 to 2", "cells 52 to 54"]
    assert (run.claimed, run.found) == ("28 numbers", "27 numbers")


def test_the_working_gives_no_layer_away_before_its_last_lines() -> None:
    lines = KIND.working(HALVING)["layer"]
    assert [step.key for step in lines] == ["moves", "room", "instance", "layer"]
    assert lines[1].left == "⌊(56 − K + 2P) / S⌋"


def test_sizes_that_no_layer_leads_between_are_refused() -> None:
    with pytest.raises(Impossible, match="No kernel 3 with stride up to 8 and padding up to 7 takes 10 to 40"):
        check(Reaching(input=10, target=40, kernel=3))
    with pytest.raises(BadInput, match="Either the kernel is given"):
        check(Reaching(input=56, target=28, kernel=3, odd_kernel=True))
