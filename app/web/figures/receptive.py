"""One unit's field: from the side, the layers above each other; from above, the input with what the unit sees of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from app.practice.lab.field.board import FieldBoard
from app.practice.lab.field.stack import Level, Stack
from app.web.figures.png import png_address
from app.web.figures.sketch import Sketch
from app.web.figures.svg import element, path, rectangle, segment, text

WIDTH, LABELS, FIELDS = 520.0, 130.0, 56.0
TOP, PITCH, CELL = 28.0, 40.0, 18.0
SMALLEST_CELL = 4.0  # narrower units run together
MOST_DRAWN = 20  # layers; of more, some are left out
LONGEST_NAME = 13
VIEW = 340.0
BEYOND = 0.5  # so much of the input's side is drawn on either side of it, where the field goes so far


@dataclass(frozen=True, slots=True)
class Span:
    """What is drawn of one axis of the input, in pixels, on so much room."""

    low: float
    high: float
    room: float

    @property
    def scale(self) -> float:
        """Units of the drawing for each pixel."""
        return self.room / (self.high - self.low)

    def at(self, pixel: float) -> float:
        """Where a pixel's left edge lies; what is not drawn lies at the edge."""
        return (min(max(pixel, self.low), self.high) - self.low) * self.scale


def span(stack: Stack, level: Level, unit: int, room: float) -> Span:
    """All of the input, and of the field what lies beside it, up to a half of the input's side."""
    side, first = stack.side, float(level.first(unit))
    low, high = min(0.0, first), max(float(side), first + level.field)
    return Span(max(low, -BEYOND * side), min(high, (1 + BEYOND) * side), room)


