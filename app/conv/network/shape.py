"""What one layer on one shape gives and costs, and how shapes are spoken of.

Shapes are those of one example: (C, H, W) of an image, (T, F) of tokens, (F,) of a vector.
"""

from dataclasses import dataclass
from typing import TypeAlias

from app.conv.network.layers import Leaf, op_of
from app.errors import Impossible

Shape: TypeAlias = tuple[int, ...]
ImageShape: TypeAlias = tuple[int, int, int]
TokensShape: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a layer gives and costs. `running_statistics` are kept but not learned.

    `reads` are the cells that a pool's windows hold, one comparison or addition each. `scratch` is the largest array
    that is made on the way to the output: a padded input, or attention's scores.
    """

    output: Shape
    formula: str
    params: int = 0
    macs: int = 0
    running_statistics: int = 0
    reads: int = 0
    scratch: Shape = (0,)


def channels_of(shape: Shape) -> int:
    """An image's channels, a token's or a vector's features."""
    return shape[0] if len(shape) == 3 else shape[-1]


def shape_text(shape: Shape) -> str:
    """As it is said: 64×112×112."""
    return "×".join(map(str, shape))


def image_shape(layer: Leaf, shape: Shape) -> ImageShape:
    """(C, H, W), for a layer that takes nothing else."""
    if len(shape) != 3:
        raise Impossible(f"A layer of op {op_of(layer)} takes (C, H, W), not {shape_text(shape)}.")
    return shape[0], shape[1], shape[2]


def tokens_shape(layer: Leaf, shape: Shape) -> TokensShape:
    """(T, F), for a layer that takes nothing else."""
    if len(shape) != 2:
        raise Impossible(f"A layer of op {op_of(layer)} takes tokens (T, F), not {shape_text(shape)}.")
    return shape[0], shape[1]
