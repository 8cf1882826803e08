"""One kernel per channel: too few products per output for a matrix product to pay, so whole planes are multiplied.

A tap weighs all it sees by one number. If what it sees lies in one run of memory, that is one fast loop over a plane
instead of one short loop per row. So the image is copied, moved and cut to what the taps see, a few channels at a time,
which stay in the cache: once for each column of taps where that is enough, and once for each tap where finding so many
runs takes longer than laying them end to end.
"""

from itertools import product
from math import prod
from types import ModuleType

import numpy as np

from app.conv.ops.arrays import Array
from app.conv.ops.depthwise import columns, taps
from app.conv.ops.geometry import Geometry

BLOCK_CELLS = 2**17  # of the copies of some channels at a time: 512 kB of float32, a second-level cache
SHORT_RUN = 512  # cells of an output plane
MOST_COPIED_CELLS = 2**24  # of one channel: more, as for a kernel of hundreds, are better taken in blocks of positions


def depthwise_products(image: Array, weight: Array, layer: Geometry) -> Array:
    """(N, C, H, W), (C·m, 1, K_h, K_w) -> (N, C·m, H', W')."""
    count, channels = image.shape[:2]
    kernels = weight.reshape(channels, -1, *layer.kernel)  # (C, m, K_h, K_w)
    outputs = np.empty((count, channels, kernels.shape[1], prod(layer.output)), image.dtype)
    way = _way(layer)
    deep, wide = _block(count, channels, way.copied_cells(layer))  # images and channels at a time
    work = way.prepare((deep, wide), kernels, layer)
    for n, c in product(_starts(count, deep), _starts(channels, wide)):
        work(image[n : n + deep, c : c + wide], slice(c, c + wide), outputs[n : n + deep, c : c + wide])
    return outputs.reshape(count, len(weight), *layer.output)


def copied_cells(layer: Geometry) -> int:
    """How many cells the copies of one channel have."""
    return _way(layer).copied_cells(layer)


def _way(layer: Geometry) -> ModuleType:
    """By taps where runs are short, and at a stride, where the rows would otherwise be summed apart."""
    is_by_taps = (layer.stride != (1, 1) or prod(layer.output) < SHORT_RUN) and taps.are_moved_whole(layer)
    return taps if is_by_taps else columns


def _block(count: int, channels: int, cells: int) -> tuple[int, int]:
    """How many images and channels at a time: in blocks of about equal size, of BLOCK_CELLS at most if one fits."""
    blocks = -(-channels * cells // BLOCK_CELLS)
    return max(1, min(count, BLOCK_CELLS // (cells * channels))), -(-channels // blocks)


def _starts(length: int, step: int) -> list[int]:
    """Where the blocks begin, all of one size: the last may repeat some of the one before."""
    return [*range(0, length - step, step), length - step] if length else []
