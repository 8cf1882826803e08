"""Vector-Jacobian products of ops that copy numbers to other places: each number gets what its copies got."""

# ruff: noqa: A002, FBT001, FBT002 - after the gradient, the arguments are those of the op itself

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from app.conv.grads.checks import gradient_of
from app.conv.ops.arguments import real
from app.conv.ops.arrays import Array, as_float, real_array
from app.conv.ops.reshaping import PadMode, dropout, pad, upsample_nearest

Widths = Sequence[int]
NOWHERE = -1  # the place of a number that is a copy of none


def pad_vjp(
    grad: ArrayLike, input: ArrayLike, pad: Widths, mode: PadMode = "constant", value: float | None = None
) -> tuple[Array]:
    """Back from the padding to the cells it was copied from; a constant comes from nowhere."""
    x = as_float(real_array("input", input))
    if value is not None:
        real("value", value)
    return (_gathered(grad, _pad(_places(x), pad, mode, NOWHERE if mode == "constant" else None), x),)


def upsample_nearest_vjp(
    grad: ArrayLike,
    input: ArrayLike,
    size: int | Sequence[int] | None = None,
    scale_factor: float | Sequence[float] | None = None,
) -> tuple[Array]:
    """To each cell the sum over its copies."""
    x = as_float(real_array("input", input))
    return (_gathered(grad, upsample_nearest(_places(x), size, scale_factor), x),)


def dropout_vjp(
    grad: ArrayLike,
    input: ArrayLike,
    p: float = 0.5,
    training: bool = True,
    *,
    generator: np.random.Generator | None = None,
) -> tuple[Array]:
    """Dropout of the gradient, by a generator in the state in which the op's own began."""
    back = gradient_of(grad, real_array("input", input).shape)
    return (dropout(back, p, training, generator=generator),)


_pad = pad  # the function, where an argument has its name


def _places(x: Array) -> Array:
    return np.arange(x.size).reshape(x.shape)


def _gathered(grad: ArrayLike, places: Array, x: Array) -> Array:
    back = gradient_of(grad, places.shape)
    copied = places != NOWHERE
    sums = np.bincount(places[copied], weights=back[copied], minlength=x.size)
    return sums.reshape(x.shape).astype(back.dtype)
