"""Layers small enough for a whiteboard, where looking at the arguments takes longer than the products.

The same view, reshape and matrix product as everywhere, with the checks folded into one pass of comparisons. It says
nothing about what it does not take: the layer at large does, and explains what is wrong where something is.
"""

import numpy as np

from app.conv.ops.arrays import Array

MOST_CELLS = 4096  # of im2col's columns: 16 kB of float32, half of a first-level cache


def whiteboard_conv2d(image: object, weight: object, stride: object, padding: object, dilation: object) -> Array | None:
    """One small image of floats under one group of kernels, without bias; None for anything else."""
    if type(stride) is not int or type(padding) is not int or type(dilation) is not int:
        return None
    if type(image) is not np.ndarray or type(weight) is not np.ndarray or image.ndim != 4 or weight.ndim != 4:
        return None
    count, channels, height, width = image.shape
    outputs, taken, rows, columns = weight.shape
    taps = taken * rows * columns
    span = height + 2 * padding, width + 2 * padding
    if not (count == 1 and taken == channels and 0 < taps * span[0] * span[1] <= MOST_CELLS and outputs):
        return None
    if not (0 < stride <= span[0] and 0 < dilation <= span[0] and padding >= 0 and _are_same_floats(image, weight)):
        return None
    down, across = span[0] - dilation * (rows - 1) - 1, span[1] - dilation * (columns - 1) - 1
    if down < 0 or across < 0:
        return None
    wider = _framed(image, padding)
    _, channel, row, cell = wider.strides
    down, across = down // stride + 1, across // stride + 1
    strides = channel, row * dilation, cell * dilation, row * stride, cell * stride
    seen: Array = np.ndarray((channels, rows, columns, down, across), image.dtype, wider, 0, strides)
    products = weight.reshape(outputs, taps).dot(seen.reshape(taps, down * across))  # (O, H' · W')
    return products.reshape(1, outputs, down, across)


def _are_same_floats(image: Array, weight: Array) -> bool:
    return image.dtype is weight.dtype and image.dtype.char in "fd"


def _framed(image: Array, padding: int) -> Array:
    """Zeros all around, contiguous: (1, C, H, W) -> (1, C, H + 2p, W + 2p)."""
    if not padding:
        return image if image.flags.c_contiguous else image.copy()
    _, channels, height, width = image.shape
    wider = np.zeros((1, channels, height + 2 * padding, width + 2 * padding), image.dtype)
    wider[:, :, padding : padding + height, padding : padding + width] = image
    return wider
