"""A window on a map of numbers: padding dashed, the taps washed, what is never read too; its kernel and its output."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from app.conv.ops import Array
from app.practice.lab.convolution.board import ConvolutionBoard, Place
from app.practice.lab.convolution.numbers import Numbers
from app.practice.lab.number_tables import shown
from app.practice.lab.rows import WindowRow
from app.web.figures.svg import element, path, picture, rectangle, segment, text

CELL, WIDE = 34.0, 50.0
EDGE = 2.0  # room for the width of a line
TOP = 26.0
GAP = 40.0
BASELINE = 5.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the drawings that stand beside each other; of how many cells, and how wide they are."""

    name: str
    title: str
    description: str
    rows: int
    columns: int
    parts: tuple[Markup, ...]
    cell: float = CELL

    @property
    def width(self) -> float:
        """As it is drawn."""
        return max(self.columns * self.cell, len(self.title) * 7.4) + 2 * EDGE

    @property
    def height(self) -> float:
        """As it is drawn."""
        return TOP + self.rows * CELL + EDGE


def draw_pieces(board: ConvolutionBoard, prefix: str = "") -> tuple[Markup, ...]:
    """Input, kernel and output, each an image of its own, so that they find room on any screen.

    A prefix keeps their ids apart from those of other figures, and from the script that drags a window in the lab.
    """
    return tuple(_alone(replace(piece, name=f"{prefix}{piece.name}")) for piece in _pieces(board))


def draw_convolution(board: ConvolutionBoard) -> Markup:
    """All in one image: a row of input and kernel for each channel, the output on the right."""
    pieces = _pieces(board)
    *pairs, output = pieces
    inputs, kernels = pairs[::2], pairs[1::2]
    x_kernel = inputs[0].width + GAP
    x_output = x_kernel + max(each.width for each in kernels) + GAP
    parts: list[Markup] = []
    y = 12.0
    for of_input, of_kernel in zip(inputs, kernels, strict=True):
        parts += [_moved(of_input, 12, y), _moved(of_kernel, 12 + x_kernel, y)]
        y += max(of_input.height, of_kernel.height) + 16
    parts.append(_moved(output, 12 + x_output, 12))
    height = max(y, output.height + 24)
    words = " ".join(piece.description for piece in pieces)
    return picture(
        "convolution",
        width=x_output + output.width + 24,
        height=height,
        title=board.headline,
        description=words,
        parts=parts,
    )


def _pieces(board: ConvolutionBoard) -> tuple[Piece, ...]:
    """An input and a kernel for each channel, then the output."""
    numbers, place, output = board.numbers, board.place, board.output
    if numbers is None or place is None or output is None:
        return ()
    several = len(numbers.image) > 1
    found: list[Piece] = []
    for channel in range(len(numbers.image)):
        of = f" {channel + 1}" if several else ""
        found += [_input(numbers, place, channel, of), _kernel(numbers, channel, of)]
    return (*found, _output(output, place))


def _input(numbers: Numbers, place: Place, channel: int, of: str) -> Piece:
    cells = numbers.padded[channel]
    down, across = numbers.rows
    words = (
        f"Channel{of or ' 1'}: {down.size} by {across.size} numbers, with {down.before} rows of padding above,"
        f" {down.after} below, {across.before} columns before and {across.after} behind. The window begins in row"
        f" {place.top + 1}, column {place.left + 1} of the padded input and spans {down.span} by {across.span} cells."
    )
    below = (*_padding(down, across), *_unread(down, across), *_taps(numbers, place), *_grid(down, across))
    parts = (*below, *_figures(cells, CELL), _window(numbers, place))
    title = f"input{of}" + (" with padding" if cells.shape != numbers.image.shape[1:] else "")
    return Piece(f"input{of.strip()}", title, words, down.cells, across.cells, parts)


def _unread(down: WindowRow, across: WindowRow) -> Iterator[Markup]:
    """The border that the floor drops."""
    if down.unused:
        yield rectangle(EDGE, _y(down.cells - down.unused), across.cells * CELL, down.unused * CELL, "leftover")
    if across.unused:
        x = EDGE + (across.cells - across.unused) * CELL
        yield rectangle(x, TOP, across.unused * CELL, (down.cells - down.unused) * CELL, "leftover")


