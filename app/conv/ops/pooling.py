"""Pools: the largest, the mean and the norm of what a window sees. Padding and ceil_mode follow PyTorch."""

# ruff: noqa: A002, FBT001, FBT002, PLR0913, PLR0917 - arguments are those of torch.nn.functional, in its names and order

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from typing import Literal, cast, overload

import numpy as np
from numpy.typing import ArrayLike

from app.conv.ops.arguments import Around, Pair, PerAxis, real, whole
from app.conv.ops.arrays import Array, as_float, images, refuse_too_many_cells
from app.conv.ops.geometry import Geometry, padded, pool_geometry, tap
from app.errors import BadInput


@overload
def max_pool2d(
    input: ArrayLike,
    kernel_size: PerAxis,
    stride: PerAxis | None = None,
    padding: Around = 0,
    dilation: PerAxis = 1,
    ceil_mode: bool = False,
    return_indices: Literal[False] = False,
) -> Array: ...


@overload
def max_pool2d(
    input: ArrayLike,
    kernel_size: PerAxis,
    stride: PerAxis | None = None,
    padding: Around = 0,
    dilation: PerAxis = 1,
    ceil_mode: bool = False,
    *,
    return_indices: Literal[True],
) -> tuple[Array, Array]: ...


def max_pool2d(
    input: ArrayLike,
    kernel_size: PerAxis,
    stride: PerAxis | None = None,
    padding: Around = 0,
    dilation: PerAxis = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Array | tuple[Array, Array]:
    """The largest in each window, never of the padding; a NaN is larger than anything.

    (N, C, H, W) -> (N, C, H', W'), and with return_indices where it was found: y·W + x in the unpadded image, the first
    of equals. The stride is the kernel unless given. Source: torch.nn.functional.max_pool2d.
    """
    image = images("input", input)
    layer = pool_geometry(
        image.shape[2:], kernel_size, stride=stride, padding=padding, dilation=dilation, ceil_mode=ceil_mode
    )
    wider = padded(image, layer.needed, fill=_lowest(image))
    refuse_too_many_cells((*image.shape[:2], *layer.output))
    if return_indices:
        return _largest_with_indices(wider, layer)
    return _over_windows(np.maximum, wider, layer)


def avg_pool2d(
    input: ArrayLike,
    kernel_size: PerAxis,
    stride: PerAxis | None = None,
    padding: Around = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    dilation: PerAxis = 1,
) -> Array:
    """The mean of each window: (N, C, H, W) -> (N, C, H', W').

    Zeros of the padding count as cells unless count_include_pad is False; cells that ceil_mode lets hang over the
    padding never do. `divisor_override` divides by that instead. Source: torch.nn.functional.avg_pool2d, to which
    `dilation` is added, as in ONNX's AveragePool.
    """
    image = as_float(images("input", input))
    layer = pool_geometry(
        image.shape[2:], kernel_size, stride=stride, padding=padding, dilation=dilation, ceil_mode=ceil_mode
    )
    if divisor_override is None:
        divisor = window_cells(layer, count_padding=count_include_pad)
    else:
        divisor = np.array(whole("divisor_override", divisor_override, least=1))
    return window_sums(image, layer) / divisor.astype(image.dtype)


def lp_pool2d(
    input: ArrayLike,
    norm_type: float,
    kernel_size: PerAxis,
    stride: PerAxis | None = None,
    ceil_mode: bool = False,
    *,
    padding: Around = 0,
    dilation: PerAxis = 1,
) -> Array:
    """The p-norm of each window, (Σ |x|^p)^(1/p): (N, C, H, W) -> (N, C, H', W').

    A window that ceil_mode lets hang over counts as if the cells it lacks were like those it has, as PyTorch's does.
    Source: torch.nn.functional.lp_pool2d, which leaves out the absolute value, and so has no odd norm of negative
    sums; with it, and `padding` and `dilation`, as ONNX's LpPool.
    """
    image = as_float(images("input", input))
    power = real("norm_type", norm_type)
    if power <= 0:
        raise BadInput(f"The norm_type is {power:g}; a norm has one above 0.")
    layer = pool_geometry(
        image.shape[2:], kernel_size, stride=stride, padding=padding, dilation=dilation, ceil_mode=ceil_mode
    )
    lacking = layer.kernel[0] * layer.kernel[1] / window_cells(layer, count_padding=True)  # 1 for a whole window
    return (window_sums(np.abs(image) ** power, layer) * lacking.astype(image.dtype)) ** (1 / power)


def adaptive_avg_pool2d(input: ArrayLike, output_size: int | Sequence[int | None] | None) -> Array:
    """The means of windows chosen so that the output has a given size: (N, C, H, W) -> (N, C, *output_size).

    Window i of n cells and m outputs goes from ⌊i·n / m⌋ up to ⌈(i + 1)·n / m⌉; None leaves an axis as it is.
    Source: torch.nn.functional.adaptive_avg_pool2d.
    """
    image = as_float(images("input", input))
    rows, columns = adaptive_size(output_size, image.shape[2:])
    refuse_too_many_cells((*image.shape[:2], rows, columns))
    means = np.stack([image[:, :, part].mean(2) for part in adaptive_parts(image.shape[2], rows)], axis=2)
    return np.stack([means[..., part].mean(3) for part in adaptive_parts(image.shape[3], columns)], axis=3)


def global_avg_pool2d(input: ArrayLike) -> Array:
    """The mean of each channel: (N, C, H, W) -> (N, C, 1, 1)."""
    return as_float(images("input", input)).mean(axis=(2, 3), keepdims=True)


def global_max_pool2d(input: ArrayLike) -> Array:
    """The largest of each channel: (N, C, H, W) -> (N, C, 1, 1)."""
    return images("input", input).max(axis=(2, 3), keepdims=True)


def window_sums(image: Array, layer: Geometry) -> Array:
    """What each window adds up to: (N, C, H, W) -> (N, C, H', W')."""
    refuse_too_many_cells((*image.shape[:2], *layer.output))
    return _over_windows(np.add, padded(image, layer.needed), layer)


def window_cells(layer: Geometry, *, count_padding: bool) -> Array:
    """How many cells a mean is taken over: (H', W'). At least 1, where dilation sees nothing but padding."""
    rows, columns = (_cells_along(axis, layer, count_padding=count_padding) for axis in (0, 1))
    return np.maximum(np.outer(rows, columns), 1)


def adaptive_parts(size: int, outputs: int) -> Iterator[slice]:
    """The windows of an adaptive pool along one axis."""
    for i in range(outputs):
        yield slice(i * size // outputs, -(-(i + 1) * size // outputs))


def _over_windows(combine: Callable[[Array, Array], Array], wider: Array, layer: Geometry) -> Array:
    """A pool that is a pool of columns and then of rows: K_h + K_w passes over the image instead of K_h · K_w.

    (N, C, H, W), padded -> (N, C, H', W')
    """
    upright = layer._replace(kernel=(layer.kernel[0], 1), stride=(layer.stride[0], 1), output=_tall(wider, layer))
    flat = layer._replace(kernel=(1, layer.kernel[1]), stride=(1, layer.stride[1]))
    rows = reduce(combine, (tap(wider, upright, i, 0) for i in range(layer.kernel[0])))  # (N, C, H', W)
    pooled = reduce(combine, (tap(rows, flat, 0, j) for j in range(layer.kernel[1])))  # (N, C, H', W')
    return pooled if layer.kernel != (1, 1) else pooled.copy()


def _tall(wider: Array, layer: Geometry) -> Pair:
    return layer.output[0], wider.shape[3]


def _largest_with_indices(wider: Array, layer: Geometry) -> tuple[Array, Array]:
    """The largest in each window and its place in the unpadded image, −1 while nothing but padding was seen."""
    height, width = layer.size
    places = padded(np.arange(height * width).reshape(1, 1, height, width), layer.needed, fill=-1)
    largest = tap(wider, layer, 0, 0).copy()
    found = np.broadcast_to(tap(places, layer, 0, 0), largest.shape).copy()
    for i in range(layer.kernel[0]):
        for j in range(layer.kernel[1]):
            value, place = tap(wider, layer, i, j), tap(places, layer, i, j)
            better = (value > largest) | (value != value) | (found < 0)  # noqa: PLR0124 - NaN
            largest, found = np.where(better, value, largest), np.where(better, place, found)
    return largest, found


def _lowest(image: Array) -> float:
    """What no cell is below: −∞, or an integer's least."""
    if image.dtype.kind == "f":
        return -np.inf
    return 0 if image.dtype.kind in "bu" else int(np.iinfo(image.dtype).min)


def _cells_along(axis: int, layer: Geometry, *, count_padding: bool) -> Array:
    """How many taps of each window are counted along one axis: (H',) or (W',)."""
    before, after = layer.padding[axis]
    first, end = (-before, layer.size[axis] + after) if count_padding else (0, layer.size[axis])
    starts = np.arange(layer.output[axis]) * layer.stride[axis] - before
    taps = starts[:, None] + np.arange(layer.kernel[axis]) * layer.dilation[axis]  # (H', K_h)
    return ((taps >= first) & (taps < end)).sum(axis=1)


def adaptive_size(output_size: int | Sequence[int | None] | None, size: Pair) -> Pair:
    wanted = output_size if isinstance(output_size, tuple | list) else (output_size, output_size)
    if len(wanted) != 2:
        raise BadInput(f"The output size has {len(wanted)} entries; it is one number, or (height, width).")
    rows, columns = (
        n if m is None else whole("output size", m, least=1)
        for m, n in zip(cast("Sequence[int | None]", wanted), size, strict=True)
    )
    return rows, columns
