"""Draws what the problems ask to have drawn: `Figure` in, SVG out, or a table where it is one.

The stylesheet gives its classes their colours.
"""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from app.problems.figures import (
    Arrays,
    Branches,
    FeatureMap,
    FieldAxis,
    Figure,
    LayerTable,
    Picture,
    Pictures,
    Residual,
    Separable,
    Stack,
)
from app.web.figures.arrays import draw_arrays
from app.web.figures.branches import draw_branches
from app.web.figures.feature_map import draw_feature_map
from app.web.figures.field_axis import draw_field_axis
from app.web.figures.layer_table import draw_layer_table
from app.web.figures.picture import draw_picture
from app.web.figures.pictures import draw_pictures
from app.web.figures.residual import draw_residual
from app.web.figures.separable import draw_separable
from app.web.figures.stack import draw_stack
from app.web.figures.words import words

DRAWERS: Mapping[type[Figure], Callable[[Any, str], Markup]] = {
    Arrays: draw_arrays,
    Branches: draw_branches,
    FeatureMap: draw_feature_map,
    FieldAxis: draw_field_axis,
    LayerTable: draw_layer_table,
    Picture: draw_picture,
    Pictures: draw_pictures,
    Residual: draw_residual,
    Separable: draw_separable,
    Stack: draw_stack,
}


def draw(figure: Figure, *, name: str = "figure") -> Markup:
    """One image, or a table. Two on a page need two names."""
    return DRAWERS[type(figure)](figure, name)


def described(figure: Figure | None) -> str | None:
    """What it shows, in words."""
    return words(figure) if figure else None
