"""Convolutions, as PyTorch defines and names them: cross-correlation, and the true one beside it.

How: a 1×1 kernel is one matrix product over the image as it lies in memory. Any other is im2col, in blocks that stay in
the cache, and a matrix product whose result already is the output; nothing is transposed. Depthwise layers, which have
too few products per output for that, have their own way (`app.conv.ops.depthwise`).
"""

# ruff: noqa: A002, PLR0913, PLR0917 - the arguments are those of torch.nn.functional, in its names and order

from collections.abc import Iterator, Sequence
from math import prod
from typing import cast

import numpy as np
from numpy.typing import ArrayLike

from app.conv.counts import channels_per_group
from app.conv.ops.arguments import Around, PerAxis, whole
from app.conv.ops.arrays import Array, exact_sums, images, in_one_dtype, per_channel, real_array, refuse_too_many_cells
from app.conv.ops.depthwise import MOST_COPIED_CELLS, copied_cells, depthwise_products
from app.conv.ops.geometry import Geometry, convolution_geometry, padded, windows
from app.conv.ops.whiteboard import whiteboard_conv2d
from app.errors import BadInput, Impossible

BLOCK_CELLS = 2**18  # of im2col's columns: 1 MB of float32, which the second-level cache holds
WEIGHT_AXES = "(O, C / groups, K_h, K_w)"


def conv2d(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: PerAxis = 1,
    padding: Around = 0,
    dilation: PerAxis = 1,
    groups: int = 1,
) -> Array:
    """Cross-correlation: the kernel is not flipped.

    (N, C, H, W), (O, C / groups, K_h, K_w), (O,) -> (N, O, H', W')

    out[n, o, y, x] = bias[o] + Σ_{c, i, j} weight[o, c, i, j] · padded[n, c, y·s + i·d, x·s + j·d]

    Source: torch.nn.functional.conv2d.
    """
    if bias is None and type(groups) is int and groups == 1:
        small = whiteboard_conv2d(input, weight, stride, padding, dilation)
        if small is not None:
            return small
    image, kernels = images("input", input), kernels_of(weight)
    groups = whole("number of groups", groups, least=1)
    refuse_misfits(image.shape[1], kernels.shape, groups)
    offsets = per_channel("bias", bias, len(kernels), of="output channels")
    layer = convolution_geometry(image.shape[2:], kernels.shape[2:], stride=stride, padding=padding, dilation=dilation)
    products = prod(kernels.shape[1:])
    image, kernels, offsets = in_one_dtype(image, kernels, offsets, products=products)
    outputs = exact_sums(lambda x, w: correlated(x, w, layer, groups), image, kernels, products=products)
    if offsets is not None:
        outputs += offsets[:, None, None]
    return outputs


def convolve2d(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: PerAxis = 1,
    padding: Around = 0,
    dilation: PerAxis = 1,
    groups: int = 1,
) -> Array:
    """True convolution, as mathematics and signal processing have it: `conv2d` with the kernel flipped on both axes.

    (N, C, H, W), (O, C / groups, K_h, K_w), (O,) -> (N, O, H', W')

    With padding="full" it multiplies polynomials: [1, 2] * [1, 3] = [1, 5, 6].
    """
    return conv2d(input, kernels_of(weight)[..., ::-1, ::-1], bias, stride, padding, dilation, groups)


def conv1d(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: int | Sequence[int] = 1,
    padding: Around = 0,
    dilation: int | Sequence[int] = 1,
    groups: int = 1,
) -> Array:
    """Cross-correlation along one axis, as an image of height 1; a padding of two numbers is (before, after).

    (N, C, L), (O, C / groups, K), (O,) -> (N, O, L')
    """
    line = images("input", input, "(N, C, L)")[:, :, None]  # (N, C, 1, L)
    kernels = kernels_of(weight, "(O, C / groups, K)")[:, :, None]  # (O, C / groups, 1, K)
    step, holes = (1, _only("stride", stride)), (1, _only("dilation", dilation))
    outputs = conv2d(line, kernels, bias, step, beside(padding), holes, groups)  # (N, O, 1, L')
    return outputs[:, :, 0]


def depthwise_conv2d(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: PerAxis = 1,
    padding: Around = 0,
    dilation: PerAxis = 1,
) -> Array:
    """Each channel by its own m kernels, m being read off the weight: `conv2d` with as many groups as channels.

    (N, C, H, W), (C·m, 1, K_h, K_w), (C·m,) -> (N, C·m, H', W')
    """
    image, kernels = images("input", input), kernels_of(weight, "(C·m, 1, K_h, K_w)")
    if kernels.shape[1] != 1:
        raise Impossible(f"A depthwise kernel takes one channel; this weight takes {kernels.shape[1]}.")
    return conv2d(image, kernels, bias, stride, padding, dilation, image.shape[1])


def pointwise_conv2d(
    input: ArrayLike, weight: ArrayLike, bias: ArrayLike | None = None, stride: PerAxis = 1, padding: Around = 0
) -> Array:
    """A 1×1 convolution: a linear layer on the channels of each pixel.

    (N, C, H, W), (O, C, 1, 1) or (O, C), (O,) -> (N, O, H', W')
    """
    kernels = real_array("weight", weight)
    kernels = kernels[:, :, None, None] if kernels.ndim == 2 else kernels_of(kernels)
    if kernels.shape[2:] != (1, 1):
        height, width = kernels.shape[2:]
        raise Impossible(f"A pointwise kernel is 1 by 1; this one is {height} by {width}.")
    return conv2d(input, kernels, bias, stride, padding)


