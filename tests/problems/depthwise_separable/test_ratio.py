"""Kind `separable-ratio`: formulas held to counts of whole layers."""

from fractions import Fraction

import pytest

from app.conv.ratios import separable_params
from app.errors import BadInput
from app.problems.depthwise_separable.ratio import KIND, Ratio, check, solve
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.reading import Expression
from app.problems.reading.expressions.values import value_at

PLAIN = Ratio()


@pytest.mark.parametrize(
    "typed",
    ["1/C_out + 1/K^2", "(K² + C_out)/(C_out·K²)", r"\frac{1}{C_{out}} + \frac{1}{K^2}", "K^-2 + 1/Cout"],
)
def test_the_formula_is_right_in_any_form(typed: str) -> None:
    assert judge(KIND, PLAIN, {"ratio": typed, "limit": "1/(K*K)"}).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("1/C_out + 1/K", "kernel-not-squared"),
        ("1/C_in + 1/K^2", "channels-in"),
        ("C_out K^2/(C_out + K^2)", "upside-down"),
        ("1/(C_out*K^2)", "steps-multiplied"),
    ],
)
def test_a_wrong_formula_names_its_mistake(typed: str, mistake: str) -> None:
    verdict = judge(KIND, PLAIN, {"ratio": typed}).fields["ratio"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


@pytest.mark.parametrize("level", KIND.levels)
def test_the_formula_gives_what_counting_the_weights_of_a_layer_gives(level: int) -> None:
    """A depth multiplier m makes m maps of each channel: m·C_in kernels of K × K, then C_out filters over m·C_in."""
    for seed in range(40):
        asked = generate(KIND, seed=seed, level=level)
        side = asked.kernel or 5
        point = {asked.channels_in: 24, asked.channels_out: 40, asked.side: side}
        ratio = solve(asked)["ratio"]
        assert isinstance(ratio, Expression)
        maps = 24 * asked.multiplier
        counted = Fraction(maps * side**2 + maps * 40, 24 * 40 * side**2)
        assert value_at(ratio.tree, point) == counted
        if asked.multiplier == 1:
            assert counted == Fraction(separable_params(24, 40, (side, side)).total, 24 * 40 * side**2)


def test_names_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(BadInput, match="C_in and N are no pair of names for channels here"):
        check(Ratio(channels_out="N"))
