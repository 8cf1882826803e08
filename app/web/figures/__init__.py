"""Draws what the problems ask to have drawn: `Figure` in, SVG out. The stylesheet gives its classes their colours."""

from markupsafe import Markup

from app.problems.figures import Arrays, Branches, FeatureMap, FieldAxis, Figure, Picture, Pictures, Separable, Stack
from app.web.figures.arrays import draw_arrays
from app.web.figures.branches import draw_branches
from app.web.figures.feature_map import draw_feature_map
from app.web.figures.field_axis import draw_field_axis
from app.web.figures.picture import draw_picture
from app.web.figures.pictures import draw_pictures
from app.web.figures.separable import draw_separable
from app.web.figures.stack import draw_stack
from app.web.figures.words import words


def draw(figure: Figure, *, name: str = "figure") -> Markup:
    """One image. Two on a page need two names."""
    match figure:
        case FeatureMap():
            return draw_feature_map(figure, name)
        case Stack():
            return draw_stack(figure, name)
        case Arrays():
            return draw_arrays(figure, name)
        case Picture():
            return draw_picture(figure, name)
        case FieldAxis():
            return draw_field_axis(figure, name)
        case Branches():
            return draw_branches(figure, name)
        case Separable():
            return draw_separable(figure, name)
        case Pictures():
            return draw_pictures(figure, name)


def described(figure: Figure | None) -> str | None:
    """What it shows, in words."""
    return words(figure) if figure else None
