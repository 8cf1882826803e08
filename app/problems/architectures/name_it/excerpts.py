"""Two excerpts of each network, as layers for the engine: how it begins, and what its body is made of.

What has no parameters and changes no shape (activations, dropout) is left out, and so are batch norms. `telltale` is
the row, counted from 0, by which one knows the network. Sources: the papers in `app.problems.architectures.names`, in
the implementations that the files of the networks name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.conv.network.layers import (
    Attention,
    AvgPool,
    Concat,
    Conv,
    Depthwise,
    Flatten,
    Layer,
    LayerNorm,
    Layers,
    Linear,
    MaxPool,
    Pointwise,
    Residual,
    Scale,
    SqueezeExcite,
    Tokens,
)
from app.conv.network.shape import Shape
from app.problems.architectures.names import Name

Place: TypeAlias = Literal["opening", "body"]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some layers in a row, and the (C, H, W) or (T, F) that goes into them."""

    input: Shape
    layers: Layers
    telltale: int


def conv(out: int, kernel: int, *, stride: int = 1, padding: int | None = None, bias: bool = True) -> Conv:
    """An ordinary convolution; its padding is half the kernel unless given."""
    around = kernel // 2 if padding is None else padding
    return Conv(
        out_channels=out,
        kernel=(kernel, kernel),
        stride=(stride, stride),
        padding=((around, around), (around, around)),
        bias=bias,
    )


