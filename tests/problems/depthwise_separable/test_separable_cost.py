"""Kind `separable-cost`: by hand, against a loop that counts, and what becomes of a slip in the rows below it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.errors import Impossible
from app.problems.depthwise_separable.separable_cost import KIND
from app.problems.depthwise_separable.separable_cost.numbers import SeparableLayer, check, output, sides, solve
from app.problems.diagnosing import Mistaken
from app.problems.forms.numbers import rounded
from app.problems.gate import generate, parts
from app.problems.grading import Carried, OtherConvention, Outcome, Right, judge

CHAPTER = SeparableLayer(in_channels=256, out_channels=512, input=56, kernel=3, padding=1)
RIGHT = {
    "standard": "3,699,376,128",
    "depthwise": "7,225,344",
    "pointwise": "411,041,792",
    "separable": "418,267,136",
    "ratio": "8.84",
}


def counted(layer: SeparableLayer) -> dict[str, int]:
    """Every multiplication one by one: where the kernel is put down, for each filter, channel and tap."""
    height, width = (
        sum(1 for _ in range(0, side + 2 * layer.padding - layer.kernel + 1, layer.stride)) for side in sides(layer)
    )
    taps = [(i, j) for i in range(layer.kernel) for j in range(layer.kernel)]
    positions = [(y, x) for y in range(height) for x in range(width)]
    standard = sum(
        1 for _ in positions for _ in range(layer.out_channels) for _ in range(layer.in_channels) for _ in taps
    )
    depthwise = sum(1 for _ in positions for _ in range(layer.in_channels) for _ in taps)
    pointwise = sum(1 for _ in positions for _ in range(layer.out_channels) for _ in range(layer.in_channels))
    return {"standard": standard, "depthwise": depthwise, "pointwise": pointwise, "separable": depthwise + pointwise}


@pytest.mark.parametrize(
    "layer",
    [
        SeparableLayer(in_channels=3, out_channels=5, input=6, kernel=3, padding=1),
        SeparableLayer(in_channels=2, out_channels=7, input=(7, 5), kernel=3, stride=2, padding=1),
        SeparableLayer(in_channels=4, out_channels=3, input=9, kernel=5, stride=2, padding=0),
    ],
)
def test_the_counts_are_what_a_loop_counts(layer: SeparableLayer) -> None:
    found = counted(layer)
    expected = {**found, "ratio": Fraction(found["standard"], found["separable"])}
    assert solve(layer) == expected


def test_the_chapters_problem_to_three_figures_is_right() -> None:
    """512·256·9·56², 256·9·56², 512·256·56²; 1/512 + 1/9 inverted is 4,608/521."""
    assert solve(CHAPTER)["standard"] == 3_699_376_128
    assert solve(CHAPTER)["ratio"] == Fraction(4608, 521)
    assert judge(KIND, CHAPTER, RIGHT).outcome is Outcome.CORRECT
    short = {"standard": "3.70 G", "depthwise": "7.23M", "pointwise": "411M", "separable": "418M", "ratio": "8.84x"}
    assert judge(KIND, CHAPTER, short).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("standard", "1,179,648", "weights-not-work"),  # 512·256·9
        ("standard", "66,060,288", "positions-along-one-side"),  # 512·256·9·56
        ("standard", "1,233,125,376", "kernel-not-squared"),  # 512·256·3·3,136
        ("standard", "14,450,688", "forgets-input-channels"),  # 512·9·3,136
        ("standard", "21,676,032", "channels-added"),  # 768·9·3,136
        ("depthwise", "802,816", "forgets-kernel"),  # 256·3,136
        ("depthwise", "1,849,688,064", "depthwise-mixes"),  # 256·256·9·3,136
        ("depthwise", "411,041,792", "swaps-steps"),
        ("pointwise", "7,225,344", "swaps-steps"),
        ("pointwise", "3,699,376,128", "pointwise-keeps-kernel"),
        ("separable", "411,041,792", "pointwise-is-all"),
        ("ratio", "9", "kernel-alone"),
        ("ratio", "512", "depthwise-alone"),
        ("ratio", "521", "inverted-term-by-term"),
    ],
)
def test_a_wrong_count_names_its_mistake(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, CHAPTER, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_at_stride_two_the_input_has_four_times_the_positions() -> None:
    """28 · 28 come out of 56 · 56: 64·32·9·784 = 14,450,688 against 57,802,752."""
    layer = SeparableLayer(in_channels=32, out_channels=64, input=56, kernel=3, stride=2, padding=1)
    assert solve(layer)["standard"] == 14_450_688
    verdict = judge(KIND, layer, {"standard": "57,802,752"}).fields["standard"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == ("input-positions",)


def test_a_kernel_for_each_output_is_named_where_it_is_not_also_the_count_in_flops() -> None:
    """At 512 from 256 channels it is exactly twice the right number, which counts as FLOPs; at 384 it is 1.5 times."""
    layer = SeparableLayer(in_channels=256, out_channels=384, input=56, kernel=3, padding=1)
    verdict = judge(KIND, layer, {"depthwise": "10,838,016"}).fields["depthwise"]  # 384·9·3,136
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == ("depthwise-per-output",)
    assert isinstance(judge(KIND, CHAPTER, {"depthwise": "14,450,688"}).fields["depthwise"], OtherConvention)


def test_sum_and_ratio_follow_from_a_slip_in_a_half() -> None:
    """Without the kernel: 802,816 + 411,041,792 = 411,844,608, and 3,699,376,128 over that is 8.9825."""
    typed = RIGHT | {"depthwise": "802,816", "separable": "411,844,608", "ratio": "8.98"}
    fields = judge(KIND, CHAPTER, typed).fields
    assert isinstance(fields["depthwise"], Mistaken)
    assert isinstance(fields["pointwise"], Right)
    assert isinstance(fields["separable"], Carried)
    assert isinstance(fields["ratio"], Carried)


def test_a_rounded_row_is_believed_as_what_it_was_rounded_from() -> None:
    """411M is 411,041,792, so that with 802,816 the sum is 411,844,608 to the last digit."""
    typed = RIGHT | {"depthwise": "802,816", "pointwise": "411M", "separable": "411,844,608", "ratio": "8.98"}
    assert isinstance(judge(KIND, CHAPTER, typed).fields["separable"], Carried)


@pytest.mark.parametrize(
    ("typed", "is_right"), [("418.23M", True), ("418.0M", True), ("418.9M", False), ("411M", False)]
)
def test_a_sum_of_rounded_halves_is_right_as_well(typed: str, is_right: bool) -> None:
    """7.23 + 411 = 418.23 million; the halves and the sum may be off by 0.005, 0.5 and 0.5."""
    assert isinstance(judge(KIND, CHAPTER, {"separable": typed}).fields["separable"], Right) == is_right


def test_numbers_on_which_a_mistake_would_pass_for_a_rounded_sum_are_drawn_again() -> None:
    """1,080,000 + 9,720: without the depthwise half it is within what rounding to 1.08 and to 1.09 million allows."""
    layer = SeparableLayer(in_channels=30, out_channels=1000, input=6, kernel=3, padding=1)
    assert not parts(KIND, layer)
    assert parts(replace(KIND, accepts=None), layer)


def test_flops_are_right_if_counted_so_and_leave_the_ratio_alone() -> None:
    typed = {"standard": "7.40G", "depthwise": "14,450,688", "pointwise": "822M", "separable": "836,534,272"}
    verdict = judge(KIND, CHAPTER, typed | {"ratio": "8.84"})
    assert isinstance(verdict.fields["standard"], OtherConvention)
    assert isinstance(verdict.fields["separable"], OtherConvention)
    assert isinstance(verdict.fields["ratio"], Right)


@pytest.mark.parametrize(("typed", "convention"), [("0.1131", "share"), ("11.3 %", "share"), ("88.7%", "saving")])
def test_a_share_is_another_way_of_giving_the_ratio(typed: str, convention: str) -> None:
    verdict = judge(KIND, CHAPTER, RIGHT | {"ratio": typed}).fields["ratio"]
    assert isinstance(verdict, OtherConvention)
    assert verdict.convention == convention


@pytest.mark.parametrize("level", KIND.levels)
def test_no_mistake_is_right_when_it_is_rounded_to_three_figures(level: int) -> None:
    for seed in range(100):
        layer = generate(KIND, seed=seed, level=level)
        right = KIND.solve(layer)
        for solver in (*KIND.mistakes.values(), *KIND.conventions.values()):
            for field, value in solver(layer).items():
                there = right[field]
                if isinstance(value, int) and isinstance(there, int):
                    assert rounded(value, 3) != rounded(there, 3), (seed, field)


def test_the_levels_add_what_they_say() -> None:
    first, second, third = ([generate(KIND, seed=seed, level=level) for seed in range(40)] for level in (1, 2, 3))
    assert all(output(layer) == sides(layer) for layer in first)
    assert all(layer.stride == 2 for layer in second)
    assert all(layer.kernel > 3 or isinstance(layer.input, tuple) for layer in third)


def test_a_mistake_is_refuted_by_a_run_on_ones() -> None:
    """4 × 4 outputs of 3 channels, 2·9 each: 864; without the kernel 96."""
    assert KIND.refute is not None
    found = KIND.refute(CHAPTER, "standard", ("forgets-kernel",), 0)
    assert found is not None
    assert (found.claimed, found.found) == ("96 multiply-adds", "864 multiply-adds")
    assert found.rows[0].shown == "3 × 4 × 4 = 48 outputs"


def test_a_kernel_that_does_not_fit_is_impossible() -> None:
    with pytest.raises(Impossible, match=r"A kernel of 7 does not fit in 4\."):
        check(SeparableLayer(in_channels=8, out_channels=16, input=4, kernel=7))
