"""The two steps of a depthwise separable layer, one under the other: blocks of maps, and the kernels between them."""

from collections.abc import Iterator

from markupsafe import Markup

from app.problems.figures import Separable
from app.web.figures.svg import element, path, picture, rectangle, segment, text
from app.web.figures.words import by, separable_words

WIDTH, HEIGHT = 540.0, 424.0
ROW = 212.0  # from one step to the next
TOP = 52.0
LEFT, RIGHT = 36.0, 366.0  # where the blocks of maps begin
SHEET, BACK = 84.0, 16.0  # the side of a map, and how far the next one lies behind it
SHEETS = 3
KERNELS = 212.0  # where the kernels begin
SMALLEST_CELL, SPAN = 3.0, 27.0
CAPTION = TOP + SHEET + (SHEETS - 1) * BACK + 26


def draw_separable(figure: Separable, name: str) -> Markup:
    """Depthwise above, pointwise below."""
    parts = [*_depthwise(figure, 0.0), *_pointwise(figure, ROW)]
    title = f"A depthwise separable layer, {by((figure.kernel, figure.kernel))}"
    return picture(name, width=WIDTH, height=HEIGHT, title=title, description=separable_words(figure), parts=parts)


def _depthwise(figure: Separable, y: float) -> Iterator[Markup]:
    """Each map through a kernel of its own."""
    yield text(LEFT, y + 28, "1. depthwise", "layer-title")
    yield from _block(LEFT, y + TOP, figure.input)
    yield from _block(RIGHT, y + TOP, figure.middle)
    for index in reversed(range(SHEETS)):
        x, level = KERNELS + 12 + _offset(index) * 0.7, y + TOP + 14 + (SHEETS - 1 - index) * (SPAN + 9)
        yield from _kernel(x, level, figure.kernel)
    yield from _between(y, f"{by((figure.kernel, figure.kernel))} each")
    corner = (LEFT, y + TOP + (SHEETS - 1) * BACK)
    yield rectangle(*corner, SPAN, SPAN, "wash")
    yield rectangle(*corner, SPAN, SPAN, "kernel")
    yield from _point(RIGHT, y + TOP + (SHEETS - 1) * BACK, 1)


def _pointwise(figure: Separable, y: float) -> Iterator[Markup]:
    """One pixel through all maps, once for each filter."""
    yield text(LEFT, y + 28, "2. pointwise", "layer-title")
    yield from _block(LEFT, y + TOP, figure.middle)
    yield from _block(RIGHT, y + TOP, figure.output)
    for index in range(SHEETS):
        yield from _bar(KERNELS + index * 26, y + TOP + 20)
    yield from _between(y, f"{figure.filters} of 1 × 1")
    yield from _point(LEFT, y + TOP + (SHEETS - 1) * BACK, SHEETS)
    yield from _point(RIGHT, y + TOP + (SHEETS - 1) * BACK, 1)


def _offset(index: int) -> float:
    return index * BACK


def _block(x: float, y: float, size: str) -> Iterator[Markup]:
    """Three maps behind one another, the nearest lowest, and how large the block is."""
    for index in reversed(range(SHEETS)):
        yield rectangle(x + _offset(index), y + _offset(SHEETS - 1 - index), SHEET, SHEET, "layer")
    middle = x + (SHEET + (SHEETS - 1) * BACK) / 2
    yield text(middle, y - TOP + CAPTION, size, "label middle")


def _kernel(x: float, y: float, kernel: int) -> Iterator[Markup]:
    """A small grid; of a kernel too large to rule only the outline."""
    cell = SPAN / kernel
    yield rectangle(x, y, SPAN, SPAN, "wash")
    if cell >= SMALLEST_CELL:
        inner = [segment(x + i * cell, y, x + i * cell, y + SPAN) for i in range(1, kernel)]
        inner += [segment(x, y + i * cell, x + SPAN, y + i * cell) for i in range(1, kernel)]
        yield path(inner, "taps")
    yield rectangle(x, y, SPAN, SPAN, "kernel")


def _bar(x: float, y: float) -> Iterator[Markup]:
    """A filter of 1 × 1: thin, and as deep as the block."""
    depth = (SHEETS - 1) * BACK
    outline = f"M{x:g} {y + depth:g}l{depth:g} {-depth:g}h9v9l{-depth:g} {depth:g}h-9z"
    yield element("path", d=outline, class_="wash")
    yield element("path", d=outline, class_="kernel")


def _between(y: float, words: str) -> Iterator[Markup]:
    """What lies between the blocks, and the arrow on."""
    level = y + TOP + (SHEET + (SHEETS - 1) * BACK) / 2
    start, tip = RIGHT - 46, RIGHT - 12
    yield path([segment(start, level, tip - 7, level)], "flow")
    yield element("path", d=f"M{tip:g} {level:g}l-8 -4v8z", class_="flowhead")
    yield text((LEFT + SHEET + RIGHT) / 2 + 10, y + CAPTION, words, "label middle acts")


def _point(x: float, y: float, depth: int) -> Iterator[Markup]:
    """One pixel on the nearest maps."""
    for index in reversed(range(depth)):
        yield rectangle(x + 8 + _offset(index), y + 8 - _offset(index), 9, 9, "wash touched")
