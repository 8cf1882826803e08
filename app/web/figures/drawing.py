"""Draws what stands in a lesson."""

from markupsafe import Markup

from app.practice.lab.convolution.board import ConvolutionBoard
from app.practice.lab.cost import CostBoard
from app.practice.lab.gradients import Paths
from app.practice.lab.rows import WindowRow
from app.practice.lab.transfer import PlanBoard
from app.practice.picturing import Drawing, Plane, Timeline
from app.web.figures import draw
from app.web.figures.convolving import draw_convolution
from app.web.figures.gradient_paths import draw_gradient_paths
from app.web.figures.known_networks import draw_plane, draw_timeline
from app.web.figures.phases import draw_phases
from app.web.figures.roofline import draw_roofline
from app.web.figures.window_row import draw_window_row


def draw_drawing(drawing: Drawing, name: str) -> Markup:
    """One image, or a table. Two on a page need two names."""
    match drawing:
        case WindowRow():
            return draw_window_row(drawing, name)
        case Timeline(known):
            return draw_timeline(known, name)
        case Plane(known):
            return draw_plane(known, name)
        case ConvolutionBoard():
            return draw_convolution(drawing)
        case Paths():
            return draw_gradient_paths(drawing, name)
        case PlanBoard():
            return draw_phases(drawing, name)
        case CostBoard():
            return draw_roofline(drawing, name)
        case _:
            return draw(drawing, name=name)
