"""One kernel per channel: too few products per output for a matrix product to pay, so whole planes are multiplied.

A tap weighs all it sees by one number. If what it sees lies in one run of memory, that is one fast loop over a plane
instead of one short loop per row, so the padded image is laid out for runs: at stride s, its rows and columns are dealt
out into s·s planes, and in each of these every tap steps by 1. Runs go on over the ends of rows, and what they add up
there is cut off.
"""

from collections.abc import Iterator
from itertools import product

import numpy as np

from app.conv.ops.arrays import Array
from app.conv.ops.geometry import Geometry, buffer_of

BLOCK_CELLS = 2**18  # of the image at a time, 1 MB of float32: more would leave the cache between two taps


def depthwise_products(image: Array, weight: Array, layer: Geometry) -> Array:
    """(N, C, H, W), (C·m, 1, K_h, K_w) -> (N, C·m, H', W')."""
    multiplier = len(weight) // image.shape[1]
    wide = image if multiplier == 1 else np.repeat(image, multiplier, axis=1)  # (N, C·m, H, W)
    outputs = np.empty((len(image), len(weight), *layer.output), image.dtype)
    together = max(1, BLOCK_CELLS // max(1, wide[:, 0].size))  # channels
    for c in range(0, len(weight), together):
        some = slice(c, c + together)
        _sum_runs(_planes(wide[:, some], layer), weight[some], layer, outputs[:, some])
    return outputs


def _sum_runs(planes: Array, weight: Array, layer: Geometry, outputs: Array) -> None:
    """Into (N, C, H', W'), what the taps make of each channel's planes."""
    runs = _runs(planes, weight, layer)
    total = np.einsum("nciy,ci->ncy", *next(runs))  # (N, C, H' · columns)
    partial = np.empty_like(total)
    for run, taps in runs:
        total += np.einsum("nciy,ci->ncy", run, taps, out=partial)
    height, width = layer.output
    outputs[...] = total.reshape(*total.shape[:2], height, planes.shape[-1])[..., :width]


def _planes(image: Array, layer: Geometry) -> Array:
    """The padded image dealt out by stride: [a, b, n, c, y, x] is its cell (y·s + a, x·s + b).

    (N, C, H, W) -> (s_h, s_w, N, C, rows, columns), with one row of zeros more, for the last run to go on into
    """
    ((top, bottom), (left, right)), (down, across) = layer.padding, layer.stride
    rows, columns = -(-(top + layer.size[0] + bottom) // down), -(-(left + layer.size[1] + right) // across)
    planes = np.zeros((down, across, *image.shape[:2], rows + 1, columns), image.dtype)
    for a, b in product(range(down), range(across)):
        row, column = (a - top) % down, (b - left) % across
        part = image[:, :, row::down, column::across]
        y, x = (row + top) // down, (column + left) // across
        planes[a, b, :, :, y : y + part.shape[2], x : x + part.shape[3]] = part
    return planes


def _runs(planes: Array, weight: Array, layer: Geometry) -> Iterator[tuple[Array, Array]]:
    """What the taps of one column see, as many of its rows at a time as lie in one plane, with their weights.

    (s_h, s_w, N, C, rows, columns), (C, 1, K_h, K_w) -> pairs of (N, C, taps, H' · columns) and (C, taps)
    """
    (down, across), (vertical, horizontal) = layer.stride, layer.dilation
    *_, image, channel, row, cell = planes.strides
    strides = image, channel, vertical * row, cell
    length = layer.output[0] * planes.shape[-1]
    for i, j in product(range(min(down, layer.kernel[0])), range(layer.kernel[1])):
        taps = np.ascontiguousarray(
            weight[:, 0, i::down, j]
        )  # (C, taps): as many rows apart as the stride, so in one plane
        (y, a), (x, b) = divmod(i * vertical, down), divmod(j * horizontal, across)
        start = a * planes.strides[0] + b * planes.strides[1] + y * row + x * cell
        shape = (*planes.shape[2:4], taps.shape[1], length)
        yield np.ndarray(shape, planes.dtype, buffer_of(planes), start, strides), taps
