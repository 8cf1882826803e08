"""What stands between the layers, one number at a time; and softmax."""

# ruff: noqa: A002 - the arguments are those of torch.nn.functional, in its names and order

from math import pi, sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from app.conv.ops.arguments import whole
from app.conv.ops.arrays import Array, as_float, real_array
from app.conv.ops.erfc import erfc
from app.errors import BadInput, Impossible


def relu(input: ArrayLike) -> Array:
    """max(x, 0); integers stay what they are."""
    return np.maximum(real_array("input", input), 0)


def relu6(input: ArrayLike) -> Array:
    """min(max(x, 0), 6). Source: arXiv:1704.04861, which has it from Krizhevsky's CIFAR-10 networks."""
    return np.clip(real_array("input", input), 0, 6)


def sigmoid(input: ArrayLike) -> Array:
    """1 / (1 + e^−x), without overflow: e^−|x| / (1 + e^−|x|) where x is negative."""
    x = as_float(real_array("input", input))
    small = np.exp(-np.abs(x))  # in (0, 1]
    return np.where(x < 0, small, 1) / (1 + small)


def silu(input: ArrayLike) -> Array:
    """Also called swish: x · sigmoid(x). Source: arXiv:1606.08415, section 2."""
    x = as_float(real_array("input", input))
    with np.errstate(invalid="ignore"):  # −∞ · 0
        return x * sigmoid(x)


def gelu(input: ArrayLike, approximate: Literal["none", "tanh"] = "none") -> Array:
    """Times Φ(x), the normal distribution function: what a number is, times how many are smaller; or nearly, by tanh.

    Exact: x · erfc(−x / √2) / 2; tanh: x · (1 + tanh(√(2 / π) · (x + 0.044715 x³))) / 2. Source: arXiv:1606.08415.
    """
    x = as_float(real_array("input", input))
    with np.errstate(invalid="ignore", over="ignore"):  # −∞ · 0; the cube of a very large number
        return x * (_phi_by_tanh(x) if is_tanh(approximate) else normal_distribution(x))


def softmax(input: ArrayLike, dim: int) -> Array:
    """e^x / Σ e^x along one axis, the largest subtracted first so that nothing overflows."""
    x = as_float(real_array("input", input))
    axis = _axis(dim, x.ndim)
    with np.errstate(invalid="ignore"):  # ∞ − ∞
        powers = np.exp(x - x.max(axis=axis, keepdims=True, initial=-np.inf))
        return powers / powers.sum(axis=axis, keepdims=True)


def normal_distribution(x: Array) -> Array:
    """Φ(x) = erfc(−x / √2) / 2."""
    return erfc(x * -sqrt(0.5)) / 2


def tanh_argument(x: Array) -> Array:
    """√(2 / π) · (x + 0.044715 x³)."""
    return sqrt(2 / pi) * (x + 0.044715 * x**3)


def _phi_by_tanh(x: Array) -> Array:
    return (1 + np.tanh(tanh_argument(x))) / 2


def is_tanh(approximate: str) -> bool:
    if approximate not in {"none", "tanh"}:
        raise BadInput('The approximation of GELU is "none" or "tanh".')
    return approximate == "tanh"


def _axis(dim: int, axes: int) -> int:
    """An axis counted from the start, or from the end if negative."""
    axis = whole("dim", dim, least=-axes)
    if axis >= axes:
        raise Impossible(f"The input has {axes} axes; there is no axis {axis}, as the first is 0.")
    return axis
