"""Vector-Jacobian products of what stands between the layers: the gradient times the slope."""

# ruff: noqa: A002 - after the gradient, the arguments are those of the op itself

from math import pi, sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from app.conv.grads.checks import gradient_of
from app.conv.ops.activations import is_tanh, normal_distribution, sigmoid, softmax, tanh_argument
from app.conv.ops.arrays import Array, as_float, real_array


def relu_vjp(grad: ArrayLike, input: ArrayLike) -> tuple[Array]:
    """Slope 1 where x > 0, else 0, at 0 too, as in PyTorch."""
    x = _numbers(input)
    return (gradient_of(grad, x.shape) * (x > 0),)


def relu6_vjp(grad: ArrayLike, input: ArrayLike) -> tuple[Array]:
    """Slope 1 where 0 < x < 6, else 0."""
    x = _numbers(input)
    return (gradient_of(grad, x.shape) * ((x > 0) & (x < 6)),)


def sigmoid_vjp(grad: ArrayLike, input: ArrayLike) -> tuple[Array]:
    """Slope s · (1 − s)."""
    s = sigmoid(input)
    return (gradient_of(grad, s.shape) * s * (1 - s),)


def silu_vjp(grad: ArrayLike, input: ArrayLike) -> tuple[Array]:
    """Slope s + x · s · (1 − s)."""
    x = _numbers(input)
    s = sigmoid(x)
    return (gradient_of(grad, x.shape) * (s + x * s * (1 - s)),)


def gelu_vjp(grad: ArrayLike, input: ArrayLike, approximate: Literal["none", "tanh"] = "none") -> tuple[Array]:
    """Slope Φ(x) + x · φ(x), φ being the density of the normal distribution; or that of the approximation."""
    x = _numbers(input)
    slope = _tanh_slope(x) if is_tanh(approximate) else normal_distribution(x) + x * _density(x)
    return (gradient_of(grad, x.shape) * slope,)


def softmax_vjp(grad: ArrayLike, input: ArrayLike, dim: int) -> tuple[Array]:
    """Along the axis, s · (grad − Σ grad · s)."""
    s = softmax(input, dim)
    back = gradient_of(grad, s.shape)
    return (s * (back - (back * s).sum(axis=dim, keepdims=True)),)


def _numbers(input: ArrayLike) -> Array:
    return as_float(real_array("input", input))


def _density(x: Array) -> Array:
    return np.exp(-x * x / 2) / sqrt(2 * pi)


def _tanh_slope(x: Array) -> Array:
    """(1 + t) / 2 + x · (1 − t²) · u′ / 2, with t = tanh(u)."""
    t = np.tanh(tanh_argument(x))
    return (1 + t) / 2 + x * (1 - t * t) * sqrt(2 / pi) * (1 + 3 * 0.044715 * x * x) / 2
