"""Costs, against hand work and published tables."""

import pytest

from app.conv.counts import conv_macs, conv_params, flops
from app.errors import BadInput, Impossible


@pytest.mark.parametrize(
    ("in_channels", "out_channels", "kernel", "expected"),
    [
        (3, 64, (7, 7), 9_472),  # 64*3*49 + 64
        (64, 128, (3, 3), 73_856),  # 128*64*9 + 128
        (128, 128, (3, 3), 147_584),
        (1, 6, (5, 5), 156),  # LeNet-5's C1, in the paper's own words
        (192, 64, (1, 7), 86_080),  # 64*192*7 + 64
    ],
)
def test_textbook_layers_have_their_textbook_parameters(
    in_channels: int, out_channels: int, kernel: tuple[int, int], expected: int
) -> None:
    assert conv_params(in_channels, out_channels, kernel) == expected


def test_a_bias_is_one_number_per_output_channel() -> None:
    assert conv_params(64, 128, (3, 3), bias=False) == 73_728


def test_groups_share_the_input_channels_out() -> None:
    # AlexNet's second layer: 256 kernels of 5 x 5 x 48, in two towers (Krizhevsky et al. 2012, section 3.5).
    assert conv_params(96, 256, (5, 5), groups=2) == 256 * 48 * 25 + 256 == 307_456


def test_a_depthwise_layer_has_one_kernel_per_channel() -> None:
    assert conv_params(512, 512, (3, 3), groups=512, bias=False) == 4_608


def test_macs_are_taps_times_outputs() -> None:
    assert conv_macs(3, 64, (7, 7), (112, 112)) == 118_013_952
    assert conv_macs(128, 128, (3, 3), (28, 28)) == 115_605_504


def test_a_separable_layer_saves_what_its_formula_says() -> None:
    # 1/C_out + 1/K^2 of the dense layer (arXiv:1704.04861, section 3.1), here 512*9 + 512*256 against 512*9*256.
    dense = conv_macs(512, 256, (3, 3), (56, 56))
    depthwise = conv_macs(512, 512, (3, 3), (56, 56), groups=512)
    pointwise = conv_macs(512, 256, (1, 1), (56, 56))
    assert (dense, depthwise, pointwise) == (3_699_376_128, 14_450_688, 411_041_792)


def test_a_mac_is_two_flops() -> None:
    assert flops(118_013_952) == 236_027_904


def test_groups_that_do_not_divide_are_refused_with_the_division() -> None:
    with pytest.raises(Impossible, match=r"^4 groups do not divide 6 input channels: 6 / 4 = 1\.5\.$"):
        conv_params(6, 8, (3, 3), groups=4)
    with pytest.raises(Impossible, match=r"^3 groups do not divide 8 output channels: 8 / 3 = 8/3\.$"):
        conv_macs(6, 8, (3, 3), (5, 5), groups=3)


def test_counts_below_one_are_refused_by_name() -> None:
    with pytest.raises(BadInput, match=r"^The number of input channels is 0; it must be at least 1\.$"):
        conv_params(0, 8, (3, 3))
    with pytest.raises(BadInput, match=r"^The number of output channels is -1; it must be at least 1\.$"):
        conv_params(3, -1, (3, 3))
    with pytest.raises(BadInput, match=r"^The number of groups is 0; it must be at least 1\.$"):
        conv_params(3, 8, (3, 3), groups=0)
    with pytest.raises(BadInput, match=r"^The kernel is 0; it must be at least 1\.$"):
        conv_params(3, 8, (3, 0))
    with pytest.raises(BadInput, match=r"^The output size is 0; it must be at least 1\.$"):
        conv_macs(3, 8, (3, 3), (0, 5))
