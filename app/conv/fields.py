"""Receptive fields: how much of the input one unit can see, along one axis, exact at any depth.

These are the theoretical fields, of a plain stack. What a unit makes use of is smaller (arXiv:1701.04128).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.conv.shapes import Padding, effective_kernel, require, sides


@dataclass(frozen=True, slots=True)
class FieldLayer:
    """A convolution or a pool, as far as receptive fields go."""

    kernel: int
    stride: int = 1
    padding: Padding = 0
    dilation: int = 1


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One layer's units, all in pixels of the input.

    Units are `jump` pixels apart, each sees `receptive_field` pixels, and the first one's field is centred at `start`,
    where 0.5 is the centre of the first pixel.
    """

    receptive_field: int
    jump: int
    start: Fraction


PIXEL = FieldRow(receptive_field=1, jump=1, start=Fraction(1, 2))  # what the input's own units see


def receptive_field(layers: Sequence[FieldLayer]) -> tuple[FieldRow, ...]:
    """One row per layer, from the input on.

    r_l = r_{l−1} + (k_eff − 1) · j_{l−1}
    j_l = j_{l−1} · s
    start_l = start_{l−1} + ((k_eff − 1) / 2 − p_before) · j_{l−1}

    Source: Araujo, Norris, Sim: "Computing Receptive Fields of Convolutional Neural Networks", Distill, 2019,
    https://distill.pub/2019/computing-receptive-fields
    """
    rows: list[FieldRow] = []
    below = PIXEL
    for layer in layers:
        below = _above(below, layer)
        rows.append(below)
    return tuple(rows)


def _above(below: FieldRow, layer: FieldLayer) -> FieldRow:
    require("stride", layer.stride, least=1)
    reach = effective_kernel(layer.kernel, dilation=layer.dilation) - 1
    before, _ = sides(layer.padding)
    return FieldRow(
        receptive_field=below.receptive_field + reach * below.jump,
        jump=below.jump * layer.stride,
        start=below.start + (Fraction(reach, 2) - before) * below.jump,
    )
