"""Kind `same-padding`: worked by hand, and run to see whether the size is kept."""

import numpy as np
import pytest

from app.conv.ops import conv1d
from app.problems.diagnosing import Mistaken
from app.problems.forms import Choice
from app.problems.gate import generate
from app.problems.grading import OtherConvention, judge
from app.problems.output_size.same_padding import KIND, Keeping, refute, solve

ODD = Keeping(input=32, kernel=5)
EVEN = Keeping(input=32, kernel=4)
DILATED = Keeping(input=32, kernel=5, dilation=4)  # covers 17, loses 16
BOTH_EVEN = Keeping(input=32, kernel=4, dilation=2)  # covers 7, loses 6


@pytest.mark.parametrize(
    ("layer", "total", "sides", "symmetric"),
    [
        (ODD, 4, (2, 2), "one-number"),
        (EVEN, 3, (1, 2), "two-numbers"),
        (Keeping(input=32, kernel=3, dilation=2), 4, (2, 2), "one-number"),
        (BOTH_EVEN, 6, (3, 3), "one-number"),
        (Keeping(input=9, kernel=4, dilation=3), 9, (4, 5), "two-numbers"),
        (Keeping(input=9, kernel=2), 1, (0, 1), "two-numbers"),
    ],
)
def test_hand_worked_answers(layer: Keeping, total: int, sides: tuple[int, int], symmetric: str) -> None:
    assert solve(layer) == {"total": total, "sides": sides, "symmetric": symmetric}


def _length(layer: Keeping, around: tuple[int, int]) -> int:
    row, ones = np.zeros((1, 1, layer.input)), np.zeros((1, 1, layer.kernel))
    return conv1d(row, ones, padding=around, dilation=layer.dilation).shape[-1]


@pytest.mark.parametrize("level", KIND.levels)
def test_the_engine_keeps_the_size_with_these_sides_and_with_one_number_only_where_it_is_said_to(level: int) -> None:
    for seed in range(60):
        layer = generate(KIND, seed=seed, level=level)
        answers = solve(layer)
        match answers["sides"]:
            case (int(left), int(right)):
                assert _length(layer, (left, right)) == layer.input
                assert left + right == answers["total"]
                assert right - left in {0, 1}
            case _:
                pytest.fail("sides are two numbers")
        reach = layer.dilation * (layer.kernel - 1) + 1
        fits = [p for p in range(reach + 1) if layer.input + 2 * p >= reach and _length(layer, (p, p)) == layer.input]
        assert (answers["symmetric"] == "one-number") == bool(fits)


@pytest.mark.parametrize("level", [1, 3])
def test_both_kinds_of_kernel_are_drawn(level: int) -> None:
    assert {solve(generate(KIND, seed=seed, level=level))["symmetric"] for seed in range(40)} == {
        "one-number",
        "two-numbers",
    }


@pytest.mark.parametrize("level", KIND.levels)
def test_the_wrong_option_always_has_a_mistake_behind_it(level: int) -> None:
    for seed in range(60):
        layer = generate(KIND, seed=seed, level=level)
        form = KIND.fields(layer)[2].form
        assert isinstance(form, Choice)
        claimed = [solver(layer)["symmetric"] for solver in KIND.mistakes.values() if "symmetric" in solver(layer)]
        assert {*claimed, solve(layer)["symmetric"]} == {option.id for option in form.options}


@pytest.mark.parametrize(
    ("layer", "field", "typed", "mistake"),
    [
        (EVEN, "total", "4", "half-the-kernel"),
        (EVEN, "sides", "2, 2", "half-the-kernel"),
        (EVEN, "sides", "1, 1", "drops-the-odd-one"),
        (EVEN, "symmetric", "one-number", "drops-the-odd-one"),
        (DILATED, "total", "4", "ignores-dilation"),
        (DILATED, "total", "20", "dilation-times-kernel"),
        (DILATED, "total", "17", "whole-kernel"),
        (DILATED, "total", "8", "one-side-only"),
        (DILATED, "sides", "2 2", "ignores-dilation"),
        (DILATED, "sides", "16, 16", "full"),
        (DILATED, "sides", "16, 0", "all-on-one-side"),
        (DILATED, "symmetric", "two-numbers", "whole-kernel"),
        (BOTH_EVEN, "symmetric", "two-numbers", "by-the-kernel"),
    ],
)
def test_a_wrong_answer_names_its_mistake(layer: Keeping, field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, layer, {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes[0] == mistake


def test_the_odd_one_at_the_start_is_another_convention() -> None:
    assert isinstance(judge(KIND, EVEN, {"sides": "2, 1"}).fields["sides"], OtherConvention)


def test_half_an_even_kernel_is_shown_to_make_the_row_longer() -> None:
    """4 cells with 2 zeros on each side: 8 − 4 + 1 = 5."""
    run = refute(EVEN, "sides", ("half-the-kernel",), (2, 2))
    assert run is not None
    assert run.rows[0].shown == "0 0 1 2 3 4 0 0"
    assert run.rows[2].shown == "· · · · # # # #"
    assert run.found == "5 numbers"
