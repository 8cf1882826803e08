"""Minutes on each day to come, as columns."""

from markupsafe import Markup

from app.practice.progress_board import LoadDay
from app.web.charts.axes import Plot, round_steps, short
from app.web.figures.svg import picture, rectangle, text

WIDTH, HEIGHT = 420, 200
GAP = 0.25  # of a column's room
LABELS = 5  # days that are named, at most


def draw_columns(days: tuple[LoadDay, ...], name: str) -> Markup:
    """A column for each day; those with a name are in the marker's colour."""
    steps = round_steps(max((day.minutes for day in days), default=0))
    plot = Plot(width=WIDTH, height=HEIGHT, most_x=max(len(days), 1), most_y=steps[-1] or 1)
    every = -(-len(days) // LABELS)
    bars = [
        rectangle(
            plot.x(at + GAP / 2),
            plot.y(day.minutes),
            plot.x(1 - GAP) - plot.x(0),
            plot.y(0) - plot.y(day.minutes),
            "column is-named" if day.name else "column",
        )
        for at, day in enumerate(days)
        if day.minutes
    ]
    names = [
        text(plot.x(at + 0.5), plot.height - 18, short(day.day), "label middle")
        for at, day in enumerate(days)
        if at % every == 0
    ]
    return picture(
        name,
        width=WIDTH,
        height=HEIGHT,
        title="Minutes on each day to come",
        description=_said(days),
        parts=[*plot.levels([(step, f"{step:g} min") for step in steps]), *bars, *names],
    )


def _said(days: tuple[LoadDay, ...]) -> str:
    """The sum, the fullest day, and the days that have a name."""
    busy = [day for day in days if day.minutes]
    total = f"{sum(day.minutes for day in busy)} minutes on {len(busy)} of {len(days)} days"
    if not busy:
        return f"{total}."
    most = max(busy, key=lambda day: day.minutes)
    named = [f"{day.name} on {short(day.day)}" for day in days if day.name]
    return "; ".join([total, f"most on {short(most.day)}: {most.minutes}", *named]) + "."
