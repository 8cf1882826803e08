"""One axis as it is drawn for receptive fields: a row of cells, a unit above it, and the lines to what it reads."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from app.problems.figures import FieldAxis
from app.web.figures.svg import element, path, picture, rectangle, segment, squares, text
from app.web.figures.words import field_axis_words

WIDTH = 540.0
SIDE = 36.0
LARGEST_CELL, FINE_CELL = 36.0, 16.0
FULL_CELLS = 13  # so many of the largest cells fill the width
UNIT = 24.0
TOP, BELOW = 24.0, 66.0
DROP = 72.0  # from the unit to the row
WHOLE_UP_TO_CELLS = 20
MORE = 2  # cells that are drawn behind what is read, where the row goes on


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that are drawn: from `first`, which is negative in the padding, up to before `end`."""

    figure: FieldAxis
    first: int
    end: int

    @property
    def goes_on(self) -> bool:
        """Whether there are more cells than are drawn."""
        return self.end < self.figure.size + self.figure.padding

    @property
    def cell(self) -> float:
        """A cell's side."""
        return min(LARGEST_CELL, (WIDTH - 2 * SIDE) / (self.end - self.first))

    @property
    def y(self) -> float:
        """The row's upper edge."""
        return TOP + UNIT + DROP

    def x(self, cell: float) -> float:
        """The left edge of a cell."""
        return (WIDTH - (self.end - self.first) * self.cell) / 2 + (cell - self.first) * self.cell


def draw_field_axis(figure: FieldAxis, name: str) -> Markup:
    """The ghost first, so that the unit itself lies on top."""
    row = _row(figure)
    height = row.y + row.cell + BELOW
    parts = [
        squares(WIDTH, height, step=18, through=(row.x(row.first), row.y)),
        *_washes(row),
        *_cells(row),
        *(_unit(row, figure.jump, "ghost") if figure.jump else ()),
        *_unit(row, 0, "kernel"),
        *_labels(row),
    ]
    title = f"What one unit reads of a row of {figure.size} cells"
    return picture(name, width=WIDTH, height=height, title=title, description=field_axis_words(figure), parts=parts)


def _row(figure: FieldAxis) -> Row:
    """All of a short row; of a long one what the units read, and a little more."""
    first, end = -figure.padding, figure.size + figure.padding
    if end - first > WHOLE_UP_TO_CELLS:
        first = min(first, figure.start)
        end = min(end, max(figure.start + figure.extent + figure.jump + MORE, first + FULL_CELLS))
    return Row(figure, first, end)


def _washes(row: Row) -> Iterator[Markup]:
    figure = row.figure
    for cell in range(figure.start, figure.start + figure.extent, figure.step):
        yield rectangle(row.x(cell), row.y, row.cell, row.cell, "wash")


def _cells(row: Row) -> Iterator[Markup]:
    """Padding dashed, the cells themselves in ink."""
    real = range(max(row.first, 0), min(row.end, row.figure.size))
    outside = [cell for cell in range(row.first, row.end) if cell not in real]
    if outside:
        yield path([_square(row, cell) for cell in outside], "padding")
    yield path([_square(row, cell) for cell in real], "cells fine" if row.cell < FINE_CELL else "cells")
    if row.goes_on:
        for step in range(3):
            yield element("circle", cx=row.x(row.end) + 8 + 8 * step, cy=row.y + row.cell / 2, r=1.8, class_="dot")


def _square(row: Row, cell: int) -> str:
    left, right, top, bottom = row.x(cell), row.x(cell + 1), row.y, row.y + row.cell
    edges = ((left, top, right, top), (right, top, right, bottom), (right, bottom, left, bottom))
    return "".join(segment(*edge) for edge in (*edges, (left, bottom, left, top)))


def _unit(row: Row, shift: int, class_: str) -> Iterator[Markup]:
    """The unit over the middle of what it reads, and a line to either end, or to each tap of a kernel with gaps."""
    figure = row.figure
    start = figure.start + shift
    middle = row.x(start + figure.extent / 2)
    bottom = TOP + UNIT
    taps = range(start, start + figure.extent, figure.step)
    ends = [row.x(start), row.x(start + figure.extent)]
    if figure.step > 1:
        ends = [row.x(tap + 0.5) for tap in taps]
    yield path([segment(middle, bottom, end, row.y) for end in ends], class_)
    if figure.step == 1:
        yield rectangle(row.x(start), row.y, figure.extent * row.cell, row.cell, class_)
    yield rectangle(middle - UNIT / 2, TOP, UNIT, UNIT, f"{class_} unit")


def _labels(row: Row) -> Iterator[Markup]:
    """Which cell is called 0, which is the last, and what is drawn."""
    y = row.y + row.cell + 24
    yield text(row.x(0.5), y, "0", "label middle")
    if not row.goes_on and row.figure.size > 1:
        yield text(row.x(row.figure.size - 0.5), y, str(row.figure.size - 1), "label middle")
    yield text(WIDTH / 2, y + 26, row.figure.below, "label middle acts")
