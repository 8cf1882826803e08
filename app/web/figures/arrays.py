"""Grids of numbers side by side: the input with its padding, the kernel, what is asked."""

from collections.abc import Iterator

from markupsafe import Markup

from app.problems.figures import Arrays, NamedArray
from app.web.figures.svg import path, picture, rectangle, segment, text
from app.web.figures.words import arrays_words

CELL = 34.0
GAP = 46.0
TOP, SIDE, BELOW = 34.0, 14.0, 14.0
WIDEST = 620.0
BASELINE = 5.0
LETTER = 11.0  # of a name, at the size it has on a phone


def draw_arrays(figure: Arrays, name: str) -> Markup:
    """Side by side as long as there is room, then in the next line."""
    parts: list[Markup] = []
    start = SIDE + GAP if any(array.breaks and array.sign for array in figure.arrays) else SIDE  # room for the signs
    top = TOP if any(array.name for array in figure.arrays) else BELOW  # room for the names
    x, y, row_height, width = start, top, 0.0, 0.0
    for array in figure.arrays:
        needed = _width(array)
        if x > start and (array.breaks or x + GAP + needed > WIDEST):
            x, y, row_height = start, y + row_height + top + BELOW, 0.0
        x = x + GAP if x > start or (array.sign and start == SIDE) else x
        parts += drawn_array(array, x, y)
        x += needed
        row_height = max(row_height, len(array.rows) * CELL)
        width = max(width, x)
    title = ", ".join(filter(None, (array.name for array in figure.arrays))) or "Numbers"
    height = y + row_height + BELOW
    return picture(name, width=width + SIDE, height=height, title=title, description=arrays_words(figure), parts=parts)


def _width(array: NamedArray) -> float:
    return max(len(array.rows[0]) * CELL, len(array.name) * LETTER)


def drawn_array(array: NamedArray, x: float, y: float) -> Iterator[Markup]:
    """One grid, its name above it and its sign before it."""
    rows, columns = len(array.rows), len(array.rows[0])
    class_ = "acts" if array.acts else "label"
    if array.name:
        yield text(x, y - 10, array.name, class_)
    if array.sign:
        yield text(x - GAP / 2, y + rows * CELL / 2 + BASELINE, array.sign, "size middle")
    pad = array.padding
    if pad:
        yield path(list(_lines(x, y, rows, columns)), "padding")
    inner = (x + pad * CELL, y + pad * CELL)
    yield rectangle(*inner, (columns - 2 * pad) * CELL, (rows - 2 * pad) * CELL, "paper")
    yield path(list(_lines(*inner, rows - 2 * pad, columns - 2 * pad)), "touched" if array.acts else "cells fine")
    yield rectangle(*inner, (columns - 2 * pad) * CELL, (rows - 2 * pad) * CELL, "kernel" if array.acts else "cells")
    for i, row in enumerate(array.rows):
        for j, cell in enumerate(row):
            is_padding = not (pad <= i < rows - pad and pad <= j < columns - pad)
            class_ = "label middle" if is_padding or cell == "?" else "middle"
            yield text(x + (j + 0.5) * CELL, y + (i + 0.5) * CELL + BASELINE, cell, class_)


def _lines(x: float, y: float, rows: int, columns: int) -> Iterator[str]:
    """The lines of a grid."""
    for i in range(rows + 1):
        yield segment(x, y + i * CELL, x + columns * CELL, y + i * CELL)
    for j in range(columns + 1):
        yield segment(x + j * CELL, y, x + j * CELL, y + rows * CELL)
