"""A copy of the image for each column of taps, in rows as long as the output's, one after the other.

There, what a tap sees is a run as long as the output plane, what the tap below it sees is the run that begins one row
later, and their products add up to the output as it lies in memory: nothing is cut off or transposed afterwards. At
stride s, every s-th row lies together, to the same end.
"""

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import NamedTuple

import numpy as np

from app.conv.ops.arrays import Array
from app.conv.ops.depthwise.work import Block, Work
from app.conv.ops.geometry import Geometry, buffer_of

ENDS = 2  # rows of zeros more, one at each end of a plane, for a moved image to reach into


class Part(NamedTuple):
    """Rows and columns of the image, and where columns of taps look for them."""

    rows: slice
    columns: slice
    place: Array  # (N, C, columns of taps, rows, columns), a view


def copied_cells(layer: Geometry) -> int:
    """How many cells the copies of one channel have."""
    return prod(_planes(layer))


def prepare(block: Block, kernels: Array, layer: Geometry) -> Work:
    """How to sum a block of channels: (C, m, K_h, K_w)."""
    planes = np.zeros((*block, *_planes(layer)), kernels.dtype)
    parts, wrapped = _parts(planes, layer), _wrapped(planes, layer)
    runs = list(_runs(planes, layer))
    weights = [kernels[:, :, i :: len(runs)].swapaxes(2, 3).copy() for i in range(len(runs))]  # (C, m, K_w, taps)
    later = np.empty((*block, kernels.shape[1], prod(layer.output)), kernels.dtype) if len(runs) > 1 else None

    def work(some: Array, c: slice, there: Array) -> None:
        for part in parts:
            part.place[...] = some[:, :, None, part.rows, part.columns]  # one for all columns of taps
        for cells in wrapped:
            cells[...] = 0
        np.einsum("ncjiy,cmji->ncmy", runs[0], weights[0][c], out=there)
        for run, weight in zip(runs[1:], weights[1:], strict=True):
            there += np.einsum("ncjiy,cmji->ncmy", run, weight[c], out=later)

    return work


def _planes(layer: Geometry) -> tuple[int, int, int, int]:
    """The shape of one channel's copies: (s_h, K_w, rows, W')."""
    (top, bottom), down = layer.padding[0], layer.stride[0]
    return down, layer.kernel[1], -(-(top + layer.size[0] + bottom) // down) + ENDS, layer.output[1]


def _parts(planes: Array, layer: Geometry) -> list[Part]:
    if _is_moved_whole(layer):
        return [_whole(planes, layer)]
    down, kernel = planes.shape[2:4]
    return [part for a, j in product(range(down), range(kernel)) if (part := _part(planes, layer, a, j))]


def _is_moved_whole(layer: Geometry) -> bool:
    """Rows as long as the output's can be moved all at once, and so in one run."""
    return layer.stride == (1, 1) and layer.size[1] == layer.output[1] >= max(layer.padding[1])


def _whole(planes: Array, layer: Geometry) -> Part:
    """The image for all columns of taps at once: each sees it d cells further to the left than the one before."""
    image, channel, _, column, row, cell = planes.strides
    (top, _), (left, _) = layer.padding
    shape = (*planes.shape[:2], layer.kernel[1], *layer.size)
    strides = image, channel, column - layer.dilation[1] * cell, row, cell
    place = np.ndarray(shape, planes.dtype, buffer_of(planes), (1 + top) * row + left * cell, strides)
    return Part(slice(None), slice(None), place)


def _wrapped(planes: Array, layer: Geometry) -> list[Array]:
    """What lies at the wrong end of a row after that: it is outside the image."""
    if not _is_moved_whole(layer):
        return []
    left = layer.padding[1][0]
    moves = [(j, left - j * layer.dilation[1]) for j in range(layer.kernel[1])]  # to the right
    return [planes[:, :, :, j, 1:-1, slice(0, move) if move > 0 else slice(move, None)] for j, move in moves if move]


def _part(planes: Array, layer: Geometry, a: int, j: int) -> Part | None:
    """What column j of taps sees of the padded image's rows y·s + a, cell by cell; None if that is only padding."""
    (down, across), (height, width), (top, left) = layer.stride, layer.size, (ends[0] for ends in layer.padding)
    row = (a - top) % down
    y = 1 + (row + top) // down
    first, column = divmod(j * layer.dilation[1] - left, across)  # position 0 sees the image's column first·s + column
    begin, end = max(0, -first), min(layer.output[1], -((column - width) // across) - first)
    if row >= height or begin >= end:
        return None
    columns = slice(column + (begin + first) * across, column + (end - 1 + first) * across + 1, across)
    rows = slice(row, None, down)
    return Part(rows, columns, planes[:, :, a, j : j + 1, y : y + len(range(row, height, down)), begin:end])


def _runs(planes: Array, layer: Geometry) -> Iterator[Array]:
    """What the taps see, for each phase of the rows: (N, C, K_w, taps, H' · W')."""
    (down, _), (vertical, _) = layer.stride, layer.dilation
    image, channel, phase, column, row, cell = planes.strides
    strides = image, channel, column, vertical * row, cell
    for i in range(min(down, layer.kernel[0])):
        y, a = divmod(i * vertical, down)
        taps = len(range(i, layer.kernel[0], down))  # as many rows apart as the stride, so in one phase
        shape = (*planes.shape[:2], layer.kernel[1], taps, prod(layer.output))
        yield np.ndarray(shape, planes.dtype, buffer_of(planes), a * phase + (1 + y) * row, strides)
