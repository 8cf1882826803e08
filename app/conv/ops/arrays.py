"""What goes in and comes out: arrays of real numbers, in the dtype they are computed in, of a size that can be held."""

from collections.abc import Callable
from math import prod
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.errors import BadInput, Impossible, TooMuchWork

Array: TypeAlias = NDArray[Any]

LARGEST_INT64 = 2**63 - 1
LARGEST_EXACT = 2**53  # float64 holds every integer up to here
MOST_CELLS = 2**30  # of any one array; a server grants less than that

_COMPUTED_AS_THEY_ARE = frozenset({np.dtype(np.float32), np.dtype(np.float64)})


def real_array(name: str, value: ArrayLike) -> Array:
    """An array of integers, truth values or floats; nested lists will do."""
    array = value if type(value) is np.ndarray else _converted(name, value)
    if array.dtype.kind not in "biuf":
        raise BadInput(f"The {name} must hold real numbers, not {array.dtype}.")
    return array


def images(name: str, value: ArrayLike, axes: str = "(N, C, H, W)") -> Array:
    """A batch of images, which may be empty, as long as an image would not be."""
    array = real_array(name, value)
    wanted = axes.count(",") + 1
    if array.ndim != wanted:
        raise BadInput(f"The {name} has {array.ndim} axes; it needs {wanted}: {axes}.")
    if 0 in array.shape[1:]:
        raise BadInput(f"The {name} is empty: its shape is {array.shape}.")
    return array


def per_channel(name: str, value: ArrayLike | None, channels: int, *, of: str = "channels") -> Array | None:
    """One number for each channel, or None."""
    if value is None:
        return None
    array = real_array(name, value)
    if array.shape != (channels,):
        raise Impossible(f"{channels} {of} need a {name} of shape ({channels},); this one has {array.shape}.")
    return array


def as_float(array: Array) -> Array:
    """In float32 or float64, whichever holds it: int8 fits float32, int64 does not."""
    return array.astype(float_dtype(array), copy=False)


def float_dtype(*operands: Array | None) -> np.dtype[Any]:
    """float32 or float64, whichever holds every operand."""
    return np.result_type(np.float32, *(operand for operand in operands if operand is not None))


def in_one_dtype(
    image: Array, weight: Array, bias: Array | None, *, products: int
) -> tuple[Array, Array, Array | None]:
    """The operands of sums of products in the dtype these are computed in: a float, or int64 for integers.

    `products` is how many of them one sum has.
    """
    if image.dtype == weight.dtype and image.dtype in _COMPUTED_AS_THEY_ARE and bias is None:
        return image, weight, bias
    operands = [array for array in (image, weight, bias) if array is not None]
    dtype = float_dtype(*operands)
    if all(array.dtype.kind in "biu" for array in operands):
        _refuse_overflow(image, weight, bias, products)
        dtype = np.dtype(np.int64)
    cast = [array.astype(dtype, copy=False) for array in operands]
    return cast[0], cast[1], None if bias is None else cast[2]


def exact_sums(sums: Callable[[Array, Array], Array], image: Array, weight: Array, *, products: int) -> Array:
    """`sums(image, weight)`; of integers by way of float64, which BLAS multiplies, where that is exact.

    It is where no sum of some of the products can be more than 2^53: then no partial sum is rounded, in any order.
    """
    if image.dtype.kind != "i" or products * _largest(image) * _largest(weight) > LARGEST_EXACT:
        return sums(image, weight)
    return sums(image.astype(np.float64), weight.astype(np.float64)).astype(np.int64)


def refuse_too_many_cells(shape: tuple[int, ...]) -> None:
    """Refuse an array before it is allocated."""
    cells = prod(shape)
    if cells > MOST_CELLS:
        product = "*".join(map(str, shape))
        raise TooMuchWork(f"An array of {product} = {cells:,} cells is over {MOST_CELLS:,}, which is the limit here.")


def _converted(name: str, value: ArrayLike) -> Array:
    try:
        return np.asarray(value)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadInput(f"The {name} is no array: its rows have different lengths, or hold no numbers.") from error


def _refuse_overflow(image: Array, weight: Array, bias: Array | None, products: int) -> None:
    """Refuse integers whose sums could leave int64, by the bound products · max|input| · max|weight| + max|bias|."""
    bound = products * _largest(image) * _largest(weight) + (0 if bias is None else _largest(bias))
    if bound > LARGEST_INT64:
        raise TooMuchWork(
            f"Sums of {products} products could reach {bound}, more than the {LARGEST_INT64} that a 64-bit integer"
            " holds."
        )


def _largest(array: Array) -> int:
    """max|a|, exact even for the most negative int64, whose absolute value int64 does not hold."""
    return max(abs(int(array.max())), abs(int(array.min()))) if array.size else 0
