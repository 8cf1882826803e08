"""Kernels one can pick by name, at any size, and those one types: `1 0 -1; 1 0 -1; 1 0 -1`, channels apart by `|`."""

import re
from enum import StrEnum

import numpy as np

from app.conv.ops import Array
from app.errors import BadInput
from app.practice.lab.typed import unreadable

LARGEST_KERNEL = 5
NUMBER = re.compile(r"[-−+]?(\d{1,3}(\.\d{1,3})?|\.\d{1,3})")
LARGEST_WEIGHT = 3  # of a random kernel


class Preset(StrEnum):
    """Where the numbers of a kernel come from."""

    EDGE = "edge"
    BLUR = "blur"
    SHARPEN = "sharpen"
    IDENTITY = "identity"
    RANDOM = "random"
    OWN = "own"


def preset(name: Preset, side: int, channels: int, seed: int) -> Array:
    """(C, K, K) integers. All channels have the same kernel, but for random ones.

    edge: −1 left of the middle column and 1 right of it. sharpen: −1 all around K², so that the sum is 1.
    """
    match name:
        case Preset.BLUR:
            one = np.ones((side, side), np.int64)
        case Preset.EDGE:
            one = np.tile(np.sign(np.arange(side) * 2 - (side - 1)), (side, 1))
        case Preset.SHARPEN:
            one = side * side * _middle(side) - 1
        case Preset.RANDOM | Preset.OWN:
            dice = np.random.default_rng([seed, side])
            return dice.integers(-LARGEST_WEIGHT, LARGEST_WEIGHT + 1, (channels, side, side))
        case Preset.IDENTITY:
            one = _middle(side)
    return np.stack([one] * channels)


def typed(text: str, channels: int) -> Array:
    """(C, K_h, K_w). One kernel serves all channels. Raises `BadInput`."""
    kernels = [_rows(part) for part in text.split("|")]
    if len(kernels) not in {1, channels}:
        raise BadInput(f"There are {len(kernels)} kernels for {channels} channels; write one, or one for each.")
    if any(kernel.shape != kernels[0].shape for kernel in kernels):
        raise BadInput("The kernels of the channels have different sizes; they share one window.")
    found = np.stack(kernels * (channels if len(kernels) == 1 else 1))
    return found.astype(np.int64) if (found == found.round()).all() else found


def _rows(text: str) -> Array:
    rows = [line.replace(",", " ").split() for line in re.split(r"[;\n]", text) if line.strip()]
    if not rows or not all(NUMBER.fullmatch(each) for row in rows for each in row):
        raise unreadable(text, "kernel", "rows of numbers such as 1 0 -1; 1 0 -1; 1 0 -1")
    if len({len(row) for row in rows}) > 1:
        raise BadInput(
            f"The rows of the kernel have {' and '.join(str(len(row)) for row in rows)} numbers; make them equal."
        )
    if max(len(rows), len(rows[0])) > LARGEST_KERNEL:
        raise BadInput(
            f"The kernel is {len(rows)} × {len(rows[0])}; up to {LARGEST_KERNEL} × {LARGEST_KERNEL} can be read here."
        )
    return np.array([[float(each.replace("−", "-")) for each in row] for row in rows])


def _middle(side: int) -> Array:
    """1 in the middle; of an even side, above and left of it."""
    one = np.zeros((side, side), np.int64)
    one[(side - 1) // 2, (side - 1) // 2] = 1
    return one
