"""Kind `gradient-after-blocks`: powers by hand, random blocks against the engine's backpropagation."""

import math
from fractions import Fraction

import pytest

from app.conv.grads.flow import gradient_flow
from app.errors import BadInput
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.skip_gradient.after_blocks import KIND, Stack, check

HALVES = Stack(blocks=10, hundredths=50)
RANDOM = Stack(blocks=20, hundredths=80, random=True)


def test_halves_vanish_plain_and_grow_with_skips() -> None:
    """2^−10 = 1/1024, and 1.5^10 = 59049/1024."""
    answer = {"plain": "1/1024", "residual": "57.665", "plain_fate": "vanishes", "residual_fate": "lasts"}
    assert judge(KIND, HALVES, answer).outcome is Outcome.CORRECT


def test_a_negative_slope_makes_a_residual_row_vanish_as_well() -> None:
    """0.5^8 = 1/256 is below a hundredth, with skips too."""
    stack = Stack(blocks=8, hundredths=-50)
    assert KIND.solve(stack)["residual_fate"] == "vanishes"


@pytest.mark.parametrize(("residual", "name"), [(False, "plain"), (True, "residual")])
def test_random_blocks_come_to_what_the_engine_gives_on_average(residual: bool, name: str) -> None:
    """The geometric mean over 40 draws at width 256, within a fifth."""
    logs = [math.log(gradient_flow(20, residual, gain=0.8, width=256, seed=seed)[0]) for seed in range(40)]
    expected = KIND.solve(RANDOM)[name]
    assert isinstance(expected, Fraction)
    assert math.exp(sum(logs) / len(logs)) == pytest.approx(float(expected), rel=0.2)


def test_the_working_shows_a_draw_by_the_engine_near_what_the_formula_says() -> None:
    """0.8^20 = 0.0115 and 1.64^10 = 140.7; one draw at width 64 strays by a factor of two at most nearly always."""
    for name, size in (("plain", 0.0115), ("residual", 140.7)):
        (shown,) = [step.right for step in KIND.working(RANDOM)[name] if step.key == "measured"]
        assert size / 4 < float(shown) < size * 4
    assert not any(step.key == "measured" for each in KIND.working(HALVES).values() for step in each)


@pytest.mark.parametrize(
    ("stack", "field", "typed", "mistake"),
    [
        (HALVES, "residual", "0.0009766", "forgot-identity"),
        (HALVES, "residual", "1.0009766", "identity-guarantees-size"),  # what passes all ten is lost in the rounding
        (Stack(blocks=4, hundredths=70), "residual", "1.2401", "forgot-mixed-terms"),  # 1 + 0.7^4
        (HALVES, "residual", "6", "line-for-a-power"),
        (HALVES, "plain", "5", "line-for-a-power"),
        (HALVES, "plain", "57.67", "identity-in-plain"),
        (HALVES, "plain_fate", "lasts", "took-it-for-lasting"),
        (HALVES, "residual_fate", "explodes", "took-it-for-exploding"),
        (RANDOM, "residual", "127482", "lengths-added"),  # 1.8^20
        (RANDOM, "residual", "19784", "root-left-out"),  # 1.64^20
        (RANDOM, "residual", "1", "identity-guarantees-size"),
    ],
)
def test_a_wrong_answer_names_its_mistake(stack: Stack, field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, stack, {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert mistake in verdict.mistakes


@pytest.mark.parametrize(("level", "plain", "residual"), [(1, 2, 2), (2, 2, 3), (3, 3, 2)])
def test_each_level_draws_what_its_rows_can_come_to(level: int, plain: int, residual: int) -> None:
    """Slopes below 1 only shrink a plain row, and neither positive slopes nor gains shrink a residual one."""
    drawn = [KIND.solve(generate(KIND, seed=seed, level=level)) for seed in range(40)]
    assert len({each["plain_fate"] for each in drawn}) == plain
    assert len({each["residual_fate"] for each in drawn}) == residual


@pytest.mark.parametrize(
    "stack",
    [
        Stack(blocks=3, hundredths=80, random=True),
        Stack(blocks=4, hundredths=-80, random=True),
        Stack(blocks=4, hundredths=0),
    ],
)
def test_what_cannot_be_asked_is_refused(stack: Stack) -> None:
    with pytest.raises(BadInput):
        check(stack)
