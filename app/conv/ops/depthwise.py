"""One kernel per channel: too few products per output for a matrix product to pay, so whole planes are multiplied.

A tap weighs all it sees by one number. If what it sees lies in one run of memory, that is one fast loop over a plane
instead of one short loop per row. So each column of taps gets its own copy of the image, moved and cut to what that
column sees: rows as long as the output's, one after the other. There, what a tap sees is a run as long as the output
plane, what the tap below it sees is the run that begins one row later, and their products add up to the output as it
lies in memory: nothing is cut off or transposed afterwards. At stride s, every s-th row lies together, to the same end.
"""

from collections.abc import Callable, Iterator
from itertools import product
from math import prod
from typing import NamedTuple, TypeAlias

import numpy as np

from app.conv.ops.arrays import Array
from app.conv.ops.geometry import Geometry, buffer_of

BLOCK_CELLS = 2**18  # of the copies of some channels at a time: 1 MB of float32, about a second-level cache
SHORT_RUN = 512  # cells: finding the next of runs so short takes longer than laying them all end to end before
MOST_COPIED_CELLS = 2**24  # of one channel: more, as for a kernel of hundreds, are better taken in blocks of positions
ENDS = 2  # rows of zeros more, one at each end of a plane, for a moved image to reach into

Sum: TypeAlias = Callable[[slice, Array], None]  # over the taps of these channels, into (N, C, m, H' · W')


class Part(NamedTuple):
    """Rows and columns of the image, and where columns of taps look for them."""

    rows: slice
    columns: slice
    place: Array  # (N, C, columns of taps, rows, columns), a view


def depthwise_products(image: Array, weight: Array, layer: Geometry) -> Array:
    """(N, C, H, W), (C·m, 1, K_h, K_w) -> (N, C·m, H', W')."""
    count, channels = image.shape[:2]
    taps = weight.reshape(channels, -1, *layer.kernel).swapaxes(2, 3)  # (C, m, K_w, K_h)
    outputs = np.empty((count, channels, taps.shape[1], prod(layer.output)), image.dtype)
    deep, wide = _block(count, channels, layer)  # images and channels at a time
    planes = np.zeros((deep, wide, *_planes(layer)), image.dtype)
    parts, wrapped = _parts(planes, layer), _wrapped(planes, layer)
    runs = list(_runs(planes, layer))
    add = _sum_of_copies(runs, taps) if prod(layer.output) < SHORT_RUN else _sum_of_runs(runs, taps)
    for n, c in product(_starts(count, deep), _starts(channels, wide)):
        some = image[n : n + deep, c : c + wide, None]  # (N, C, 1, H, W), one for all columns of taps
        for part in parts:
            part.place[...] = some[..., part.rows, part.columns]
        for cells in wrapped:
            cells[...] = 0
        add(slice(c, c + wide), outputs[n : n + deep, c : c + wide])
    return outputs.reshape(count, len(weight), *layer.output)


def copied_cells(layer: Geometry) -> int:
    """How many cells the copies of one channel have."""
    length = prod(layer.output)
    return prod(_planes(layer)) + (prod(layer.kernel) * length if length < SHORT_RUN else 0)


def _sum_of_runs(runs: list[Array], taps: Array) -> Sum:
    """Each run is multiplied where it is, and those of another phase of the rows added afterwards."""
    weights = [np.ascontiguousarray(taps[..., i :: len(runs)]) for i in range(len(runs))]  # (C, m, K_w, taps)
    later = np.empty((*runs[0].shape[:2], taps.shape[1], runs[0].shape[-1]), taps.dtype) if len(runs) > 1 else None

    def add(c: slice, there: Array) -> None:
        np.einsum("ncjiy,cmji->ncmy", runs[0], weights[0][c], out=there)
        for run, weight in zip(runs[1:], weights[1:], strict=True):
            there += np.einsum("ncjiy,cmji->ncmy", run, weight[c], out=later)

    return add


def _sum_of_copies(runs: list[Array], taps: Array) -> Sum:
    """The runs are laid end to end, which makes of each channel's sum a small matrix product."""
    channels, multiplier, *kernel = taps.shape
    rows = np.ascontiguousarray(taps).reshape(channels, multiplier, -1)  # (C, m, K_w · K_h)
    copies = np.empty((*runs[0].shape[:2], *kernel, runs[0].shape[-1]), taps.dtype)  # (N, C, K_w, K_h, H' · W')
    columns = copies.reshape(*copies.shape[:2], rows.shape[2], -1)  # (N, C, K_w · K_h, H' · W')

    def add(c: slice, there: Array) -> None:
        for i, run in enumerate(runs):
            copies[:, :, :, i :: len(runs)] = run
        np.matmul(rows[c], columns, out=there)

    return add


def _planes(layer: Geometry) -> tuple[int, int, int, int]:
    """The shape of one channel's copies: (s_h, K_w, rows, W')."""
    (top, bottom), down = layer.padding[0], layer.stride[0]
    return down, layer.kernel[1], -(-(top + layer.size[0] + bottom) // down) + ENDS, layer.output[1]


def _block(count: int, channels: int, layer: Geometry) -> tuple[int, int]:
    """How many images and channels at a time: in blocks of about equal size, of BLOCK_CELLS at most if one fits."""
    cells = copied_cells(layer)
    blocks = -(-channels * cells // BLOCK_CELLS)
    return max(1, min(count, BLOCK_CELLS // (cells * channels))), -(-channels // blocks)


def _starts(length: int, step: int) -> list[int]:
    """Where the blocks begin, all of one size: the last may repeat some of the one before."""
    return [*range(0, length - step, step), length - step] if length else []


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
