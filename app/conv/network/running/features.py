"""Layers on channels and features: normalisations, linear layers, gates and functions of one number."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from app.conv.grads import (
    batch_norm_vjp,
    gelu_vjp,
    layer_norm_vjp,
    linear_vjp,
    relu6_vjp,
    relu_vjp,
    sigmoid_vjp,
    silu_vjp,
    softmax_vjp,
)
from app.conv.network.layers import Activation, BatchNorm, LayerNorm, Linear, Scale, SqueezeExcite
from app.conv.network.running.passed import Found, Passed, keep, learning, one_after_another, through
from app.conv.network.running.weights import Parameters
from app.conv.ops import Array, batch_norm, gelu, layer_norm, linear, relu, relu6, sigmoid, silu, softmax

Functions = tuple[Callable[..., Array], Callable[..., tuple[Any, ...]]]


def _tanh(array: Array) -> Array:
    return np.tanh(array)


def _tanh_vjp(gradient: Array, array: Array) -> tuple[Array]:
    return (gradient * (1 - np.tanh(array) ** 2),)


FUNCTIONS: Mapping[Activation, Functions] = {
    Activation.RELU: (relu, relu_vjp),
    Activation.RELU6: (relu6, relu6_vjp),
    Activation.GELU: (gelu, gelu_vjp),
    Activation.SIGMOID: (sigmoid, sigmoid_vjp),
    Activation.SILU: (silu, silu_vjp),
    Activation.TANH: (_tanh, _tanh_vjp),
}


def activated(function: Activation, array: Array) -> Passed:
    """A function of each number."""
    op, vjp = FUNCTIONS[function]
    return through(op, vjp, array)


def normalised(
    layer: BatchNorm | LayerNorm, name: str, array: Array, weights: Parameters, found: Found | None = None
) -> Passed:
    """By the running statistics of each channel; or over the channels of each pixel, with factors 1 and offsets 0."""
    if isinstance(layer, LayerNorm):
        size = array.shape[1 if array.ndim == 4 else -1]
        begin = np.ones(size, array.dtype), np.zeros(size, array.dtype)
        return _over_channels(array, partial(learning, name, found, layer_norm, layer_norm_vjp), size, *begin)
    held = weights.statistics(name, array.shape[1], array.dtype)
    rest = (held.mean, held.variance, held.scale, held.offset)
    return learning(name, found, batch_norm, batch_norm_vjp, array, *rest)


def softened(array: Array) -> Passed:
    """Softmax over the channels, or the features of each token."""
    return _over_channels(array, partial(through, softmax, softmax_vjp), -1)


def scaled(layer: Scale, name: str, array: Array, weights: Parameters, found: Found | None = None) -> Passed:
    """A factor for each channel; offsets begin at 0, and change nothing yet."""
    axis = 1 if array.ndim == 4 else -1
    factors = weights.draw(name, (array.shape[axis], 1), array.dtype)[:, 0]  # (C,)
    wide = factors[:, None, None] if array.ndim == 4 else factors
    across = (0, 2, 3) if array.ndim == 4 else tuple(range(array.ndim - 1))

    def back(gradient: Array) -> Array:
        keep(found, name, [(gradient * array).sum(across), gradient.sum(across) if layer.bias else None])
        return gradient * wide

    return Passed(array * wide, back)


def connected(layer: Linear, name: str, array: Array, weights: Parameters, found: Found | None = None) -> Passed:
    """(N, F) -> (N, O), (N, T, F) -> (N, T, O), (N, C, 1, 1) -> (N, O)."""
    vectors = array[:, :, 0, 0] if array.ndim == 4 else array
    rows = weights.draw(name, (layer.out_features, vectors.shape[-1]), array.dtype)
    bias = weights.bias(name, layer.out_features, array.dtype) if layer.bias else None
    passed = learning(name, found, linear, linear_vjp, vectors, rows, bias)
    return Passed(passed.output, lambda gradient: passed.back(gradient).reshape(array.shape))


def gated(layer: SqueezeExcite, name: str, image: Array, weights: Parameters, found: Found | None = None) -> Passed:
    """(N, C, H, W) times a factor (N, C) that comes from its own means. Both ways back are added."""
    means = image.mean(axis=(2, 3))  # (N, C)
    squeeze = connected(Linear(out_features=layer.squeeze_channels), f"{name}.squeeze", means, weights, found)
    active = one_after_another(squeeze, activated(layer.activation, squeeze.output))
    widened = connected(Linear(out_features=image.shape[1]), f"{name}.excite", active.output, weights, found)
    excite = one_after_another(active, widened)
    gate = one_after_another(excite, activated(layer.gate, excite.output))
    factors = gate.output[:, :, None, None]  # (N, C, 1, 1)

    def back(gradient: Array) -> Array:
        to_means = gate.back((gradient * image).sum(axis=(2, 3)))  # (N, C)
        return gradient * factors + to_means[:, :, None, None] / (image.shape[2] * image.shape[3])

    return Passed(image * factors, back)


def _over_channels(array: Array, pass_through: Callable[..., Passed], *rest: object) -> Passed:
    """An op along the last axis, put to an image's channels: its second axis."""
    if array.ndim != 4:
        return pass_through(array, *rest)
    passed = pass_through(_last(array), *rest)
    return Passed(_second(passed.output), lambda gradient: _second(passed.back(_last(gradient))))


def _last(image: Array) -> Array:
    """(N, C, H, W) -> (N, H, W, C)."""
    return np.moveaxis(image, 1, -1)


def _second(image: Array) -> Array:
    """(N, H, W, C) -> (N, C, H, W)."""
    return np.moveaxis(image, -1, 1)
