"""One filter over several input channels, and the ways people get its map wrong.

    out[y, x] = b + Σ_c Σ_{i, j} w[c, i, j] · in[c, y + i, x + j]

Source: torch.nn.functional.conv2d. A slip is an edit of the recipe; the engine runs the right one and every wrong one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from app.conv.ops import conv2d
from app.problems.reading import Cells
from app.problems.sliding_dot_product.maps import Rows, flipped, turned


@dataclass(frozen=True, slots=True)
class Deep:
    """A kernel for each channel, and one bias; `share` divides the sum over the channels."""

    channels: tuple[Rows, ...]
    kernels: tuple[Rows, ...]
    bias: int
    share: int = 1


Slip: TypeAlias = Callable[[Deep, Deep | None], Deep | None]
"""(the recipe, that of the other filter if there is one) -> the recipe with this slip; None if it cannot be made."""


@lru_cache(maxsize=1024)
def run(made: Deep) -> Cells:
    """What the engine gives for one filter."""
    image, kernels = np.array([made.channels], float), np.array([made.kernels], float)
    found = conv2d(image, kernels)[0, 0].tolist()
    return Cells(tuple(tuple(_shared(round(each), made.share) + made.bias for each in row) for row in found))


def _shared(value: int, share: int) -> Fraction | int:
    return value // share if value % share == 0 else Fraction(value, share)


def summed(maps: tuple[Rows, ...]) -> Rows:
    """Cell by cell."""
    return tuple(tuple(sum(cells) for cells in zip(*rows, strict=True)) for rows in zip(*maps, strict=True))


def first_channel_only(made: Deep, _: Deep | None) -> Deep:
    """Forgets that the others are added."""
    return replace(made, channels=made.channels[:1], kernels=made.kernels[:1])


def last_channel_only(made: Deep, _: Deep | None) -> Deep:
    """Writes each channel's map over the one before."""
    return replace(made, channels=made.channels[-1:], kernels=made.kernels[-1:])


def averaged(made: Deep, _: Deep | None) -> Deep:
    """Takes the mean over the channels."""
    return replace(made, share=len(made.channels))


def summed_too_early(made: Deep, _: Deep | None) -> Deep:
    """Adds up the channels and the kernels, then slides once."""
    return replace(made, channels=(summed(made.channels),), kernels=(summed(made.kernels),))


def one_kernel_for_all(made: Deep, _: Deep | None) -> Deep:
    """Lays the first channel's kernel on every channel."""
    return replace(made, kernels=made.kernels[:1] * len(made.kernels))


def kernels_reversed(made: Deep, _: Deep | None) -> Deep:
    """Lays the last kernel on the first channel."""
    return replace(made, kernels=made.kernels[::-1])


def bias_per_channel(made: Deep, _: Deep | None) -> Deep | None:
    """Adds the bias to the map of each channel."""
    return replace(made, bias=made.bias * len(made.channels)) if made.bias else None


def forgets_bias(made: Deep, _: Deep | None) -> Deep | None:
    """Leaves it out."""
    return replace(made, bias=0) if made.bias else None


def transposed(made: Deep, _: Deep | None) -> Deep:
    """Writes the rows of each kernel as columns."""
    return replace(made, kernels=tuple(turned(each) for each in made.kernels))


def signs_dropped(made: Deep, _: Deep | None) -> Deep:
    """Loses the minus signs of the weights."""
    bare = tuple(tuple(tuple(abs(each) for each in row) for row in kernel) for kernel in made.kernels)
    return replace(made, kernels=bare)


def other_filter(_: Deep, other: Deep | None) -> Deep | None:
    """Gives the map of the other filter."""
    return other


def other_bias(made: Deep, other: Deep | None) -> Deep | None:
    """Adds the bias of the other filter."""
    return replace(made, bias=other.bias) if other else None


def filters_added(made: Deep, other: Deep | None) -> Deep | None:
    """Adds the maps of both filters."""
    if other is None:
        return None
    pairs = zip(made.kernels, other.kernels, strict=True)
    return replace(made, kernels=tuple(summed(pair) for pair in pairs), bias=made.bias + other.bias)


def true_convolution(made: Deep) -> Deep:
    """Flips every kernel, as mathematics does."""
    return replace(made, kernels=tuple(flipped(each) for each in made.kernels))


def claimed(made: Deep, other: Deep | None, *slips: str) -> Cells | None:
    """What these slips give, all made at once; None where one of them cannot be made."""
    edited: Deep | None = made
    for name in slips:
        edited = SLIPS[name](edited, other) if edited else None
    return run(edited) if edited else None


SLIPS: Mapping[str, Slip] = MappingProxyType(
    {
        "first-channel-only": first_channel_only,
        "last-channel-only": last_channel_only,
        "averaged": averaged,
        "summed-too-early": summed_too_early,
        "one-kernel-for-all": one_kernel_for_all,
        "kernels-reversed": kernels_reversed,
        "bias-per-channel": bias_per_channel,
        "forgets-bias": forgets_bias,
        "transposed-kernel": transposed,
        "signs-dropped": signs_dropped,
        "other-filter": other_filter,
        "other-bias": other_bias,
        "filters-added": filters_added,
    }
)
PAIRS = (
    ("first-channel-only", "forgets-bias"),
    ("averaged", "forgets-bias"),
    ("one-kernel-for-all", "forgets-bias"),
    ("transposed-kernel", "forgets-bias"),
    ("signs-dropped", "forgets-bias"),
)
"""Slips that people make together, the first made first."""
