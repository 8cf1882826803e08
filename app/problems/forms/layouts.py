"""Numbers in an order: a shape, or a grid of cells."""

from dataclasses import dataclass
from typing import ClassVar

from app.problems.forms.form import Form
from app.problems.reading import Cells, Reading, Value, Wanted, cells, echo, written_cells


@dataclass(frozen=True, slots=True)
class Shape(Form):
    """Sizes in the order of `axes`; with `square`, one number stands for both of two equal axes."""

    name: ClassVar[str] = "shape"
    axes: tuple[str, ...] = ()
    square: bool = False
    like: tuple[tuple[int, ...], tuple[int, ...]] = ((20, 14, 32, 8), (24, 10, 48, 6))

    def wanted(self) -> Wanted:
        """The axes."""
        return Wanted(self.axes, self.square)

    def written(self, value: Value) -> str:
        """`28 × 28`, and `3, 2, 1` for what is listed."""
        return echo.between(self.axes).join(str(entry) for entry in value) if isinstance(value, tuple) else str(value)

    @property
    def order(self) -> str:
        """`height × width`."""
        return echo.between(self.axes).join(self.axes)

    def examples(self) -> tuple[Value, ...]:
        """Two shapes with as many axes."""
        return tuple(sizes[: len(self.axes)] for sizes in self.like)


@dataclass(frozen=True, slots=True)
class Grid(Form):
    """Numbers cell by cell. `rows` and `columns` are how much room the page gives: at least what any claim needs."""

    name: ClassVar[str] = "grid"
    rows: int
    columns: int

    def read(self, text: str) -> Reading:
        """Rows of numbers."""
        return cells(text)

    def written(self, value: Value) -> str:
        """`[1 2; 3 4]`."""
        return written_cells(value) if isinstance(value, Cells) else str(value)

    def examples(self) -> tuple[Value, ...]:
        """Two grids of two by two."""
        return (Cells(((1, 0), (2, 5))), Cells(((4, 1), (0, 3))))
