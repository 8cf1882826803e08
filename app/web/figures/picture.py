"""A feature map as an image: a square for each cell, in the shades of a drawing."""

from itertools import chain

from markupsafe import Markup

from app.problems.figures import Picture
from app.web.figures.svg import element, picture

CELL = 16.0
SHADES = 8
FRAME = 1.0


def draw_picture(figure: Picture, name: str) -> Markup:
    """Squares, the lightest left out; a thin frame."""
    height, width = len(figure.shades) * CELL, len(figure.shades[0]) * CELL
    squares = chain.from_iterable(_row(row, i) for i, row in enumerate(figure.shades))
    frame = element("rect", x=FRAME / 2, y=FRAME / 2, width=width - FRAME, height=height - FRAME, class_="fine")
    return picture(
        name, width=width, height=height, title="A feature map", description=figure.words, parts=[*squares, frame]
    )


def _row(shades: tuple[float, ...], row: int) -> list[Markup]:
    return [
        element("rect", x=column * CELL, y=row * CELL, width=CELL, height=CELL, class_=f"shade shade-{step}")
        for column, shade in enumerate(shades)
        if (step := round((1 - min(max(shade, 0.0), 1.0)) * SHADES)) > 0
    ]
