"""Depthwise convolutions: a row of the output is a sum over taps of rows of the input times rows of weights.

Channels last, tap (i, j) sees for a run of n pixels, n·C floats, a run of inputs that begins j·C floats later, and its
weights are the C of that tap repeated n times. So the whole layer is einsum("hijxc,ijc->hxc") on a view of the padded
image, x counting the runs of a row and c the floats of one. At a stride the pixels lie apart, and each is a run.

What bounds it is not arithmetic but loads and stores: each product loads an input, a weight and the sum, and stores it.
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided

from app.conv.ops import Array
from app.conv.ops.geometry import Geometry
from app.conv.plan.convolution import Convolution, Ending, Given
from app.conv.plan.workspace import Workspace

BLOCK_FLOATS = 2**16  # of a block of outputs, which are passed over again: for the bias, for the function
RUN_FLOATS = 1024  # longer ones need more weights, which are read again for each row


class Depthwise:
    """One kernel for each channel."""

    def __init__(self, given: Given, workspace: Workspace) -> None:
        """The weight as (K_h, K_w, floats of a run), the bias as (W', C)."""
        self._layer, self._workspace, self._beyond = given.layer, workspace, given.beyond
        width, taps = given.layer.where.output[1], given.weight[:, 0].transpose(1, 2, 0).astype(np.float32)
        self._pixels = pixels_of_a_run(given.layer)
        self._taps = np.ascontiguousarray(np.tile(taps, (1, 1, self._pixels)))
        self._bias = None if given.bias is None else np.tile(given.bias.astype(np.float32), (width, 1))

    def run(self, image: Array, out: Array, ending: Ending) -> None:
        """(H, W, C) -> (H', W', C)."""
        wide = self._workspace.padded(image, self._layer.where.padding, self._beyond)
        seen = seen_by_taps(wide, self._layer.where, self._pixels)
        down = max(1, min(len(out), BLOCK_FLOATS // out[0].size))
        for top in range(0, len(out), down):
            rows = slice(top, top + down)
            part = seen[rows]
            np.einsum("hijxc,ijc->hxc", part, self._taps, out=out[rows].reshape(len(part), *part.shape[3:]))
            if self._bias is not None:
                np.add(out[rows], self._bias, out=out[rows])
            ending.rows(rows).write(out[rows], out[rows])


def seen_by_taps(wide: Array, where: Geometry, pixels: int = 1) -> Array:
    """What each tap sees of each row of a padded image: (H', K_h, K_w, runs, floats of a run of so many pixels)."""
    row, column, cell = wide.strides
    (height, width), (down, across), holes = where.output, where.stride, where.dilation
    shape = height, *where.kernel, width // pixels, pixels * wide.shape[2]
    strides = down * row, holes[0] * row, holes[1] * column, across * pixels * column, cell
    return as_strided(wide, shape, strides, writeable=False)


def pixels_of_a_run(layer: Convolution) -> int:
    """How many pixels of a row are summed as one: the fewest that divide it into runs of RUN_FLOATS."""
    width = layer.where.output[1]
    if layer.where.stride[1] > 1:
        return 1
    return next(n for n in range(1, width + 1) if width % n == 0 and (n * layer.channels >= RUN_FLOATS or n == width))
