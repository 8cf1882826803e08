"""The totals of the self-assessment over time."""

from itertools import pairwise

from markupsafe import Markup

from app.practice.progress_board import ScorePoint
from app.web.charts.axes import Plot, short
from app.web.figures.svg import element, path, picture, segment, text

WIDTH, HEIGHT = 420, 200
BEST, TARGET = 45, 36  # nine skills at 5, nine at 4
LARGEST, SMALLEST = 5.0, 1.5  # radii of dots
ROOM = 0.45  # of the way to the nearest other day: two dots leave a tenth of it between them


def draw_scores(points: tuple[ScorePoint, ...], name: str) -> Markup:
    """A dot for each day on which all nine skills were scored; the target is a dashed line.

    Dots shrink where days are close; where they would be specks, the line stands with its two ends marked.
    """
    days = max((points[-1].day - points[0].day).days, 1)
    plot = Plot(width=WIDTH, height=HEIGHT, most_x=days, most_y=BEST)
    at = [(plot.x((point.day - points[0].day).days), plot.y(point.total)) for point in points]
    line = [segment(*start, *end) for start, end in pairwise(at)]
    nearest = min((end[0] - start[0] for start, end in pairwise(at)), default=plot.width)
    radius, marked = min(ROOM * nearest, LARGEST), at
    if radius < SMALLEST:
        radius, marked = LARGEST, [at[0], at[-1]]
    parts = [
        *plot.levels([(0, "0"), (BEST, str(BEST))]),
        path([segment(plot.x(0), plot.y(TARGET), plot.width - plot.right, plot.y(TARGET))], "ghost"),
        text(plot.left - 8, plot.y(TARGET) + 4, str(TARGET), "label end"),
        *([path(line, "line")] if line else []),
        *(element("circle", cx=x, cy=y, r=radius, class_="mark") for x, y in marked),
        text(plot.x(0), plot.height - 18, short(points[0].day), "label"),
        *([text(plot.x(days), plot.height - 18, short(points[-1].day), "label end")] if len(points) > 1 else []),
    ]
    said = "; ".join(f"{short(point.day)}: {point.total}" for point in points)
    title = f"Your own scores, of {BEST}; the target is {TARGET}"
    return picture(name, width=WIDTH, height=HEIGHT, title=title, description=said, parts=parts)
