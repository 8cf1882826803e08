"""A feature map as an image: a square for each cell, in the shades of a drawing."""

from itertools import chain

from markupsafe import Markup

from app.problems.figures import Picture
from app.web.figures.svg import element, picture, rectangle

CELL = 16.0
SHADES = 8
FRAME = 1.0


def draw_picture(figure: Picture, name: str) -> Markup:
    """Squares on a light ground, which is the lightest shade; a thin frame."""
    height, width = extent(figure)
    parts = squares_of(figure, 0, 0)
    return picture(name, width=width, height=height, title="A feature map", description=figure.words, parts=parts)


def extent(figure: Picture) -> tuple[float, float]:
    """Height and width as drawn."""
    return len(figure.shades) * CELL, len(figure.shades[0]) * CELL


def squares_of(figure: Picture, x: float, y: float) -> list[Markup]:
    """The squares and their frame, from this corner on."""
    height, width = extent(figure)
    squares = chain.from_iterable(_row(row, x, y + i * CELL) for i, row in enumerate(figure.shades))
    half = FRAME / 2
    frame = element("rect", x=x + half, y=y + half, width=width - FRAME, height=height - FRAME, class_="fine")
    return [rectangle(x, y, width, height, "lightest"), *squares, frame]


def _row(shades: tuple[float, ...], x: float, y: float) -> list[Markup]:
    return [
        element("rect", x=x + column * CELL, y=y, width=CELL, height=CELL, class_=f"shade shade-{step}")
        for column, shade in enumerate(shades)
        if (step := round((1 - min(max(shade, 0.0), 1.0)) * SHADES)) > 0
    ]
