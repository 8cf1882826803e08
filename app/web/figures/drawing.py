"""Draws what stands in a lesson."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from markupsafe import Markup

from app.practice.lab.convolution.board import ConvolutionBoard
from app.practice.lab.cost import CostBoard
from app.practice.lab.field.board import FieldBoard
from app.practice.lab.gradients import Paths
from app.practice.lab.pooling.board import PoolingBoard
from app.practice.lab.rows import WindowRow
from app.practice.lab.transfer import PlanBoard
from app.practice.picturing import Drawing, Plane, Timeline
from app.problems.figures import Figure
from app.web.figures import draw
from app.web.figures.convolving import draw_pieces
from app.web.figures.gradient_paths import draw_gradient_paths
from app.web.figures.known_networks import draw_plane, draw_timeline
from app.web.figures.phases import draw_phases
from app.web.figures.pooling import pooling_sketches
from app.web.figures.receptive import from_the_side
from app.web.figures.roofline import draw_roofline
from app.web.figures.sketch import alone
from app.web.figures.svg import element
from app.web.figures.window_row import draw_window_row

BEFORE_AND_AFTER = 4


def draw_drawing(drawing: Drawing, name: str) -> Markup:
    """One image, several that share a scale, or a table. Two on a page need two names."""
    drawer = DRAWERS.get(type(drawing))
    return drawer(drawing, name) if drawer else draw(cast("Figure", drawing), name=name)


def _timeline(drawing: Timeline, name: str) -> Markup:
    return draw_timeline(drawing.known, name)


def _plane(drawing: Plane, name: str) -> Markup:
    return draw_plane(drawing.known, name)


def _window(board: ConvolutionBoard, name: str) -> Markup:
    return element("div", *draw_pieces(board, f"{name}-"), class_="stage")


def _layers(board: FieldBoard, name: str) -> Markup:
    return alone(replace(from_the_side(board), name=name))


def _before_and_after(board: PoolingBoard, name: str) -> Markup:
    """The map and what is made of it, then both again after the shift; the gradient stays in the lab."""
    sketches = pooling_sketches(board)[:BEFORE_AND_AFTER]
    images = [alone(replace(each, name=f"{name}-{each.name}")) for each in sketches]
    return element("div", *images, class_="stage is-pairs")


DRAWERS: Mapping[type[Drawing], Callable[[Any, str], Markup]] = {
    ConvolutionBoard: _window,
    CostBoard: draw_roofline,
    FieldBoard: _layers,
    Paths: draw_gradient_paths,
    PlanBoard: draw_phases,
    Plane: _plane,
    PoolingBoard: _before_and_after,
    Timeline: _timeline,
    WindowRow: draw_window_row,
}
