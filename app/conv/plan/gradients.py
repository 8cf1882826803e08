"""Backwards through a convolution to its input: (H', W', O) -> (H, W, C).

At stride 1 it is a convolution again, of the gradient with the kernels turned by 180° and inputs and outputs exchanged,
padded by d·(k − 1) − p; so every algorithm of the way forwards serves, Winograd too. At other strides im2col is run the
other way: one matrix product gives what each window returns, and each tap's part is added where it was taken.

Source: Dumoulin, Visin, A guide to convolution arithmetic for deep learning, arXiv:1603.07285, chapter 4.
"""

import numpy as np

from app.conv.ops import Array
from app.conv.ops.geometry import Geometry, tap
from app.conv.plan.convolution import Convolution, Ending
from app.conv.plan.gemm import block_rows
from app.conv.plan.workspace import Workspace


def turned(layer: Convolution) -> Convolution | None:
    """The convolution that leads back, or None where there is none: at a stride, or padded by more than a window."""
    where = layer.where
    if where.stride != (1, 1) or (layer.groups > 1 and not layer.is_depthwise):
        return None
    reach = [d * (k - 1) for d, k in zip(where.dilation, where.kernel, strict=True)]
    (top, bottom), (left, right) = where.padding
    around = (reach[0] - top, reach[0] - bottom), (reach[1] - left, reach[1] - right)
    if min(*around[0], *around[1]) < 0:
        return None
    back = Geometry(where.output, where.kernel, (1, 1), around, where.dilation, where.size)
    return Convolution(layer.outputs, layer.channels, layer.groups, back)


def turned_weight(layer: Convolution, weight: Array) -> Array:
    """(O, C, K_h, K_w) -> (C, O, K_h, K_w), upside down; depthwise kernels keep their order."""
    flipped = weight[:, :, ::-1, ::-1]
    return flipped if layer.is_depthwise else flipped.swapaxes(0, 1)


class Scattered:
    """im2col the other way round, for any dense convolution."""

    def __init__(self, layer: Convolution, weight: Array, workspace: Workspace) -> None:
        """The weight as (O, K_h·K_w·C)."""
        self._layer, self._workspace = layer, workspace
        rows = weight.transpose(0, 2, 3, 1).reshape(layer.outputs, -1)
        self._weight = np.ascontiguousarray(rows, np.float32)

    def run(self, image: Array, out: Array, ending: Ending) -> None:
        """The gradient (H', W', O) as `image`, that of the input as `out`."""
        where = self._layer.where
        (top, bottom), (left, right) = where.padding
        height, width, channels = out.shape
        wide = self._workspace.scratch("padded", top + height + bottom, left + width + right, channels)
        wide[...] = 0
        down = block_rows(where.output[1] * self._weight.shape[1], where.output[0], self._weight.size)
        for first in range(0, where.output[0], down):
            rows = image[first : first + down]
            columns = self._workspace.scratch("columns", rows[..., 0].size, self._weight.shape[1])
            np.matmul(rows.reshape(-1, self._layer.outputs), self._weight, out=columns)
            self._add(columns.reshape(len(rows), where.output[1], *where.kernel, channels), wide, first)
        ending.write(wide[top : top + height, left : left + width], out)

    def _add(self, columns: Array, wide: Array, first: int) -> None:
        """What each tap returns, to where it was taken."""
        where = self._layer.where
        part = where._replace(output=(len(columns), where.output[1]))
        channels_first = wide[first * where.stride[0] :].transpose(2, 0, 1)
        for i in range(where.kernel[0]):
            for j in range(where.kernel[1]):
                place = tap(channels_first, part, i, j)
                place += columns[:, :, i, j].transpose(2, 0, 1)


class ScatteredDepthwise:
    """A depthwise layer at a stride: each tap's part is the gradient times its weights."""

    def __init__(self, layer: Convolution, weight: Array, workspace: Workspace) -> None:
        """The weight as (K_h, K_w, C)."""
        self._layer, self._workspace = layer, workspace
        self._weight = np.ascontiguousarray(weight[:, 0].transpose(1, 2, 0), np.float32)

    def run(self, image: Array, out: Array, ending: Ending) -> None:
        """The gradient (H', W', C) as `image`, that of the input as `out`."""
        (top, bottom), (left, right) = self._layer.where.padding
        height, width, channels = out.shape
        wide = self._workspace.scratch("padded", top + height + bottom, left + width + right, channels)
        wide[...] = 0
        part = self._workspace.scratch("columns", *image.shape)
        for i, j in np.ndindex(self._layer.where.kernel):
            np.multiply(image, self._weight[i, j], out=part)
            place = tap(wide.transpose(2, 0, 1), self._layer.where, i, j)
            place += part.transpose(2, 0, 1)
        ending.write(wide[top : top + height, left : left + width], out)
