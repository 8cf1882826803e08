"""Tables of networks, against published counts, hand work and a walk over every single multiplication."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.conv.network.parsing import parse
from app.conv.network.table import NetworkTable, table
from app.conv.network.walk import NetworkRow
from app.errors import BadInput, Impossible, TooMuchWork
from tests.conv.networks import Data, bottleneck, conv, resnet, vgg_16

THREE_BY_THREE = conv(8, 3)


def table_of(layers: list[Data], *shape: int) -> NetworkTable:
    return table(parse(layers), shape)


def only_row(layer: Data, *shape: int) -> NetworkRow:
    (row,) = table_of([layer], *shape).rows
    return row


def test_resnet_50_has_its_published_counts() -> None:
    # torchvision's documentation of resnet50: 25,557,032 parameters, 4.09 "GFLOPS".
    totals = table_of(resnet((3, 4, 6, 3), strides_first=False), 3, 224, 224).totals
    assert totals.params == 25_557_032
    assert totals.macs == 4_089_184_256
    assert totals.flops == 8_178_368_512
    assert totals.param_bytes == 4 * 25_557_032
    assert totals.running_statistics == 2 * 26_560  # a mean and a variance for each normalised channel


def test_the_published_stride_costs_less() -> None:
    assert table_of(resnet((3, 4, 6, 3), strides_first=True), 3, 224, 224).totals.macs == 3_857_973_248


def test_resnet_50_at_500_pixels() -> None:
    # Parameters do not depend on the image; 20.97 GMACs.
    totals = table_of(resnet((3, 4, 6, 3), strides_first=False), 3, 500, 500).totals
    assert totals.params == 25_557_032
    assert round(totals.macs / 10**9, 2) == 20.97


def test_vgg_16_has_its_published_counts() -> None:
    totals = table_of(vgg_16(), 3, 224, 224).totals
    assert (totals.params, totals.macs) == (138_357_544, 15_470_264_320)


def test_the_classic_problem_layer_by_layer() -> None:
    # 64·3·49 + 64, 128·64·9 + 128, 128·128·9 + 128; 112, 56, 56, 28.
    layers = [
        conv(64, 7, 2, 3),
        {"op": "max_pool", "kernel": 3, "stride": 2, "padding": 1},
        conv(128, 3, 1, 1),
        conv(128, 3, 2, 1),
    ]
    found = table_of(layers, 3, 224, 224)
    assert [row.output_shape for row in found.rows] == [(64, 112, 112), (64, 56, 56), (128, 56, 56), (128, 28, 28)]
    assert [row.params for row in found.rows] == [9_472, 0, 73_856, 147_584]
    assert [row.macs for row in found.rows] == [118_013_952, 0, 231_211_008, 115_605_504]
    assert [row.receptive_field for row in found.rows] == [7, 11, 19, 27]
    assert (found.totals.params, found.totals.macs) == (230_912, 464_830_464)
    assert found.output == (128, 28, 28)


def test_each_row_shows_its_working() -> None:
    assert only_row(conv(64, 7, 2, 3), 3, 224, 224).formula == (
        "(224 - 7 + 2*3) / 2 = 111.5, floor(111.5) + 1 = 112; 64*3*7*7 + 64 = 9472 parameters;"
        " 64*112*112*3*7*7 = 118013952 MACs"
    )
    assert only_row({"op": "linear", "out_features": 10}, 84).formula == (
        "10*84 + 10 = 850 parameters; 10*84 = 840 MACs"
    )
    grouped = {"op": "conv", "out_channels": 8, "kernel": [1, 3], "groups": 2, "bias": False}
    assert only_row(grouped, 4, 5, 5).formula == (
        "height: (5 - 1 + 2*0) / 1 = 4, floor(4) + 1 = 5; width: (5 - 3 + 2*0) / 1 = 2, floor(2) + 1 = 3;"
        " 8*(4/2)*1*3 = 48 parameters; 8*5*3*(4/2)*1*3 = 720 MACs"
    )


@pytest.mark.parametrize(
    ("layer", "shape", "output", "params", "macs"),
    [
        ({"op": "depthwise", "kernel": 3, "padding": 1, "bias": False}, (256, 56, 56), (256, 56, 56), 2_304, 7_225_344),
        ({"op": "depthwise", "kernel": 3, "multiplier": 2}, (4, 5, 5), (8, 3, 3), 8 * 9 + 8, 8 * 9 * 9),
        ({"op": "pointwise", "out_channels": 512, "bias": False}, (256, 56, 56), (512, 56, 56), 131_072, 411_041_792),
        # (7 - 1)·2 - 2 + 3 + 1 = 14; 8·4·9 weights and 4 biases; every input cell meets every weight of its channel.
        (
            {"op": "conv_transpose", "out_channels": 4, "kernel": 3, "stride": 2, "padding": 1, "output_padding": 1},
            (8, 7, 7),
            (4, 14, 14),
            8 * 4 * 9 + 4,
            49 * 8 * 4 * 9,
        ),
        (
            {"op": "conv_transpose", "out_channels": 6, "kernel": 2, "stride": 2, "groups": 2, "bias": False},
            (4, 3, 3),
            (6, 6, 6),
            4 * 3 * 4,
            9 * 4 * 3 * 4,
        ),
        ({"op": "max_pool", "kernel": 3, "stride": 2, "ceil_mode": True}, (64, 112, 112), (64, 56, 56), 0, 0),
        ({"op": "avg_pool", "kernel": 2}, (16, 10, 10), (16, 5, 5), 0, 0),
        ({"op": "max_pool", "kernel": 2, "dilation": 2, "stride": 1}, (1, 5, 5), (1, 3, 3), 0, 0),
        ({"op": "global_avg_pool"}, (2048, 7, 7), (2048, 1, 1), 0, 0),
        ({"op": "adaptive_avg_pool", "output": [7, 5]}, (512, 9, 9), (512, 7, 5), 0, 0),
        ({"op": "batch_norm"}, (64, 5, 5), (64, 5, 5), 128, 0),
        ({"op": "batch_norm"}, (64,), (64,), 128, 0),
        ({"op": "layer_norm"}, (96, 56, 56), (96, 56, 56), 192, 0),
        ({"op": "layer_norm"}, (197, 768), (197, 768), 1_536, 0),
        ({"op": "linear", "out_features": 1000}, (2048,), (1000,), 2_049_000, 2_048_000),
        ({"op": "linear", "out_features": 1000, "bias": False}, (2048, 1, 1), (1000,), 2_048_000, 2_048_000),
        ({"op": "linear", "out_features": 3072}, (197, 768), (197, 3072), 2_362_368, 197 * 768 * 3072),
        ({"op": "upsample", "scale": [2, 3]}, (4, 5, 5), (4, 10, 15), 0, 0),
        ({"op": "flatten"}, (512, 7, 7), (25_088,), 0, 0),
        # 2·8·32 + 8 + 32: the first squeeze of EfficientNet-B0, whose 32 channels go to 8.
        ({"op": "squeeze_excite", "squeeze_channels": 8}, (32, 9, 9), (32, 9, 9), 552, 512),
        ({"op": "scale"}, (96, 5, 5), (96, 5, 5), 96, 0),
        ({"op": "scale", "bias": True}, (6, 14, 14), (6, 14, 14), 12, 0),
        ({"op": "select", "channels": [0, 2, 2]}, (3, 4, 4), (3, 4, 4), 0, 0),
        ({"op": "tokens"}, (768, 14, 14), (196, 768), 0, 0),
        ({"op": "tokens", "class_token": True, "positions": True}, (768, 14, 14), (197, 768), 768 + 151_296, 0),
        ({"op": "attention", "heads": 12}, (196, 2304), (196, 768), 0, 59_006_976),  # 2·196²·768
        ({"op": "first_token"}, (197, 768), (768,), 0, 0),
        ({"op": "gelu"}, (3, 2, 2), (3, 2, 2), 0, 0),
        ({"op": "softmax"}, (10,), (10,), 0, 0),
        ({"op": "dropout", "p": 0.2}, (4, 4), (4, 4), 0, 0),
    ],
)
def test_every_layer_has_its_shape_and_its_cost(
    layer: Data, shape: tuple[int, ...], output: tuple[int, ...], params: int, macs: int
) -> None:
    row = only_row(layer, *shape)
    assert (row.input_shape, row.output_shape, row.params, row.macs) == (shape, output, params, macs)


@pytest.mark.parametrize(
    ("padding", "output"),
    [
        ("valid", (2, 2)),
        ("same", (3, 3)),  # ⌈6/2⌉, as in TensorFlow
        ("full", (4, 4)),  # (6 - 3 + 4)/2 = 3.5
        ("causal", (2, 3)),  # the width only
        ([[0, 1], [2, 0]], (3, 3)),
    ],
)
def test_named_padding_is_worked_out_from_the_size(padding: Any, output: tuple[int, int]) -> None:
    assert only_row({**conv(1, 3, 2), "padding": padding}, 1, 6, 6).output_shape == (1, *output)


@given(
    channels=st.integers(1, 3),
    groups=st.integers(1, 2),
    outputs=st.integers(1, 2),
    kernel=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    stride=st.integers(1, 3),
    padding=st.integers(0, 2),
    size=st.tuples(st.integers(3, 7), st.integers(3, 7)),
)
def test_macs_are_the_multiplications_of_a_loop(  # noqa: PLR0917 - one for each number of a layer
    channels: int,
    groups: int,
    outputs: int,
    kernel: tuple[int, int],
    stride: int,
    padding: int,
    size: tuple[int, int],
) -> None:
    layer = {"op": "conv", "out_channels": outputs * groups, "kernel": list(kernel), "stride": stride}
    row = only_row({**layer, "padding": padding, "groups": groups, "bias": False}, channels * groups, *size)
    starts = [range(0, n + 2 * padding - k + 1, stride) for n, k in zip(size, kernel, strict=True)]
    taps = list(product(range(channels), range(kernel[0]), range(kernel[1])))
    positions = list(product(range(outputs * groups), *starts))
    assert row.macs == sum(1 for _ in product(positions, taps))
    assert row.params == len(list(product(range(outputs * groups), taps)))
    assert row.output_shape == (outputs * groups, len(starts[0]), len(starts[1]))


def test_a_residual_has_rows_for_what_it_holds_and_one_for_the_sum() -> None:
    found = table_of([bottleneck(64, 1, projected=False, strides_first=False)], 256, 56, 56)
    assert sum(row.params for row in found.rows if row.op == "conv") == 69_632
    last = found.rows[-1]
    assert (last.op, last.name, last.params, last.macs) == ("residual", "residual1", 0, 0)
    assert last.formula == "relu(body + shortcut)"
    assert found.totals.receptive_field == 3  # 1, then 3, then 1 again


def test_branches_are_joined_along_the_channels() -> None:
    # GoogLeNet's module 3b: 128 + 192 + 96 + 64 = 480 channels (arXiv:1409.4842, table 1).
    branches = [
        [conv(128, 1)],
        [conv(128, 1), conv(192, 3, 1, 1)],
        [conv(32, 1), conv(96, 5, 1, 2)],
        [{"op": "max_pool", "kernel": 3, "stride": 1, "padding": 1}, conv(64, 1)],
    ]
    found = table_of([{"op": "concat", "branches": branches}], 256, 28, 28)
    assert found.output == (480, 28, 28)
    assert found.rows[-1].formula == "128 + 192 + 96 + 64 = 480 channels"
    assert found.rows[-1].receptive_field == 5  # the largest path


def test_names_are_paths() -> None:
    layers = [
        {"op": "relu"},
        {"op": "relu"},
        {
            "op": "repeat",
            "times": 2,
            "name": "stage",
            "body": [{"op": "residual", "body": [{"op": "relu", "name": "last"}], "shortcut": [{"op": "dropout"}]}],
        },
        {"op": "concat", "branches": [[], [{"op": "relu"}]]},
    ]
    assert [row.name for row in table_of(layers, 2, 4, 4).rows] == [
        "relu1",
        "relu2",
        "stage.1.residual1.body.last",
        "stage.1.residual1.shortcut.dropout1",
        "stage.1.residual1",
        "stage.2.residual1.body.last",
        "stage.2.residual1.shortcut.dropout1",
        "stage.2.residual1",
        "concat1.branch2.relu1",
        "concat1",
    ]


def test_a_name_given_twice_is_told_apart() -> None:
    twice = [{"op": "relu", "name": "act"}, {"op": "relu", "name": "act"}, {"op": "relu", "name": "act1"}]
    assert [row.name for row in table_of(twice, 1, 1, 1).rows] == ["act", "act1", "act11"]


def test_activations_are_every_rows_output() -> None:
    found = table_of([conv(8, 3, 1, 1), {"op": "relu"}, {"op": "global_avg_pool"}], 3, 10, 10)
    assert [row.activations for row in found.rows] == [800, 800, 8]
    assert found.totals.activation_bytes == 4 * 1_608


def test_no_layers_leave_the_input_as_it_is() -> None:
    found = table_of([], 3, 8, 8)
    assert (found.rows, found.output, found.totals.params, found.totals.receptive_field) == ((), (3, 8, 8), 0, 1)


def test_integers_of_any_size_stay_exact() -> None:
    huge = 10**18
    row = only_row({**conv(huge, 3, 1, 1), "bias": False}, huge, huge, huge)
    assert row.macs == 9 * huge**4
    assert row.params == 9 * huge**2


def test_numbers_that_would_take_pages_are_refused() -> None:
    # The map stays 3 cells wide for its padding; the jump after 18 layers is 10^324, and 2^1024 about 1.8e308.
    far = [conv(1, 1, 10**18, 10**18)] * 18
    with pytest.raises(TooMuchWork, match=r"a size or a jump grows past 2\*\*1024, which is the limit here"):
        table_of(far, 1, 1, 1)


@pytest.mark.parametrize(
    ("layers", "shape", "sentence"),
    [
        ([conv(8, 7)], (3, 5, 5), "conv1: A kernel of 7 does not fit in 5."),
        ([conv(8, 3, groups=2)], (3, 5, 5), "conv1: 2 groups do not divide 3 input channels: 3 / 2 = 1.5."),
        ([{"op": "linear", "out_features": 10}], (512, 7, 7), "linear1: A linear layer takes a vector or tokens;"),
        ([{"op": "flatten"}, conv(8, 1)], (3, 5, 5), r"conv1: A layer of op conv takes \(C, H, W\), not 75."),
        ([{"op": "attention", "heads": 12}], (4, 64), "3\\*12 = 36 does not divide 64"),
        ([{"op": "attention", "heads": 1}], (4, 6, 6), r"takes tokens \(T, F\), not 4×6×6"),
        ([{"op": "batch_norm"}], (197, 768), "197×768 are tokens, for layer_norm"),
        ([{"op": "select", "channels": [3]}], (3, 6, 6), "There is no channel 3: the last of 3 is 2."),
        (
            [{"op": "max_pool", "kernel": 2, "padding": 2}],
            (1, 6, 6),
            r"A pool pads at most half of its window: 2\*2 = 4 is more than 2.",
        ),
        (
            [{"op": "residual", "body": [conv(8, 3)]}],
            (8, 6, 6),
            "residual1: the body gives 8×4×4, the shortcut 8×6×6; a sum needs two alike.",
        ),
        (
            [{"op": "concat", "branches": [[conv(8, 3)], [{"op": "relu"}]]}],
            (8, 6, 6),
            "concat1: the branches give 8×4×4, 8×6×6; they can be joined only if they differ in channels alone.",
        ),
        (
            [{"op": "repeat", "times": 3, "body": [conv(8, 3)]}],
            (8, 6, 6),
            "repeat1.3.conv1: A kernel of 3 does not fit in 2.",
        ),
    ],
)
def test_impossible_networks_are_refused_with_the_layer_and_the_equation(
    layers: list[Data], shape: tuple[int, ...], sentence: str
) -> None:
    with pytest.raises(Impossible, match=sentence):
        table_of(layers, *shape)


def test_numbers_no_input_has_are_refused() -> None:
    with pytest.raises(BadInput, match="The input size is 0"):
        table_of([], 3, 0, 4)
    with pytest.raises(BadInput, match="The input has 4 axes"):
        table_of([], 1, 3, 4, 4)


def test_a_transposed_layer_needs_its_padding_in_numbers() -> None:
    layer = {"op": "conv_transpose", "out_channels": 1, "kernel": 3, "padding": "same"}
    with pytest.raises(BadInput, match="conv_transpose1: A transposed convolution needs its padding in numbers"):
        table_of([layer], 1, 4, 4)
