"""The numbers of a separable layer: sizes, the engine's counts, and the counts of whoever believes others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.counts import conv_macs
from app.conv.ratios import separable_macs
from app.conv.shapes import output_size
from app.problems.depthwise_separable.counting import answered, believed_counts, costs
from app.problems.kind import Answers, Params

Channels: TypeAlias = Annotated[int, Interval(ge=1, le=100_000)]
Cells: TypeAlias = Annotated[int, Interval(ge=1, le=100_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeparableLayer(Params):
    """A layer that may be built either way; in the separable one the depthwise half has stride and padding."""

    in_channels: Channels
    out_channels: Channels
    input: Cells | tuple[Cells, Cells]
    kernel: Annotated[int, Interval(ge=2, le=64)]
    stride: Annotated[int, Interval(ge=1, le=16)] = 1
    padding: Annotated[int, Interval(ge=0, le=64)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(SeparableLayer):
    """The same layer, some of whose rows somebody has answered: those counts are taken as given."""

    known: Mapping[str, int]


def sides(layer: SeparableLayer) -> tuple[int, int]:
    """Height and width of what goes in."""
    return (layer.input, layer.input) if isinstance(layer.input, int) else layer.input


def output(layer: SeparableLayer) -> tuple[int, int]:
    """Height and width of what comes out."""
    height, width = (
        output_size(side, layer.kernel, stride=layer.stride, padding=layer.padding) for side in sides(layer)
    )
    return height, width


def positions(layer: SeparableLayer) -> int:
    """Where the kernel is put down."""
    height, width = output(layer)
    return height * width


def check(layer: SeparableLayer) -> None:
    """Raises `Impossible` where the kernel does not fit."""
    output(layer)


def solve(layer: SeparableLayer) -> Answers:
    """The engine's counts, or those that are believed; the sum and the ratio follow from them."""
    kernel, size = (layer.kernel, layer.kernel), output(layer)
    halves = separable_macs(layer.in_channels, layer.out_channels, kernel, size)
    standard = conv_macs(layer.in_channels, layer.out_channels, kernel, size)
    return answered(standard, halves.depthwise, halves.pointwise, layer.known if isinstance(layer, Believed) else {})


def follow(layer: SeparableLayer, believed: Answers) -> SeparableLayer:
    """The same layer with the believed counts taken as given."""
    return Believed(
        in_channels=layer.in_channels,
        out_channels=layer.out_channels,
        input=layer.input,
        kernel=layer.kernel,
        stride=layer.stride,
        padding=layer.padding,
        known=believed_counts(believed),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """What somebody multiplies."""

    inside: int
    outside: int
    area: int
    positions: int


def factors(layer: SeparableLayer) -> Factors:
    """The right ones."""
    area = layer.kernel**2
    return Factors(inside=layer.in_channels, outside=layer.out_channels, area=area, positions=positions(layer))


def products(made: Factors) -> dict[str, int]:
    return costs(inside=made.inside, outside=made.outside, area=made.area, positions=made.positions)
