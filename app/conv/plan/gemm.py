"""Dense convolutions as one matrix product for each block of rows: im2col, and 1×1 kernels without it.

Channels last, a window's taps in one kernel row are K_w·C floats beside each other, so that im2col copies long runs;
the result of the product, (H'·W', O), is the next layer's input as it lies. A block's columns stay in the second-level
cache, unless the weight is larger than that. The bias is one more row of the weight, against a column of ones.

Source: Chellapilla, Puri, Simard, High Performance Convolutional Neural Networks for Document Processing (2006),
section 2.1, for im2col.
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided

from app.conv.ops import Array
from app.conv.plan.convolution import Convolution, Ending, Given
from app.conv.plan.workspace import Workspace

BLOCK_FLOATS = 2**17  # half a second-level cache of 1 MB or all of one of 512 kB


class Im2col:
    """Any kernel, stride and dilation, one group."""

    def __init__(self, given: Given, workspace: Workspace) -> None:
        """The weight as (K_h·K_w·C + 1, O), the bias below it."""
        self._layer, self._workspace, self._beyond = given.layer, workspace, given.beyond
        outputs, bias = given.layer.outputs, given.bias
        rows = given.weight.transpose(2, 3, 1, 0).reshape(-1, outputs)
        below = np.zeros(outputs, np.float32) if bias is None else bias
        self._weight = np.concatenate([rows, below[None]]).astype(np.float32)

    def run(self, image: Array, out: Array, ending: Ending) -> None:
        """(H, W, C) -> (H', W', O)."""
        height, width, _ = out.shape
        seen = windows(self._workspace.padded(image, self._layer.where.padding, self._beyond), self._layer)
        down = block_rows(width * len(self._weight), height, self._weight.size)
        for top in range(0, height, down):
            rows = slice(top, min(top + down, height))
            part = seen[rows]
            columns = self._workspace.scratch("columns", len(part) * width, len(self._weight))
            np.copyto(columns[:, :-1].reshape(part.shape), part)
            columns[:, -1] = 1
            sums = sums_for(out[rows], self._workspace)
            np.matmul(columns, self._weight, out=sums.reshape(-1, self._layer.outputs))
            ending.rows(rows).write(sums, out[rows])


class Pointwise:
    """A 1×1 kernel: a matrix product on the pixels as they lie, or on every s-th of them."""

    def __init__(self, given: Given, workspace: Workspace) -> None:
        """The weight as (C, O), the bias as (W', O)."""
        self._layer, self._workspace, self._beyond = given.layer, workspace, given.beyond
        self._weight = np.ascontiguousarray(given.weight[:, :, 0, 0].T, np.float32)
        row = given.layer.where.output[1], 1
        self._bias = None if given.bias is None else np.tile(given.bias.astype(np.float32), row)  # one long run, not W'

    def run(self, image: Array, out: Array, ending: Ending) -> None:
        """(H, W, C) -> (H', W', O)."""
        height, width, outputs = out.shape
        pixels = self._taken(image)
        down = block_rows(width * outputs, height, self._weight.size)
        for top in range(0, height, down):
            rows = slice(top, min(top + down, height))
            sums = sums_for(out[rows], self._workspace)
            np.matmul(pixels[rows].reshape(-1, image.shape[2]), self._weight, out=sums.reshape(-1, outputs))
            if self._bias is not None:
                np.add(sums, self._bias, out=sums)
            ending.rows(rows).write(sums, out[rows])

    def _taken(self, image: Array) -> Array:
        """The pixels that the stride meets, contiguous."""
        where = self._layer.where
        wide = self._workspace.padded(image, where.padding, self._beyond)
        if where.stride == (1, 1):
            return wide
        met = wide[:: where.stride[0], :: where.stride[1]]
        pixels = self._workspace.scratch("columns", *met.shape)
        np.copyto(pixels, met)
        return pixels


def sums_for(out: Array, workspace: Workspace) -> Array:
    """Where a matrix product may be written in one piece: `out` itself, or scratch where its rows lie apart."""
    return out if out.flags.c_contiguous else workspace.scratch("sums", *out.shape)


def block_rows(floats_per_row: int, height: int, at_least: int) -> int:
    """How many rows of columns, or of outputs, are one block.

    About BLOCK_FLOATS, but `at_least` as many as the floats of the weight, which every call of BLAS packs again.
    """
    return max(1, min(height, max(BLOCK_FLOATS, at_least) // floats_per_row))


def windows(wide: Array, layer: Convolution) -> Array:
    """A view of every window, (H', W', K_h, K_w, C), or (H', W', K_h, K_w·C) where a kernel row lies in one piece.

    Of an image in one piece, whose stride along a single channel may be any number: NumPy never uses it.
    """
    where = layer.where
    (height, width), (tall, across), channels = where.output, where.kernel, wide.shape[2]
    (row, column, _), cell = wide.strides, wide.itemsize
    down, right = where.stride[0] * row, where.stride[1] * column
    if where.dilation[1] == 1:
        return as_strided(
            wide,
            (height, width, tall, across * channels),
            (down, right, where.dilation[0] * row, cell),
            writeable=False,
        )
    holes = where.dilation[0] * row, where.dilation[1] * column
    shape = height, width, tall, across, channels
    return as_strided(wide, shape, (down, right, *holes, cell), writeable=False)
