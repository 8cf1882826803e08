"""Small maps, window by window: what a pool looks at, cell by cell, in exact numbers. Pairs are (height, width)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.conv.shapes import output_size
from app.errors import BadInput, Impossible
from app.problems.reading import Cells

Map: TypeAlias = tuple[tuple[int, ...], ...]
Pair: TypeAlias = tuple[int, int]
PADDING = "·"


@dataclass(frozen=True, slots=True)
class Window:
    """One position: the places of its real cells and what stands there, and how many cells it has with padding."""

    places: tuple[Pair, ...]
    cells: tuple[int, ...]
    size: int

    @property
    def padding(self) -> int:
        """How many of its cells are padding."""
        return self.size - len(self.cells)


@dataclass(frozen=True, slots=True)
class Sliding:
    """A window that slides over a map."""

    map: Map
    kernel: Pair
    stride: Pair
    padding: Pair = (0, 0)
    rounds_up: bool = False  # lets the last window hang over the padded map

    @property
    def size(self) -> Pair:
        """Of the map."""
        return len(self.map), len(self.map[0])

    @property
    def output(self) -> Pair:
        """How many positions there are along each axis."""
        rows, columns = (
            output_size(n, k, stride=s, padding=p, ceil_mode=self.rounds_up)
            for n, k, s, p in zip(self.size, self.kernel, self.stride, self.padding, strict=True)
        )
        return rows, columns

    def at_stride(self, stride: Pair) -> "Sliding":
        """The same with other steps."""
        return replace(self, stride=stride)


@lru_cache(maxsize=512)  # every claim about a map begins with it
def windows(sliding: Sliding) -> tuple[tuple[Window, ...], ...]:
    """Every window, in rows as they come out."""
    rows, columns = (
        tuple(_span(sliding, axis, position) for position in range(count)) for axis, count in enumerate(sliding.output)
    )
    return tuple(tuple(_window(sliding.map, down, across) for across in columns) for down in rows)


_Span: TypeAlias = tuple[range, int]
"""The real cells of a window along one axis, and how many there are with the padding it sees."""


def _span(sliding: Sliding, axis: int, position: int) -> _Span:
    size, padding = sliding.size[axis], sliding.padding[axis]
    start = position * sliding.stride[axis] - padding
    end = min(start + sliding.kernel[axis], size + padding)
    return range(max(start, 0), min(end, size)), end - start


def _window(numbers: Map, down: _Span, across: _Span) -> Window:
    places = tuple((i, j) for i in down[0] for j in across[0])
    return Window(places, tuple(numbers[i][j] for i, j in places), down[1] * across[1])


def pooled(sliding: Sliding, rule: Callable[[Window], Fraction | int]) -> Cells:
    """The grid of what a rule makes of each window."""
    return Cells(tuple([tuple([rule(window) for window in row]) for row in windows(sliding)]))


def as_array(numbers: Map) -> NDArray[Any]:
    """(H, W) -> (1, 1, H, W), in whole numbers."""
    return np.array(numbers, dtype=np.int64)[None, None]


def whole(image: NDArray[Any]) -> Cells:
    """(1, 1, H, W) of whole numbers, which an engine may give as floats, as a grid."""
    rows: list[list[int]] = np.rint(image[0, 0]).astype(np.int64).tolist()
    return Cells(tuple(map(tuple, rows)))


def parts_of(image: NDArray[Any], parts: int) -> Cells:
    """(1, 1, H, W) of multiples of 1/parts, which floats only come near, as the exact grid."""
    counted: list[list[int]] = np.rint(image[0, 0] * parts).astype(np.int64).tolist()
    return Cells(tuple(tuple(exactly(Fraction(each, parts)) for each in row) for row in counted))


def exactly(value: Fraction) -> Fraction | int:
    """A whole number as an int."""
    return value.numerator if value.denominator == 1 else value


def check_map(numbers: Map) -> None:
    """Raises `BadInput` where the rows are not equally long."""
    lengths = {len(row) for row in numbers}
    if len(lengths) > 1:
        raise BadInput(f"The rows of a map are equally long; these have {', '.join(map(str, sorted(lengths)))} cells.")


def check_window(sliding: Sliding) -> None:
    """Raises `Impossible` where no window fits, or where one could see nothing but padding."""
    for kernel, padding in zip(sliding.kernel, sliding.padding, strict=True):
        if 2 * padding > kernel:
            raise Impossible(f"A pool pads at most half its window, and {padding} > {kernel}/2.")
    _ = sliding.output


def written_map(numbers: Map) -> tuple[tuple[str, ...], ...]:
    """Each cell as it is drawn, with a proper minus."""
    return tuple(tuple(signed(cell) for cell in row) for row in numbers)


def framed(numbers: Map, padding: int, fill: str) -> tuple[tuple[str, ...], ...]:
    """The map with so many cells of padding around it."""
    side = (fill,) * padding
    rows = [(*side, *row, *side) for row in written_map(numbers)]
    outer = [(fill,) * len(rows[0])] * padding
    return (*outer, *rows, *outer)


def signed(number: Fraction | int) -> str:
    """`−3`, `1.5`, `4/9`."""
    return f"{'−' if number < 0 else ''}{_plain(abs(number))}"


def _plain(number: Fraction | int) -> str:
    thousandths = Fraction(number) * 1000
    return str(Fraction(number)) if thousandths.denominator > 1 else f"{float(number):g}"


def grid_text(grid: Cells) -> str:
    """`[1 2; 3 4]`."""
    return "[" + "; ".join(" ".join(signed(each) for each in row) for row in grid.rows) + "]"
