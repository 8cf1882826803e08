"""Where a sliding kernel stands: its arguments resolved against an image, and every window as a view."""

from typing import Any, NamedTuple

import numpy as np

from app.conv.ops.arguments import (
    NO_PADDING,
    Around,
    Pair,
    PerAxis,
    Sides,
    named_sides,
    per_axis,
    sides_around,
)
from app.conv.ops.arrays import Array, refuse_too_many_cells
from app.conv.shapes import effective_kernel, output_size
from app.errors import Impossible


class Geometry(NamedTuple):
    """A kernel on an image, per axis: (height, width). A named tuple, since it is made on every call."""

    size: Pair  # of the image, without padding
    kernel: Pair
    stride: Pair
    padding: Sides
    dilation: Pair
    output: Pair
    overhang: Sides = NO_PADDING  # what ceil_mode lets the last windows reach beyond the padding

    @property
    def needed(self) -> Sides:
        """The padding and the overhang: what has to be put around the image for every window to lie inside."""
        if self.overhang is NO_PADDING:
            return self.padding
        (top, bottom), (left, right) = self.padding
        return (top, bottom + self.overhang[0][1]), (left, right + self.overhang[1][1])


def convolution_geometry(
    size: Pair, kernel: Pair, *, stride: PerAxis = 1, padding: Around = 0, dilation: PerAxis = 1
) -> Geometry:
    """The geometry of a convolution, every window inside the padded image."""
    steps, holes = per_axis("stride", stride, least=1), per_axis("dilation", dilation, least=1)
    around = _around(padding, size, kernel, stride=steps, dilation=holes)
    room = _room(0, size, kernel, around, holes), _room(1, size, kernel, around, holes)
    if room[0] < 0 or room[1] < 0:
        _explain(size, kernel, steps, around, holes)
    output = room[0] // steps[0] + 1, room[1] // steps[1] + 1
    return Geometry(size, kernel, _within(steps, size, around), around, _between(holes, kernel), output)


def pool_geometry(
    size: Pair, kernel: PerAxis, *, stride: PerAxis | None, padding: Around, dilation: PerAxis, ceil_mode: bool
) -> Geometry:
    """The geometry of a pool: the stride is the kernel unless given, the padding at most half the effective kernel."""
    window = per_axis("kernel", kernel, least=1)
    steps = window if stride is None else per_axis("stride", stride, least=1)
    holes = per_axis("dilation", dilation, least=1)
    around = _around(padding, size, window, stride=steps, dilation=holes)
    _refuse_wide_padding(window, around, holes)
    rows, columns = (
        output_size(n, k, stride=s, padding=p, dilation=d, ceil_mode=ceil_mode)
        for n, k, s, p, d in zip(size, window, steps, around, holes, strict=True)
    )
    steps, holes = _within(steps, size, around), _between(holes, window)
    layer = Geometry(size, window, steps, around, holes, (rows, columns))
    return layer._replace(overhang=(_overhang(0, layer), _overhang(1, layer)))


def padded(image: Array, around: Sides, fill: float = 0) -> Array:
    """`fill` on all four sides, contiguous: (N, C, H, W) -> (N, C, top + H + bottom, left + W + right)."""
    if around is NO_PADDING or around == NO_PADDING:
        return np.ascontiguousarray(image)
    (top, bottom), (left, right) = around
    *outer, height, width = image.shape
    shape = (*outer, top + height + bottom, left + width + right)
    refuse_too_many_cells(shape)
    wider = np.full(shape, fill, image.dtype) if fill else np.zeros(shape, image.dtype)
    wider[..., top : top + height, left : left + width] = image
    return wider


def windows(wider: Array, layer: Geometry) -> Array:
    """Every window of a padded, contiguous image, as a view: (N, C, H, W) -> (N, C, K_h, K_w, H', W').

    Taps come before positions: [n, c, i, j, y, x] is what tap (i, j) sees when the kernel stands at (y, x).
    """
    (down, across), (rows, columns) = layer.stride, layer.dilation
    image, channel, row, cell = wider.strides
    shape = (*wider.shape[:2], *layer.kernel, *layer.output)
    strides = (image, channel, row * rows, cell * columns, row * down, cell * across)
    return np.ndarray(shape, wider.dtype, buffer_of(wider), 0, strides)  # checks that the view stays inside


def tap(wider: Array, layer: Geometry, i: int, j: int) -> Array:
    """What tap (i, j) sees at every position, as a view that can be added to: (N, C, H, W) -> (N, C, H', W')."""
    (down, across), (rows, columns) = layer.stride, layer.dilation
    top, left = i * rows, j * columns
    bottom, right = top + down * (layer.output[0] - 1) + 1, left + across * (layer.output[1] - 1) + 1
    return wider[..., top:bottom:down, left:right:across]


def buffer_of(array: Array) -> Any:
    """An array is a buffer; NumPy's stubs know it only from Python 3.12 on."""
    return array


def _around(padding: Around, size: Pair, kernel: Pair, *, stride: Pair, dilation: Pair) -> Sides:
    if isinstance(padding, str):
        return named_sides(padding, size, kernel, stride=stride, dilation=dilation)
    return sides_around(padding)


def _within(steps: Pair, size: Pair, around: Sides) -> Pair:
    """The steps, none longer than the padded image: a longer one leaves it all the same, and no view is that wide."""
    return min(steps[0], size[0] + sum(around[0])), min(steps[1], size[1] + sum(around[1]))


def _between(holes: Pair, kernel: Pair) -> Pair:
    """The dilation, which a kernel of 1 has no use for."""
    return (holes[0] if kernel[0] > 1 else 1, holes[1] if kernel[1] > 1 else 1)


def _room(axis: int, size: Pair, kernel: Pair, around: Sides, dilation: Pair) -> int:
    """The cells the kernel can move along a padded axis; negative when it does not fit."""
    before, after = around[axis]
    return size[axis] + before + after - dilation[axis] * (kernel[axis] - 1) - 1


def _explain(size: Pair, kernel: Pair, stride: Pair, around: Sides, dilation: Pair) -> None:
    """Let the size formula say why a kernel does not fit."""
    for n, k, s, p, d in zip(size, kernel, stride, around, dilation, strict=True):
        output_size(n, k, stride=s, padding=p, dilation=d)


def _overhang(axis: int, layer: Geometry) -> Pair:
    """(0, cells beyond the padding that the last window reaches), along one axis."""
    room = _room(axis, layer.size, layer.kernel, layer.padding, layer.dilation)
    return 0, max(0, (layer.output[axis] - 1) * layer.stride[axis] - room)


def _refuse_wide_padding(kernel: Pair, around: Sides, dilation: Pair) -> None:
    for taps, ends, holes in zip(kernel, around, dilation, strict=True):
        span = effective_kernel(taps, dilation=holes)
        if 2 * max(ends) > span:
            raise Impossible(
                f"A pool's padding is at most half its effective kernel: 2*{max(ends)} = {2 * max(ends)} is more"
                f" than {span}."
            )
