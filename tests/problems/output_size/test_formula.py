"""Kind `output-size-formula`: every formula held to positions that are counted one by one."""

from fractions import Fraction
from itertools import product

import pytest

from app.problems.diagnosing import Mistaken
from app.problems.grading import Outcome, judge
from app.problems.output_size.formula import KIND, Layer
from app.problems.reading import Expression
from app.problems.reading.expressions.values import value_at

VALID = Layer(padded=False)
PADDED = Layer()
DILATED = Layer(dilated=True)


def counted(w: int, k: int, s: int, p: int, d: int) -> int:
    """Starts at which the last tap of the kernel still lies on the padded row."""
    return sum(1 for start in range(0, w + 2 * p, s) if start + d * (k - 1) < w + 2 * p)


@pytest.mark.parametrize("layer", [VALID, PADDED, DILATED])
def test_the_formula_counts_the_positions(layer: Layer) -> None:
    found = KIND.solve(layer)["size"]
    assert isinstance(found, Expression)
    paddings, dilations = ((0, 1, 2) if layer.padded else (0,)), ((1, 2) if layer.dilated else (1,))
    for w, k, s, p, d in product((9, 14), (1, 3, 5), (1, 2, 3), paddings, dilations):
        assert value_at(found.tree, {"W": w, "K": k, "S": s, "P": p, "D": d}) == counted(w, k, s, p, d)


@pytest.mark.parametrize(
    "typed",
    [
        "floor((W - K + 2P)/S) + 1",
        "⌊(W−K+2P)/S⌋+1",
        "(W - K + 2*P)//S + 1",
        "1 + floor((2P + W - K)/stride)",
        r"\lfloor \frac{W - K + 2P}{S} \rfloor + 1",
        "floor((W - K + 2P + S)/S)",
        "ceil((W - K + 2P + 1)/S)",
    ],
)
def test_it_may_be_written_in_any_way(typed: str) -> None:
    """The last holds since ⌈(n + 1)/S⌉ = ⌊n/S⌋ + 1 for whole numbers."""
    assert judge(KIND, PADDED, {"size": typed}).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("layer", "typed", "mistake"),
    [
        (PADDED, "(W - K + 2P)/S + 1", "no-floor"),
        (PADDED, "floor((W - K + 2P)/S)", "no-plus-one"),
        (PADDED, "floor((W - K + 2P + 1)/S)", "one-inside"),
        (PADDED, "floor((W - K + P)/S) + 1", "one-sided-padding"),
        (PADDED, "floor((W - K - 2P)/S) + 1", "subtracts-padding"),
        (PADDED, "floor((W - K)/S) + 1", "forgets-padding"),
        (PADDED, "W - K + 2P + 1", "forgets-stride"),
        (PADDED, "ceil((W - K + 2P)/S) + 1", "rounds-up"),
        (VALID, "(W - K)/S + 1", "no-floor"),
        (DILATED, "floor((W - K + 2P)/S) + 1", "ignores-dilation"),
        (DILATED, "floor((W - D*K + 2P)/S) + 1", "multiplies-kernel"),
        (DILATED, "floor((W - K - D(K - 1) + 2P)/S) + 1", "gaps-too-wide"),
    ],
)
def test_a_wrong_formula_names_its_mistake(layer: Layer, typed: str, mistake: str) -> None:
    verdict = judge(KIND, layer, {"size": typed}).fields["size"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_the_dilated_formula_is_pytorchs() -> None:
    """torch.nn.Conv2d: ⌊(H + 2·padding − dilation·(kernel − 1) − 1)/stride + 1⌋."""
    typed = "floor((W + 2*P - D*(K - 1) - 1)/S + 1)"
    assert judge(KIND, DILATED, {"size": typed}).outcome is Outcome.CORRECT
    found = KIND.solve(DILATED)["size"]
    assert isinstance(found, Expression)
    point = {"W": 33, "K": 3, "S": 2, "P": 2, "D": 2}
    assert value_at(found.tree, point) == Fraction(17)
