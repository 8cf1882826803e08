"""What becomes of typed text: it is understood, it is asked about, or it is refused. The last two cost nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from app.problems.reading.expressions.tree import Expression


@dataclass(frozen=True, slots=True)
class Cells:
    """Numbers in rows of equal length, row 1 on top."""

    rows: tuple[tuple[Fraction | int, ...], ...]

    @property
    def size(self) -> tuple[int, int]:
        """(rows, columns)."""
        return len(self.rows), len(self.rows[0])


CellValue: TypeAlias = int | Fraction | str


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table: what stands under the name of each column, None where its cell is empty."""

    cells: tuple[tuple[str, CellValue | None], ...]

    def __getitem__(self, column: str) -> CellValue | None:
        return next(value for name, value in self.cells if name == column)

    def changed(self, column: str, value: CellValue | None) -> "Record":
        """The same row with another value in one cell."""
        return Record(tuple((name, value if name == column else old) for name, old in self.cells))


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of a table that say something, the first on top; rows without a word are left out."""

    rows: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """Ids of lines in the order in which they were put; what was left out is not among them."""

    ids: tuple[str, ...]


Value: TypeAlias = int | tuple[int | None, ...] | Fraction | Cells | Records | str | frozenset[str] | Order | Expression
"""An integer, a shape (None: a batch entry left open), a real or ratio, which stay exact, a grid, the rows of a table,
ids of options, lines in an order, or a formula."""


@dataclass(frozen=True, slots=True)
class Understood:
    """The value, and in `echo` how it was read, in words the learner can check."""

    value: Value
    echo: str


@dataclass(frozen=True, slots=True)
class Ask:
    """It could mean two things, so the learner is asked which.

    `position` counts code points from 0 in what was typed; `suggestion` is a form that can be read as it stands.
    """

    message: str
    position: int | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It cannot be read; `position` and `suggestion` are as in Ask."""

    message: str
    position: int | None = None
    suggestion: str | None = None


Reading: TypeAlias = Understood | Ask | Refused


class NotRead(Exception):
    """Carries an Ask or a Refused out of the depth of a reader; never leaves this package."""

    def __init__(self, reading: Ask | Refused) -> None:
        super().__init__(reading.message)
        self.reading = reading


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the box asks for beyond its form.

    A shape's axes, and whether one number stands for a square; the symbols an expression may use (any letter where
    there are none), and words that stand for one of them.
    """

    axes: tuple[str, ...] = ()
    square: bool = False
    symbols: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict[str, str])
