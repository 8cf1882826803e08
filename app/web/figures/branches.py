"""Branches side by side, each a column of layers from top to bottom; they share an input and meet, or stand alone."""

from collections.abc import Iterator

from markupsafe import Markup

from app.problems.figures import Branch, Branches, Part
from app.web.figures.svg import element, path, picture, rectangle, segment, squares, text
from app.web.figures.words import branches_words

WIDTH = 540.0
SQUARE = 18.0
WIDEST_BOX, BETWEEN = 198.0, 16.0
PLAIN_BOX, TWO_LINES = 44.0, 76.0
FLOW = 46.0  # an arrow, with room beside it for what flows
TOP, HEADLINE = 30.0, 30.0
BASELINE = 6.0
HEAD = 8.0  # of an arrow


def draw_branches(figure: Branches, name: str) -> Markup:
    """As many columns as branches; a branch with fewer layers ends earlier, unless all meet."""
    start = TOP + (HEADLINE if not figure.joined else 0) + 12
    if figure.joined:
        start += FLOW / 2
    end = start + max(len(branch.parts) for branch in figure.branches) * (_box_height(figure) + FLOW)
    height = end + (FLOW + 34 if figure.joined else 40)
    parts = [squares(WIDTH, height, step=SQUARE, through=(SQUARE, SQUARE))]
    for branch, x in zip(figure.branches, _middles(figure), strict=True):
        parts += _column(figure, branch, x, start, end)
    if figure.joined:
        parts += _joints(figure, start, end)
    words = branches_words(figure)
    title = f"{len(figure.branches)} branches" if figure.joined else f"{len(figure.branches)} ways"
    return picture(name, width=WIDTH, height=height, title=title, description=words, parts=parts)


def _middles(figure: Branches) -> list[float]:
    column = WIDTH / len(figure.branches)
    return [(index + 0.5) * column for index in range(len(figure.branches))]


def _box_height(figure: Branches) -> float:
    return TWO_LINES if any(part.note for branch in figure.branches for part in branch.parts) else PLAIN_BOX


def _box_width(figure: Branches) -> float:
    return min(WIDEST_BOX, WIDTH / len(figure.branches) - BETWEEN)


def _column(figure: Branches, branch: Branch, x: float, start: float, end: float) -> Iterator[Markup]:
    """Its name and input where it stands alone, its boxes, and an arrow out of each."""
    if not figure.joined:
        yield text(x, TOP, branch.name, "label middle")
        yield text(x, TOP + HEADLINE, figure.input, "size middle")
    y, height = start, _box_height(figure)
    for part in branch.parts:
        yield from _arrow(x, y, y + FLOW)
        yield from _box(part, x, y + FLOW, _box_width(figure), height)
        y += FLOW + height
        if part.out:
            yield text(x + 12, y + FLOW / 2 + BASELINE, part.out, "asked" if part.out == "?" else "size")
    if figure.joined:
        yield path([segment(x, y, x, end + FLOW)], "flow")
    elif branch.parts:
        yield from _arrow(x, y, y + FLOW / 2 + HEAD)


def _box(part: Part, x: float, y: float, width: float, height: float) -> Iterator[Markup]:
    yield rectangle(x - width / 2, y, width, height, "layer")
    if not part.note:
        yield text(x, y + height / 2 + BASELINE, part.title, "layer-title middle")
        return
    yield text(x, y + height / 2 - BASELINE, part.title, "layer-title middle")
    yield text(x, y + height / 2 + 3.5 * BASELINE, part.note, "label middle")


def _arrow(x: float, y: float, tip: float) -> Iterator[Markup]:
    """Downwards, with a filled head."""
    yield path([segment(x, y, x, tip - HEAD + 1)], "flow")
    yield element("path", d=f"M{x:g} {tip:g}l-4 -{HEAD:g}h8z", class_="flowhead")


def _joints(figure: Branches, start: float, end: float) -> Iterator[Markup]:
    """The input above a line to all branches, and below another the place where they meet."""
    middles, middle = _middles(figure), WIDTH / 2
    below = end + FLOW  # so far down that it keeps clear of what the last layer gives
    yield text(middle, TOP, figure.input, "size middle")
    yield path([segment(middle, TOP + 12, middle, start), segment(middles[0], start, middles[-1], start)], "flow")
    yield path([segment(middles[0], below, middles[-1], below)], "flow")
    yield text(middle, below + 24, figure.joined, "layer-title middle")
