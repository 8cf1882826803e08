"""Layers as data: what is read, and what is refused in which words at which place."""

from typing import Any

import pytest

from app.conv.network.arguments import ParseLimits
from app.conv.network.layers import (
    Activation,
    AvgPool,
    Concat,
    Conv,
    ConvTranspose,
    Depthwise,
    Elementwise,
    MaxPool,
    Repeat,
    Residual,
    SqueezeExcite,
)
from app.conv.network.parsing import OPS, parse, written_out
from app.errors import BadInput, TooMuchWork

CONV = {"op": "conv", "out_channels": 8, "kernel": 3}
NO_PADDING = (
    "This must be an integer, [height, width], [[top, bottom], [left, right]], or one of"
    ' "valid", "same", "full", "causal".'
)
NO_FIELD = (
    "A layer of op conv has no such field; it has name, out_channels, kernel, stride, padding, dilation, groups, bias."
)


def refused(raw: Any, **limits: int) -> list[tuple[str, str]]:
    """The places and sentences of a refusal."""
    with pytest.raises(BadInput) as refusal:
        parse(raw, limits=ParseLimits(**limits))
    return [(field.pointer, field.detail) for field in refusal.value.fields]


def test_defaults_are_pytorchs() -> None:
    assert parse([CONV]) == (
        Conv(
            out_channels=8,
            kernel=(3, 3),
            stride=(1, 1),
            padding=((0, 0), (0, 0)),
            dilation=(1, 1),
            groups=1,
            bias=True,
        ),
    )
    assert parse([{"op": "max_pool", "kernel": 2}]) == (MaxPool(kernel=(2, 2), stride=None),)
    assert parse([{"op": "squeeze_excite", "squeeze_channels": 8}]) == (
        SqueezeExcite(squeeze_channels=8, activation=Activation.RELU, gate=Activation.SIGMOID),
    )


@pytest.mark.parametrize(
    ("padding", "read"),
    [
        (2, ((2, 2), (2, 2))),
        ([1, 2], ((1, 1), (2, 2))),
        ([[1, 2], [3, 4]], ((1, 2), (3, 4))),
        ("same", "same"),
        ("causal", "causal"),
    ],
)
def test_padding_has_all_its_spellings(padding: Any, read: Any) -> None:
    (layer,) = parse([{**CONV, "padding": padding}])
    assert isinstance(layer, Conv)
    assert layer.padding == read


def test_sizes_may_differ_by_axis_and_layers_have_names() -> None:
    raw = [
        {"op": "depthwise", "kernel": [1, 7], "multiplier": 2, "name": "wide"},
        {"op": "conv_transpose", "out_channels": 3, "kernel": 4, "stride": [2, 1], "output_padding": [1, 0]},
        {"op": "avg_pool", "kernel": 2, "count_include_pad": False, "stride": None},
    ]
    assert parse(raw) == (
        Depthwise(kernel=(1, 7), multiplier=2, name="wide"),
        ConvTranspose(out_channels=3, kernel=(4, 4), stride=(2, 1), output_padding=(1, 0)),
        AvgPool(kernel=(2, 2), count_include_pad=False),
    )


def test_layers_hold_layers() -> None:
    relu = Elementwise(function=Activation.RELU)
    raw = [
        {"op": "repeat", "times": 3, "body": [{"op": "residual", "body": [{"op": "relu"}], "activation": "relu"}]},
        {"op": "concat", "branches": [[], [{"op": "relu"}]]},
    ]
    assert parse(raw) == (
        Repeat(times=3, body=(Residual(body=(relu,), shortcut=(), activation=Activation.RELU),)),
        Concat(branches=((), (relu,))),
    )


def test_every_op_of_the_documentation_is_known() -> None:
    documented = (
        "conv conv_transpose depthwise pointwise max_pool avg_pool global_avg_pool adaptive_avg_pool batch_norm"
        " layer_norm relu relu6 gelu sigmoid silu softmax dropout flatten linear upsample residual concat"
        " squeeze_excite repeat"
    )
    assert set(documented.split()) <= {*OPS, *Activation}


