"""Draws what the problems ask to have drawn: `Figure` in, SVG out. The stylesheet gives its classes their colours."""

from markupsafe import Markup

from app.problems.figures import FeatureMap, Figure
from app.web.figures.feature_map import draw_feature_map
from app.web.figures.stack import draw_stack


def draw(figure: Figure, *, name: str = "figure") -> Markup:
    """One image. Two on a page need two names."""
    if isinstance(figure, FeatureMap):
        return draw_feature_map(figure, name)
    return draw_stack(figure, name)
