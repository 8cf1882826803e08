"""What a box is made of where it is more than a line to type into: options, cells, rows and columns."""

from dataclasses import dataclass

from app.problems.figures import Figure


@dataclass(frozen=True, slots=True)
class Choosable:
    """An option of a choice, or a line to place; `figure` is drawn where it is one.

    `place` is what stands in a line's box, `right` whether it stands there; None where that was not judged.
    """

    id: str
    html: str
    text: str
    chosen: bool
    figure: Figure | None = None
    place: str = ""
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid with what was typed into it; `right` is None where nothing was judged."""

    typed: str
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: how its cells are read, and what an empty one stands for."""

    name: str
    form: str
    label: str
    blank: str
    stated: str
    required: bool
    options: tuple[Choosable, ...] = ()  # without one that is chosen


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table with what was typed into each of its cells.

    A `spare` row has room for more than was asked for so far; `broken` rows are those a broken rule is about.
    """

    cells: tuple[str, ...]
    spare: bool = False
    broken: bool = False
