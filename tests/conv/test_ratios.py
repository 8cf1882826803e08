"""Savings as exact fractions, against papers' numbers and the sums worked by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.conv.ratios import (
    bottleneck_params,
    bottleneck_ratio,
    bottleneck_ratio_steps,
    grouped_ratio,
    reduced_ratio,
    separable_macs,
    separable_params,
    separable_ratio,
    separable_ratio_steps,
    stack_ratio,
    times_cheaper,
)
from app.errors import Impossible


def test_the_classic_comparison_at_56_by_56() -> None:
    # 256·9·56² and 512·256·56²; the standard layer takes 3,699,376,128.
    halves = separable_macs(256, 512, (3, 3), (56, 56))
    assert (halves.depthwise, halves.pointwise, halves.total) == (7_225_344, 411_041_792, 418_267_136)
    assert Fraction(halves.total, 3_699_376_128) == separable_ratio(256, 512, (3, 3))


def test_its_parameters() -> None:
    assert separable_params(256, 512, (3, 3)).total == 133_376  # 2,304 + 131,072


@pytest.mark.parametrize(
    ("out_channels", "kernel", "said"),
    [(32, 3, "7.02"), (64, 3, "7.89"), (128, 3, "8.41"), (256, 3, "8.69"), (512, 3, "8.84"), (256, 5, "22.78")],
)
def test_eight_to_nine_times_needs_many_channels(out_channels: int, kernel: int, said: str) -> None:
    # 9·C_out/(C_out + 9), and 25·256/(256 + 25) = 22.78.
    assert times_cheaper(separable_ratio(64, out_channels, (kernel, kernel))) == said


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 9), st.integers(1, 9))
def test_the_separable_ratio_is_one_over_both(channels: int, outputs: int, tall: int, wide: int) -> None:
    assert separable_ratio(channels, outputs, (tall, wide)) == Fraction(1, outputs) + Fraction(1, tall * wide)


def test_the_separable_working() -> None:
    assert separable_ratio_steps(256, 512, (3, 3)) == (
        "256*3*3 + 512*256 = 2304 + 131072 = 133376",
        "512*256*3*3 = 1179648",
        "133376 / 1179648 = 1/512 + 1/9 = 521/4608",
    )


def test_resnets_bottleneck_is_seventeen_times_cheaper_than_two_full_layers() -> None:
    # 256·64 + 64·64·9 + 64·256 against 2·256·256·9: 69,632 / 1,179,648 = 17/288.
    assert bottleneck_params(256, 64) == 69_632
    assert bottleneck_ratio(256, 64) == Fraction(69_632, 1_179_648) == Fraction(17, 288)
    assert times_cheaper(bottleneck_ratio(256, 64)) == "16.94"
    assert bottleneck_ratio_steps(256, 64) == (
        "256*64 + 64*64*3*3 + 64*256 = 69632",
        "2*256*256*3*3 = 1179648",
        "69632 / 1179648 = 17/288",
    )


def test_a_reduction_pays_for_itself_though_it_costs_something() -> None:
    # 16,384 + 102,400 = 118,784 of 409,600; GoogLeNet's module 3b: 8,192 + 76,800 = 84,992 of 614,400.
    assert reduced_ratio(256, 64, 64, (5, 5)) == Fraction(118_784, 409_600)
    assert times_cheaper(reduced_ratio(256, 32, 96, (5, 5))) == "7.23"


def test_three_small_kernels_are_27_49ths_of_a_large_one() -> None:
    assert stack_ratio(3, 3, 7) == Fraction(27, 49)
    assert stack_ratio(2, 3, 5) == Fraction(18, 25)


def test_groups_divide_the_cost() -> None:
    assert grouped_ratio(128, 128, (3, 3), groups=32) == Fraction(1, 32)
    with pytest.raises(Impossible, match="3 groups do not divide 128 input channels"):
        grouped_ratio(128, 129, (3, 3), groups=3)


def test_ratios_of_any_size_are_exact() -> None:
    huge = 10**50
    assert separable_ratio(huge, huge, (3, 3)) == Fraction(1, huge) + Fraction(1, 9)
    assert bottleneck_ratio(4 * huge, huge) == Fraction(17, 288)


def test_a_saving_is_said_in_as_many_places_as_are_wanted() -> None:
    assert times_cheaper(Fraction(17, 288), places=0) == "17"
    assert times_cheaper(Fraction(1, 2)) == "2"
