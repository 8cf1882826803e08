"""The gradient highway: what is left of a gradient behind many blocks, and the paths that it takes through a few."""

from app.practice.lab.gradients.board import GradientBoard, gradient_board
from app.practice.lab.gradients.paths import Path, Paths, paths
from app.practice.lab.gradients.state import ADDRESS, FILES, GradientState, Order, Shown, Weights

__all__ = [
    "ADDRESS",
    "FILES",
    "GradientBoard",
    "GradientState",
    "Order",
    "Path",
    "Paths",
    "Shown",
    "Weights",
    "gradient_board",
    "paths",
]
