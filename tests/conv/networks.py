"""Networks that several tests look at, as plain data."""

from typing import Any

Data = dict[str, Any]


def conv(channels: int, kernel: int, stride: int = 1, padding: int = 0, **more: Any) -> Data:
    return {"op": "conv", "out_channels": channels, "kernel": kernel, "stride": stride, "padding": padding, **more}


def normed(channels: int, kernel: int, stride: int = 1, padding: int = 0) -> list[Data]:
    """A convolution without bias, and batch normalisation."""
    return [conv(channels, kernel, stride, padding, bias=False), {"op": "batch_norm"}]


def bottleneck(width: int, stride: int, *, projected: bool, strides_first: bool) -> Data:
    """ResNet's: 1×1, 3×3, 1×1. The stride is on the first 1×1 as published, on the 3×3 in version 1.5."""
    first, second = (stride, 1) if strides_first else (1, stride)
    body = [
        *normed(width, 1, first),
        {"op": "relu"},
        *normed(width, 3, second, 1),
        {"op": "relu"},
        *normed(4 * width, 1),
    ]
    shortcut = normed(4 * width, 1, stride) if projected else []
    return {"op": "residual", "body": body, "shortcut": shortcut, "activation": "relu"}


def resnet(blocks: tuple[int, int, int, int], *, strides_first: bool) -> list[Data]:
    """ResNet-50, -101 or -152 by the blocks of its stages (arXiv:1512.03385, table 1)."""
    layers: list[Data] = [
        *normed(64, 7, 2, 3),
        {"op": "relu"},
        {"op": "max_pool", "kernel": 3, "stride": 2, "padding": 1},
    ]
    for stage, count in enumerate(blocks):
        width, stride = 64 * 2**stage, 1 if stage == 0 else 2
        layers += [
            bottleneck(width, stride, projected=True, strides_first=strides_first),
            {
                "op": "repeat",
                "times": count - 1,
                "body": [bottleneck(width, 1, projected=False, strides_first=strides_first)],
            },
        ]
    return [*layers, {"op": "global_avg_pool"}, {"op": "flatten"}, {"op": "linear", "out_features": 1000}]


def small_resnet() -> list[Data]:
    """Four bottlenecks in two stages, two of them repeated; for inputs of some dozens of pixels."""
    return [
        *normed(8, 3, 2, 1),
        {"op": "relu"},
        bottleneck(4, 1, projected=True, strides_first=False),
        {"op": "repeat", "times": 2, "body": [bottleneck(4, 1, projected=False, strides_first=False)]},
        bottleneck(8, 2, projected=True, strides_first=False),
        *({"op": "global_avg_pool"}, {"op": "flatten"}, {"op": "linear", "out_features": 10}),
    ]


def vgg_16() -> list[Data]:
    """Configuration D of arXiv:1409.1556, table 1."""
    layers: list[Data] = []
    for channels, count in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        layers += [each for _ in range(count) for each in (conv(channels, 3, 1, 1), {"op": "relu"})]
        layers.append({"op": "max_pool", "kernel": 2})
    head = [{"op": "linear", "out_features": features} for features in (4096, 4096, 1000)]
    return [*layers, {"op": "flatten"}, *head]
