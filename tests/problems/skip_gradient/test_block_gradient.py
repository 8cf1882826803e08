"""Kind `block-gradient`: formulas held to finite differences of scalar blocks."""

import math
from collections.abc import Callable
from fractions import Fraction

import pytest

from app.errors import BadInput
from app.problems.diagnosing import Mistaken
from app.problems.figures import Residual
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.reading import Expression
from app.problems.reading.expressions.values import value_at
from app.problems.skip_gradient.block_gradient import KIND, RIGHT, Block, Shape, check

ONE = Block()
TWO = Block(shape="two", first="a", second="b")
SLOPE, OTHER, EXTRA, ABOVE = 3, -2, 5, 7
"""F(x) = 3x, G(x) = −2x, c = 5, L = 7y: linear, so that differences are exact."""
NETWORKS: dict[Shape, Callable[[Fraction], Fraction]] = {
    "one": lambda x: SLOPE * x + x,
    "two": lambda x: OTHER * (SLOPE * x + x) + (SLOPE * x + x),
    "scaled-shortcut": lambda x: SLOPE * x + EXTRA * x,
    "scaled-branch": lambda x: EXTRA * SLOPE * x + x,
    "relu": lambda x: max(SLOPE * x + x, Fraction(0)),
}


@pytest.mark.parametrize("shape", RIGHT)
def test_the_formula_is_the_slope_of_the_block(shape: Shape) -> None:
    block = Block(shape=shape, first="a", second="b")
    found = KIND.solve(block)["gradient"]
    assert isinstance(found, Expression)
    network = NETWORKS[shape]
    for x in (Fraction(1), Fraction(-1)):
        mask = 1 if SLOPE * x + x > 0 else 0
        point = {"g": ABOVE, "a": SLOPE, "b": OTHER, "c": EXTRA, "M": mask}
        slope = ABOVE * (network(x + Fraction(1, 100)) - network(x)) * 100
        assert value_at(found.tree, point) == slope


@pytest.mark.parametrize("typed", ["g(J+1)", "gJ + g", "g*(1 + J)", r"g \cdot (J + 1)", "(J+1)g"])
def test_any_form_of_it_is_right(typed: str) -> None:
    assert judge(KIND, ONE, {"gradient": typed}).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("block", "typed", "mistake"),
    [
        (ONE, "g*J", "forgot-identity"),
        (ONE, "g", "only-the-shortcut"),
        (ONE, "g(J-1)", "identity-subtracted"),
        (ONE, "gJ + 1", "identity-without-gradient"),
        (ONE, "J + 1", "gradient-left-out"),
        (TWO, "g*a*b", "forgot-identity"),
        (TWO, "g(1 + ab)", "forgot-mixed-terms"),
        (TWO, "g(1 + a + b)", "product-left-out"),
        (TWO, "g(2 + a + b)", "added-the-factors"),
        (Block(shape="relu"), "g(MJ + 1)", "relu-leaves-the-identity"),
        (Block(shape="scaled-shortcut"), "g(cJ + 1)", "factor-on-the-other"),
        (Block(shape="scaled-branch"), "gc(J + 1)", "factor-on-both"),
    ],
)
def test_a_wrong_formula_names_its_mistake(block: Block, typed: str, mistake: str) -> None:
    block = Block(shape=block.shape, first=block.first, second="b" if block.first == "a" else "K")
    verdict = judge(KIND, block, {"gradient": typed}).fields["gradient"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_what_is_drawn_is_what_is_asked() -> None:
    for level in KIND.levels:
        for seed in range(30):
            block = generate(KIND, seed=seed, level=level)
            figure = KIND.figure(block)
            assert isinstance(figure, Residual)
            assert len(figure.blocks) == (2 if block.shape == "two" else 1)
            assert bool(figure.blocks[0].behind) is (block.shape == "relu")
            assert bool(figure.blocks[0].shortcut) is (block.shape == "scaled-shortcut")


def test_letters_come_in_pairs() -> None:
    with pytest.raises(BadInput, match="J and b are no pair of letters here"):
        check(Block(first="J", second="b"))


def test_a_block_of_tanh_has_the_slope_that_the_formula_gives_for_its_own_derivative() -> None:
    x, step = 0.3, 1e-6
    slope = (math.tanh(x + step) + step - math.tanh(x)) / step
    assert slope == pytest.approx(1 - math.tanh(x) ** 2 + 1, rel=1e-5)
