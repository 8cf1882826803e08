"""Kind `dilated-field`: by hand, and against which pixels one unit's gradient reaches."""

import pytest

from app.conv.fields import FieldLayer
from app.errors import BadInput
from app.problems.gate import generate
from app.problems.grading import Carried, Mistaken, Outcome, judge
from app.problems.receptive_field.dilated import KIND, OFFERED, Dilated, check, fault, is_dense, solve
from tests.problems.receptive_field.tracing import extent, seen

DOUBLING = Dilated(kernel=3, rates=(1, 2, 4))
RIGHT = {"layer1": "3", "layer2": "5", "layer3": "9", "field": "15"}
CHOOSING = Dilated(kernel=3, rates=(1, 2, 4), offered=((2, 2, 2), (1, 2, 5), (2, 4, 8), (1, 2, 9)))


def stack(kernel: int, rates: tuple[int, ...]) -> list[FieldLayer]:
    return [FieldLayer(kernel, dilation=rate) for rate in rates]


@pytest.mark.parametrize(
    ("kernel", "rates", "spans", "field"),
    [
        (3, (1, 2, 4), (3, 5, 9), 15),
        (3, (1, 2), (3, 5), 7),
        (3, (2, 3), (5, 7), 11),
        (3, (1, 2, 4, 8), (3, 5, 9, 17), 31),
        (5, (1, 2), (5, 9), 13),
    ],
)
def test_spans_and_fields_by_hand(kernel: int, rates: tuple[int, ...], spans: tuple[int, ...], field: int) -> None:
    answers = solve(Dilated(kernel=kernel, rates=rates))
    assert answers == {**{f"layer{number}": span for number, span in enumerate(spans, 1)}, "field": field}


@pytest.mark.parametrize("level", KIND.levels)
def test_the_field_is_as_wide_as_one_units_gradient(level: int) -> None:
    for seed in range(30):
        asked = generate(KIND, seed=seed, level=level)
        field = solve(asked)["field"]
        assert isinstance(field, int)
        assert extent(stack(asked.kernel, asked.rates), field + 3) == field


@pytest.mark.parametrize("kernel", OFFERED)
def test_of_what_is_offered_only_the_dense_ones_have_a_gradient_everywhere(kernel: int) -> None:
    for named, group in OFFERED[kernel].items():
        for rates in group:
            pixels = seen(stack(kernel, rates), 1 + (kernel - 1) * sum(rates))
            has_gaps = len(pixels) < 1 + (kernel - 1) * sum(rates)
            assert has_gaps == (named != "") == (not is_dense(kernel, rates)), (kernel, rates)
            assert fault(kernel, rates) == named


def test_rates_with_a_common_factor_see_every_other_pixel() -> None:
    """2, 4, 8 with 3 × 3: 0, 2, 4, …, 28."""
    assert seen(stack(3, (2, 4, 8)), 29) == list(range(0, 29, 2))


def test_the_dense_rates_are_right() -> None:
    assert judge(KIND, CHOOSING, RIGHT | {"dense": "1-2-5"}).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("layer3", "3", "ignores-dilation"),
        ("layer3", "12", "dilation-times-kernel"),  # 4·3
        ("layer3", "11", "rate-as-gaps"),  # 3 + 2·4
        ("layer3", "6", "one-gap"),  # 3 + 3
        ("field", "7", "ignores-dilation"),  # 1 + 2·3
        ("field", "17", "reaches-added-up"),  # 3 + 5 + 9
        ("field", "23", "rates-multiplied"),  # 1 + 2·(1 + 2 + 8)
        ("field", "9", "widest-kernel"),
        ("dense", "2-2-2", "same-rate"),
        ("dense", "2-4-8", "common-factor"),
        ("dense", "1-2-9", "leap"),
    ],
)
def test_the_usual_slips_are_named(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, CHOOSING, RIGHT | {"dense": "1-2-5"} | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_the_field_may_follow_from_a_wrong_span() -> None:
    """With D·K the spans are 3, 6 and 12, and 1 + 2 + 5 + 11 = 19."""
    verdict = judge(KIND, DOUBLING, RIGHT | {"layer2": "6", "layer3": "12", "field": "19"})
    assert isinstance(verdict.fields["field"], Carried)


@pytest.mark.parametrize(
    "asked",
    [
        Dilated(kernel=3, rates=(1, 1)),
        Dilated(kernel=3, rates=(1, 2), offered=((1, 2, 5), (1, 2, 3), (2, 4, 8), (1, 2, 9))),
    ],
    ids=["nothing dilated", "two dense ones"],
)
def test_what_is_no_question_is_refused(asked: Dilated) -> None:
    with pytest.raises(BadInput):
        check(asked)
