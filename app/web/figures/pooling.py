"""A map and what a pool makes of it, before and after a shift, and the gradient that comes back."""

from collections.abc import Iterator

import numpy as np
from markupsafe import Markup

from app.conv.ops import Array
from app.practice.lab.number_tables import shown
from app.practice.lab.pooling.board import PoolingBoard
from app.web.figures.sketch import Sketch
from app.web.figures.svg import path, rectangle, segment, text

CELL, WIDE = 34.0, 50.0  # the script that drags a window knows both
EDGE, TOP, BASELINE = 2.0, 26.0, 5.0
LETTER = 7.4  # the width of one, about


def pooling_sketches(board: PoolingBoard) -> tuple[Sketch, ...]:
    """Input and output, both again after the shift, and the way back."""
    scene, (row, column) = board.scene, board.place
    window = (row * board.stride, column * board.stride, board.span)
    other = ~np.isclose(board.before, board.after)
    count = f"{other.sum()} of {other.size} changed"
    return (
        _map("input", "input", scene.before, CELL, window=window),
        _map("output", "output", board.before, WIDE, window=(row, column, 1)),
        _map("shifted", f"input, moved by {scene.shift}", scene.after, CELL, window=window),
        _map("after", f"output, {count}", board.after, WIDE, marked=other),
        _map("gradient", "gradient, 1 at every output", board.handed_back, WIDE, marked=board.handed_back != 0),
    )


def _map(
    name: str,
    title: str,
    cells: Array,
    wide: float,
    *,
    window: tuple[int, int, int] | None = None,
    marked: Array | None = None,
) -> Sketch:
    """`window` is its row, column and side; what is marked is washed, and written bold."""
    rows, columns = cells.shape
    parts = [text(EDGE, TOP - 10, title, "label")]
    if marked is not None:
        parts += [rectangle(EDGE + j * wide, TOP + i * CELL, wide, CELL, "wash") for i, j in np.argwhere(marked)]
    if window:
        parts.append(_window(window, wide, "wash"))
    parts += [path(_lines(rows, columns, wide), "cells fine"), *_figures(cells, wide, marked)]
    parts.append(rectangle(EDGE, TOP, columns * wide, rows * CELL, "cells"))
    if window:
        parts.append(_window(window, wide, "kernel"))
    width = max(columns * wide, len(title) * LETTER) + 2 * EDGE
    words = f"{title}, {rows} by {columns}: " + "; ".join(" ".join(map(shown, row)) for row in cells) + "."
    return Sketch(name, title, words, width, TOP + rows * CELL + EDGE, tuple(parts))


def _window(window: tuple[int, int, int], wide: float, class_: str) -> Markup:
    row, column, side = window
    return rectangle(EDGE + column * wide, TOP + row * CELL, side * wide, side * CELL, class_)


def _figures(cells: Array, wide: float, marked: Array | None) -> Iterator[Markup]:
    for (i, j), cell in np.ndenumerate(cells):
        class_ = "middle size" if marked is not None and marked[i, j] else "middle"
        yield text(EDGE + (j + 0.5) * wide, TOP + (i + 0.5) * CELL + BASELINE, shown(cell), class_)


def _lines(rows: int, columns: int, wide: float) -> list[str]:
    right, bottom = EDGE + columns * wide, TOP + rows * CELL
    level = [segment(EDGE, TOP + i * CELL, right, TOP + i * CELL) for i in range(1, rows)]
    return level + [segment(EDGE + j * wide, TOP, EDGE + j * wide, bottom) for j in range(1, columns)]
