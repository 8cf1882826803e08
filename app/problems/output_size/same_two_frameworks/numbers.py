"""One row, two frameworks: what each pads, and what each gets."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, TypeAlias

import numpy as np
from annotated_types import Interval

from app.conv.ops import conv1d
from app.conv.shapes import output_size, resolve_padding
from app.errors import BadInput, Impossible
from app.problems.kind import Answers, Params
from app.problems.output_size.axis import Axis
from app.problems.reading import Cells

Sides: TypeAlias = tuple[int, int]
MOST_CELLS_WRITTEN_OUT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Strided(Params):
    """A row of cells and a convolution with a stride. `rows` asks for what ones make of 1, 2, 3, … in it."""

    input: Annotated[int, Interval(ge=1, le=100_000)]
    kernel: Annotated[int, Interval(ge=1, le=1_000)]
    stride: Annotated[int, Interval(ge=2, le=1_000)]
    rows: bool = False


def keras_size(layer: Strided) -> int:
    """N / s, rounded up."""
    return -(-layer.input // layer.stride)


def keras_sides(layer: Strided) -> Sides:
    """As many zeros as that size needs, an odd one at the end."""
    return resolve_padding("same", layer.input, layer.kernel, stride=layer.stride)


def by_hand(layer: Strided) -> Axis:
    """PyTorch's layer with floor(K / 2) on both sides."""
    return Axis(layer.input, layer.kernel, layer.stride, layer.kernel // 2)


def torch_size(layer: Strided) -> int:
    """What PyTorch gets with that."""
    return size_with(layer, (layer.kernel // 2, layer.kernel // 2))


def size_with(layer: Strided, sides: Sides) -> int:
    """The outputs with these zeros. Raises `Impossible` where the kernel does not fit."""
    return output_size(layer.input, layer.kernel, stride=layer.stride, padding=sides)


@lru_cache(maxsize=256)  # half of the solvers lay the same windows
def row_with(layer: Strided, sides: Sides) -> Cells:
    """What a kernel of ones gives on 1, 2, 3, … between these zeros."""
    row = np.arange(1, layer.input + 1).reshape(1, 1, -1)
    found = conv1d(row, np.ones((1, 1, layer.kernel), row.dtype), stride=layer.stride, padding=sides)
    return Cells((tuple(int(each) for each in found.ravel()),))


def halved(cells: int) -> Sides:
    """An odd one at the end."""
    return cells // 2, cells - cells // 2


def solve(layer: Strided) -> Answers:
    """Sizes and zeros; or the zeros, and both rows, which say the sizes."""
    sides, half = keras_sides(layer), layer.kernel // 2
    if layer.rows:
        return {"sides": sides, "keras_row": row_with(layer, sides), "torch_row": row_with(layer, (half, half))}
    return {
        "keras_size": keras_size(layer),
        "total": sum(sides),
        "sides": sides,
        "torch_size": torch_size(layer),
    }


def check(layer: Strided) -> None:
    """Raises `Impossible` for a kernel longer than the row, `BadInput` for rows too long to be written out."""
    if layer.kernel > layer.input:
        raise Impossible(f"A kernel of {layer.kernel} does not fit in {layer.input} cells.")
    if layer.rows and layer.input > MOST_CELLS_WRITTEN_OUT:
        raise BadInput(f"Rows are written out up to {MOST_CELLS_WRITTEN_OUT} cells; this one has {layer.input}.")
