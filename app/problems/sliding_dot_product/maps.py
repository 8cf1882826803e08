"""Maps small enough for a whiteboard: how they are bounded, checked, drawn from dice and written."""

from fractions import Fraction
from typing import Annotated, TypeAlias

from annotated_types import Interval, Len

from app.errors import BadInput
from app.problems.figures import NamedArray
from app.problems.kind import Dice
from app.problems.reading import Cells

Number: TypeAlias = Annotated[int, Interval(ge=-99, le=99)]
Row: TypeAlias = Annotated[tuple[Number, ...], Len(1, 8)]
Rows: TypeAlias = Annotated[tuple[Row, ...], Len(1, 8)]


def check_rows(what: str, rows: Rows) -> None:
    """Raises `BadInput` where the rows differ in length."""
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise BadInput(f"Row {number} of the {what} has {len(row)} numbers, and row 1 has {len(rows[0])}.")


def size(rows: Rows) -> tuple[int, int]:
    """(rows, columns)."""
    return len(rows), len(rows[0])


def drawn(dice: Dice, height: int, width: int, choices: tuple[int, ...]) -> Rows:
    """Numbers taken from the choices, each as likely as it stands there."""
    taken = iter(dice.integers(len(choices), size=height * width))
    return tuple(tuple(choices[int(next(taken))] for _ in range(width)) for _ in range(height))


def drawn_kernel(dice: Dice, side: int, weights: tuple[int, ...]) -> Rows:
    """A kernel with a minus in it, which is another one flipped, and a third one transposed."""
    while True:
        rows = drawn(dice, side, side, weights)
        if len({rows, flipped(rows), turned(rows)}) == 3 and min(min(row) for row in rows) < 0:
            return rows


def framed(rows: Rows, padding: int) -> Rows:
    """The map inside its padding."""
    beside = (0,) * padding
    empty = ((0,) * (len(rows[0]) + 2 * padding),) * padding
    return (*empty, *((*beside, *row, *beside) for row in rows), *empty)


def turned(rows: Rows) -> Rows:
    """Rows become columns."""
    return tuple(zip(*rows, strict=True))


def flipped(rows: Rows) -> Rows:
    """Upside down and from right to left."""
    return tuple(row[::-1] for row in rows[::-1])


def array(
    name: str, rows: Rows, *, padding: int = 0, sign: str = "", acts: bool = False, breaks: bool = False
) -> NamedArray:
    """The map as a figure shows it."""
    shown = tuple(tuple(figure(each) for each in row) for row in framed(rows, padding))
    return NamedArray(name, shown, padding=padding, sign=sign, acts=acts, breaks=breaks)


def asked(name: str) -> NamedArray:
    """What is to be found, its size left open."""
    return NamedArray(name, (("?",),), sign="=")


def figure(number: Fraction | int) -> str:
    """`−3`, with a minus sign as wide as a digit."""
    return str(number).replace("-", "−")


def factor(number: Fraction | int) -> str:
    """A number as it stands behind a multiplication sign."""
    return f"({figure(number)})" if number < 0 else figure(number)


def products(numbers: tuple[int, ...], weights: tuple[int, ...]) -> str:
    """`2·1 + 3·(−1)`: the products that are not zero."""
    pairs = [(a, b) for a, b in zip(numbers, weights, strict=True) if a and b]
    return " + ".join(f"{factor(a)}·{factor(b)}" for a, b in pairs) or "0"


def lines(grid: Cells) -> tuple[str, ...]:
    """Row by row, the columns under each other."""
    texts = [[figure(each) for each in row] for row in grid.rows]
    width = max(len(each) for row in texts for each in row)
    return tuple(" ".join(each.rjust(width) for each in row) for row in texts)
