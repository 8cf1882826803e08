"""Pictures side by side, each under its name, and the kernel that lies between them."""

from markupsafe import Markup

from app.problems.figures import Pictures
from app.web.figures.arrays import CELL as ARRAY_CELL
from app.web.figures.arrays import drawn_array
from app.web.figures.picture import extent, squares_of
from app.web.figures.svg import picture, text
from app.web.figures.words import pictures_words

TOP, SIDE, BELOW = 34.0, 14.0, 14.0
GAP = 46.0


def draw_pictures(figure: Pictures, name: str) -> Markup:
    """From left to right, on one line."""
    parts: list[Markup] = []
    x, height = SIDE, 0.0
    for each in figure.pictures:
        tall, wide = extent(each.picture)
        parts += [text(x, TOP - 10, each.name, "label"), *squares_of(each.picture, x, TOP)]
        x, height = x + wide + GAP, max(height, tall)
    if figure.kernel:
        parts += drawn_array(figure.kernel, x, TOP)
        x += len(figure.kernel.rows[0]) * ARRAY_CELL + GAP
        height = max(height, len(figure.kernel.rows) * ARRAY_CELL)
    title = ", ".join([*(each.name for each in figure.pictures), *([figure.kernel.name] if figure.kernel else [])])
    width = x - GAP + SIDE
    words = pictures_words(figure)
    return picture(name, width=width, height=TOP + height + BELOW, title=title, description=words, parts=parts)
