"""Charts from the server: numbers in, SVG out. Each says in words what it shows; a table beside it has its numbers."""

from app.web.charts.columns import draw_columns
from app.web.charts.curve import draw_curve
from app.web.charts.heat_map import draw_heat_map
from app.web.charts.scores import draw_scores

__all__ = ["draw_columns", "draw_curve", "draw_heat_map", "draw_scores"]
