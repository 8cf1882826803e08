"""Vector-Jacobian products of pools: a maximum hands its gradient to one cell, a mean shares it out."""

# ruff: noqa: A002, FBT001, FBT002, PLR0913, PLR0917 - after the gradient, the arguments are those of the op itself

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from app.conv.grads.checks import gradient_of
from app.conv.ops.arguments import Around, PerAxis, real, whole
from app.conv.ops.arrays import Array, as_float, images
from app.conv.ops.geometry import Geometry, pool_geometry, tap
from app.conv.ops.pooling import adaptive_parts, adaptive_size, lp_pool2d, max_pool2d, window_cells


def max_pool2d_vjp(
    grad: ArrayLike,
    input: ArrayLike,
    kernel_size: PerAxis,
    stride: PerAxis | None = None,
    padding: Around = 0,
    dilation: PerAxis = 1,
    ceil_mode: bool = False,
) -> tuple[Array]:
    """To the cell that was largest, the first of equals; what only saw padding goes nowhere."""
    image = as_float(images("input", input))
    values, places = max_pool2d(image, kernel_size, stride, padding, dilation, ceil_mode, return_indices=True)
    back = gradient_of(grad, values.shape)
    count, channels, height, width = image.shape
    planes = np.arange(count * channels, dtype=np.int64).reshape(count, channels, 1, 1) * (height * width)
    inside = places >= 0
    sums = np.bincount((planes + places)[inside], weights=back[inside], minlength=image.size)
    return (sums.reshape(image.shape).astype(back.dtype),)


def avg_pool2d_vjp(
    grad: ArrayLike,
    input: ArrayLike,
    kernel_size: PerAxis,
    stride: PerAxis | None = None,
    padding: Around = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    dilation: PerAxis = 1,
) -> tuple[Array]:
    """An equal share to each cell of the window."""
    image = as_float(images("input", input))
    layer = pool_geometry(
        image.shape[2:], kernel_size, stride=stride, padding=padding, dilation=dilation, ceil_mode=ceil_mode
    )
    back = gradient_of(grad, (*image.shape[:2], *layer.output))
    if divisor_override is None:
        shares = back / window_cells(layer, count_padding=count_include_pad)
    else:
        shares = back / whole("divisor_override", divisor_override, least=1)
    return (_to_windows(shares.astype(back.dtype), layer),)


def lp_pool2d_vjp(
    grad: ArrayLike,
    input: ArrayLike,
    norm_type: float,
    kernel_size: PerAxis,
    stride: PerAxis | None = None,
    ceil_mode: bool = False,
    *,
    padding: Around = 0,
    dilation: PerAxis = 1,
) -> tuple[Array]:
    """∂(Σ|x|^p)^(1/p) / ∂x = norm^(1 − p) · |x|^(p − 1) · sign(x); 0 where the norm is, as in PyTorch."""
    image, power = as_float(images("input", input)), real("norm_type", norm_type)
    layer = pool_geometry(
        image.shape[2:], kernel_size, stride=stride, padding=padding, dilation=dilation, ceil_mode=ceil_mode
    )
    norms = lp_pool2d(image, power, kernel_size, stride, ceil_mode, padding=padding, dilation=dilation)
    lacking = layer.kernel[0] * layer.kernel[1] / window_cells(layer, count_padding=True)
    slopes = np.where(norms > 0, norms, 1) ** (1 - power) * (norms > 0) * lacking  # (N, C, H', W')
    shares = _to_windows((gradient_of(grad, norms.shape) * slopes).astype(image.dtype), layer)
    sizes = np.where(image == 0, 1, np.abs(image)) ** (power - 1)
    return (shares * sizes * np.sign(image),)


def adaptive_avg_pool2d_vjp(
    grad: ArrayLike, input: ArrayLike, output_size: int | Sequence[int | None] | None
) -> tuple[Array]:
    """An equal share to each cell of the window, first along the width, then along the height."""
    image = as_float(images("input", input))
    rows, columns = adaptive_size(output_size, image.shape[2:])
    back = gradient_of(grad, (*image.shape[:2], rows, columns))
    tall, whole_image = (
        np.zeros((*image.shape[:2], rows, image.shape[3]), back.dtype),
        np.zeros(image.shape, back.dtype),
    )
    for x, part in enumerate(adaptive_parts(image.shape[3], columns)):
        tall[..., part] += back[..., x, None] / (part.stop - part.start)
    for y, part in enumerate(adaptive_parts(image.shape[2], rows)):
        whole_image[:, :, part] += tall[:, :, y, None] / (part.stop - part.start)
    return (whole_image,)


def global_avg_pool2d_vjp(grad: ArrayLike, input: ArrayLike) -> tuple[Array]:
    """1 / (H · W) of it to every cell."""
    image = as_float(images("input", input))
    back = gradient_of(grad, (*image.shape[:2], 1, 1))
    return (np.broadcast_to(back / (image.shape[2] * image.shape[3]), image.shape).copy(),)


def global_max_pool2d_vjp(grad: ArrayLike, input: ArrayLike) -> tuple[Array]:
    """To the largest cell of each channel, the first of equals."""
    image = images("input", input)
    return max_pool2d_vjp(grad, image, image.shape[2:])


def _to_windows(shares: Array, layer: Geometry) -> Array:
    """To each cell the sum over the windows it lies in, the adjoint of a window's sum.

    (N, C, H', W') -> (N, C, H, W)
    """
    (top, bottom), (left, right) = layer.needed
    height, width = layer.size
    wider = np.zeros((*shares.shape[:2], top + height + bottom, left + width + right), shares.dtype)
    for i in range(layer.kernel[0]):
        for j in range(layer.kernel[1]):
            there = tap(wider, layer, i, j)
            there += shares
    return wider[..., top : top + height, left : left + width]
