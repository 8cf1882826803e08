"""Residual blocks in a row: each splits what comes in, sends one copy through F and one around it, and adds them."""

from collections.abc import Iterator

from markupsafe import Markup

from app.problems.figures import Residual, ResidualBlock
from app.web.figures.svg import element, path, picture, rectangle, segment, squares, text
from app.web.figures.words import residual_words

WIDTH = 540.0
SQUARE = 18.0
HEIGHT = 9 * SQUARE
AXIS = 6 * SQUARE  # the height at which the branch runs
AROUND = 2 * SQUARE  # and the shortcut
END = 2 * SQUARE  # room for what comes in and goes out
BOX, SUM = 2 * SQUARE, 11.0  # half the height of a box is one square; the radius of a sum
HEAD = 8.0
LETTER, PADDING = 12.0, 10.0  # the width of a letter where they are drawn largest, and the room beside a word
BASELINE = 5.0


def draw_residual(figure: Residual, name: str) -> Markup:
    """From left to right."""
    span = (WIDTH - 2 * END) / len(figure.blocks)
    parts = [squares(WIDTH, HEIGHT, step=SQUARE, through=(END, AXIS))]
    parts += [text(END / 2, AXIS + BASELINE, figure.input, "size middle")]
    for index, block in enumerate(figure.blocks):
        parts += _block(block, END + index * span, span)
    count = len(figure.blocks)
    title = "A residual block" if count == 1 else f"{count} residual blocks in a row"
    words = residual_words(figure)
    return picture(name, width=WIDTH, height=HEIGHT, title=title, description=words, parts=parts)


def _block(block: ResidualBlock, left: float, span: float) -> Iterator[Markup]:
    """The split, the branch with its box, the shortcut above it in the marker's colour, the sum and what follows it."""
    fork, join, right = left + 0.12 * span, left + (0.62 if block.behind else 0.76) * span, left + span
    middle, half = (fork + join) / 2, _half_a_box(block.branch, span)
    yield from _arrow(left, middle - half)
    yield from _arrow(middle + half, join - SUM)
    yield rectangle(middle - half, AXIS - BOX / 2, 2 * half, BOX, "layer")
    yield text(middle, AXIS + BASELINE, block.branch, "layer-title middle")
    up, across = segment(fork, AXIS, fork, AROUND), segment(fork, AROUND, join, AROUND)
    yield path([up, across, segment(join, AROUND, join, AXIS - SUM - HEAD + 1)], "arrow")
    yield element("path", d=f"M{join:g} {AXIS - SUM:g}l-4 -{HEAD:g}h8z", class_="arrowhead")
    if block.shortcut:
        yield text(middle, AROUND - BASELINE, block.shortcut, "acts middle")
    yield element("circle", cx=join, cy=AXIS, r=SUM, class_="junction")
    yield path([segment(join - 5, AXIS, join + 5, AXIS), segment(join, AXIS - 5, join, AXIS + 5)], "plus")
    yield from _behind(block, join, right)


def _half_a_box(words: str, span: float) -> float:
    """As wide as its words want on a phone, and never so wide that the arrows beside it are lost."""
    return min(max(min(0.16 * span, 54.0), LETTER * len(words) / 2 + PADDING), 0.24 * span)


def _behind(block: ResidualBlock, join: float, right: float) -> Iterator[Markup]:
    """What comes after the sum, and the name of what leaves."""
    if not block.behind:
        yield from _arrow(join + SUM, right)
    else:
        middle, half = join + 0.55 * (right - join), 0.28 * (right - join)
        yield from _arrow(join + SUM, middle - half)
        yield from _arrow(middle + half, right)
        yield rectangle(middle - half, AXIS - BOX / 2, 2 * half, BOX, "layer")
        yield text(middle, AXIS + BASELINE, block.behind, "layer-title middle")
    yield text(right - 0.1 * SQUARE, AXIS + 1.9 * SQUARE, block.output, "size middle")


def _arrow(start: float, tip: float) -> Iterator[Markup]:
    """To the right, with a filled head."""
    yield path([segment(start, AXIS, tip - HEAD + 1, AXIS)], "flow")
    yield element("path", d=f"M{tip:g} {AXIS:g}l-{HEAD:g} -4v8z", class_="flowhead")
