"""The parameters of a separable layer: the engine's counts, and the counts of whoever believes others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.counts import conv_params
from app.problems.depthwise_separable.counting import answered, believed_counts
from app.problems.kind import Answers, Params

Channels: TypeAlias = Annotated[int, Interval(ge=1, le=100_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeparableWeights(Params):
    """A layer that may be built either way. `multiplier` is how many depthwise kernels each channel has."""

    in_channels: Channels
    out_channels: Channels
    kernel: Annotated[int, Interval(ge=2, le=64)]
    multiplier: Annotated[int, Interval(ge=1, le=64)] = 1
    bias: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(SeparableWeights):
    """The same layer, some of whose rows somebody has answered: those counts are taken as given."""

    known: Mapping[str, int]


def check(_: SeparableWeights) -> None:
    """Every such layer exists."""


def maps(layer: SeparableWeights) -> int:
    """What the depthwise half gives and the pointwise half takes."""
    return layer.in_channels * layer.multiplier


def solve(layer: SeparableWeights) -> Answers:
    """The engine's counts, or those that are believed; the sum and the ratio follow from them."""
    return counted(layer, bias=layer.bias)


def counted(layer: SeparableWeights, *, bias: bool) -> Answers:
    """The rows with biases throughout, or with none."""
    kernel, inside, outside = (layer.kernel, layer.kernel), layer.in_channels, layer.out_channels
    return answered(
        conv_params(inside, outside, kernel, bias=bias),
        conv_params(inside, maps(layer), kernel, groups=inside, bias=bias),
        conv_params(maps(layer), outside, (1, 1), bias=bias),
        layer.known if isinstance(layer, Believed) else {},
    )


def follow(layer: SeparableWeights, believed: Answers) -> SeparableWeights:
    """The same layer with the believed counts taken as given."""
    return Believed(
        in_channels=layer.in_channels,
        out_channels=layer.out_channels,
        kernel=layer.kernel,
        multiplier=layer.multiplier,
        bias=layer.bias,
        known=believed_counts(believed),
    )


def biases(layer: SeparableWeights, channels: int) -> int:
    """One for each channel that comes out, where the layer has biases."""
    return channels if layer.bias else 0
