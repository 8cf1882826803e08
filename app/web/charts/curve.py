"""The reliability curve: what a confidence claims along x, how many were right along y. The diagonal is honesty."""

from itertools import pairwise
from math import sqrt

from markupsafe import Markup

from app.practice.progress_board import Curve
from app.web.charts.axes import Plot
from app.web.figures.svg import element, path, picture, segment, text

PLOT = Plot(width=340, height=304, bottom=54)
SHARES = [(share / 4, f"{25 * share}%") for share in range(5)]
SMALLEST, LARGEST = 4.0, 11.0


def draw_curve(curve: Curve, name: str) -> Markup:
    """A dot for each confidence, larger the more answers it stands for."""
    most = max((point.count for point in curve.points), default=1)
    dots = [
        element(
            "circle",
            cx=PLOT.x(point.stated),
            cy=PLOT.y(point.share),
            r=SMALLEST + (LARGEST - SMALLEST) * sqrt(point.count / most),
            class_="mark",
        )
        for point in curve.points
    ]
    ends = pairwise(curve.points)
    line = [segment(PLOT.x(a.stated), PLOT.y(a.share), PLOT.x(b.stated), PLOT.y(b.share)) for a, b in ends]
    parts = [
        *PLOT.levels(SHARES),
        path([segment(PLOT.x(0), PLOT.y(0), PLOT.x(1), PLOT.y(1))], "ghost"),
        *([path(line, "line")] if line else []),
        *dots,
        *(text(PLOT.x(p.stated), PLOT.height - 34, str(p.confidence), "label middle") for p in curve.points),
        text(PLOT.x(0.5), PLOT.height - 8, "how sure you were, 1 to 5", "label middle"),
    ]
    said = [f"sure {p.confidence} of 5: {p.right:,} of {p.count:,} right, {p.stated:.0%} claimed" for p in curve.points]
    return picture(
        name,
        width=PLOT.width,
        height=PLOT.height,
        title="How sure you were, and how often you were right",
        description=f"{'; '.join(said)}." if said else "No answer was given with a confidence yet.",
        parts=parts,
    )