def correlated(image: Array, weight: Array, layer: Geometry, groups: int) -> Array:
    """The sums of products of a checked layer, without bias: (N, C, H, W) -> (N, O, H', W')."""
    refuse_too_many_cells((len(image), len(weight), *layer.output))
    if groups == image.shape[1] > 1 and image.dtype.kind == "f" and copied_cells(layer) <= MOST_COPIED_CELLS:
        return depthwise_products(image, weight, layer)
    wider = padded(image, layer.padding)
    if layer.kernel == (1, 1):
        return _pixel_products(wider[..., :: layer.stride[0], :: layer.stride[1]], weight, groups)
    return _window_products(windows(wider, layer), weight, groups)


def _pixel_products(pixels: Array, weight: Array, groups: int) -> Array:
    """A 1×1 kernel: one matrix product per group, on the image itself.

    (N, C, H', W'), (O, C / G, 1, 1) -> (N, O, H', W')
    """
    count, channels, height, width = pixels.shape
    rows = weight.reshape(groups, len(weight) // groups, channels // groups)  # (G, O / G, C / G)
    columns = pixels.reshape(count, groups, channels // groups, height * width)  # (N, G, C / G, H' · W')
    return (rows @ columns).reshape(count, len(weight), height, width)


def _window_products(seen: Array, weight: Array, groups: int) -> Array:
    """im2col: each window becomes a column, and the layer a matrix product per group.

    (N, C, K_h, K_w, H', W'), (O, C / G, K_h, K_w) -> (N, O, H', W')
    """
    count, channels, *kernel, height, width = seen.shape
    taps = channels // groups * kernel[0] * kernel[1]
    rows = weight.reshape(groups, len(weight) // groups, taps)  # (G, O / G, C / G · K_h · K_w)
    if count * groups * taps * height * width <= BLOCK_CELLS:
        columns = seen.reshape(count, groups, taps, height * width)  # (N, G, C / G · K_h · K_w, H' · W')
        return (rows @ columns).reshape(count, len(weight), height, width)
    outputs = np.empty((count, groups, len(weight) // groups, height, width), seen.dtype)
    for n, y, x in _blocks(count, height, width, cells_per_position=groups * taps):
        part, there = seen[n, ..., y, x], outputs[n, ..., y, x]
        columns = np.ascontiguousarray(part.reshape(len(part), groups, taps, -1))  # (n, G, C / G · K_h · K_w, y · x)
        np.matmul(rows, columns, out=there.reshape(*there.shape[:3], -1))  # (n, G, O / G, y · x), a view of the output
    return outputs.reshape(count, len(weight), height, width)


def _blocks(count: int, height: int, width: int, *, cells_per_position: int) -> Iterator[tuple[slice, slice, slice]]:
    """Whole images, else whole rows, else parts of rows, of at most BLOCK_CELLS cells where one position allows it."""
    positions = max(1, BLOCK_CELLS // cells_per_position)
    across = min(width, positions)
    down = min(height, max(1, positions // width))
    deep = max(1, positions // (width * height))
    for n in range(0, count, deep):
        for y in range(0, height, down):
            for x in range(0, width, across):
                yield slice(n, n + deep), slice(y, y + down), slice(x, x + across)


def kernels_of(weight: ArrayLike, axes: str = WEIGHT_AXES) -> Array:
    array = images("weight", weight, axes)
    if not len(array):
        raise BadInput(f"The weight is empty: its shape is {array.shape}.")
    return array


def refuse_misfits(channels: int, weight: tuple[int, ...], groups: int) -> None:
    """Refuse a weight that belongs to another layer."""
    outputs, taken = weight[:2]
    if channels % groups == 0 == outputs % groups and taken * groups == channels:
        return
    channels_per_group(channels, groups=groups, end="input")
    channels_per_group(outputs, groups=groups, end="output")
    raise Impossible(
        f"The weight takes {taken}*{groups} = {taken * groups} input channels (those of a kernel times the groups);"
        f" the input has {channels}."
    )


def _only(name: str, value: int | Sequence[int]) -> int:
    """The one number of an argument along one axis, alone or as (k,)."""
    if not isinstance(value, Sequence):
        return whole(name, value, least=1)
    if len(value) != 1:
        raise BadInput(f"The {name} has {len(value)} entries; along one axis it is one number.")
    return whole(name, value[0], least=1)


def beside(padding: Around) -> Around:
    """The padding of a line as that of an image of height 1: a number, (p,), (before, after) or ((before, after),)."""
    if isinstance(padding, str):
        return padding
    if not isinstance(padding, Sequence):
        return (0, 0), (padding, padding)
    first = padding[0] if len(padding) == 1 else padding
    ends = first if isinstance(first, Sequence) else (first, first)
    if len(ends) != 2:
        raise BadInput(f"The padding has {len(ends)} entries; along one axis it is one number, or (before, after).")
    return (0, 0), cast("tuple[int, int]", tuple(ends))
