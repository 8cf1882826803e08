"""A stack of layers as a column: sizes on the right, a question mark where one is asked."""

from collections.abc import Iterator

from markupsafe import Markup

from app.problems.figures import Stack, StackLayer
from app.web.figures.svg import element, path, picture, rectangle, segment, squares, text
from app.web.figures.words import stack_words

WIDTH = 540.0
SQUARE = 18.0
LEFT, TOP = 2 * SQUARE, SQUARE
BOX_WIDTH, BOX_HEIGHT = 8 * SQUARE, 2 * SQUARE
STEP = 3 * SQUARE  # from one row to the next
NOTE = LEFT + BOX_WIDTH + 18
SIZE = WIDTH - 36  # sizes end here
BASELINE = BOX_HEIGHT / 2 + 6


def draw_stack(figure: Stack, name: str) -> Markup:
    """The input on top, a row for each layer, an arrow between."""
    height = TOP + len(figure.layers) * STEP + BOX_HEIGHT + TOP
    rows = [squares(WIDTH, height, step=SQUARE, through=(LEFT, TOP)), input_row(figure.input)]
    for index, layer in enumerate(figure.layers, start=1):
        rows += layer_row(layer, TOP + index * STEP)
    layers = f"A stack of {len(figure.layers)} layers" if len(figure.layers) > 1 else "One layer"
    title = f"{layers} on an input of {figure.input}"
    return picture(name, width=WIDTH, height=height, title=title, description=stack_words(figure), parts=rows)


def input_row(size: str) -> Markup:
    """What goes in, and its size."""
    words = text(LEFT + BOX_WIDTH / 2, TOP + BASELINE, "input", "label middle")
    return words + text(SIZE, TOP + BASELINE, size, "size end")


def layer_row(layer: StackLayer, y: float) -> Iterator[Markup]:
    """The arrow into a layer, its box, its note, and the size that leaves it."""
    middle = LEFT + BOX_WIDTH / 2
    yield path([segment(middle, y - STEP + BOX_HEIGHT, middle, y - 7)], "flow")
    yield element("path", d=f"M{middle:g} {y:g}l-4 -8h8z", class_="flowhead")
    yield rectangle(LEFT, y, BOX_WIDTH, BOX_HEIGHT, "layer")
    yield text(middle, y + BASELINE, layer.title, "layer-title middle")
    yield text(NOTE, y + BASELINE, layer.note, "label")
    yield text(SIZE, y + BASELINE, layer.size, "asked end" if layer.size == "?" else "size end")
