"""Layers as a table of HTML, which is read row by row as it is, and wraps where there is little room."""

from collections.abc import Iterator

from markupsafe import Markup

from app.problems.figures import LayerTable
from app.web.figures.svg import element

HEADINGS = ("layer", "output", "parameters")


def draw_layer_table(figure: LayerTable, name: str) -> Markup:
    """A caption with what goes in, a heading for each column, a row for each layer."""
    head = element("tr", *(element("th", heading, scope="col") for heading in HEADINGS))
    return element(
        "table",
        element("caption", f"input {figure.input}"),
        element("thead", head),
        element("tbody", *_rows(figure)),
        class_="layers-table",
        id=name,
    )


def _rows(figure: LayerTable) -> Iterator[Markup]:
    for row in figure.rows:
        cells = (element("td", cell) for cell in (row.output, row.params))
        yield element("tr", element("th", kept_together(row.layer), scope="row"), *cells)


def kept_together(words: str) -> str:
    """A kernel's `3 × 3` on one line."""
    return words.replace(" × ", "\u00a0×\u00a0")
