"""Where a value lies in a chart: a plot with margins for its labels, and gridlines that bear numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from app.web.figures.svg import path, segment, text

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """The inner area, and the largest values along x and y; the smallest are 0."""

    width: float
    height: float
    left: float = 56.0
    right: float = 16.0
    top: float = 16.0
    bottom: float = 40.0
    most_x: float = 1.0
    most_y: float = 1.0

    def x(self, value: float) -> float:
        """From the left edge."""
        return self.left + value / self.most_x * (self.width - self.left - self.right)

    def y(self, value: float) -> float:
        """From the lower edge up."""
        return self.height - self.bottom - value / self.most_y * (self.height - self.top - self.bottom)

    def levels(self, values: Iterator[tuple[float, str]] | list[tuple[float, str]]) -> Iterator[Markup]:
        """A line across for each value, with its name at the left."""
        for value, name in values:
            yield path([segment(self.x(0), self.y(value), self.width - self.right, self.y(value))], "grid")
            yield text(self.left - 8, self.y(value) + 4, name, "label end")


def round_steps(most: float, *, lines: int = 4) -> list[float]:
    """Round numbers from 0 to at least `most`, about so many: steps of 1, 2 or 5 times a power of ten."""
    step = next(
        step for scale in (1, 10, 100, 1000, 10_000) for step in (scale, 2 * scale, 5 * scale) if step * lines >= most
    )
    return [step * count for count in range(lines + 1) if step * (count - 1) < most]


def short(day: date) -> str:
    """`9 Dec`."""
    return f"{day.day} {MONTHS[day.month - 1]}"
