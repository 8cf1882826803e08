"""The designs of a layer under a machine's roofline: FLOPs a second against FLOPs per byte, both axes in powers."""

from collections.abc import Iterator
from math import ceil, floor, log10

from markupsafe import Markup

from app.practice.lab.cost.board import Cost, CostBoard
from app.practice.lab.numerals import power_of_ten
from app.web.figures.svg import element, path, picture, segment, text

WIDTH, HEIGHT = 640.0, 380.0
CLOSE = 16.0  # so that two numbers would lie on each other
LEFT, RIGHT, TOP, BOTTOM = 74.0, 28.0, 42.0, 54.0


class Plane:
    """Powers of ten on both axes, wide enough for the points and the ridge."""

    def __init__(self, board: CostBoard) -> None:
        across = [board.ridge, *(each.intensity for each in board.costs)]
        self.least_x, self.most_x = floor(log10(min(across))), ceil(log10(max(across)) + 0.15)
        low = min(board.bandwidth * 10.0**self.least_x, *(each.speed for each in board.costs))
        self.least_y, self.most_y = floor(log10(low)), ceil(log10(board.peak) + 0.1)

    def x(self, intensity: float) -> float:
        """FLOPs per byte."""
        room = WIDTH - LEFT - RIGHT
        return LEFT + room * (log10(intensity) - self.least_x) / (self.most_x - self.least_x)

    def y(self, speed: float) -> float:
        """GFLOP/s."""
        room = HEIGHT - TOP - BOTTOM
        return HEIGHT - BOTTOM - room * (log10(speed) - self.least_y) / (self.most_y - self.least_y)


def draw_roofline(board: CostBoard, name: str) -> Markup:
    """The roof, and a numbered point for each design; the numbers are those of the table."""
    plane = Plane(board)
    return picture(
        name,
        width=WIDTH,
        height=HEIGHT,
        title="The designs under the machine's roofline",
        description=roofline_words(board),
        parts=[*_axes(plane), *_roof(plane, board), *_points(plane, board.costs)],
    )


def roofline_words(board: CostBoard) -> str:
    """What one reads off it."""
    points = "; ".join(
        f"{number}, {each.name}: {each.intensity:.3g} FLOPs per byte, {each.speed:,.0f} GFLOP/s"
        for number, each in enumerate(board.costs, start=1)
    )
    roof = f"Up to {board.ridge:.3g} FLOPs per byte the bandwidth limits, from there on the {board.peak:,} GFLOP/s"
    return f"{roof}. {points}."


def _axes(plane: Plane) -> Iterator[Markup]:
    across, up = range(plane.least_x, plane.most_x + 1), range(plane.least_y, plane.most_y + 1)
    upright = [segment(plane.x(10**at), TOP, plane.x(10**at), HEIGHT - BOTTOM) for at in across]
    level = [segment(LEFT, plane.y(10**at), WIDTH - RIGHT, plane.y(10**at)) for at in up]
    yield path(upright + level, "grid")
    for at in across:
        yield text(plane.x(10**at), HEIGHT - BOTTOM + 20, power_of_ten(at), "label middle")
    for at in up:
        yield text(LEFT - 8, plane.y(10**at) + 5, power_of_ten(at), "label end")
    yield text(WIDTH - RIGHT, HEIGHT - 8, "FLOPs per byte", "label end")
    yield text(8, 15, "GFLOP/s", "label")


def _roof(plane: Plane, board: CostBoard) -> Iterator[Markup]:
    ridge, left, right = plane.x(board.ridge), 10.0**plane.least_x, 10.0**plane.most_x
    slope = segment(plane.x(left), plane.y(board.bandwidth * left), ridge, plane.y(board.peak))
    yield path([slope, segment(ridge, plane.y(board.peak), plane.x(right), plane.y(board.peak))], "kernel")


def _points(plane: Plane, costs: tuple[Cost, ...]) -> Iterator[Markup]:
    """Its number below each to the right; above to the left where another point stands to the right."""
    at = [(plane.x(each.intensity), plane.y(each.speed)) for each in costs]
    for number, (x, y) in enumerate(at, start=1):
        yield element("circle", cx=x, cy=y, r=4.5, class_="point")
        is_crowded = any(0 < other - x < CLOSE and abs(up - y) < CLOSE for other, up in at)
        yield text(x - 18, y - 8, str(number), "size") if is_crowded else text(x + 8, y + 17, str(number), "size")
