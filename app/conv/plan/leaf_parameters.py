"""Backwards to what a layer that `ops` runs has learned, by name."""

import numpy as np

from app.conv.grads import batch_norm_vjp, conv2d_vjp, conv_transpose2d_vjp, layer_norm_vjp, linear_vjp
from app.conv.network.layers import (
    BatchNorm,
    Conv,
    ConvTranspose,
    Depthwise,
    LayerNorm,
    Leaf,
    Linear,
    Pair,
    Pointwise,
    Scale,
    SqueezeExcite,
    Tokens,
)
from app.conv.network.running.features import FUNCTIONS
from app.conv.network.running.weights import Parameters
from app.conv.network.windows import as_conv, axes_of, on_map, transposed_axes_of
from app.conv.ops import Array, linear
from app.conv.plan.parameters import Found
from app.conv.shapes import sides


def gradients_of(layer: Leaf, name: str, array: Array, gradient: Array, weights: Parameters) -> Found:
    """Of a layer that `ops` runs, from its input and the gradient of its output; nothing where nothing is learned."""
    match layer:
        case Depthwise() | Pointwise():
            return gradients_of(as_conv(layer, array.shape[1]), name, array, gradient, weights)
        case Conv():
            return _of_convolution(layer, name, array, gradient, weights)
        case ConvTranspose():
            return _of_transposed(layer, name, array, gradient, weights)
        case Linear():
            return _of_linear(layer, name, array, gradient, weights)
        case SqueezeExcite():
            return _of_gate(layer, name, array, gradient, weights)
        case Tokens():
            return _of_tokens(layer, name, gradient)
        case BatchNorm() | LayerNorm() | Scale():
            return _of_factors(layer, name, array, gradient, weights)
        case _:
            return {}


def _named(name: str, to_weight: Array | None, to_bias: Array | None) -> Found:
    both = {f"{name}.weight": to_weight, f"{name}.bias": to_bias}
    return {key: each for key, each in both.items() if each is not None}


def _of_convolution(layer: Conv, name: str, array: Array, gradient: Array, weights: Parameters) -> Found:
    kernels = weights.draw(name, (layer.out_channels, array.shape[1] // layer.groups, *layer.kernel), array.dtype)
    bias = weights.bias(name, layer.out_channels, array.dtype) if layer.bias else None
    size: Pair = (array.shape[2], array.shape[3])
    put = on_map(axes_of(layer, size), size)
    rest = put.stride, put.padding, put.dilation, layer.groups
    return _named(name, *conv2d_vjp(gradient, array, kernels, bias, *rest)[1:])


def _of_transposed(layer: ConvTranspose, name: str, array: Array, gradient: Array, weights: Parameters) -> Found:
    kernels = weights.draw(name, (array.shape[1], layer.out_channels // layer.groups, *layer.kernel), array.dtype)
    bias = weights.bias(name, layer.out_channels, array.dtype) if layer.bias else None
    height, width = transposed_axes_of(layer)
    around = sides(height.padding), sides(width.padding)
    rest = layer.stride, around, layer.output_padding, layer.groups, layer.dilation
    return _named(name, *conv_transpose2d_vjp(gradient, array, kernels, bias, *rest)[1:])


def _of_linear(layer: Linear, name: str, array: Array, gradient: Array, weights: Parameters) -> Found:
    vectors = array[:, :, 0, 0] if array.ndim == 4 else array
    rows = weights.draw(name, (layer.out_features, vectors.shape[-1]), vectors.dtype)
    bias = weights.bias(name, layer.out_features, vectors.dtype) if layer.bias else None
    return _named(name, *linear_vjp(gradient, vectors, rows, bias)[1:])


def _of_tokens(layer: Tokens, name: str, gradient: Array) -> Found:
    """(N, T, C): a row that all images share."""
    first = {f"{name}.class_token": gradient[:, :1].sum(axis=0)} if layer.class_token else {}
    return first | ({f"{name}.positions": gradient.sum(axis=0)} if layer.positions else {})


def _of_factors(
    layer: BatchNorm | LayerNorm | Scale, name: str, array: Array, gradient: Array, weights: Parameters
) -> Found:
    """A layer's factors begin at 1 and its offsets at 0 where nobody draws them."""
    channels = 1 if array.ndim == 4 else array.ndim - 1
    across = tuple(axis for axis in range(array.ndim) if axis != channels)
    match layer:
        case BatchNorm():
            held = weights.statistics(name, array.shape[1], array.dtype)
            return _named(name, *batch_norm_vjp(gradient, array, *held)[1:])
        case LayerNorm():
            rows, back = np.moveaxis(array, channels, -1), np.moveaxis(gradient, channels, -1)
            begin = np.ones(rows.shape[-1], rows.dtype), np.zeros(rows.shape[-1], rows.dtype)
            return _named(name, *layer_norm_vjp(back, rows, rows.shape[-1], *begin)[1:])
        case Scale(bias=bias):
            return _named(name, (gradient * array).sum(across), gradient.sum(across) if bias else None)


def _of_gate(layer: SqueezeExcite, name: str, image: Array, gradient: Array, weights: Parameters) -> Found:
    """Back through the gate, the second linear layer, the function between them, and to the first."""
    means = image.mean(axis=(2, 3))  # (N, C)
    names, sizes = (f"{name}.squeeze", f"{name}.excite"), (layer.squeeze_channels, image.shape[1])
    (first, second), (op, vjp) = names, FUNCTIONS[layer.activation]
    squeeze, excite = (
        (weights.draw(each, (size, taken), image.dtype), weights.bias(each, size, image.dtype))
        for each, size, taken in zip(names, sizes, reversed(sizes), strict=True)
    )
    squeezed = linear(means, *squeeze)
    active = op(squeezed)
    (to_excited,) = FUNCTIONS[layer.gate][1]((gradient * image).sum(axis=(2, 3)), linear(active, *excite))
    to_active, *of_second = linear_vjp(to_excited, active, *excite)
    (to_squeezed,) = vjp(to_active, squeezed)
    return _named(first, *linear_vjp(to_squeezed, means, *squeeze)[1:]) | _named(second, *of_second)
