"""Drawing the numbers of a shift: a few numbers among zeros, placed until the wanted reason holds."""

from collections.abc import Mapping

from app.problems.kind import Dice
from app.problems.sliding_dot_product.maps import Rows
from app.problems.sliding_dot_product.shift_the_input.numbers import REASONS, Reason, Shift, reason

KERNELS = (((1, 1, 1),), ((1, 2, 1),), ((1, 0, -1),), ((2, 1, -1),), ((-1, 2, -1),))
SQUARES = (((1, 1), (1, 1)), ((1, 2), (0, -1)), ((1, -1), (1, -1)), ((2, 0), (-1, 1)))
TRIES = 40
WANTED: Mapping[int, tuple[Reason, ...]] = {
    1: ("equivariant", "border"),
    2: ("stride", "stride", "equivariant", "border"),
    3: ("stride", "equivariant", "border"),
}
"""The right reasons at each level, each as likely as it stands there."""


def draw(dice: Dice, level: int) -> Shift:
    """Level 1: a row, stride 1. Level 2: a row, stride 2. Level 3: a map."""
    wanted = WANTED[level][int(dice.integers(len(WANTED[level])))]
    stride = 1 if level == 1 or (level == 3 and wanted != "stride" and dice.integers(2)) else 2
    towards = "down" if level == 3 and dice.integers(2) else "right"
    options: tuple[Reason, ...] = tuple(REASONS[int(each)] for each in dice.permutation(len(REASONS)))
    by = 1 if wanted == "stride" else stride
    for _ in range(TRIES):
        image, kernel = _row(dice, wanted, by) if level < 3 else _map(dice, wanted, by, stride)
        shift = Shift(
            image=image,
            kernel=kernel,
            stride=stride,
            padding=1 if level < 3 else 0,
            by=by,
            towards=towards,
            options=options,
        )
        if reason(shift) == wanted:
            break
    return shift  # pyright: ignore[reportPossiblyUnboundVariable] - there is a first try


def _start(dice: Dice, cells: int, wanted: Reason, by: int) -> int:
    """Where two cells of numbers begin: at an end, or as far inside as they have to be before and after."""
    if wanted == "border":
        return (0, cells - 2)[int(dice.integers(2))]
    return int(dice.integers(1, max(cells - 2 - by, 2)))


def _row(dice: Dice, wanted: Reason, by: int) -> tuple[Rows, Rows]:
    """One or two numbers among zeros, and a kernel of three."""
    cells, kernel = int(dice.integers(6, 9)), KERNELS[int(dice.integers(len(KERNELS)))]
    start, numbers = _start(dice, cells, wanted, by), dice.integers(1, 5, size=2)
    row = [0] * cells
    row[start], row[start + 1] = int(numbers[0]), int(numbers[1]) if dice.integers(2) else 0
    return (tuple(row),), kernel


def _map(dice: Dice, wanted: Reason, by: int, stride: int) -> tuple[Rows, Rows]:
    """Up to three numbers among zeros, and a kernel of two by two."""
    side, kernel = 4 if stride == 1 else 6, SQUARES[int(dice.integers(len(SQUARES)))]
    top, left = _start(dice, side, wanted, by), _start(dice, side, wanted, by)
    values = [int(each) for each in dice.integers(0, 4, size=3)]
    placed = {(top, left): values[0] + 1, (top, left + 1): values[1], (top + 1, left): values[2]}
    return tuple(tuple(placed.get((i, j), 0) for j in range(side)) for i in range(side)), kernel
