"""Normalization: what is subtracted, divided by, and learned again."""

# ruff: noqa: A002, FBT001, FBT002, PLR0913, PLR0917 - arguments are those of torch.nn.functional, in its names and order

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from app.conv.ops.arguments import real, whole
from app.conv.ops.arrays import Array, float_dtype, per_channel, real_array
from app.errors import BadInput, Impossible


def batch_norm(
    input: ArrayLike,
    running_mean: ArrayLike | None,
    running_var: ArrayLike | None,
    weight: ArrayLike | None = None,
    bias: ArrayLike | None = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Array:
    """(x − mean) / √(var + eps) · weight + bias, per channel: (N, C, …), (C,) × 4 -> (N, C, …).

    In training, mean and variance are the batch's own (the variance over n), and the running ones, where given, are
    updated in place: r ← (1 − momentum) · r + momentum · batch's, with the variance over n − 1. Otherwise they are the
    running ones. Source: torch.nn.functional.batch_norm; arXiv:1502.03167, algorithms 1 and 2.
    """
    x = real_array("input", input)
    if x.ndim < 2:
        raise BadInput(f"The input has {x.ndim} axes; it needs at least 2: (N, C, …).")
    channels, given = x.shape[1], (running_mean, running_var, weight, bias)
    names = "running mean", "running variance", "weight", "bias"
    mean, var, scale, shift = (per_channel(n, value, channels) for n, value in zip(names, given, strict=True))
    momentum, eps = real("momentum", momentum), real("eps", eps, least=0)
    x = x.astype(float_dtype(x, mean, var, scale, shift), copy=False)
    if training:
        batch_mean, batch_var = batch_statistics(x)
        _update(running_mean, batch_mean, momentum, "running mean")
        _update(running_var, batch_var * _bessel(x), momentum, "running variance")
        mean, var = batch_mean, batch_var
    if mean is None or var is None:
        raise BadInput("Outside training, batch normalization needs a running mean and a running variance.")
    return _normalized(x, along_channels(mean, x), along_channels(var, x), scale, shift, eps)


def layer_norm(
    input: ArrayLike,
    normalized_shape: int | Sequence[int],
    weight: ArrayLike | None = None,
    bias: ArrayLike | None = None,
    eps: float = 1e-5,
) -> Array:
    """(x − mean) / √(var + eps) · weight + bias, over the last axes: (…, *normalized_shape) -> the same shape.

    Weight and bias have the normalized shape; the variance is over n.
    Source: torch.nn.functional.layer_norm; arXiv:1607.06450.
    """
    x = real_array("input", input)
    shape = normalized_axes(x, normalized_shape)
    scale, shift = _shaped("weight", weight, shape), _shaped("bias", bias, shape)
    x = x.astype(float_dtype(x, scale, shift), copy=False)
    axes = tuple(range(-len(shape), 0))
    mean, var = x.mean(axes, keepdims=True), x.var(axes, keepdims=True)
    normal = _divided(x - mean, var, real("eps", eps, least=0))
    return _affine(normal, scale, shift)


def batch_statistics(x: Array) -> tuple[Array, Array]:
    """The mean of each channel and its variance over n: (N, C, …) -> (C,), (C,)."""
    if x.size <= x.shape[1]:
        raise Impossible(
            f"Training needs more than 1 value per channel; an input of shape {x.shape} has {x.size // x.shape[1]}."
        )
    axes = (0, *range(2, x.ndim))
    return x.mean(axes), x.var(axes)


def along_channels(values: Array, x: Array) -> Array:
    """One number per channel, to stand beside (N, C, …): (C,) -> (C, 1, …)."""
    return values.reshape(-1, *(1,) * (x.ndim - 2))


def normalized_axes(x: Array, normalized_shape: int | Sequence[int]) -> tuple[int, ...]:
    """The shape normalized over, which must end the input's."""
    listed = normalized_shape if isinstance(normalized_shape, Sequence) else (normalized_shape,)
    shape = tuple(whole("normalized shape", each, least=1) for each in listed)
    if not shape or x.shape[-len(shape) :] != shape:
        raise Impossible(f"An input of shape {x.shape} does not end in the normalized shape {shape}.")
    return shape


def _normalized(x: Array, mean: Array, var: Array, scale: Array | None, shift: Array | None, eps: float) -> Array:
    normal = _divided(x - mean, var, eps)
    wide = [None if values is None else along_channels(values, x) for values in (scale, shift)]
    return _affine(normal, wide[0], wide[1])


def _divided(centred: Array, var: Array, eps: float) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):  # no variance and no eps
        return (centred / np.sqrt(var + eps)).astype(centred.dtype, copy=False)


def _affine(normal: Array, scale: Array | None, shift: Array | None) -> Array:
    if scale is not None:
        normal = normal * scale.astype(normal.dtype, copy=False)
    return normal if shift is None else normal + shift.astype(normal.dtype, copy=False)


def _bessel(x: Array) -> float:
    """The factor n / (n − 1), which turns a variance over n into one over n − 1."""
    count = x.size // x.shape[1]
    return count / (count - 1)


def _update(running: ArrayLike | None, batch: Array, momentum: float, name: str) -> None:
    """Moves towards the batch's, in place: r ← (1 − momentum) · r + momentum · batch."""
    if running is None:
        return
    if not isinstance(running, np.ndarray) or running.dtype.kind != "f" or not running.flags.writeable:
        raise BadInput(f"Training updates the {name} in place: it must be a writeable array of floats, or None.")
    running[...] = (1 - momentum) * running + momentum * batch


def _shaped(name: str, value: ArrayLike | None, shape: tuple[int, ...]) -> Array | None:
    if value is None:
        return None
    array = real_array(name, value)
    if array.shape != shape:
        raise Impossible(f"A normalized shape of {shape} needs a {name} of that shape; this one has {array.shape}.")
    return array
