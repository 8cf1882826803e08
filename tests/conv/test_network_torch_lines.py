"""PyTorch's lines, read and never run: positions and keywords as in PyTorch's documentation, and what is refused."""

import pytest

from app.catalog.catalog import Catalog
from app.conv.network.parsing import parse
from app.conv.network.table import table
from app.conv.network.torch_lines import refuse_other_channels, torch_layers
from app.conv.network.writing import pytorch
from app.errors import BadInput


def read(text: str) -> list[dict[str, object]]:
    return [dict(each.data) for each in torch_layers(text)]


@pytest.mark.parametrize(
    ("line", "data"),
    [
        (
            "nn.Conv2d(3, 64, 7, stride=2, padding=3)",
            {"op": "conv", "out_channels": 64, "kernel": 7, "stride": 2, "padding": 3},
        ),
        (
            "torch.nn.Conv2d(8, 16, (3, 5), 2, 1, 2, 4, False)",
            {
                "op": "conv",
                "out_channels": 16,
                "kernel": [3, 5],
                "stride": 2,
                "padding": 1,
                "dilation": 2,
                "groups": 4,
                "bias": False,
            },
        ),
        (
            "ConvTranspose2d(8, 4, 4, 2, 1, 1, 2, True, 1)",
            {
                "op": "conv_transpose",
                "out_channels": 4,
                "kernel": 4,
                "stride": 2,
                "padding": 1,
                "output_padding": 1,
                "groups": 2,
                "bias": True,
                "dilation": 1,
            },
        ),
        (
            "nn.MaxPool2d(3, 2, 1, 1, False, True)",
            {"op": "max_pool", "kernel": 3, "stride": 2, "padding": 1, "dilation": 1, "ceil_mode": True},
        ),
        (
            "nn.AvgPool2d(2, None, 0, False, False)",
            {
                "op": "avg_pool",
                "kernel": 2,
                "stride": None,
                "padding": 0,
                "ceil_mode": False,
                "count_include_pad": False,
            },
        ),
        ("nn.Conv2d(3, 8, 3, padding='same')", {"op": "conv", "out_channels": 8, "kernel": 3, "padding": "same"}),
        ("self.act = nn.ReLU(inplace=True)", {"op": "relu", "name": "act"}),
        ("nn.BatchNorm2d(64, eps=1e-3)  # with a comment", {"op": "batch_norm"}),
        ("nn.Linear(512, 10, bias=False),", {"op": "linear", "out_features": 10, "bias": False}),
        ("nn.Upsample(scale_factor=2)", {"op": "upsample", "scale": 2}),
        ("nn.Dropout(0.2)", {"op": "dropout", "p": 0.2}),
    ],
)
def test_a_line_is_a_layer(line: str, data: dict[str, object]) -> None:
    assert read(line) == [data]


def test_a_sequential_is_its_layers_in_order_at_any_depth() -> None:
    text = """
        from torch import nn
        net = nn.Sequential(
            nn.Conv2d(3, 8, 3),
            nn.Sequential(nn.ReLU(), nn.Identity()),  # nested
            nn.Flatten(),
        )
    """
    assert [layer["op"] for layer in read(text)] == ["conv", "relu", "flatten"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nn.ReLU()\nnn.Conv2d(3, 8)", "Line 2, column 1: Conv2d needs its kernel_size."),
        ("nn.Conv2d(3, 8, 3, strides=2)", "Line 1, column 20: Conv2d has no such parameter; it has in_channels, "),
        ("nn.Conv2d(3, 8, 3, kernel_size=3)", "Line 1, column 20: kernel_size is given twice."),
        ("nn.Conv2d(3, 8, 0)", "Line 1, column 1: This is 0; it must be at least 1."),
        ("nn.Conv2d(3, 8, k)", "Line 1, column 17: Only numbers, tuples of them, True, False, None and texts"),
        ("nn.Conv2d(3, 8, 3, padding_mode='reflect')", "Conv2d is read here with padding_mode='zeros' only."),
        ("nn.BatchNorm2d(8, affine=False)", "BatchNorm2d is read here with affine=True only."),
        ("nn.LSTM(3, 8)", "Line 1, column 1: No such layer is read here; known are Conv2d,"),
        ("nn.Conv2d(3, 8, 3", "Line 1, column 10: This is no line of Python."),
        ("nn.ReLU(1, 2)", "ReLU takes 1 arguments at most."),
        ("def f():\n  pass", "Line 1, column 1: Only layers are read here, no other Python"),
        ("nn.Sequential(a=nn.ReLU())", "Sequential takes its layers one after another"),
        ("", "There is no layer yet; write one such as nn.Conv2d("),
        ("3 + 4", "Line 1, column 1: This is no layer"),
    ],
)
def test_what_cannot_be_read_is_named_with_line_and_column(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        torch_layers(text)
    assert sentence in refused.value.sentence


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "nn.Conv2d(3, 8, (lambda: 3)())",
        "nn.Conv2d(3, 8, 9**9**9)",
        "nn.Conv2d(*[3, 8, 3])",
        "nn.Conv2d(3, 8, **{'kernel_size': 3})",
        "nn.__class__.Conv2d(3, 8, 3)",
        "(" * 5_000,
        "nn.Sequential(" * 40 + ")" * 40,
        "-" * 19_000 + "1",
        "a" + ".a" * 9_000,
        "nn.ReLU()\0",
        "nn.ReLU()\n" * 257,
        "nn.Conv2d(3, 8, " + "9" * 5_000 + ")",
        "nn.Conv2d(3, 8, " + "9" * 40 + ")",
        "x" * 20_001,
        "f'{1}'",
        "nn.Softmax('\\d')\nnn.ReLU(2)(3)",
        "\ud800",
    ],
)
def test_what_is_hostile_is_refused_and_never_run(text: str) -> None:
    with pytest.raises(BadInput):
        torch_layers(text)


def test_channels_that_do_not_fit_are_named_where_they_stand() -> None:
    layers = torch_layers("nn.Conv2d(3, 64, 3)\nnn.BatchNorm2d(64)\nnn.Conv2d(32, 64, 3)")
    found = table(parse([each.data for each in layers]), (3, 32, 32))
    with pytest.raises(BadInput, match="Line 3, column 1: This layer takes 32 channels or features, and 64 come in"):
        refuse_other_channels(layers, found)


@pytest.mark.parametrize("slug", ["vgg-16", "mobilenet-v1", "alexnet-one-tower"])
def test_what_is_written_is_read_back_as_the_same_network(catalog: Catalog, slug: str) -> None:
    known = catalog.architectures.architecture(slug)
    layers = torch_layers(pytorch(known.layers, known.input))
    found = table(parse([each.data for each in layers]), known.input)
    refuse_other_channels(layers, found)
    said, wanted = found.totals, known.table.totals
    assert (said.params, said.macs, said.receptive_field) == (wanted.params, wanted.macs, wanted.receptive_field)