def drawn_levels(board: FieldBoard) -> list[int]:
    """The numbers of the layers that are drawn, from 1: all, or every second or third, with the chosen one."""
    numbers = range(1, len(board.stack.levels) + 1)
    every = -(-len(numbers) // MOST_DRAWN)
    return [number for number in numbers if (len(numbers) - number) % every == 0 or number == board.unit.level]


def from_the_side(board: FieldBoard) -> Sketch:
    """The input below, the layers above it, each unit over the middle of what it sees."""
    stack = board.stack
    across = span(stack, board.level, board.unit.column, WIDTH - LABELS - FIELDS)
    numbers = drawn_levels(board)
    height = _y(len(numbers), 0) + CELL + 26
    parts = (*_cone(board, across, numbers), *_layers(board, across, numbers), *_input(stack, across, numbers))
    words = (
        f"The layers above the input, from the side. {board.headline} {board.seen} {board.shared}"
        f" Fields by layer: {', '.join(f'{each.name} {each.field}' for each in stack.levels)}."
    )
    return Sketch("levels", "The layers from the side", words, WIDTH, height, parts)


def side_data(board: FieldBoard) -> dict[str, str | float]:
    """Where the script finds a unit: for each layer that is drawn its number, start, jump and size, top first."""
    stack = board.stack
    across = span(stack, board.level, board.unit.column, WIDTH - LABELS - FIELDS)
    levels = [(number, stack.levels[number - 1]) for number in reversed(drawn_levels(board))]
    told = ";".join(f"{number} {float(each.start):g} {each.jump} {each.size}" for number, each in levels)
    return {"data_levels": told, "data_left": LABELS, "data_low": across.low, "data_scale": f"{across.scale:.5f}"}


def _y(count: int, place: int) -> float:
    """The upper edge of a row, of which the input is 0."""
    return TOP + (count - place) * PITCH


def _cone(board: FieldBoard, across: Span, numbers: list[int]) -> Iterator[Markup]:
    """What the unit sees, and as a ghost what the next one does."""
    level, column = board.level, board.unit.column
    place = numbers.index(board.unit.level) + 1
    below, above = _y(len(numbers), 0), _y(len(numbers), place) + CELL
    shifts = [(0, "kernel")] + ([(1, "ghost")] if column + 1 < level.size else [])
    for shift, class_ in reversed(shifts):
        first = float(level.first(column + shift))
        left, right = (LABELS + across.at(edge) for edge in (first, first + level.field))
        middle = LABELS + across.at(first + level.field / 2)
        if not shift:
            yield rectangle(left, below, right - left, CELL, "wash")
        yield path([segment(middle, above, left, below), segment(middle, above, right, below)], class_)
        yield rectangle(left, below, right - left, CELL, class_)


def _layers(board: FieldBoard, across: Span, numbers: list[int]) -> Iterator[Markup]:
    stack = board.stack
    for place, number in enumerate(numbers, start=1):
        level = stack.levels[number - 1]
        y, is_chosen = _y(len(numbers), place), number == board.unit.level
        yield text(LABELS - 12, y + 14, _short(level.name), "end acts" if is_chosen else "end")
        yield text(WIDTH - FIELDS + 12, y + 14, str(level.field), "acts" if is_chosen else "label")
        yield from _units(level, across, y)
        if is_chosen:
            middle = LABELS + across.at(float(level.first(board.unit.column)) + level.field / 2)
            wide = max(min(level.jump * across.scale, CELL), SMALLEST_CELL)
            yield rectangle(middle - wide / 2, y, wide, CELL, "kernel unit")
    yield text(WIDTH - FIELDS + 12, 16, "field", "label")


def _units(level: Level, across: Span, y: float) -> Iterator[Markup]:
    """A cell for each unit as wide as they are apart, at most square; a bar where that would be too narrow."""
    left = LABELS + across.at(float(level.start - level.jump / 2))
    right = LABELS + across.at(float(level.start + (level.size - 0.5) * level.jump))
    wide = min(level.jump * across.scale, CELL)
    if wide < SMALLEST_CELL:
        yield rectangle(left, y, right - left, CELL, "cells fine")
        return
    squares: list[str] = []
    for unit in range(level.size):
        x = LABELS + across.at(float(level.start) + unit * level.jump) - wide / 2
        squares.append(f"M{x:.1f} {y:g}h{wide:.1f}v{CELL:g}h{-wide:.1f}z")
    yield path(squares, "cells fine")


def _input(stack: Stack, across: Span, numbers: list[int]) -> Iterator[Markup]:
    y, left, right = _y(len(numbers), 0), LABELS + across.at(0), LABELS + across.at(stack.side)
    yield text(LABELS - 12, y + 14, f"input, {stack.side}", "end")
    yield text(WIDTH - FIELDS + 12, y + 14, "1", "label")
    if across.scale >= SMALLEST_CELL:
        lines = [segment(left + i * across.scale, y, left + i * across.scale, y + CELL) for i in range(1, stack.side)]
        yield path(lines, "cells fine")
    yield rectangle(left, y, right - left, CELL, "cells")
    yield text(left, y + CELL + 18, "0", "label")
    yield text(right, y + CELL + 18, str(stack.side - 1), "label end")


def from_above(board: FieldBoard) -> Sketch:
    """The input with the unit's field, its neighbour's, the object, and where there is one the effective field."""
    stack, level, unit = board.stack, board.level, board.unit
    down, across = span(stack, level, unit.row, VIEW), span(stack, level, unit.column, VIEW)
    box = Span(min(down.low, across.low), max(down.high, across.high), VIEW)
    side = stack.side * box.scale
    parts: list[Markup] = []
    if board.effective:
        shades = png_address(1 - board.effective.shades)
        parts.append(
            element("image", href=shades, x=box.at(0), y=TOP + box.at(0), width=side, height=side, class_="pixels")
        )
    parts += [rectangle(box.at(0), TOP + box.at(0), side, side, "cells"), *_squares(board, box)]
    parts.append(text(0, 16, f"input, {stack.side} × {stack.side}", "label"))
    words = f"The input from above. {board.seen} {board.used}".strip()
    return Sketch("view", "The input from above", words, VIEW, TOP + VIEW + 4, tuple(parts))


def _squares(board: FieldBoard, box: Span) -> Iterator[Markup]:
    level, unit = board.level, board.unit
    top, left = float(level.first(unit.row)), float(level.first(unit.column))
    if unit.column + 1 < level.size:
        yield _square(box, top, left + level.jump, level.field, "ghost")
    if not board.effective:
        yield _square(box, top, left, level.field, "wash")
    inset = (level.field - board.object_side) / 2
    yield _square(box, top + inset, left + inset, board.object_side, "object")
    yield _square(box, top, left, level.field, "halo")
    yield _square(box, top, left, level.field, "kernel")


def _square(box: Span, top: float, left: float, side: float, class_: str) -> Markup:
    x, y = box.at(left), box.at(top)
    return rectangle(x, TOP + y, box.at(left + side) - x, box.at(top + side) - y, class_)


def _short(name: str) -> str:
    half = LONGEST_NAME // 2
    return name if len(name) <= LONGEST_NAME else f"{name[:half]}…{name[-half:]}"
