"""Layers written as PyTorch: what stands there, by the signatures in PyTorch's documentation."""

import ast
from typing import Any

import pytest

from app.catalog.catalog import Catalog
from app.conv.network.parsing import parse
from app.conv.network.writing import pytorch, pytorch_lines
from app.errors import Impossible

IMAGE = (3, 32, 32)


def lines(*layers: dict[str, Any], shape: tuple[int, ...] = IMAGE) -> list[str]:
    return pytorch_lines(parse(list(layers)), shape).splitlines()


@pytest.mark.parametrize(
    ("layer", "line"),
    [
        ({"op": "conv", "out_channels": 64, "kernel": 7, "stride": 2, "padding": 3, "bias": False},
         "nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False)"),
        ({"op": "conv", "out_channels": 6, "kernel": [3, 5], "padding": [1, 2], "groups": 3},
         "nn.Conv2d(3, 6, (3, 5), padding=(1, 2), groups=3)"),
        ({"op": "conv", "out_channels": 6, "kernel": 3, "padding": "same", "dilation": 2},
         "nn.Conv2d(3, 6, 3, padding=2, dilation=2)"),
        ({"op": "depthwise", "kernel": 3, "multiplier": 2}, "nn.Conv2d(3, 6, 3, groups=3)"),
        ({"op": "pointwise", "out_channels": 8}, "nn.Conv2d(3, 8, 1)"),
        ({"op": "conv_transpose", "out_channels": 8, "kernel": 4, "stride": 2, "padding": 1, "output_padding": 1},
         "nn.ConvTranspose2d(3, 8, 4, stride=2, padding=1, output_padding=1)"),
        ({"op": "max_pool", "kernel": 3, "stride": 2, "padding": 1, "ceil_mode": True},
         "nn.MaxPool2d(3, stride=2, padding=1, ceil_mode=True)"),
        ({"op": "max_pool", "kernel": 2}, "nn.MaxPool2d(2)"),
        ({"op": "avg_pool", "kernel": 3, "padding": 1, "count_include_pad": False},
         "nn.AvgPool2d(3, padding=1, count_include_pad=False)"),
        ({"op": "global_avg_pool"}, "nn.AdaptiveAvgPool2d(1)"),
        ({"op": "adaptive_avg_pool", "output": [6, 3]}, "nn.AdaptiveAvgPool2d((6, 3))"),
        ({"op": "batch_norm"}, "nn.BatchNorm2d(3)"),
        ({"op": "silu"}, "nn.SiLU()"),
        ({"op": "dropout", "p": 0.2}, "nn.Dropout(0.2)"),
        ({"op": "upsample", "scale": 2}, "nn.Upsample(scale_factor=2)"),
        ({"op": "flatten"}, "nn.Flatten()"),
        ({"op": "squeeze_excite", "squeeze_channels": 2, "activation": "silu"},
         "SqueezeExcitation(3, 2, activation=nn.SiLU)"),
        ({"op": "scale"}, "# scale: torch.nn has no module for this layer"),
    ],
)  # fmt: skip
def test_a_layer_is_a_line(layer: dict[str, Any], line: str) -> None:
    assert lines(layer) == [line]


def test_channels_are_handed_on_and_a_pixel_is_flattened_before_a_linear_layer() -> None:
    net = (
        {"op": "conv", "out_channels": 8, "kernel": 3},
        {"op": "global_avg_pool"},
        {"op": "linear", "out_features": 10},
    )
    assert lines(*net) == ["nn.Conv2d(3, 8, 3)", "nn.AdaptiveAvgPool2d(1)", "nn.Flatten()", "nn.Linear(8, 10)"]


def test_padding_that_differs_by_side_is_a_layer_of_its_own() -> None:
    """TensorFlow's "same" for 32, kernel 3, stride 2: 15·2 + 3 - 32 = 1, at the end."""
    layer = {"op": "conv", "out_channels": 8, "kernel": 3, "stride": 2, "padding": "same"}
    assert lines(layer) == ["nn.ZeroPad2d((0, 1, 0, 1))", "nn.Conv2d(3, 8, 3, stride=2)"]


def test_a_name_is_a_comment_on_one_line() -> None:
    assert lines({"op": "relu", "name": "a\nimport os"}) == ["nn.ReLU()  # a import os"]


def test_a_network_that_cannot_be_is_not_written() -> None:
    with pytest.raises(Impossible, match="does not fit"):
        pytorch(parse([{"op": "conv", "out_channels": 8, "kernel": 33}]), IMAGE)


def test_every_architecture_is_written_as_code_with_its_own_channels(catalog: Catalog) -> None:
    """In the order of the table, every convolution takes and gives what its row says."""
    for each in catalog.architectures.by_slug.values():
        calls = [node for node in ast.walk(ast.parse(pytorch(each.layers, each.input))) if isinstance(node, ast.Call)]
        written = sorted(
            tuple(ast.literal_eval(argument) for argument in call.args[:2])
            for call in calls
            if isinstance(call.func, ast.Attribute) and call.func.attr == "Conv2d"
        )
        rows = [row for row in each.table.rows if row.op in {"conv", "depthwise", "pointwise"}]
        assert written == sorted((row.input_shape[0], row.output_shape[0]) for row in rows), each.slug


def test_the_classes_that_are_needed_are_written_above(catalog: Catalog) -> None:
    code = {slug: pytorch(each.layers, each.input) for slug, each in catalog.architectures.by_slug.items()}
    assert "class Residual(nn.Module):" in code["resnet-18"]
    assert "class Concat(nn.Module):" in code["googlenet"]
    assert "class " not in code["vgg-16"]
    assert "from torchvision.ops import SqueezeExcitation" in code["efficientnet-b0"]
