"""Kind `three-against-one`: the chapter's table by hand, fields by gradient, weights by arrays."""

from fractions import Fraction

import numpy as np
import pytest

from app.conv.fields import FieldLayer
from app.conv.ops import conv2d
from app.errors import Impossible
from app.problems.gate import generate
from app.problems.grading import Carried, Mistaken, OtherConvention, Outcome, judge
from app.problems.receptive_field.three_against_one import KIND, Rivals, check, solve
from tests.problems.receptive_field.tracing import extent

CHAPTER = Rivals(kernel=3, layers=3, in_channels=64, out_channels=64)
RIGHT = {"side": "7", "one": "200,704", "stack": "110,592", "nonlinearities": "3", "saved": "44.9"}


def test_three_by_three_against_seven_by_seven_by_hand() -> None:
    """64·64·49; 3·64·64·9; 1 − 27/49."""
    answers = solve(CHAPTER)
    assert answers == {
        "side": 7,
        "one": 200_704,
        "stack": 110_592,
        "nonlinearities": 3,
        "saved": Fraction(2200, 49),
    }
    assert judge(KIND, CHAPTER, RIGHT).outcome is Outcome.CORRECT


@pytest.mark.parametrize("saved", ["44.9 %", "45", "0.449", "44.8979"])
def test_the_saving_may_be_rounded_or_a_share(saved: str) -> None:
    assert judge(KIND, CHAPTER, RIGHT | {"saved": saved}).outcome is Outcome.CORRECT


@pytest.mark.parametrize("level", KIND.levels)
def test_arrays_of_these_shapes_hold_as_many_weights_and_see_as_much(level: int) -> None:
    for seed in range(15):
        asked = generate(KIND, seed=seed, level=level)
        k, before, after = asked.kernel, asked.in_channels, asked.out_channels
        side = extent([FieldLayer(k)] * asked.layers, 80)
        small = sum(after * each * k * k for each in (before, *(after,) * (asked.layers - 1)))
        large = after * before * side * side
        answers = solve(asked)
        assert (answers["side"], answers["one"], answers["stack"]) == (side, large, small)
        assert answers["saved"] == 100 * Fraction(large - small, large)


def test_without_nonlinearities_the_stack_is_one_kernel_of_that_side() -> None:
    """Three kernels of 3 × 3, applied to an impulse, leave a patch of 7 × 7."""
    dice = np.random.default_rng(5)
    image = np.zeros((1, 1, 15, 15))
    image[0, 0, 7, 7] = 1
    for _ in range(3):
        image = conv2d(image, dice.uniform(1, 2, (1, 1, 3, 3)), padding=1)
    rows, columns = np.nonzero(image[0, 0])
    assert (rows.max() - rows.min() + 1, columns.max() - columns.min() + 1) == (7, 7)


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("side", "9", "kernels-added-up"),
        ("side", "27", "kernels-multiplied"),
        ("side", "3", "field-stays"),
        ("one", "28,672", "kernel-not-squared"),  # 64·64·7
        ("one", "3136", "forgets-input-channels"),  # 64·49
        ("one", "49", "forgets-channels"),
        ("stack", "36,864", "one-layer-counted"),  # 64·64·9
        ("nonlinearities", "2", "between-layers-only"),
        ("nonlinearities", "1", "one-for-the-stack"),
        ("saved", "55.1", "what-is-left"),
        ("saved", "81.5", "measured-on-the-stack"),  # 49/27 − 1
    ],
)
def test_the_usual_slips_are_named(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, CHAPTER, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_with_bias_is_another_convention() -> None:
    """64 biases more on one side, 3·64 on the other."""
    verdict = judge(KIND, CHAPTER, RIGHT | {"one": "200768", "stack": "110784"})
    assert [type(verdict.fields[name]) for name in ("one", "stack")] == [OtherConvention, OtherConvention]


def test_a_wrong_side_costs_one_row() -> None:
    """With 9 the large kernel has 64·64·81 = 331,776, and 1 − 110,592/331,776 = 2/3 is saved."""
    verdict = judge(KIND, CHAPTER, RIGHT | {"side": "9", "one": "331776", "saved": "66.7"})
    assert isinstance(verdict.fields["side"], Mistaken)
    assert isinstance(verdict.fields["one"], Carried)
    assert isinstance(verdict.fields["saved"], Carried)


def test_the_first_layer_of_an_image_saves_nothing_and_is_refused() -> None:
    """Three channels in, 64 out: 64·3·49 = 9,408 against 1,728 + 2·36,864 = 75,456."""
    with pytest.raises(Impossible, match="75,456 ≥ 9,408"):
        check(Rivals(kernel=3, layers=3, in_channels=3, out_channels=64))
