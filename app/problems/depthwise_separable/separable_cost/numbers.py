"""The numbers of a separable layer: sizes, the engine's counts, and the counts of whoever believes others."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.counts import conv_macs
from app.conv.ratios import Separable, separable_macs
from app.conv.shapes import output_size
from app.problems.depthwise_separable.counting import answered, costs
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
    height, width = sides(layer)
    return _output(height, width, kernel=layer.kernel, stride=layer.stride, padding=layer.padding)


@lru_cache(maxsize=256)  # every solver begins with it
def _output(height: int, width: int, *, kernel: int, stride: int, padding: int) -> tuple[int, int]:
    return (
        output_size(height, kernel, stride=stride, padding=padding),
        output_size(width, kernel, stride=stride, padding=padding),
    )


def positions(layer: SeparableLayer) -> int:
    """Where the kernel is put down."""
    height, width = output(layer)
    return height * width


def check(layer: SeparableLayer) -> None:
    """Raises `Impossible` where the kernel does not fit."""
    output(layer)


def solve(layer: SeparableLayer) -> Answers:
    """The engine's counts, or those that are believed; the sum and the ratio follow from them."""
    standard, halves = _counted(layer.in_channels, layer.out_channels, (layer.kernel, layer.kernel), output(layer))
    known = layer.known if isinstance(layer, Believed) else NOTHING
    return answered(standard, halves.depthwise, halves.pointwise, known)


NOTHING: Mapping[str, int] = {}


@lru_cache(maxsize=256)
def _counted(inside: int, outside: int, kernel: tuple[int, int], size: tuple[int, int]) -> tuple[int, Separable]:
    return conv_macs(inside, outside, kernel, size), separable_macs(inside, outside, kernel, size)


def believing(layer: SeparableLayer, known: Mapping[str, int]) -> Believed:
    """The same layer with these counts taken as given."""
    return Believed(
        in_channels=layer.in_channels,
        out_channels=layer.out_channels,
        input=layer.input,
        kernel=layer.kernel,
        stride=layer.stride,
        padding=layer.padding,
        known=known,
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
