"""A kernel sliding over a map of numbers, and the ways people slide it wrong.

    out[y, x] = bias + Σ_{i, j} kernel[i, j] · padded[y·s + i·d, x·s + j·d]

Source: torch.nn.functional.conv2d; Goodfellow, Bengio and Courville, Deep Learning, equation 9.6 (cross-correlation).

A slip is an edit of the recipe, so that two slips can be made at once. The engine runs the right recipe and every
wrong one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from app.conv.ops import conv2d
from app.conv.ops.arguments import Around
from app.errors import Impossible
from app.problems.reading import Cells
from app.problems.sliding_dot_product.maps import Rows, flipped, size, turned


@dataclass(frozen=True, slots=True)
class Sliding:
    """What somebody takes a convolution to be. Pairs are (down, across); padding is zeros before and after."""

    image: Rows
    kernel: Rows
    stride: tuple[int, int] = (1, 1)
    before: int = 0
    after: int = 0
    dilation: int = 1
    bias: int = 0
    late: int = 0  # rows of the padded map above the first window
    adds: bool = True  # False: the products of the first window are left as they are
    cuts: bool = False  # numbers below zero become zero


Slip: TypeAlias = Callable[[Sliding], Sliding | None]
"""The recipe with this slip in it, or None where the slip cannot be made."""


@lru_cache(maxsize=512)  # the right one is held against every answer, the wrong ones twice while numbers are drawn
def run(made: Sliding) -> Cells:
    """What the engine gives. Raises `Impossible` where the kernel does not fit."""
    image, kernel = np.array(made.image, float), np.array(made.kernel, float)
    if not made.adds:
        padded = np.pad(image, (made.before, made.after))
        height, width = kernel.shape
        reach = padded[: height * made.dilation : made.dilation, : width * made.dilation : made.dilation]
        return _cells(reach[:height, :width] * kernel)
    padding, stride = _around(made), made.stride[0] if made.stride[0] == made.stride[1] else made.stride
    output = conv2d(image[None, None], kernel[None, None], stride=stride, padding=padding, dilation=made.dilation)
    found = output[0, 0] + made.bias
    return _cells(np.maximum(found, 0) if made.cuts else found)


def _around(made: Sliding) -> Around:
    """Zeros on each side; a window that begins late sees fewer of them above."""
    if made.before == made.after and not made.late:
        return made.before
    return (made.before - made.late, made.after), (made.before, made.after)


def _cells(array: np.ndarray) -> Cells:
    return Cells(tuple(tuple(round(each) for each in row) for row in array.tolist()))


@lru_cache(maxsize=1024)
def claimed(made: Sliding, *slips: str) -> Cells | None:
    """What these slips give, all made at once; None where one of them cannot be made or leaves no window."""
    edited: Sliding | None = made
    for name in slips:
        edited = SLIPS[name](edited) if edited else None
    if edited is None:
        return None
    try:
        return run(edited)
    except Impossible:
        return None


def transposed(made: Sliding) -> Sliding:
    """Writes the kernel's rows as columns."""
    return replace(made, kernel=turned(made.kernel))


def forgets_padding(made: Sliding) -> Sliding | None:
    """Slides over the bare map."""
    return replace(made, before=0, after=0) if made.before else None


def pads_before(made: Sliding) -> Sliding | None:
    """Adds the zeros above and on the left only."""
    return replace(made, after=0) if made.after else None


def pads_after(made: Sliding) -> Sliding | None:
    """Adds the zeros below and on the right only."""
    return replace(made, before=0) if made.before else None


def ignores_stride(made: Sliding) -> Sliding | None:
    """Moves by one cell."""
    return replace(made, stride=(1, 1)) if made.stride != (1, 1) else None


def strides_across_only(made: Sliding) -> Sliding | None:
    """Jumps along the rows and goes down row by row."""
    return replace(made, stride=(1, made.stride[1])) if made.stride[0] > 1 else None