def halves(out: int, *, groups: int, kernel: int) -> Conv:
    """A convolution in groups that keeps the size."""
    around = (kernel // 2, kernel // 2)
    return Conv(out_channels=out, kernel=(kernel, kernel), padding=(around, around), groups=groups)


def depthwise(kernel: int, *, stride: int = 1, bias: bool = False) -> Depthwise:
    """A kernel for each channel."""
    around = (kernel // 2, kernel // 2)
    return Depthwise(kernel=(kernel, kernel), stride=(stride, stride), padding=(around, around), bias=bias)


def pointwise(out: int, *, stride: int = 1, bias: bool = False) -> Pointwise:
    """A 1×1."""
    return Pointwise(out_channels=out, stride=(stride, stride), bias=bias)


def max_pool(kernel: int, stride: int, *, padding: int = 0, ceil_mode: bool = False) -> MaxPool:
    """The largest of each window."""
    around = (padding, padding)
    return MaxPool(kernel=(kernel, kernel), stride=(stride, stride), padding=(around, around), ceil_mode=ceil_mode)


def bottleneck(width: int, *, stride: int) -> Residual:
    """The first block of one of ResNet-50's stages."""
    body = (pointwise(width), conv(width, 3, stride=stride, bias=False), pointwise(4 * width))
    return Residual(body=body, shortcut=(pointwise(4 * width, stride=stride),))


def inception(one: int, three: tuple[int, int], five: tuple[int, int], behind_pool: int) -> Concat:
    """A module: each larger kernel with its reduction."""
    return Concat(
        branches=(
            (pointwise(one, bias=True),),
            (pointwise(three[0], bias=True), conv(three[1], 3)),
            (pointwise(five[0], bias=True), conv(five[1], 5)),
            (max_pool(3, 1, padding=1), pointwise(behind_pool, bias=True)),
        )
    )


def inverted(wide: int, kernel: int, out: int, *, stride: int = 1, squeezed: int = 0) -> Layers:
    """Up, around, down; with a gate where it squeezes."""
    gate: Layers = (SqueezeExcite(squeeze_channels=squeezed),) if squeezed else ()
    return (pointwise(wide), depthwise(kernel, stride=stride), *gate, pointwise(out))


def convnext(channels: int) -> Residual:
    """One of its blocks."""
    up, down = pointwise(4 * channels, bias=True), pointwise(channels, bias=True)
    return Residual(body=(depthwise(7, bias=True), LayerNorm(), up, down, Scale()))


def encoder(features: int, heads: int) -> Layers:
    """A Transformer's block: attention, then two layers for each token."""
    attend = (LayerNorm(), Linear(out_features=3 * features), Attention(heads=heads), Linear(out_features=features))
    think = (LayerNorm(), Linear(out_features=4 * features), Linear(out_features=features))
    return (Residual(body=attend), Residual(body=think))


def separable(*outs: int) -> Layers:
    """Depthwise 3×3 and pointwise, again and again."""
    return tuple(layer for out in outs for layer in (depthwise(3), pointwise(out)))


def narrowing(out: int) -> Residual:
    """A block of Xception's entry flow."""
    pool = MaxPool(kernel=(3, 3), stride=(2, 2), padding="same")
    return Residual(body=(*separable(out, out), pool), shortcut=(pointwise(out, stride=2),))


IMAGE: Shape = (3, 224, 224)
AVERAGED: Layer = AvgPool(kernel=(2, 2))

EXCERPTS: Mapping[tuple[Name, Place], Excerpt] = {
    ("lenet-5", "opening"): Excerpt((1, 28, 28), (conv(6, 5), AVERAGED, conv(16, 5, padding=0), AVERAGED), 0),
    ("lenet-5", "body"): Excerpt(
        (6, 14, 14),
        (
            *(conv(16, 5, padding=0), AVERAGED, Flatten()),
            *(Linear(out_features=120), Linear(out_features=84), Linear(out_features=10)),
        ),
        4,
    ),
    ("alexnet", "opening"): Excerpt(
        (3, 227, 227),
        (conv(96, 11, stride=4, padding=0), max_pool(3, 2), halves(256, groups=2, kernel=5), max_pool(3, 2)),
        0,
    ),
    ("alexnet", "body"): Excerpt(
        (256, 13, 13),
        (
            *(conv(384, 3), halves(384, groups=2, kernel=3), halves(256, groups=2, kernel=3)),
            *(max_pool(3, 2), Flatten(), Linear(out_features=4096)),
        ),
        1,
    ),
    ("vgg", "opening"): Excerpt(
        IMAGE,
        (conv(64, 3), conv(64, 3), max_pool(2, 2), conv(128, 3), conv(128, 3), max_pool(2, 2)),
        1,
    ),
    ("vgg", "body"): Excerpt(
        (512, 28, 28),
        (
            *(conv(512, 3),) * 2,
            max_pool(2, 2),
            *(conv(512, 3),) * 3,
            max_pool(2, 2),
            Flatten(),
            Linear(out_features=4096),
        ),
        8,
    ),
    ("googlenet", "opening"): Excerpt(
        IMAGE,
        (
            *(conv(64, 7, stride=2), max_pool(3, 2, ceil_mode=True), pointwise(64, bias=True)),
            *(conv(192, 3), max_pool(3, 2, ceil_mode=True)),
        ),
        2,
    ),
    ("googlenet", "body"): Excerpt((192, 28, 28), (inception(64, (96, 128), (16, 32), 32),), 7),
    ("resnet", "opening"): Excerpt(
        IMAGE, (conv(64, 7, stride=2, bias=False), max_pool(3, 2, padding=1), bottleneck(64, stride=1)), 6
    ),
    ("resnet", "body"): Excerpt((256, 56, 56), (bottleneck(128, stride=2),), 3),
    ("mobilenet", "opening"): Excerpt(
        IMAGE,
        (conv(32, 3, stride=2, bias=False), *separable(64), depthwise(3, stride=2), pointwise(128), *separable(128)),
        1,
    ),
    ("mobilenet", "body"): Excerpt((512, 14, 14), separable(512, 512, 512), 1),
    ("efficientnet", "opening"): Excerpt(
        IMAGE,
        (
            *(conv(32, 3, stride=2, bias=False), depthwise(3), SqueezeExcite(squeeze_channels=8), pointwise(16)),
            *inverted(96, 3, 24, stride=2, squeezed=4),
        ),
        2,
    ),
    ("efficientnet", "body"): Excerpt(
        (24, 56, 56),
        (*inverted(144, 5, 40, stride=2, squeezed=6), Residual(body=inverted(240, 5, 40, squeezed=10))),
        2,
    ),
    ("convnext", "opening"): Excerpt(IMAGE, (conv(96, 4, stride=4, padding=0), LayerNorm(), convnext(96)), 0),
    ("convnext", "body"): Excerpt((96, 56, 56), (LayerNorm(), conv(192, 2, stride=2, padding=0), convnext(192)), 2),
    ("xception", "opening"): Excerpt(
        (3, 299, 299),
        (conv(32, 3, stride=2, padding=0, bias=False), conv(64, 3, padding=0, bias=False), narrowing(128)),
        7,
    ),
    ("xception", "body"): Excerpt((728, 19, 19), (Residual(body=separable(728, 728, 728)),), 6),
    ("mobilenet-v2", "opening"): Excerpt(
        IMAGE,
        (conv(32, 3, stride=2, bias=False), depthwise(3), pointwise(16), *inverted(96, 3, 24, stride=2)),
        3,
    ),
    ("mobilenet-v2", "body"): Excerpt(
        (24, 56, 56), (*inverted(144, 3, 32, stride=2), Residual(body=inverted(192, 3, 32))), 6
    ),
    ("vit", "opening"): Excerpt(
        IMAGE, (conv(768, 16, stride=16, padding=0), Tokens(class_token=True, positions=True), *encoder(768, 12)), 0
    ),
    ("vit", "body"): Excerpt((197, 768), encoder(768, 12), 2),
}
