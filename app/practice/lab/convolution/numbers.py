"""The boxes, read: a map, a kernel, and how it slides. Whatever cannot be drawn is refused with its limit."""

from dataclasses import dataclass

import numpy as np

from app.conv.ops import Array, conv2d, convolve2d
from app.conv.shapes import output_size, require, resolve_padding, sides
from app.errors import BadInput
from app.practice.exploring.layers import LayerPadding, PerAxis
from app.practice.lab.convolution.state import ConvolutionState
from app.practice.lab.kernels import LARGEST_KERNEL, Preset, preset, typed
from app.practice.lab.rows import WindowRow
from app.practice.lab.typed import padding as padding_typed
from app.practice.lab.typed import per_axis, whole

LARGEST_INPUT, LARGEST_DILATION, LARGEST_STRIDE, MOST_PADDED = 12, 4, 12, 18
LARGEST_CELL, MOST_CHANNELS, LARGEST_SEED = 9, 3, 10**6


@dataclass(frozen=True, slots=True)
class Numbers:
    """The boxes, read. `weights` (C, K_h, K_w) are as they slide: a convolution's have been turned around."""

    image: Array  # (C, H, W)
    given: Array  # (C, K_h, K_w), as it was written
    weights: Array
    stride: tuple[int, int]
    around: tuple[tuple[int, int], tuple[int, int]]
    dilation: tuple[int, int]
    is_flipped: bool

    @property
    def output(self) -> Array:
        """(H', W'), by the engine."""
        slide = convolve2d if self.is_flipped else conv2d
        found: Array = slide(
            self.image[None], self.given[None], stride=self.stride, padding=self.around, dilation=self.dilation
        )
        return found[0, 0]

    @property
    def padded(self) -> Array:
        """(C, H + padding, W + padding)."""
        return np.pad(self.image, ((0, 0), *self.around))

    @property
    def rows(self) -> tuple[WindowRow, WindowRow]:
        """Height and width, with every window on them."""
        down, across = (
            WindowRow(
                size=self.image.shape[axis + 1],
                before=self.around[axis][0],
                after=self.around[axis][1],
                kernel=self.weights.shape[axis + 1],
                stride=self.stride[axis],
                dilation=self.dilation[axis],
                windows=self.output.shape[axis],
            )
            for axis in (0, 1)
        )
        return down, across


def numbers_of(state: ConvolutionState) -> Numbers:
    """Raises `AppError` where a box cannot be read, or a number is larger than can be drawn."""
    channels = _least_to_most(state.channels, "number of channels", MOST_CHANNELS)
    seed = whole(state.seed, "seed")
    if seed > LARGEST_SEED:
        raise BadInput(f"The seed is {seed:,}; seeds go up to {LARGEST_SEED:,} here.")
    size = _pair(state.input, "input size", LARGEST_INPUT)
    dice = np.random.default_rng(seed)
    cells = dice.integers(0, LARGEST_CELL + 1, (channels, *size))
    given = _kernel(state, channels, seed)
    stride = _pair(state.stride, "stride", LARGEST_STRIDE)
    dilation = _pair(state.dilation, "dilation", LARGEST_DILATION)
    around = around_of(padding_typed(state.padding), size, given.shape[1:], stride, dilation)
    for n, (before, after) in zip(size, around, strict=True):
        if (in_all := before + n + after) > MOST_PADDED:
            raise BadInput(f"With its padding an axis has {in_all} cells; {MOST_PADDED} can be drawn here.")
    weights = given[:, ::-1, ::-1] if state.flip else given
    return Numbers(cells, given, weights, stride, around, dilation, is_flipped=bool(state.flip))


def _kernel(state: ConvolutionState, channels: int, seed: int) -> Array:
    if state.preset is Preset.OWN:
        return typed(state.weights, channels)
    return preset(state.preset, _least_to_most(state.kernel, "kernel", LARGEST_KERNEL), channels, seed)


def around_of(
    padding: LayerPadding,
    size: tuple[int, int],
    kernel: tuple[int, ...],
    stride: tuple[int, int],
    dilation: tuple[int, int],
) -> tuple[tuple[int, int], tuple[int, int]]:
    """((top, bottom), (left, right)). Causal padding is along the width. Raises `Impossible` where no window fits."""
    found: list[tuple[int, int]] = []
    for axis in (0, 1):
        match padding:
            case "causal" if axis == 0:
                zeros = (0, 0)
            case str() as mode:
                zeros = resolve_padding(mode, size[axis], kernel[axis], stride=stride[axis], dilation=dilation[axis])
            case int() as each:
                zeros = sides(each)
            case per_side:
                zeros = sides(per_side[axis])
        output_size(size[axis], kernel[axis], stride=stride[axis], padding=zeros, dilation=dilation[axis])
        found.append(zeros)
    return found[0], found[1]


def _least_to_most(text: str, what: str, most: int) -> int:
    number = whole(text, what)
    require(what, number, least=1)
    if number > most:
        raise BadInput(f"The {what} is {number:,}; up to {most} can be drawn here.")
    return number


def _pair(text: str, what: str, most: int) -> tuple[int, int]:
    value: PerAxis = per_axis(text, what)
    height, width = value if isinstance(value, tuple) else (value, value)
    for number in (height, width):
        _least_to_most(str(number), what, most)
    return height, width