def side_by_side(made: Sliding) -> Sliding | None:
    """Lays window beside window, as a pool does."""
    height, width = size(made.kernel)
    return replace(made, stride=(height, width)) if made.stride == (1, 1) else None


def one_row_late(made: Sliding) -> Sliding | None:
    """Begins a row further down."""
    if made.before:
        return replace(made, late=1)
    return replace(made, image=made.image[1:]) if len(made.image) > 1 else None


def no_sum(made: Sliding) -> Sliding:
    """Multiplies cell by cell and stops there."""
    return replace(made, adds=False)


def sums_the_window(made: Sliding) -> Sliding:
    """Adds up what lies under the kernel, whatever the weights."""
    return replace(made, kernel=tuple((1,) * len(row) for row in made.kernel))


def centre_only(made: Sliding) -> Sliding | None:
    """Multiplies the cell under the kernel's middle and no other."""
    height, width = size(made.kernel)
    if height % 2 == 0 or width % 2 == 0 or height == width == 1:
        return None
    middle = (height // 2, width // 2)
    rows = (tuple(each if (i, j) == middle else 0 for j, each in enumerate(r)) for i, r in enumerate(made.kernel))
    return replace(made, kernel=tuple(rows))


def signs_dropped(made: Sliding) -> Sliding | None:
    """Loses the minus signs of the weights."""
    bare = tuple(tuple(abs(each) for each in row) for row in made.kernel)
    return replace(made, kernel=bare) if bare != made.kernel else None


def cut_at_zero(made: Sliding) -> Sliding | None:
    """Puts a ReLU behind it."""
    return replace(made, cuts=True) if any(each < 0 for row in run(made).rows for each in row) else None


def forgets_bias(made: Sliding) -> Sliding | None:
    """Leaves the bias out."""
    return replace(made, bias=0) if made.bias else None


def bias_per_weight(made: Sliding) -> Sliding | None:
    """Adds the bias to every product."""
    height, width = size(made.kernel)
    return replace(made, bias=made.bias * height * width) if made.bias and height * width > 1 else None


def ignores_dilation(made: Sliding) -> Sliding | None:
    """Closes the gaps."""
    return replace(made, dilation=1) if made.dilation > 1 else None


def rate_as_gaps(made: Sliding) -> Sliding | None:
    """Leaves D cells between neighbouring taps instead of D - 1."""
    return replace(made, dilation=made.dilation + 1) if made.dilation > 1 else None


def true_convolution(made: Sliding) -> Sliding:
    """Flips the kernel, as mathematics does."""
    return replace(made, kernel=flipped(made.kernel))


SLIPS: Mapping[str, Slip] = MappingProxyType(
    {
        "transposed-kernel": transposed,
        "forgets-padding": forgets_padding,
        "one-sided-padding": pads_before,
        "ignores-stride": ignores_stride,
        "strides-across-only": strides_across_only,
        "side-by-side": side_by_side,
        "one-row-late": one_row_late,
        "no-sum": no_sum,
        "sums-the-window": sums_the_window,
        "centre-only": centre_only,
        "signs-dropped": signs_dropped,
        "cut-at-zero": cut_at_zero,
        "forgets-bias": forgets_bias,
        "bias-per-weight": bias_per_weight,
        "ignores-dilation": ignores_dilation,
        "rate-as-gaps": rate_as_gaps,
    }
)
PAIRS = (
    ("transposed-kernel", "forgets-padding"),
    ("transposed-kernel", "ignores-stride"),
    ("transposed-kernel", "forgets-bias"),
    ("transposed-kernel", "ignores-dilation"),
    ("forgets-padding", "ignores-stride"),
    ("forgets-padding", "forgets-bias"),
    ("forgets-padding", "ignores-dilation"),
    ("ignores-stride", "forgets-bias"),
    ("ignores-dilation", "forgets-bias"),
    ("signs-dropped", "forgets-padding"),
)
"""Slips that people make together, the first made first."""
