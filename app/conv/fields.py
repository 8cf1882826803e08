"""Receptive fields: how much of the input one unit can see, along one axis, exact at any depth.

These are the theoretical fields. What a unit makes use of is smaller (arXiv:1701.04128).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from app.conv.shapes import Padding, effective_kernel, require, sides
from app.errors import Impossible


@dataclass(frozen=True, slots=True)
class FieldLayer:
    """A convolution or a pool, as far as receptive fields go."""

    kernel: int
    stride: int = 1
    padding: Padding = 0
    dilation: int = 1


@dataclass(frozen=True, slots=True)
class Branches:
    """Stacks side by side on the same input, whose outputs are added or joined; an empty one hands the input on."""

    stacks: "tuple[tuple[FieldStep, ...], ...]"


FieldStep: TypeAlias = FieldLayer | Branches


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


def receptive_field(layers: Sequence[FieldStep]) -> tuple[FieldRow, ...]:
    """One row per layer, from the input on; branches have one row together.

    r_l = r_{l−1} + (k_eff − 1) · j_{l−1}
    j_l = j_{l−1} · s
    start_l = start_{l−1} + ((k_eff − 1) / 2 − p_before) · j_{l−1}

    Of branches, the largest path counts: its field is the whole's, as long as the others' lie within it. Where they
    stick out, the row is the hull of all. Branches have to bring the same jump, or their units drift apart.

    Source: Araujo, Norris, Sim: "Computing Receptive Fields of Convolutional Neural Networks", Distill, 2019,
    https://distill.pub/2019/computing-receptive-fields
    """
    return _rows(PIXEL, layers)


def receptive_field_steps(layers: Sequence[FieldLayer]) -> tuple[str, ...]:
    """The working behind the fields of a plain stack, a line for each layer: "7 + (3 - 1)*2 = 11"."""
    before = (PIXEL, *receptive_field(layers))
    return tuple(
        f"{below.receptive_field} + ({effective_kernel(layer.kernel, dilation=layer.dilation)} - 1)*{below.jump}"
        f" = {above.receptive_field}"
        for layer, below, above in zip(layers, before, before[1:], strict=False)
    )


def layers_to_see(pixels: int, kernel: int, *, dilation: int = 1) -> int:
    """⌈(r − 1) / (k_eff − 1)⌉: the layers at stride 1 after which a unit sees so many pixels."""
    require("number of pixels", pixels, least=1)
    reach = effective_kernel(kernel, dilation=dilation) - 1
    if pixels == 1:
        return 0
    if not reach:
        raise Impossible("Layers of kernel 1 see one pixel however many there are: 1 + (1 - 1)*1 = 1.")
    return -(-(pixels - 1) // reach)


def _rows(below: FieldRow, layers: Sequence[FieldStep]) -> tuple[FieldRow, ...]:
    rows: list[FieldRow] = []
    for layer in layers:
        below = _hull(below, layer) if isinstance(layer, Branches) else _above(below, layer)
        rows.append(below)
    return tuple(rows)


def _hull(below: FieldRow, branches: Branches) -> FieldRow:
    """What all branches see together: from the first pixel that one of them sees to the last."""
    ends = [(below, *_rows(below, stack))[-1] for stack in branches.stacks]
    jumps = sorted({end.jump for end in ends})
    if len(jumps) != 1:
        found = " and ".join(map(str, jumps)) or "none"
        raise Impossible(f"Branches need one jump between their units to be put together; these have {found}.")
    first = min(end.start - Fraction(end.receptive_field, 2) for end in ends)
    last = max(end.start + Fraction(end.receptive_field, 2) for end in ends)
    return FieldRow(receptive_field=int(last - first), jump=jumps[0], start=(first + last) / 2)


def _above(below: FieldRow, layer: FieldLayer) -> FieldRow:
    require("stride", layer.stride, least=1)
    reach = effective_kernel(layer.kernel, dilation=layer.dilation) - 1
    before, _ = sides(layer.padding)
    return FieldRow(
        receptive_field=below.receptive_field + reach * below.jump,
        jump=below.jump * layer.stride,
        start=below.start + (Fraction(reach, 2) - before) * below.jump,
    )
