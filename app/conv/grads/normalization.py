"""Vector-Jacobian products of normalization: what a mean and a variance are taken over shares the gradient."""

# ruff: noqa: A002, FBT001, FBT002, PLR0913, PLR0917 - after the gradient, the arguments are those of the op itself

from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import ArrayLike

from app.conv.grads.checks import gradient_of
from app.conv.ops.arguments import real
from app.conv.ops.arrays import Array, as_float, real_array
from app.conv.ops.normalization import along_channels, batch_norm, layer_norm, normalized_axes

MaybeGradients = tuple[Array, Array | None, Array | None]  # of the input, the weight and the bias, None where none was


def batch_norm_vjp(
    grad: ArrayLike,
    input: ArrayLike,
    running_mean: ArrayLike | None,
    running_var: ArrayLike | None,
    weight: ArrayLike | None = None,
    bias: ArrayLike | None = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> MaybeGradients:
    """In training the batch's mean and variance are functions of the input; in use the running ones are numbers.

    Nothing is updated, and the momentum does not matter. Source: arXiv:1502.03167, section 3.
    """
    x = as_float(real_array("input", input))
    back, axes = gradient_of(grad, x.shape), (0, *range(2, x.ndim))
    statistics = (None, None) if training else (running_mean, running_var)
    normal = batch_norm(x, *statistics, training=training, momentum=momentum, eps=eps)
    to_weight = None if weight is None else (back * normal).sum(axes)
    to_bias = None if bias is None else back.sum(axes)
    scaled = back if weight is None else back * along_channels(as_float(real_array("weight", weight)), x)
    var = x.var(axes) if training else as_float(real_array("running variance", cast("ArrayLike", running_var)))
    slope = 1 / np.sqrt(along_channels(var, x) + real("eps", eps, least=0))
    to_input = (_centred(scaled, normal, axes) if training else scaled) * slope
    return to_input.astype(x.dtype, copy=False), to_weight, to_bias


def layer_norm_vjp(
    grad: ArrayLike,
    input: ArrayLike,
    normalized_shape: int | Sequence[int],
    weight: ArrayLike | None = None,
    bias: ArrayLike | None = None,
    eps: float = 1e-5,
) -> MaybeGradients:
    """As for batch normalization in training, over the last axes. Source: arXiv:1607.06450."""
    x = as_float(real_array("input", input))
    shape = normalized_axes(x, normalized_shape)
    back, axes = gradient_of(grad, x.shape), tuple(range(-len(shape), 0))
    others = tuple(range(x.ndim - len(shape)))
    normal = layer_norm(x, shape, eps=eps)
    to_weight = None if weight is None else (back * normal).sum(others)
    to_bias = None if bias is None else back.sum(others)
    scaled = back if weight is None else back * as_float(real_array("weight", weight))
    slope = 1 / np.sqrt(x.var(axes, keepdims=True) + real("eps", eps, least=0))
    return _centred(scaled, normal, axes) * slope, to_weight, to_bias


def _centred(scaled: Array, normal: Array, axes: tuple[int, ...]) -> Array:
    """The gradient without its mean and without its part along the normalized input, over which neither can move."""
    along = (scaled * normal).mean(axes, keepdims=True)
    return scaled - scaled.mean(axes, keepdims=True) - normal * along
