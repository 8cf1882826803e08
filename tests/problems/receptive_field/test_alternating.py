"""Kind `alternating-strides`: the ladder's third day by hand, and against the support of one unit's gradient."""

import pytest

from app.conv.fields import FieldLayer
from app.errors import BadInput
from app.problems.gate import generate
from app.problems.grading import Mistaken, Outcome, judge
from app.problems.receptive_field.alternating import KIND, Alternating, check, order, solve
from app.problems.receptive_field.seeing import sight
from tests.problems.receptive_field.tracing import extent

FIVE = Alternating(kernel=3, small=1, large=2, layers=5)
RIGHT = {"small_first": "21", "large_first": "27", "why": "more-to-come"}


def test_five_layers_by_hand_row_by_row() -> None:
    """1 + 2, + 2·1, + 2·2, + 2·2, + 2·4; and 1 + 2, + 2·2, + 2·2, + 2·4, + 2·4."""
    assert [row.receptive_field for row in sight(order(FIVE, "small_first"))] == [1, 3, 5, 9, 13, 21]
    assert [row.receptive_field for row in sight(order(FIVE, "large_first"))] == [1, 3, 7, 11, 19, 27]
    assert solve(FIVE) == {"small_first": 21, "large_first": 27, "why": "more-to-come"}
    assert judge(KIND, FIVE, RIGHT).outcome is Outcome.CORRECT


@pytest.mark.parametrize("level", [1, 2])
def test_both_fields_are_as_wide_as_one_units_gradient(level: int) -> None:
    for seed in range(15):
        asked = generate(KIND, seed=seed, level=level)
        for name in ("small_first", "large_first"):
            field = solve(asked)[name]
            assert isinstance(field, int)
            assert extent(order(asked, name), 4 * field) == field


def test_the_last_stride_changes_nothing() -> None:
    """Which is why "more strides" is no reason."""
    *layers, last = order(FIVE, "large_first")
    assert last.stride == 2
    assert extent([*layers, FieldLayer(3)], 60) == extent([*layers, last], 60) == 27


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("small_first", "11", "ignores-earlier-strides"),  # 1 + 2·5
        ("large_first", "11", "ignores-earlier-strides"),
        ("small_first", "27", "counts-own-stride"),  # 1 + 2·(1 + 2 + 2 + 4 + 4), the other order's field
        ("large_first", "41", "counts-own-stride"),  # 1 + 2·(2 + 2 + 4 + 4 + 8)
        ("large_first", "21", "other-order"),
        ("large_first", "15", "only-previous-stride"),  # 1 + 2·(1 + 2 + 1 + 2 + 1)
        ("small_first", "31", "whole-kernel"),  # 1 + 3·10
        ("small_first", "15", "kernels-added-up"),
        ("small_first", "13", "one-layer-short"),
        ("large_first", "8", "jump-for-field"),
        ("why", "more-strides", "more-strides"),
        ("why", "own-layer", "counts-own-stride"),
        ("why", "first-layer", "first-layer-sees-more"),
    ],
)
def test_the_usual_slips_are_named(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, FIVE, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert mistake in verdict.mistakes


@pytest.mark.parametrize(
    "asked",
    [
        Alternating(kernel=3, small=2, large=2, layers=5),
        Alternating(kernel=3, small=1, large=2, layers=4),
        Alternating(kernel=3, small=1, large=2, layers=5, reasons=("own-layer",)),
    ],
    ids=["one order", "an even number of layers", "reasons missing"],
)
def test_what_is_no_question_is_refused(asked: Alternating) -> None:
    with pytest.raises(BadInput):
        check(asked)
