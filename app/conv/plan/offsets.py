"""Biases that are not added: a plan's array may lack a number for each of its channels, its offset, which is known.

    true = stored + offset

A convolution is linear: from an input that lacks β it gives sums that lack b + Σ W·β, where the sum is over the kernel
and its inputs, if the zeros of the padding lack β too, stored as −β. ReLU takes the larger of the stored number and
−offset; maxima and means lack what their inputs lack; the sum of two arrays lacks both offsets. So 1×1 and depthwise
layers, for which adding a bias would be one more pass over their outputs, hand it on. It is added where that costs
little: within the products of other layers, and where a 1×1 layer narrows; and where true numbers are needed.

An offset goes through few layers. Each multiplies it, and since no ReLU cuts it, it would outgrow the array: in float32
a difference of large numbers would be left.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from app.conv.network.layers import Activation
from app.conv.ops import Array

MOST_THROUGH: Final = 3  # convolutions in a row
CEILINGS: Final = {Activation.RELU: None, Activation.RELU6: 6}  # the functions that are level outside of a stretch


@dataclass(frozen=True, slots=True)
class Clamp:
    """ReLU or ReLU6 of numbers that lack an offset, channels last."""

    function: Activation
    offset: Array | None  # (C,)
    _rows: dict[tuple[float, int, int], Array] = field(default_factory=dict[tuple[float, int, int], Array])

    def apply(self, stored: Array, out: Array) -> None:
        """(…, n, C) -> (…, n, C), of which `stored` may be `out` itself."""
        ceiling = CEILINGS[self.function]
        np.maximum(stored, self._row(0, out), out=out)
        if ceiling is not None:
            np.minimum(out, self._row(ceiling, out), out=out)

    def back(self, gradient: Array, output: Array) -> Array:
        """What the function passes on of the gradient of its output."""
        ceiling = CEILINGS[self.function]
        passed = output > self._row(0, output)
        if ceiling is not None:
            passed &= output < self._row(ceiling, output)
        return gradient * passed

    def _row(self, value: float, like: Array) -> Array:
        """`value` as it is stored, for a row of pixels.

        A row, since NumPy has no vector instructions for the larger of an array and one number, and since one long run
        is sooner done than one for each pixel.
        """
        pixels, channels = like.shape[-2:]
        row = self._rows.get((value, pixels, channels))
        if row is None:
            stored = np.float32(value) - (np.zeros(channels, np.float32) if self.offset is None else self.offset)
            row = self._rows[value, pixels, channels] = np.tile(stored, (pixels, 1))
        return row


def clamp_of(function: Activation | None, offset: Array | None) -> Clamp | None:
    """The function, where it is one of those."""
    return None if function is None or function not in CEILINGS else Clamp(function, offset)


def of_sums(weight: Array, bias: Array | None, before: Array | None) -> Array | None:
    """What a convolution's sums lack: (O, C / groups, K_h, K_w), (O,) and (C,) -> (O,). One group, or depthwise."""
    if before is None:
        return bias
    taps = weight.sum(axis=(2, 3), dtype=np.float64)
    by_kernel = taps @ before if taps.shape[1] == len(before) else taps[:, 0] * before
    return (by_kernel + (0 if bias is None else bias)).astype(np.float32)


def of_both(one: Array | None, other: Array | None) -> Array | None:
    """What the sum of two arrays lacks."""
    if one is None or other is None:
        return one if other is None else other
    return one + other


def of_joined(parts: Iterable[tuple[Array | None, int]]) -> Array | None:
    """What arrays lack beside each other, each with so many channels."""
    offsets = [(np.zeros(channels, np.float32) if offset is None else offset) for offset, channels in parts]
    joined = np.concatenate(offsets)
    return joined if joined.any() else None


def stored_zero(offset: Array | None) -> Array | None:
    """A zero that lacks the offset; none where zero is stored as it is."""
    return None if offset is None else -offset
