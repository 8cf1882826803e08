"""The rest of a network: linear layers, padding, enlarging, dropping."""

# ruff: noqa: A002, FBT001, FBT002 - the arguments are those of torch.nn.functional, in its names and order

from collections.abc import Sequence
from math import floor
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import ArrayLike

from app.conv.ops.arguments import Pair, per_axis, real, whole
from app.conv.ops.arrays import (
    Array,
    as_float,
    exact_sums,
    images,
    in_one_dtype,
    per_channel,
    real_array,
    refuse_too_many_cells,
)
from app.errors import BadInput, Impossible

PadMode = Literal["constant", "reflect", "replicate", "circular"]

_MODES: dict[str, tuple[str, int | None]] = {  # NumPy's name, and how far it reaches, counted from the axis' size
    "constant": ("constant", None),
    "reflect": ("reflect", -1),
    "replicate": ("edge", None),
    "circular": ("wrap", 0),
}


def linear(input: ArrayLike, weight: ArrayLike, bias: ArrayLike | None = None) -> Array:
    """Features to features, x · weightᵀ + bias: (…, I), (O, I), (O,) -> (…, O). Source: torch.nn.functional.linear."""
    x, rows = real_array("input", input), real_array("weight", weight)
    if rows.ndim != 2 or not x.ndim:
        raise BadInput(f"A linear layer takes (…, I) and a weight (O, I), not {x.shape} and {rows.shape}.")
    if x.shape[-1] != rows.shape[1]:
        raise Impossible(f"The weight takes {rows.shape[1]} features; the input has {x.shape[-1]}.")
    offsets = per_channel("bias", bias, len(rows), of="output features")
    x, rows, offsets = in_one_dtype(x, rows, offsets, products=rows.shape[1])
    outputs = exact_sums(lambda a, b: a @ b.T, x, rows, products=rows.shape[1])
    return outputs if offsets is None else outputs + offsets


def pad(input: ArrayLike, pad: Sequence[int], mode: PadMode = "constant", value: float | None = None) -> Array:
    """Cells around the last axes, from the last one back: (left, right, top, bottom, …).

    reflect [a b c] by 2 is [c b | a b c | b a]; replicate repeats the edge; circular comes in at the other end.
    Source: torch.nn.functional.pad, whose negative padding, which crops, is refused here.
    """
    array = real_array("input", input)
    widths = _widths(pad, array.ndim)
    refuse_too_many_cells(tuple(n + sum(ends) for n, ends in zip(array.shape, widths, strict=True)))
    name, reach = _pad_mode(mode)
    if mode == "constant":
        fill = real("value", value) if value is not None else 0
        return np.pad(array, widths, constant_values=fill if array.dtype.kind == "f" else cast("float", int(fill)))
    if value is not None:
        raise BadInput(f"Only constant padding has a value; this is {mode}.")
    _refuse_far_padding(array.shape, widths, mode, reach)
    numpy_mode: Any = name
    return np.pad(array, widths, mode=numpy_mode)


def upsample_nearest(
    input: ArrayLike, size: int | Sequence[int] | None = None, scale_factor: float | Sequence[float] | None = None
) -> Array:
    """Each output cell is the input cell it lies on, ⌊i · n / m⌋: (N, C, H, W) -> (N, C, H', W').

    Give the output's size or the factor. Source: torch.nn.functional.upsample_nearest.
    """
    image = images("input", input)
    if (size is None) == (scale_factor is None):
        raise BadInput("Upsampling needs a size or a scale factor, and not both.")
    if size is not None:
        wanted = per_axis("size", size, least=1)
        steps = image.shape[2] / wanted[0], image.shape[3] / wanted[1]
    else:
        wanted, steps = _scaled(scale_factor, image.shape[2:])
    refuse_too_many_cells((*image.shape[:2], *wanted))
    rows, columns = (nearest(n, m, step) for n, m, step in zip(image.shape[2:], wanted, steps, strict=True))
    return image[:, :, rows[:, None], columns]


def dropout(
    input: ArrayLike, p: float = 0.5, training: bool = True, *, generator: np.random.Generator | None = None
) -> Array:
    """Each number 0 with probability p, else divided by 1 − p, so that the mean stays; in use, nothing at all.

    The generator is the caller's, who can thus draw the same again. Source: torch.nn.functional.dropout.
    """
    x = as_float(real_array("input", input))
    probability = real("dropout probability", p, least=0)
    if probability > 1:
        raise BadInput(f"The dropout probability is {probability:g}; it must be at most 1.")
    if not training or not probability:
        return x.copy()
    if generator is None:
        raise BadInput("Dropout in training draws at random: pass it a generator.")
    return np.where(dropout_mask(x.shape, probability, generator), x / max(1 - probability, 2**-53), 0).astype(x.dtype)


def dropout_mask(shape: tuple[int, ...], p: float, generator: np.random.Generator) -> Array:
    """Which numbers stay."""
    return generator.random(shape) >= p


def nearest(size: int, wanted: int, step: float) -> Array:
    """Which of `size` cells each of `wanted` outputs is: ⌊i · step⌋, in float32 whatever the image is in.

    PyTorch reckons so, and takes the exact step where the output is as large as the input or twice as large.
    """
    exact = size / wanted if wanted in {size, 2 * size} else step
    return np.minimum((np.arange(wanted, dtype=np.float32) * np.float32(exact)).astype(np.int64), size - 1)


def _widths(pad: Sequence[int], axes: int) -> list[Pair]:
    """PyTorch's flat list as NumPy's (before, after) per axis."""
    ends = [whole("padding", each, least=0) for each in pad]
    if len(ends) % 2 or len(ends) > 2 * axes:
        raise BadInput(
            f"The padding has {len(ends)} entries; {axes} axes have two each, and it pads them from the last."
        )
    pairs = list(zip(ends[::2], ends[1::2], strict=True))
    return [(0, 0)] * (axes - len(pairs)) + pairs[::-1]


def _pad_mode(mode: str) -> tuple[str, int | None]:
    if mode not in _MODES:
        raise BadInput(f"There is no such way of padding; there are {', '.join(_MODES)}.")
    return _MODES[mode]


def _refuse_far_padding(shape: tuple[int, ...], widths: list[Pair], mode: str, reach: int | None) -> None:
    for size, ends in zip(shape, widths, strict=True):
        furthest = max(ends)
        if furthest and not size:
            raise Impossible(f"There is nothing to {mode} in an axis of 0 cells.")
        if reach is not None and furthest > size + reach:
            raise Impossible(f"Padding of {furthest} is too far to {mode} {size} cells: {size + reach} is the most.")


def _scaled(factor: float | Sequence[float] | None, size: Pair) -> tuple[Pair, tuple[float, float]]:
    """The output's size ⌊n · factor⌋, and the input cells per output cell."""
    factors = list(factor) if isinstance(factor, Sequence) else [factor]
    if len(factors) not in {1, 2}:
        raise BadInput(f"The scale factor has {len(factors)} entries; it is one number, or (height, width).")
    vertical, horizontal = (real("scale factor", each) for each in (factors[0], factors[-1]))
    if vertical <= 0 or horizontal <= 0:
        raise BadInput(f"The scale factor is {min(vertical, horizontal):g}; it must be above 0.")
    wanted = floor(size[0] * vertical), floor(size[1] * horizontal)
    for each in wanted:
        whole("output size", each, least=1)
    return wanted, (1 / vertical, 1 / horizontal)
