"""Where one unit's field lies: its first pixel, its last, its centre. Positions count from pixel 0, padding is outside.

    first of unit i = i J - sum of P_l j_(l-1),   last = first + r - 1,   centre = (first + last) / 2

Source: Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Annotated

from annotated_types import Interval, Len

from app.conv.fields import FieldLayer
from app.conv.shapes import output_size
from app.errors import BadInput
from app.problems.kind import Answers, Params
from app.problems.receptive_field.seeing import sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer(Params):
    """A convolution or a pool, as far as positions go."""

    kernel: Annotated[int, Interval(ge=1, le=50)]
    stride: Annotated[int, Interval(ge=1, le=20)] = 1
    padding: Annotated[int, Interval(ge=0, le=50)] = 0
    dilation: Annotated[int, Interval(ge=1, le=20)] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookout(Params):
    """A row of `size` pixels, the layers it goes through, and a unit of the last one, counted from 0."""

    size: Annotated[int, Interval(ge=1, le=10_000)]
    layers: Annotated[tuple[Layer, ...], Len(2, 6)]
    unit: Annotated[int, Interval(ge=0, le=10_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(Lookout):
    """A lookout of which somebody has answered an end: it is taken as given."""

    known: Mapping[str, int]


def given(asked: Lookout, name: str, right: int) -> int:
    """What somebody believes, or else what is right."""
    return asked.known.get(name, right) if isinstance(asked, Believed) else right


@lru_cache(maxsize=256)
def plain(layers: tuple[Layer, ...]) -> tuple[FieldLayer, ...]:
    """The layers as the engine takes them."""
    return tuple(FieldLayer(each.kernel, each.stride, each.padding, each.dilation) for each in layers)


def field(asked: Lookout) -> int:
    """How many pixels the unit sees."""
    return sight(plain(asked.layers))[-1].receptive_field


def jumps(asked: Lookout) -> tuple[int, ...]:
    """The jump before each layer, then that of the last layer's units."""
    return tuple(row.jump for row in sight(plain(asked.layers)))


def origin(asked: Lookout) -> int:
    """The first pixel that unit 0 sees; below 0 in the padding."""
    last = sight(plain(asked.layers))[-1]
    return int(last.start - Fraction(last.receptive_field, 2))


def first(asked: Lookout) -> int:
    """The first pixel that the unit sees."""
    return given(asked, "first", origin(asked) + asked.unit * jumps(asked)[-1])


def last(asked: Lookout) -> int:
    """The last one."""
    return given(asked, "last", first(asked) + field(asked) - 1)


def centre(asked: Lookout) -> Fraction:
    """The middle between them, where a whole number is the middle of a pixel."""
    return Fraction(first(asked) + last(asked), 2)


def units(asked: Lookout) -> int:
    """How many units the last layer has. Raises `Impossible` where a layer does not fit."""
    size = asked.size
    for each in asked.layers:
        size = output_size(size, each.kernel, stride=each.stride, padding=each.padding, dilation=each.dilation)
    return size


def solve(asked: Lookout) -> Answers:
    """All three."""
    return {"first": first(asked), "last": last(asked), "centre": centre(asked)}


def check(asked: Lookout) -> None:
    """Raises `Impossible` where a layer does not fit, `BadInput` where there is no such unit."""
    if asked.unit >= units(asked):
        raise BadInput(f"The last layer has units 0 to {units(asked) - 1}, so there is no unit {asked.unit}.")


def follow(asked: Lookout, believed: Answers) -> Lookout:
    """The same with the believed ends taken as given."""
    known = {name: value for name in ("first", "last") if isinstance(value := believed.get(name), int)}
    return Believed(size=asked.size, layers=asked.layers, unit=asked.unit, known=known)
