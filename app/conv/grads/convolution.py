"""Vector-Jacobian products of convolutions, and of the linear layer, which is one on a single pixel."""

# ruff: noqa: A002, PLR0913, PLR0917 - after the gradient, the arguments are those of the op itself

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from app.conv.grads.checks import gradient_of
from app.conv.ops.arguments import Around, PerAxis, per_axis, sides_around, whole
from app.conv.ops.arrays import Array, as_float, images, real_array
from app.conv.ops.convolution import beside, conv2d, kernels_of, refuse_misfits
from app.conv.ops.geometry import Geometry, convolution_geometry, padded, tap
from app.conv.ops.transposed import spread_back, transposed_geometry

Gradients = tuple[Array, Array, Array | None]  # of the input, the weight and the bias, None where there was no bias


def conv2d_vjp(
    grad: ArrayLike,
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: PerAxis = 1,
    padding: Around = 0,
    dilation: PerAxis = 1,
    groups: int = 1,
) -> Gradients:
    """∂input: each gradient puts its kernel back where it looked. ∂weight: each tap times what it saw. ∂bias: the sum.

    Source: arXiv:1603.07285, section 4.
    """
    image, kernels = as_float(images("input", input)), as_float(kernels_of(weight))
    groups = whole("number of groups", groups, least=1)
    refuse_misfits(image.shape[1], kernels.shape, groups)
    layer = convolution_geometry(image.shape[2:], kernels.shape[2:], stride=stride, padding=padding, dilation=dilation)
    back = gradient_of(grad, (len(image), len(kernels), *layer.output))
    seen = padded(image, layer.padding)
    return spread_back(back, kernels, layer, groups), _per_tap(back, seen, layer, groups), _bias(back, bias)


def convolve2d_vjp(
    grad: ArrayLike,
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: PerAxis = 1,
    padding: Around = 0,
    dilation: PerAxis = 1,
    groups: int = 1,
) -> Gradients:
    """`conv2d_vjp` of the flipped kernel, whose gradient is flipped back."""
    flipped = kernels_of(weight)[..., ::-1, ::-1]
    to_input, to_flipped, to_bias = conv2d_vjp(grad, input, flipped, bias, stride, padding, dilation, groups)
    return to_input, to_flipped[..., ::-1, ::-1], to_bias


def conv1d_vjp(
    grad: ArrayLike,
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: int | Sequence[int] = 1,
    padding: Around = 0,
    dilation: int | Sequence[int] = 1,
    groups: int = 1,
) -> Gradients:
    """`conv2d_vjp` at a height of 1."""
    line, kernels = (
        images("input", input, "(N, C, L)")[:, :, None],
        kernels_of(weight, "(O, C / groups, K)")[:, :, None],
    )
    back = images("gradient", grad, "(N, O, L')")[:, :, None]
    step, holes = (1, _only(stride)), (1, _only(dilation))
    to_input, to_weight, to_bias = conv2d_vjp(back, line, kernels, bias, step, beside(padding), holes, groups)
    return to_input[:, :, 0], to_weight[:, :, 0], to_bias


def depthwise_conv2d_vjp(
    grad: ArrayLike,
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: PerAxis = 1,
    padding: Around = 0,
    dilation: PerAxis = 1,
) -> Gradients:
    """`conv2d_vjp` with as many groups as channels."""
    image = images("input", input)
    return conv2d_vjp(grad, image, weight, bias, stride, padding, dilation, image.shape[1])


def pointwise_conv2d_vjp(
    grad: ArrayLike,
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: PerAxis = 1,
    padding: Around = 0,
) -> Gradients:
    """`conv2d_vjp` of a 1×1 kernel; the weight's gradient has the weight's shape, (O, C, 1, 1) or (O, C)."""
    kernels = real_array("weight", weight)
    square = kernels[:, :, None, None] if kernels.ndim == 2 else kernels
    to_input, to_weight, to_bias = conv2d_vjp(grad, input, square, bias, stride, padding)
    return to_input, to_weight.reshape(kernels.shape), to_bias


def conv_transpose2d_vjp(
    grad: ArrayLike,
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: PerAxis = 1,
    padding: Around = 0,
    output_padding: PerAxis = 0,
    groups: int = 1,
    dilation: PerAxis = 1,
) -> Gradients:
    """The adjoint of an adjoint is the convolution itself: ∂input is `conv2d` of the gradient."""
    image = as_float(images("input", input))
    kernels = as_float(images("weight", weight, "(C, O / groups, K_h, K_w)"))
    groups = whole("number of groups", groups, least=1)
    layer = transposed_geometry(image.shape[2:], kernels.shape[2:], stride, padding, output_padding, dilation)
    back = gradient_of(grad, (len(image), kernels.shape[1] * groups, *layer.size))
    looked = conv2d(back, kernels, None, per_axis("stride", stride, least=1), sides_around(padding), dilation, groups)
    rows, columns = layer.output  # a dilation above the stride lets the output padding hold further positions
    seen = padded(back, layer.padding)
    return looked[:, :, :rows, :columns], _per_tap(image, seen, layer, groups), _bias(back, bias)


def linear_vjp(grad: ArrayLike, input: ArrayLike, weight: ArrayLike, bias: ArrayLike | None = None) -> Gradients:
    """∂input = grad · weight, ∂weight = gradᵀ · input, ∂bias = the sum of grad, over all axes but the last."""
    x, rows = as_float(real_array("input", input)), as_float(real_array("weight", weight))
    back = gradient_of(grad, (*x.shape[:-1], len(rows)))
    flat = back.reshape(-1, len(rows))
    return back @ rows, flat.T @ x.reshape(-1, x.shape[-1]), None if bias is None else flat.sum(axis=0)


def _per_tap(outputs: Array, wider: Array, layer: Geometry, groups: int) -> Array:
    """Σ over images and positions of outputs · what each tap saw: one matrix product per tap.

    (N, O, H', W'), (N, C, H, W), padded -> (O, C / G, K_h, K_w)
    """
    count, out, height, width = outputs.shape
    taken = wider.shape[1] // groups
    rows = outputs.reshape(count, groups, out // groups, height * width)  # (N, G, O / G, H' · W')
    products = np.empty((out, taken, *layer.kernel), outputs.dtype)
    for i in range(layer.kernel[0]):
        for j in range(layer.kernel[1]):
            columns = tap(wider, layer, i, j).reshape(count, groups, taken, height * width)
            products[:, :, i, j] = (rows @ columns.swapaxes(2, 3)).sum(axis=0).reshape(out, taken)
    return products


def _bias(back: Array, bias: ArrayLike | None) -> Array | None:
    return None if bias is None else back.sum(axis=(0, 2, 3))


def _only(value: int | Sequence[int]) -> int:
    return value[0] if isinstance(value, Sequence) else value
