"""Kind `identity-is-no-guarantee`: the bounds held to matrices, each claim to a case."""

from fractions import Fraction

import numpy as np
import pytest

from app.errors import BadInput
from app.problems.diagnosing import Mistaken
from app.problems.grading import Outcome, judge
from app.problems.skip_gradient.no_guarantee import CLAIMS, HOLDS, KIND, Size, check


def test_the_bounds_of_fifty_blocks_are_those_of_the_textbook_case() -> None:
    """ε = 0.1 and N = 50: 0.9^50 = 0.00515 and 1.1^50 = 117.4, where a plain product is at most 1e−50."""
    size = Size(hundredths=10, blocks=50, bounds=True)
    right = KIND.solve(size)
    assert right["least"] == Fraction(9, 10) ** 50
    assert float(Fraction(9, 10) ** 50) == pytest.approx(0.00515, rel=1e-3)
    assert float(Fraction(11, 10) ** 50) == pytest.approx(117.4, rel=1e-3)
    assert judge(KIND, size, {"least": "0.00515", "most": "117.4", "claim": "fails"}).outcome is Outcome.CORRECT


def test_singular_values_of_products_stay_within_the_bounds() -> None:
    dice = np.random.default_rng(3)
    for _ in range(20):
        product = np.eye(6)
        for _ in range(12):
            jacobian = dice.normal(size=(6, 6))
            product = (np.eye(6) + 0.2 * jacobian / np.linalg.norm(jacobian, 2)) @ product
        values = np.linalg.svd(product, compute_uv=False)
        assert 0.8**12 <= values.min() <= values.max() <= 1.2**12


def factor(slope: float) -> float:
    """What y = slope·x + x makes of a change of 1."""
    return slope * 1 + 1


def test_each_claim_is_judged_as_its_cases_say() -> None:
    assert set(CLAIMS) == HOLDS.keys()
    slopes = [each / 10 for each in range(-40, 41)]
    seen = {
        "at-least": all(abs(factor(slope)) >= 1 for slope in slopes),
        "never-zero": all(factor(slope) != 0 for slope in slopes),
        "twice": all(abs(factor(slope)) <= 2 for slope in slopes),
        "term-stays": all(factor(slope) - slope == pytest.approx(1) for slope in slopes),
        "small-blocks": all(abs(factor(slope)) >= 0.9 - 1e-9 for slope in slopes if abs(slope) <= 0.1),
    }
    assert seen == HOLDS


@pytest.mark.parametrize(
    ("size", "field", "typed", "mistake"),
    [
        (Size(hundredths=-90), "factor", "-0.9", "forgot-identity"),
        (Size(hundredths=-90), "factor", "1.9", "identity-subtracted"),
        (Size(hundredths=-90), "factor", "1", "identity-guarantees-size"),
        (Size(hundredths=-90), "claim", "holds", "judged-at-least"),
        (Size(hundredths=-50, blocks=3, claim="term-stays"), "claim", "fails", "judged-term-stays"),
        (Size(hundredths=-60, blocks=3), "all", "0.4", "one-block-for-all"),
        (Size(hundredths=-60, blocks=3), "all", "1.2", "line-for-a-power"),
        (Size(hundredths=20, blocks=4, bounds=True), "least", "1", "identity-guarantees-size"),
        (Size(hundredths=20, blocks=4, bounds=True), "most", "1.8", "line-for-a-power"),
        (Size(hundredths=20, blocks=4, bounds=True), "most", "0.0016", "bound-of-the-plain-row"),
    ],
)
def test_a_wrong_answer_names_its_mistake(size: Size, field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, size, {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_a_bound_of_1_or_more_bounds_nothing_from_below() -> None:
    with pytest.raises(BadInput, match="between 0 and 1"):
        check(Size(hundredths=120, bounds=True))
    with pytest.raises(BadInput, match="does nothing"):
        check(Size(hundredths=0))
