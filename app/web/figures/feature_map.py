"""A feature map as an interviewer draws it: padding dashed, the kernel on its first position, the next one a ghost."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from app.problems.figures import FeatureMap
from app.web.figures.axis import Axis, axes
from app.web.figures.svg import element, number, path, picture, rectangle, segment, squares, text
from app.web.figures.words import by, feature_map_title, feature_map_words, times

WIDTH = 540.0
TOP = 72.0  # room for the arrow of the stride
LEFT = 36.0
GRID = 300.0  # the longer side of what is drawn, and the width in which it is centred
LARGEST_CELL = 36.0
SMALLEST_RULED_CELL = 6.0  # below it lines would run together
FINE_CELL = 16.0  # below it lines are drawn thinner
OVERHANG = 0.6  # how far, in cells, the lines of a map that goes on run past what is drawn
OUTPUT = 112.0
OUTPUT_CELL = 30.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the cells lie."""

    rows: Axis
    columns: Axis
    cell: float

    @property
    def width(self) -> float:
        """Of what is drawn, without overhang."""
        return self.columns.shown * self.cell

    @property
    def height(self) -> float:
        """Of what is drawn, without overhang."""
        return self.rows.shown * self.cell

    @property
    def bottom(self) -> float:
        """Where the labels may begin: below the dots of a map that goes on."""
        return self.y(self.rows.shown) + (OVERHANG * self.cell + 24 if self.rows.goes_on else 0)

    def x(self, column: float) -> float:
        """The left edge of a column."""
        return LEFT + (GRID - self.width) / 2 + column * self.cell

    def y(self, row: float) -> float:
        """The upper edge of a row."""
        return TOP + row * self.cell


def draw_feature_map(figure: FeatureMap, name: str) -> Markup:
    """The padded input with the kernel on the left, an output of unknown size on the right."""
    grid = grid_of(figure)
    height = max(grid.bottom, TOP + OUTPUT) + 72
    parts = [
        paper(grid, height),
        *cells(grid),
        *kernel(grid),
        *stride(figure, grid),
        *labels(figure, grid),
        *output(figure, grid),
    ]
    title, words = feature_map_title(figure), feature_map_words(figure)
    return picture(name, width=WIDTH, height=height, title=title, description=words, parts=parts)


def grid_of(figure: FeatureMap) -> Grid:
    """As large as the room allows, up to the size at which a small map looks drawn by hand."""
    rows, columns = axes(figure)
    return Grid(rows, columns, cell=min(LARGEST_CELL, GRID / max(rows.shown, columns.shown)))


def paper(grid: Grid, height: float) -> Markup:
    """Squared paper that the cells lie on."""
    step = grid.cell / 2 if grid.cell >= 24 else grid.cell * max(1, round(18 / grid.cell))
    return squares(WIDTH, height, step=step, through=(grid.x(0), TOP))


def cells(grid: Grid) -> Iterator[Markup]:
    """Padding first, so that the ink of the real cells lies on top."""
    yield path([*columns_of_padding(grid), *rows_of_padding(grid)], "padding")
    yield path([*real_columns(grid), *real_rows(grid)], "cells fine" if grid.cell < FINE_CELL else "cells")
    if grid.columns.goes_on:
        yield from dots(grid.x(grid.columns.shown + OVERHANG) + 10, grid.y(grid.rows.shown / 2), dx=8, dy=0)
    if grid.rows.goes_on:
        yield from dots(grid.x(grid.columns.shown / 2), grid.y(grid.rows.shown + OVERHANG) + 10, dx=0, dy=8)


def ruled(first: int, last: int, cell: float) -> range:
    """The lines from one edge to the other, or only the edges where cells are too small to rule."""
    return (
        range(first, last + 1) if cell >= SMALLEST_RULED_CELL or last == first else range(first, last + 1, last - first)
    )


def end(axis: Axis, last: int) -> float:
    """A line that meets the end of the drawing runs on where the map does."""
    return last + OVERHANG if axis.goes_on else last


def real_columns(grid: Grid) -> Iterator[str]:
    """The upright lines of the real cells."""
    top, bottom = grid.y(grid.rows.padding), grid.y(end(grid.rows, grid.rows.real_end))
    for column in ruled(grid.columns.padding, grid.columns.real_end, grid.cell):
        yield segment(grid.x(column), top, grid.x(column), bottom)


def real_rows(grid: Grid) -> Iterator[str]:
    """The level lines of the real cells."""
    left, right = grid.x(grid.columns.padding), grid.x(end(grid.columns, grid.columns.real_end))
    for row in ruled(grid.rows.padding, grid.rows.real_end, grid.cell):
        yield segment(left, grid.y(row), right, grid.y(row))


