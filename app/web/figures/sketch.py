"""A drawing before it is an image: beside others on a page, each of its own, or together in one file."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.web.figures.svg import element, picture

MARGIN, GAP = 12.0, 40.0


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is drawn, how large, and in words."""

    name: str
    title: str
    words: str
    width: float
    height: float
    parts: tuple[Markup, ...]


def alone(sketch: Sketch, **data: str | float) -> Markup:
    """An image of its own, as wide as its units where there is room; `data` is for the page's script."""
    return element(
        "svg",
        element("title", sketch.title, id=f"{sketch.name}-title"),
        element("desc", sketch.words, id=f"{sketch.name}-words"),
        *sketch.parts,
        class_="drawing",
        width=sketch.width,
        height=sketch.height,
        viewBox=f"0 0 {sketch.width:g} {sketch.height:g}",
        role="img",
        aria_labelledby=f"{sketch.name}-title",
        aria_describedby=f"{sketch.name}-words",
        data_piece=sketch.name,
        **data,
    )


def together(name: str, title: str, sketches: Sequence[Sketch]) -> Markup:
    """All in one image, beside each other."""
    x, parts = MARGIN, list[Markup]()
    for sketch in sketches:
        parts.append(element("g", *sketch.parts, transform=f"translate({x:g} {MARGIN:g})"))
        x += sketch.width + GAP
    return picture(
        name,
        width=x - GAP + MARGIN,
        height=max(sketch.height for sketch in sketches) + 2 * MARGIN,
        title=title,
        description=" ".join(sketch.words for sketch in sketches),
        parts=parts,
    )
