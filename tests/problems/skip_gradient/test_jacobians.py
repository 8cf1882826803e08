"""Kind `jacobians-by-hand`, against a change that is sent through the blocks."""

import pytest

from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import judge
from app.problems.reading import Cells
from app.problems.skip_gradient.jacobians import KIND, Blocks

UP_AND_DOWN = Blocks(jacobians=(((0, 1), (0, 0)), ((0, 0), (1, 0))), gradient=(1, 2))


def sent_through(blocks: Blocks, change: tuple[int, int]) -> tuple[int, int]:
    """A change goes on as it is, and each block adds what its Jacobian makes of it."""
    a, b = change
    for (p, q), (r, s) in blocks.jacobians:
        a, b = a + p * a + q * b, b + r * a + s * b
    return a, b


@pytest.mark.parametrize("level", KIND.levels)
def test_the_product_has_a_column_for_each_change_and_the_gradient_weighs_its_rows(level: int) -> None:
    for seed in range(40):
        blocks = generate(KIND, seed=seed, level=level)
        left, right = sent_through(blocks, (1, 0)), sent_through(blocks, (0, 1))
        answers = KIND.solve(blocks)
        assert answers["product"] == Cells(((left[0], right[0]), (left[1], right[1])))
        if blocks.gradient:
            g, h = blocks.gradient
            assert answers["gradient"] == Cells(((g * left[0] + h * left[1], g * right[0] + h * right[1]),))


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("product", "2 1; 1 1", "reversed-product"),
        ("product", "0 0; 0 1", "forgot-identity"),
        ("product", "1 0; 0 2", "forgot-mixed-terms"),
        ("product", "1 1; 1 1", "product-left-out"),
        ("product", "2 1; 1 2", "added-the-factors"),
        ("product", "1 0; 0 1", "cell-by-cell"),
        ("product", "2 3; 3 5", "ones-everywhere"),
        ("gradient", "4 3", "reversed-product"),
        ("gradient", "1 2", "only-the-shortcut"),
    ],
)
def test_a_wrong_matrix_names_its_mistake(field: str, typed: str, mistake: str) -> None:
    """J₀ = [0 1; 0 0] and J₁ = [0 0; 1 0], so J₁·J₀ = [0 0; 0 1] and J₀·J₁ = [1 0; 0 0]; each by hand."""
    verdict = judge(KIND, UP_AND_DOWN, {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert mistake in verdict.mistakes
