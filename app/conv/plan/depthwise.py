"""Depthwise convolutions: a row of the output is a sum over taps of rows of the input times rows of weights.

Channels last, tap (i, j) sees for a row of W'·C outputs a run of W'·C inputs that begins j·C floats later, and its
weights are the C of that tap repeated W' times. So the whole layer is einsum("hijx,ijx->hx") on a view of the padded
image, whose innermost loop runs over a whole row. At a stride of 2 every second pixel is wanted: the padded image is
taken apart into even and odd columns first, and each has the taps of its own.

What bounds it is not arithmetic but loads and stores: each product loads an input, a weight and the sum, and stores it.
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided

from app.conv.ops import Array
from app.conv.plan.convolution import Convolution, Ending
from app.conv.plan.workspace import Workspace

BLOCK_FLOATS = 2**16  # of a block of outputs, which are passed over again: for the bias, the function, a second phase


def fits(layer: Convolution) -> bool:
    """Any kernel at stride 1 along the width; at other strides without holes."""
    return layer.is_depthwise and (layer.where.stride[1] == 1 or layer.where.dilation[1] == 1)


class Depthwise:
    """One kernel for each channel."""

    def __init__(self, layer: Convolution, weight: Array, bias: Array | None, workspace: Workspace) -> None:
        """The weight of each phase as (K_h, taps of the phase, W'·C)."""
        self._layer, self._workspace = layer, workspace
        width, phases = layer.where.output[1], layer.where.stride[1]
        taps = weight[:, 0].transpose(1, 2, 0).astype(np.float32)  # (K_h, K_w, C)
        self._phases = [np.tile(taps[:, first::phases], (1, 1, width)) for first in range(phases)]
        self._phases = [np.ascontiguousarray(each) for each in self._phases if each.size]
        self._bias = None if bias is None else np.tile(bias.astype(np.float32), width)

    def run(self, image: Array, out: Array, ending: Ending) -> None:
        """(H, W, C) -> (H', W', C)."""
        wide = self._workspace.padded(image, self._layer.where.padding)
        views = [self._view(self._columns(wide, first), taps) for first, taps in enumerate(self._phases)]
        down = max(1, min(len(out), BLOCK_FLOATS // out[0].size))
        for top in range(0, len(out), down):
            rows = slice(top, top + down)
            block = out[rows].reshape(-1, out[0].size)
            np.einsum("hijx,ijx->hx", views[0][rows], self._phases[0], out=block)
            for view, taps in zip(views[1:], self._phases[1:], strict=True):
                rest = self._workspace.scratch("rest", *block.shape)
                np.einsum("hijx,ijx->hx", view[rows], taps, out=rest)
                np.add(block, rest, out=block)
            if self._bias is not None:
                np.add(block, self._bias, out=block)
            ending.rows(rows).write(out[rows], out[rows])

    def _columns(self, wide: Array, first: int) -> Array:
        """Every s-th column from `first` on, beside each other."""
        phases = self._layer.where.stride[1]
        if phases == 1:
            return wide
        met = wide[:, first::phases]
        apart = self._workspace.scratch(f"phase {first}", *met.shape)
        np.copyto(apart, met)
        return apart

    def _view(self, columns: Array, taps: Array) -> Array:
        """What each tap of a phase sees of each row: (H', K_h, taps, W'·C)."""
        where = self._layer.where
        row, column, cell = columns.strides
        strides = where.stride[0] * row, where.dilation[0] * row, where.dilation[1] * column, cell
        return as_strided(columns, (where.output[0], *taps.shape), strides, writeable=False)