def _taps(numbers: Numbers, place: Place) -> Iterator[Markup]:
    """What the kernel's own entries lie on."""
    for i in range(numbers.weights.shape[1]):
        for j in range(numbers.weights.shape[2]):
            row, column = place.top + i * numbers.dilation[0], place.left + j * numbers.dilation[1]
            yield rectangle(EDGE + column * CELL, _y(row), CELL, CELL, "wash")


def _padding(down: WindowRow, across: WindowRow) -> Iterator[Markup]:
    """Dashed, and cleared where the input itself lies."""
    if down.cells * across.cells > down.size * across.size:
        yield path(_lines(0, 0, down.cells, across.cells, CELL), "padding")
        yield rectangle(EDGE + across.before * CELL, _y(down.before), across.size * CELL, down.size * CELL, "paper")


def _grid(down: WindowRow, across: WindowRow) -> Iterator[Markup]:
    """The input itself, in ink."""
    yield path(_lines(down.before, across.before, down.size, across.size, CELL), "cells fine")
    yield rectangle(EDGE + across.before * CELL, _y(down.before), across.size * CELL, down.size * CELL, "cells")


def _window(numbers: Numbers, place: Place) -> Markup:
    down, across = numbers.rows
    return rectangle(EDGE + place.left * CELL, _y(place.top), across.span * CELL, down.span * CELL, "kernel")


def _kernel(numbers: Numbers, channel: int, of: str) -> Piece:
    weights = numbers.weights[channel]
    rows, columns = weights.shape
    turned = ", turned around" if numbers.is_flipped else ""
    said = "; ".join(" ".join(shown(each) for each in row) for row in weights)
    parts = (
        path(_lines(0, 0, rows, columns, CELL), "touched"),
        rectangle(EDGE, TOP, columns * CELL, rows * CELL, "kernel"),
        *_figures(weights, CELL),
    )
    return Piece(f"kernel{of.strip()}", f"kernel{of}{turned}", f"The kernel{of}{turned}: {said}.", rows, columns, parts)


def _output(output: Array, place: Place) -> Piece:
    rows, columns = output.shape
    x, y = EDGE + place.column * WIDE, _y(place.row)
    parts = (
        rectangle(x, y, WIDE, CELL, "wash"),
        path(_lines(0, 0, rows, columns, WIDE), "cells fine"),
        rectangle(EDGE, TOP, columns * WIDE, rows * CELL, "cells"),
        *_figures(output, WIDE),
        rectangle(x, y, WIDE, CELL, "kernel"),
    )
    value = shown(output[place.row, place.column])
    words = f"The output, {rows} by {columns}; row {place.row + 1}, column {place.column + 1} is {value}."
    return Piece("output", "output", words, rows, columns, parts, WIDE)


def _figures(cells: Array, wide: float) -> Iterator[Markup]:
    for i, row in enumerate(cells):
        for j, cell in enumerate(row):
            yield text(EDGE + (j + 0.5) * wide, _y(i + 0.5) + BASELINE, shown(cell), "middle")


def _lines(top: int, left: int, rows: int, columns: int, wide: float) -> list[str]:
    x, y = EDGE + left * wide, _y(top)
    level = [segment(x, y + i * CELL, x + columns * wide, y + i * CELL) for i in range(rows + 1)]
    upright = [segment(x + j * wide, y, x + j * wide, y + rows * CELL) for j in range(columns + 1)]
    return level + upright


def _y(row: float) -> float:
    return TOP + row * CELL


def _alone(piece: Piece) -> Markup:
    """With its size, since the pieces share a scale and not a width."""
    return element(
        "svg",
        element("title", piece.title, id=f"{piece.name}-title"),
        element("desc", piece.description, id=f"{piece.name}-words"),
        text(EDGE, TOP - 10, piece.title, "label"),
        *piece.parts,
        class_="drawing",
        width=piece.width,
        height=piece.height,
        viewBox=f"0 0 {piece.width:g} {piece.height:g}",
        role="img",
        aria_labelledby=f"{piece.name}-title",
        aria_describedby=f"{piece.name}-words",
        data_piece=piece.name,
    )


def _moved(piece: Piece, x: float, y: float) -> Markup:
    label = text(EDGE, TOP - 10, piece.title, "label")
    return element("g", label, *piece.parts, transform=f"translate({x:g} {y:g})")
