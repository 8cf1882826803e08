"""Five designs of a block, each as a recipe: the layers it is made of, and which of them have biases.

Basic        K×K to C_out, K×K; a 1×1 on the shortcut where the channels change
Bottleneck   1×1 to the width, K×K, 1×1 to C_out; the shortcut as above
Inception    1×1 | 1×1, 3×3 | 1×1, 5×5 | pool, 1×1
MBConv       1×1 to t·C, depthwise K×K, a gate through C/4 channels, 1×1 to C_out
ConvNeXt     depthwise K×K, 1×1 to t·C, 1×1 back to C
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from annotated_types import Interval

from app.problems.kind import Answers, Params
from app.problems.pointwise.counting import Layer, weights, weights_and_biases

Channels: TypeAlias = Annotated[int, Interval(ge=1, le=10_000)]
Kernel: TypeAlias = Annotated[int, Interval(ge=2, le=31)]
Nature: TypeAlias = Literal["kernel", "pointwise", "depthwise", "gate", "shortcut"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basic(Params):
    """ResNet-18's: two kernels of the same size, and the input added."""

    channels: Channels
    out_channels: Channels
    kernel: Kernel = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Bottleneck(Params):
    """ResNet-50's: down to `width`, look around, up again, and the input added."""

    channels: Channels
    width: Channels
    out_channels: Channels
    kernel: Kernel = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Inception(Params):
    """GoogLeNet's: the channels of each of its six convolutions, in the order of table 1."""

    channels: Channels
    one: Channels
    before_three: Channels
    three: Channels
    before_five: Channels
    five: Channels
    behind_pool: Channels


@dataclass(frozen=True, slots=True, kw_only=True)
class MBConv(Params):
    """EfficientNet's: an inverted bottleneck with squeeze-and-excitation; the gate squeezes to a quarter of C."""

    channels: Channels
    out_channels: Channels
    kernel: Kernel
    expand: Annotated[int, Interval(ge=2, le=16)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvNeXt(Params):
    """ConvNeXt's: depthwise first, then up by `expand` and down again."""

    channels: Channels
    kernel: Kernel = 7
    expand: Annotated[int, Interval(ge=2, le=16)] = 4


Design: TypeAlias = Basic | Bottleneck | Inception | MBConv | ConvNeXt


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Params):
    """One block of one design."""

    block: Design


@dataclass(frozen=True, slots=True)
class Part:
    """One layer of a block. A depthwise one reads one channel, so its `layer` has one before it."""

    name: str
    nature: Nature
    layer: Layer
    bias: bool = False


Recipe: TypeAlias = tuple[Part, ...]
Rule: TypeAlias = Callable[[tuple[Layer, ...]], int]


def recipe(block: Design) -> Recipe:
    """The layers of a block, in the order in which they are computed."""
    match block:
        case Basic():
            return basic(block)
        case Bottleneck():
            return bottleneck(block)
        case Inception():
            return inception(block)
        case MBConv():
            return mbconv(block, wide=block.expand * block.channels, squeezed=squeezed(block.channels))
        case ConvNeXt():
            return convnext(block, wide=block.expand * block.channels)


def basic(block: Basic) -> Recipe:
    """Two kernels, the first of which changes the channels."""
    into, out, kernel = block.channels, block.out_channels, block.kernel
    first = Part("first", "kernel", Layer(into, out, kernel))
    second = Part("second", "kernel", Layer(out, out, kernel))
    return (first, second, *projection(into, out))


def bottleneck(block: Bottleneck) -> Recipe:
    """Down, around, up."""
    into, width, out = block.channels, block.width, block.out_channels
    return (
        Part("down", "pointwise", Layer(into, width, 1)),
        Part("middle", "kernel", Layer(width, width, block.kernel)),
        Part("up", "pointwise", Layer(width, out, 1)),
        *projection(into, out),
    )


def projection(into: int, out: int) -> Recipe:
    """The 1×1 of a shortcut that has to match other channels; none where the input can be added as it is."""
    return (Part("shortcut", "shortcut", Layer(into, out, 1)),) if into != out else ()


def inception(block: Inception) -> Recipe:
    """Four branches, with a bias in every convolution, as in the paper."""
    into = block.channels
    layers: tuple[tuple[str, Nature, Layer], ...] = (
        ("1×1", "pointwise", Layer(into, block.one, 1)),
        ("before 3×3", "pointwise", Layer(into, block.before_three, 1)),
        ("3×3", "kernel", Layer(block.before_three, block.three, 3)),
        ("before 5×5", "pointwise", Layer(into, block.before_five, 1)),
        ("5×5", "kernel", Layer(block.before_five, block.five, 5)),
        ("behind the pool", "pointwise", Layer(into, block.behind_pool, 1)),
    )
    return tuple(Part(*each, bias=True) for each in layers)


def squeezed(channels: int) -> int:
    """A quarter of the channels, and one at least. Source: `se_ratio` of the reference implementation's blocks."""
    return max(1, channels // 4)


def mbconv(block: MBConv, *, wide: int, squeezed: int) -> Recipe:
    """Up, around, gate, down. Only the two layers of the gate have biases."""
    return (
        Part("expand", "pointwise", Layer(block.channels, wide, 1)),
        Part("depthwise", "depthwise", Layer(1, wide, block.kernel)),
        Part("squeeze", "gate", Layer(wide, squeezed, 1), bias=True),
        Part("excite", "gate", Layer(squeezed, wide, 1), bias=True),
        Part("project", "pointwise", Layer(wide, block.out_channels, 1)),
    )


def convnext(block: ConvNeXt, *, wide: int) -> Recipe:
    """Around, up, down, all three with biases."""
    return (
        Part("depthwise", "depthwise", Layer(1, block.channels, block.kernel), bias=True),
        Part("expand", "pointwise", Layer(block.channels, wide, 1), bias=True),
        Part("contract", "pointwise", Layer(wide, block.channels, 1), bias=True),
    )


def count(parts: Recipe, rule: Rule = weights) -> int:
    """The parameters of all of them; the weights by another rule, where somebody has one."""
    biases = sum(weights_and_biases((part.layer,)) - weights((part.layer,)) for part in parts if part.bias)
    return rule(tuple(part.layer for part in parts)) + biases


def check(_: Asked) -> None:
    """Every block there is can be counted."""


def solve(asked: Asked) -> Answers:
    """All its convolutions, with the biases they have; no norms."""
    return {"params": count(recipe(asked.block))}
