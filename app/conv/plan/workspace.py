"""Arrays that are used again: a page that a process touches for the first time costs more than the sums in it."""

from collections.abc import Generator
from contextlib import contextmanager
from math import prod

import numpy as np

from app.conv.ops import Array
from app.conv.ops.arguments import Sides


class Workspace:
    """Scratch by name, for one step at a time, and outputs that are lent and given back. Float32 throughout."""

    def __init__(self) -> None:
        self._scratch: dict[str, Array] = {}
        self._free: dict[tuple[int, ...], list[Array]] = {}
        self._lent: dict[int, Array] = {}
        self._lent_bytes = 0
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

    def lend(self, shape: tuple[int, ...]) -> Array:
        """An output of that shape with anything in it."""
        if self._keeping:
            return np.empty(shape, np.float32)
        free = self._free.get(shape)
        if free:
            array = free.pop()
        else:
            array = np.empty(shape, np.float32)
            self._lent_bytes += array.nbytes
        self._lent[id(array)] = array
        return array

    def take_back(self, array: Array) -> None:
        """The output is needed no more; an array from elsewhere is left to Python."""
        if self._lent.pop(id(array), None) is not None:
            self._free.setdefault(array.shape, []).append(array)

    @contextmanager
    def keeping(self) -> Generator[None]:
        """Outputs are kept by whoever traces them for the way back, and not lent again."""
        self._keeping = True
        try:
            yield
        finally:
            self._keeping = False

    def padded(self, image: Array, around: Sides) -> Array:
        """`image` with zeros around it, in scratch: (H, W, C) -> (top + H + bottom, left + W + right, C)."""
        (top, bottom), (left, right) = around
        height, width, channels = image.shape
        if top == bottom == left == right == 0 and image.flags.c_contiguous:
            return image
        wide = self.scratch("padded", top + height + bottom, left + width + right, channels)
        wide[:top] = 0
        wide[top + height :] = 0
        wide[:, :left] = 0
        wide[:, left + width :] = 0
        wide[top : top + height, left : left + width] = image
        return wide
