"""Arrays that are used again: a page that a process touches for the first time costs more than the sums in it."""

from collections.abc import Generator
from contextlib import contextmanager
from math import prod

import numpy as np

from app.conv.ops import Array
from app.conv.ops.arguments import NO_PADDING, Sides


class Workspace:
    """Scratch by name, for one step at a time, and outputs that are lent and given back. Float32 throughout."""

    def __init__(self) -> None:
        self._scratch: dict[str, Array] = {}
        self._free: dict[tuple[tuple[int, ...], Sides], list[Array]] = {}
        self._lent: dict[int, tuple[Array, Sides]] = {}
        self._lent_bytes = 0
        self._margins: dict[int, tuple[Array, Sides]] = {}  # by the address of an image: what lies around it
        self._keeping = False

    @property
    def bytes(self) -> int:
        """All that was ever taken and is kept."""
        return self._lent_bytes + sum(each.nbytes for each in self._scratch.values())

    def scratch(self, name: str, *shape: int) -> Array:
        """An array of that shape with anything in it; the next one of that name is the same memory."""
        cells = prod(shape)
        kept = self._scratch.get(name)
        if kept is None or kept.size < cells:
            kept = self._scratch[name] = np.empty(cells, np.float32)
        return kept[:cells].reshape(shape)

    def lend(self, shape: tuple[int, ...], around: Sides = NO_PADDING, beyond: Array | None = None) -> Array:
        """An output of that shape with anything in it; images may have `beyond` around them, zeros or (C,)."""
        if self._keeping:
            return np.empty(shape, np.float32)
        free = self._free.get((shape, around))
        array = free.pop() if free else self._new(shape, around)
        if around != NO_PADDING:
            for image in array:
                surround(self._margins[_address(image)][0], around, beyond)
        self._lent[id(array)] = array, around
        return array

    def _new(self, shape: tuple[int, ...], around: Sides) -> Array:
        if around == NO_PADDING:
            array = np.empty(shape, np.float32)
            self._lent_bytes += array.nbytes
            return array
        (top, bottom), (left, right) = around
        count, height, width, channels = shape
        wide = np.empty((count, top + height + bottom, left + width + right, channels), np.float32)
        self._lent_bytes += wide.nbytes
        inside = wide[:, top : top + height, left : left + width]
        for each, image in zip(wide, inside, strict=True):
            self._margins[_address(image)] = each, around
        return inside

    def take_back(self, array: Array) -> None:
        """The output is needed no more; an array from elsewhere is left to Python."""
        if known := self._lent.pop(id(array), None):
            _, around = known
            self._free.setdefault((array.shape, around), []).append(array)

    @contextmanager
    def keeping(self) -> Generator[None]:
        """Outputs are kept by whoever traces them for the way back, and not lent again."""
        self._keeping = True
        try:
            yield
        finally:
            self._keeping = False

    def padded(self, image: Array, around: Sides, beyond: Array | None = None) -> Array:
        """`image` with zeros or (C,) around it: (H, W, C) -> (top + H + bottom, left + W + right, C).

        In scratch, unless it was lent with just that much around it.
        """
        wide, there = self._margins.get(_address(image), (image, NO_PADDING))
        if there == around and (wide is not image or image.flags.c_contiguous):
            return wide
        (top, bottom), (left, right) = around
        height, width, channels = image.shape
        wide = self.scratch("padded", top + height + bottom, left + width + right, channels)
        surround(wide, around, beyond)
        wide[top : top + height, left : left + width] = image
        return wide


def surround(wide: Array, around: Sides, beyond: Array | None) -> None:
    """Fill what lies around an image: (top + H + bottom, left + W + right, C)."""
    (top, bottom), (left, right) = around
    height, width, _ = wide.shape
    for margin in (wide[:top], wide[height - bottom :], wide[:, :left], wide[:, width - right :]):
        margin[...] = 0 if beyond is None else beyond


def _address(array: Array) -> int:
    """Of its first number."""
    return int(array.__array_interface__["data"][0])