def columns_of_padding(grid: Grid) -> Iterator[str]:
    """The upright lines outside the real cells."""
    for column in ruled(0, grid.columns.shown, grid.cell):
        for first, last in outside(grid.rows, crosses=is_real(grid.columns, column)):
            yield segment(grid.x(column), grid.y(first), grid.x(column), grid.y(last))


def rows_of_padding(grid: Grid) -> Iterator[str]:
    """The level lines outside the real cells."""
    for row in ruled(0, grid.rows.shown, grid.cell):
        for first, last in outside(grid.columns, crosses=is_real(grid.rows, row)):
            yield segment(grid.x(first), grid.y(row), grid.x(last), grid.y(row))


def is_real(axis: Axis, line: int) -> bool:
    """A line between or around real cells."""
    return axis.padding <= line <= axis.real_end


def outside(axis: Axis, *, crosses: bool) -> Iterator[tuple[float, float]]:
    """The stretches of a padding line: all of it, or before and after the real cells that it crosses."""
    if not crosses:
        yield 0, end(axis, axis.shown)
    elif axis.padding:
        yield 0, axis.padding
        if not axis.goes_on:
            yield axis.real_end, axis.shown


def dots(x: float, y: float, *, dx: float, dy: float) -> Iterator[Markup]:
    """Three dots: it goes on like this."""
    for step in (-1, 0, 1):
        yield element("circle", cx=x + step * dx, cy=y + step * dy, r=1.8, class_="dot")


def kernel(grid: Grid) -> Iterator[Markup]:
    """Its wash on the cells it reads, its outline, and the ghost of its next position."""
    width, height = grid.columns.extent * grid.cell, grid.rows.extent * grid.cell
    if grid.columns.can_move:
        yield rectangle(grid.x(grid.columns.stride), grid.y(0), width, height, "cleared")
        yield rectangle(grid.x(grid.columns.stride), grid.y(0), width, height, "ghost")
    if grid.columns.dilation == grid.rows.dilation == 1:
        yield rectangle(grid.x(0), grid.y(0), width, height, "wash")
    else:
        for row in grid.rows.touched:
            for column in grid.columns.touched:
                yield rectangle(grid.x(column), grid.y(row), grid.cell, grid.cell, "wash touched")
    yield rectangle(grid.x(0), grid.y(0), width, height, "kernel")


def stride(figure: FeatureMap, grid: Grid) -> Iterator[Markup]:
    """An arrow from the kernel's middle to where its middle goes next."""
    if not grid.columns.can_move:
        return
    middle = grid.x(grid.columns.extent / 2)
    yield from arrow(middle, middle + grid.columns.stride * grid.cell, TOP - 14)
    yield text(middle, TOP - 26, f"{figure.terms.moves} {times(*figure.stride)}", "label acts")


def arrow(start: float, tip: float, y: float) -> Iterator[Markup]:
    """A level arrow with a filled head."""
    yield path([segment(start, y, tip - 6, y)], "arrow")
    yield element("path", d=f"M{number(tip)} {number(y)}l-9 -5v10z", class_="arrowhead")


def labels(figure: FeatureMap, grid: Grid) -> Iterator[Markup]:
    """Below the grid: the map and its padding, then the kernel."""
    x, y = LEFT + GRID / 2, grid.bottom + 26
    padding = f", padding {times(*figure.padding)}" if any(figure.padding) else ""
    dilation = f", dilation {times(*figure.dilation)}" if figure.dilation != (1, 1) else ""
    yield text(x, y, by(figure.size) + padding, "label middle")
    yield text(x, y + 24, f"{figure.terms.slides} {by(figure.kernel)}{dilation}", "label middle acts")


def output(figure: FeatureMap, grid: Grid) -> Iterator[Markup]:
    """Its first entry is known to exist; how many there are is the question."""
    x, y = WIDTH - OUTPUT - 24, TOP + max(0.0, (grid.height - OUTPUT) / 2)
    yield rectangle(x, y, OUTPUT, OUTPUT, "unknown")
    yield rectangle(x, y, OUTPUT_CELL, OUTPUT_CELL, "wash")
    yield rectangle(x, y, OUTPUT_CELL, OUTPUT_CELL, "kernel")
    yield text(x + OUTPUT / 2, y + OUTPUT / 2 + 14, "?", "question middle")
    yield text(x + OUTPUT / 2, y + OUTPUT + 24, figure.terms.gives, "label middle")
