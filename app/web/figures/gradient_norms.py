"""The size of a gradient at each block of a stack, on an axis of powers of ten; it enters at the right."""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, floor, log10

from markupsafe import Markup

from app.practice.lab.norms import NormsBoard, Stack
from app.practice.lab.numerals import power_of_ten, sized
from app.web.figures.svg import element, path, picture, segment, text

WIDTH, HEIGHT = 640.0, 400.0
LEFT, RIGHT, TOP, BOTTOM = 84.0, 24.0, 72.0, 58.0
LINES, FEW = 7, 2  # lines across, at most; and decades between which more are drawn
DOTTED = 24  # blocks up to which each has its mark
DOT = 4.0
LOOKS = {True: "kernel", False: "aside"}  # with skips a thick line and rounds, without a dashed one and squares


class Plane:
    """Blocks across, from the input of the first to the output of the last; powers of ten up."""

    def __init__(self, board: NormsBoard) -> None:
        self.blocks = board.blocks
        sizes = [log10(norm) for stack in board.stacks for norm in stack.norms if norm]
        self.least, self.most = floor(min(sizes)), ceil(max(sizes))
        if self.least == self.most:
            self.least, self.most = self.least - 1, self.most + 1

    def x(self, n: int) -> float:
        """The input of block n + 1."""
        return LEFT + (WIDTH - LEFT - RIGHT) * n / self.blocks

    def y(self, norm: float) -> float:
        """A size above 0."""
        room = HEIGHT - TOP - BOTTOM
        return HEIGHT - BOTTOM - room * (log10(norm) - self.least) / (self.most - self.least)

    @property
    def levels(self) -> list[tuple[float, str]]:
        """What has a line: every power, or of many each second, third, …; of two or fewer 2 and 5 as well."""
        decades = self.most - self.least
        step = -(-decades // LINES)
        powers = range(-(-self.least // step) * step, self.most + 1, step)
        if decades > FEW:
            return [(10.0**at, power_of_ten(at)) for at in powers]
        finer = [times * 10.0**at for at in powers for times in (1, 2, 5)]
        return [(size, f"{size:g}") for size in finer if size <= 10.0**self.most]


def draw_gradient_norms(board: NormsBoard, name: str) -> Markup:
    """A line for each stack, and one upright at the block that is read off."""
    plane = Plane(board)
    parts = [*_axes(plane), *_key(board.stacks), *_cursor(plane, board)]
    for stack in board.stacks:
        parts += _line(plane, stack)
    return picture(
        name,
        width=WIDTH,
        height=HEIGHT,
        title="The size of the gradient, block by block",
        description=norms_words(board),
        parts=parts,
    )


def norms_words(board: NormsBoard) -> str:
    """Where each line begins and ends."""
    said = [
        f"{stack.name}: {sized(stack.norms[0])} at block 1, {sized(stack.norms[len(stack.norms) // 2])} half way"
        for stack in board.stacks
    ]
    return f"Behind block {board.blocks} a gradient of 1 comes in. {'; '.join(said)}. {board.reading}."


def _axes(plane: Plane) -> Iterator[Markup]:
    yield path([segment(LEFT, plane.y(size), WIDTH - RIGHT, plane.y(size)) for size, _ in plane.levels], "grid")
    for size, name in plane.levels:
        yield text(LEFT - 8, plane.y(size) + 5, name, "label end")
    yield text(LEFT, HEIGHT - BOTTOM + 22, "1", "label middle")
    yield text(plane.x(plane.blocks - 1), HEIGHT - BOTTOM + 22, str(plane.blocks), "label middle")
    yield text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - BOTTOM + 22, "block", "label middle")
    yield text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "← the gradient flows back", "label middle")
    yield text(8, 20, "‖∂L/∂x‖", "label")


def _key(stacks: tuple[Stack, ...]) -> Iterator[Markup]:
    """What each line stands for, above the plot."""
    for place, stack in enumerate(stacks):
        x = LEFT + 130 + 190 * place
        yield path([segment(x, 15, x + 44, 15)], LOOKS[stack.has_skips])
        yield _mark(x + 22, 15, stack)
        yield text(x + 54, 20, stack.name, "acts" if stack.has_skips else "size")


def _line(plane: Plane, stack: Stack) -> Iterator[Markup]:
    """Through every size above 0; where there are few blocks, each has a mark."""
    at = [(plane.x(n), plane.y(norm)) if norm else None for n, norm in enumerate(stack.norms)]
    strokes = [segment(*start, *end) for start, end in pairwise(at) if start and end]
    if strokes:
        yield path(strokes, LOOKS[stack.has_skips])
    if plane.blocks <= DOTTED:
        yield from (_mark(*point, stack) for point in at if point)


def _cursor(plane: Plane, board: NormsBoard) -> Iterator[Markup]:
    x = plane.x(board.at - 1)
    yield path([segment(x, TOP - 12, x, HEIGHT - BOTTOM)], "padding")
    for stack in board.stacks:
        if norm := stack.norms[board.at - 1]:
            yield _mark(x, plane.y(norm), stack)


def _mark(x: float, y: float, stack: Stack) -> Markup:
    if stack.has_skips:
        return element("circle", cx=x, cy=y, r=DOT + 1, class_="point")
    return element("rect", x=x - DOT, y=y - DOT, width=2 * DOT, height=2 * DOT, class_="square")
