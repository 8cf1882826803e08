"""What a layer costs, under the conventions people count with."""

import pytest

from app.conv.counts import (
    attention_macs,
    batch_norm_params,
    bytes_of,
    conv_flops,
    conv_macs_steps,
    conv_params_steps,
    conv_transpose_macs,
    linear_macs,
    linear_params,
)
from app.conv.network.counting import FLOP_COUNTER, FVCORE, THOP, TORCHVISION, operations, reported_params
from app.conv.network.parsing import parse
from app.conv.network.table import table
from app.errors import BadInput, Impossible
from tests.conv.networks import resnet


def test_the_classic_layers_flops_are_twice_its_macs() -> None:
    assert conv_flops(256, 512, (3, 3), (56, 56)) == 7_398_752_256


def test_a_bias_is_one_addition_for_each_output() -> None:
    assert conv_flops(256, 512, (3, 3), (56, 56), bias=True) == 7_398_752_256 + 512 * 56 * 56


def test_the_working_of_a_layer() -> None:
    assert conv_params_steps(64, 128, (3, 3)) == ("128*64*3*3 + 128 = 73856",)
    assert conv_params_steps(64, 128, (3, 3), bias=False, groups=2) == ("128*(64/2)*3*3 = 36864",)
    assert conv_macs_steps(256, 512, (3, 3), (56, 56)) == ("512*56*56*256*3*3 = 3699376128",)


def test_a_transposed_layer_costs_what_the_convolution_back_does() -> None:
    # Every one of 7·7 inputs is laid down through 64·4·4 weights for each of 128 channels.
    assert conv_transpose_macs(128, 64, (4, 4), (7, 7)) == 49 * 128 * 64 * 16
    assert conv_transpose_macs(128, 64, (4, 4), (7, 7), groups=4) == 49 * 128 * 16 * 16
    with pytest.raises(Impossible, match="3 groups do not divide"):
        conv_transpose_macs(128, 64, (4, 4), (7, 7), groups=3)


def test_vggs_first_linear_layer() -> None:
    assert linear_params(25_088, 4_096) == 102_764_544
    assert linear_macs(25_088, 4_096) == 102_760_448
    assert linear_macs(768, 3_072, tokens=197) == 197 * 2_359_296


def test_batch_norm_has_two_parameters_or_four() -> None:
    assert batch_norm_params(64) == 128
    assert batch_norm_params(64, running_statistics=True) == 256


def test_attention_grows_with_the_square_of_the_tokens() -> None:
    assert attention_macs(196, 768) == 59_006_976
    assert attention_macs(392, 768) == 4 * 59_006_976
    with pytest.raises(BadInput, match="The number of tokens is 0"):
        attention_macs(0, 768)


def test_bytes_are_float32s_unless_told_otherwise() -> None:
    assert bytes_of(25_557_032) == 102_228_128
    assert bytes_of(25_557_032, bytes_each=1) == 25_557_032
    with pytest.raises(BadInput):
        bytes_of(3, bytes_each=0)


def test_four_tools_count_resnet_50_in_four_ways() -> None:
    # Measured with each of them: 4.0892, 8.1784, 4.1115 and 4.1337 G.
    found = table(parse(resnet((3, 4, 6, 3), strides_first=False)), (3, 224, 224))
    counted = [operations(found, each) / 10**9 for each in (TORCHVISION, FLOP_COUNTER, FVCORE, THOP)]
    assert counted == pytest.approx([4.0892, 8.1784, 4.1115, 4.1337], abs=1e-4)


def test_keras_counts_running_statistics_among_the_parameters() -> None:
    # Keras's ResNet-50 has biases besides; the network without them has 25,557,032 and 2·26,560 statistics.
    found = table(parse(resnet((3, 4, 6, 3), strides_first=False)), (3, 224, 224))
    assert reported_params(found) == 25_557_032
    assert reported_params(found, running_statistics=True) == 25_610_152