@pytest.mark.parametrize(
    ("layer", "pointer", "sentence"),
    [
        ({**CONV, "kernel": "3"}, "/kernel", "This must be an integer."),
        ({**CONV, "kernel": 3.0}, "/kernel", "This must be an integer."),
        ({**CONV, "kernel": True}, "/kernel", "This must be an integer."),
        ({**CONV, "kernel": float("nan")}, "/kernel", "This must be an integer."),
        ({**CONV, "kernel": None}, "/kernel", "This must be an integer."),
        ({**CONV, "kernel": [3, 3, 3]}, "/kernel", "This must be an integer or [height, width]."),
        ({**CONV, "stride": 0}, "/stride", "This is 0; it must be at least 1."),
        ({**CONV, "stride": None}, "/stride", "This must be an integer."),
        ({**CONV, "padding": -1}, "/padding", "This is -1; it must be at least 0."),
        ({**CONV, "padding": [[0, 0], [0, -1]]}, "/padding", "This is -1; it must be at least 0."),
        ({**CONV, "groups": 0}, "/groups", "This is 0; it must be at least 1."),
        ({**CONV, "bias": 1}, "/bias", "This must be true or false."),
        ({**CONV, "name": ""}, "/name", "A name is a text of 1 to 80 characters."),
        (
            {**CONV, "padding": "reflect"},
            "/padding",
            NO_PADDING,
        ),
        (
            {**CONV, "strides": 2},
            "/strides",
            NO_FIELD,
        ),
        ({"op": "conv", "kernel": 3}, "/out_channels", "A layer of op conv needs this."),
        ({"op": "relu", "inplace": True}, "/inplace", "A layer of op relu has no such field; it has name."),
        ({"op": "dropout", "p": 2}, "/p", "This must be a number from 0 to 1."),
        ({"op": "residual", "body": []}, "/body", "This must hold at least one layer."),
        ({"op": "repeat", "times": 2, "body": {}}, "/body", "This must be a list of layers."),
        (
            {"op": "concat", "branches": []},
            "/branches",
            "This must be a list of at least one branch, each a list of layers.",
        ),
        (
            {"op": "residual", "body": [{"op": "relu"}], "activation": "swish"},
            "/activation",
            "This must be one of relu, relu6, gelu, sigmoid, silu, tanh.",
        ),
        ("relu", "", "A layer must be an object with an op."),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(layer: Any, pointer: str, sentence: str) -> None:
    assert refused([layer]) == [(f"/layers/0{pointer}", sentence)]


@pytest.mark.parametrize("op", ["convolution", "", None, 3, ["conv"]])
def test_an_op_nobody_knows_is_answered_with_those_there_are(op: Any) -> None:
    ((pointer, sentence),) = refused([{"op": op}])
    assert pointer == "/layers/0/op"
    assert sentence.startswith("This must be one of conv, conv_transpose, ")


def test_every_layer_that_is_wrong_is_named_at_once() -> None:
    raw = [
        {**CONV, "stride": 0},
        {"op": "relu"},
        {"op": "residual", "body": [CONV, {"op": "conv", "kernel": 1}], "shortcut": [{"op": "linear"}]},
    ]
    assert [pointer for pointer, _ in refused(raw)] == ["/layers/0/stride", "/layers/2/body/1/out_channels"]


def test_a_thousand_nested_repeats_are_refused() -> None:
    raw: Any = CONV
    for _ in range(1000):
        raw = {"op": "repeat", "times": 2, "body": [raw]}
    with pytest.raises(TooMuchWork, match="Layers are nested deeper than 12, which is the limit here"):
        parse([raw])


def test_repetitions_are_counted_and_not_made() -> None:
    raw: Any = {"op": "relu"}
    for _ in range(6):
        raw = {"op": "repeat", "times": 1000, "body": [raw]}
    sentence = "With every repetition written out there are 1,000,000,000,000,000,000 layers; 1,024 is the limit here."
    assert refused([raw]) == [("/layers", sentence)]


def test_layers_within_layers_are_counted() -> None:
    raw = [{"op": "repeat", "times": 5, "body": [{"op": "concat", "branches": [[CONV], [CONV, {"op": "relu"}]]}]}]
    assert written_out(parse(raw)) == 20  # five times the concat and its three


def test_a_number_past_the_limit_is_refused() -> None:
    sentence = "This is over 1,000,000,000,000,000,000, which is the limit here."
    assert refused([{**CONV, "kernel": 10**18 + 1}]) == [("/layers/0/kernel", sentence)]


def test_what_is_no_list_is_no_network() -> None:
    nothings: list[Any] = [None, {}, "conv", 3]
    for raw in nothings:
        assert refused(raw) == [("/layers", "This must be a list of layers.")]
