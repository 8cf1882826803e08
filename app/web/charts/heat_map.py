"""Study days as squares: a column for each week, Monday at the top, stronger the more answers."""

from collections import defaultdict
from datetime import date, timedelta
from functools import cache

from markupsafe import Markup

from app.practice.progress_board import HeatMap
from app.web.charts.axes import MONTHS, short
from app.web.figures.svg import number, path, picture, text

CELL, GAP = 13.0, 3.0
LEFT, TOP = 46.0, 20.0
LEAST_WEEKS = 27
"""The picture is as wide as half a year, so that the squares of a few days are not blown up to fill it."""
SQUARE = f"h{number(CELL)}v{number(CELL)}h{number(-CELL)}z"
NAMED = {0: "Mon", 2: "Wed", 4: "Fri"}


def draw_heat_map(heat: HeatMap, name: str) -> Markup:
    """From the week of the first day to that of the last."""
    first, last = heat.days[0].day, heat.days[-1].day
    monday = first - timedelta(days=first.weekday())
    weeks = ((last - monday).days // 7) + 1
    squares = _squares(heat, monday)
    days = [text(LEFT - 6, TOP + row * (CELL + GAP) + CELL - 2, word, "label end") for row, word in NAMED.items()]
    most = max(heat.days, key=lambda each: each.answers)
    scale = ", ".join(shade.words for shade in heat.shades)
    return picture(
        name,
        width=LEFT + max(weeks, LEAST_WEEKS) * (CELL + GAP),
        height=TOP + 7 * (CELL + GAP),
        title="Answers on each study day",
        description=(
            f"{heat.answers:,} answers on {heat.studied} of {len(heat.days)} days "
            f"from {short(first)} to {short(last)}; "
            f"most on {short(most.day)}: {most.answers:,}. From faint to strong: {scale}."
        ),
        parts=[*days, *_months(monday, weeks), *squares],
    )


def _squares(heat: HeatMap, monday: date) -> list[Markup]:
    """All squares of a shade in one path: half a year has 183 of them, and to write each as an element takes long."""
    steps = heat.steps
    shaded: defaultdict[int, list[str]] = defaultdict(list)
    for each in heat.days:
        shaded[steps[each.answers]].append(_square((each.day - monday).days))
    return [path(squares, f"heat heat-{step}") for step, squares in sorted(shaded.items())]


@cache
def _square(at: int) -> str:
    """That of a day so many days after the first Monday; there are only so many in half a year."""
    weeks, weekday = divmod(at, 7)
    x, y = LEFT + weeks * (CELL + GAP), TOP + weekday * (CELL + GAP)
    return f"M{number(x)} {number(y)}{SQUARE}"


def _months(monday: date, weeks: int) -> list[Markup]:
    """A month's name over the week in which it begins, where there is room before the next."""
    found: list[Markup] = []
    for week in range(weeks):
        start = monday + timedelta(weeks=week)
        begins = week == 0 or start.day <= 7
        crowded = week == 0 and (start + timedelta(weeks=2)).day <= 14 and start.day > 7
        is_cut_off = week == weeks - 1 and week > 0
        if begins and not crowded and not is_cut_off:
            found.append(text(LEFT + week * (CELL + GAP), TOP - 7, MONTHS[start.month - 1], "label"))
    return found
