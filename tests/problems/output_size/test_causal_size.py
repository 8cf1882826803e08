"""Kind `causal-size`: worked by hand, and held to what an output changes with."""

import numpy as np
import pytest

from app.conv.ops import conv1d
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import OtherConvention, Outcome, judge
from app.problems.output_size.causal_size import KIND, Causal, refute, solve

WAVENET = Causal(length=100, kernel=3, dilation=4)
RIGHT = {"padding": "8", "length": "100", "ahead": "4"}
STRIDED = Causal(length=101, kernel=4, dilation=5, stride=4)  # 15 zeros, floor(100/4) + 1 = 26, 8 ahead


@pytest.mark.parametrize(
    ("layer", "padding", "length", "ahead"),
    [
        (WAVENET, 8, 100, 4),
        (STRIDED, 15, 26, 8),
        (Causal(length=50, kernel=2), 1, 50, 1),
        (Causal(length=16, kernel=2, dilation=8), 8, 16, 4),
    ],
)
def test_hand_worked_answers(layer: Causal, padding: int, length: int, ahead: int) -> None:
    assert solve(layer) == {"padding": padding, "length": length, "ahead": ahead}


def _last_seen(layer: Causal, *, before: int, after: int, output: int) -> int:
    """The last sample that an output changes with, found by changing them one by one."""
    ones = np.ones((1, 1, layer.kernel))

    def outputs(samples: np.ndarray) -> float:
        found = conv1d(samples, ones, stride=layer.stride, padding=(before, after), dilation=layer.dilation)
        return float(found[0, 0, output])

    still = np.zeros((1, 1, layer.length))
    moved: list[int] = []
    for sample in range(layer.length):
        changed = still.copy()
        changed[..., sample] = 1
        if outputs(changed) != outputs(still):
            moved.append(sample)
    return max(moved)


@pytest.mark.parametrize("level", KIND.levels)
def test_with_these_zeros_no_output_sees_the_future_and_shared_they_let_it(level: int) -> None:
    for seed in range(6):
        layer = generate(KIND, seed=seed, level=level)
        right = solve(layer)
        padding, ahead = right["padding"], right["ahead"]
        assert isinstance(padding, int)
        assert isinstance(ahead, int)
        for output in (0, 1, 3):
            assert _last_seen(layer, before=padding, after=0, output=output) == output * layer.stride
        if layer.stride + ahead < layer.length:
            seen = _last_seen(layer, before=padding - ahead, after=ahead, output=1)
            assert seen == layer.stride + ahead


@pytest.mark.parametrize("level", KIND.levels)
def test_the_engine_agrees_with_every_drawn_length(level: int) -> None:
    for seed in range(30):
        layer = generate(KIND, seed=seed, level=level)
        reach = layer.dilation * (layer.kernel - 1)
        output = conv1d(
            np.zeros((1, 1, layer.length)),
            np.zeros((1, 1, layer.kernel)),
            stride=layer.stride,
            padding=(reach, 0),
            dilation=layer.dilation,
        )
        assert solve(layer)["length"] == output.shape[-1]


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("padding", "2", "ignores-dilation"),
        ("padding", "4", "half-each"),
        ("padding", "9", "whole-kernel"),
        ("padding", "12", "dilation-times-kernel"),
        ("length", "92", "no-padding"),  # 100 − 9 + 1
        ("length", "108", "both-ends"),  # 100 − 9 + 16 + 1
        ("length", "99", "counts-steps"),
        ("length", "94", "ignores-dilation"),  # 100 − 9 + 2 + 1
        ("ahead", "0", "looks-nowhere"),
        ("ahead", "8", "looks-all-the-way"),
        ("ahead", "5", "counts-the-present"),
        ("ahead", "1", "ignores-dilation"),
    ],
)
def test_a_wrong_number_names_its_mistake(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, WAVENET, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [("padding", "12", "takes-the-stride-off"), ("length", "101", "ignores-stride"), ("length", "25", "counts-steps")],
)
def test_what_a_stride_adds(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, STRIDED, {"padding": "15", "length": "26", "ahead": "8"} | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_an_odd_zero_at_the_start_is_another_convention() -> None:
    verdict = judge(KIND, STRIDED, {"padding": "15", "length": "26", "ahead": "7"})
    assert verdict.outcome is Outcome.OTHER_CONVENTION
    assert isinstance(verdict.fields["ahead"], OtherConvention)


def test_half_the_zeros_are_shown_to_look_ahead() -> None:
    """Kernel 3, dilation 3, 3 of 6 zeros: the window covers 3 zeros and samples 1 to 4."""
    run = refute(WAVENET, "padding", ("half-each",), 4)
    assert run is not None
    assert [row.shown for row in run.rows] == ["0 0 0 1 2 3 4 5 6 7", "# · · # · · # · · ·"]
    assert run.found == "ends on sample 4"
