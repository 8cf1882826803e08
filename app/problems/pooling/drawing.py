"""Drawing small maps whose answers can be written by hand."""

from app.problems.kind import Dice
from app.problems.pooling.windows import Map, Pair, Sliding, Window, windows


def draw_map(dice: Dice, size: Pair, low: int, high: int) -> Map:
    """Cells from low to high."""
    drawn: list[list[int]] = dice.integers(low, high, endpoint=True, size=size).tolist()
    return tuple(map(tuple, drawn))


def settled(sliding: Sliding, divisor: int, low: int, high: int) -> Map:
    """The map with the last cell of each window changed so that every sum is a multiple of the divisor.

    In the order of the windows, the last cell of one lies in none before it. Cells stay between low and high, which are
    at least the divisor apart.
    """
    rows = [list(row) for row in sliding.map]
    for window in (each for row in windows(sliding) for each in row):
        _settle(rows, window, divisor, low, high)
    return tuple(map(tuple, rows))


def _settle(rows: list[list[int]], window: Window, divisor: int, low: int, high: int) -> None:
    i, j = window.places[-1]
    excess = sum(rows[y][x] for y, x in window.places) % divisor
    lower = rows[i][j] - excess
    rows[i][j] = lower if lower >= low else lower + divisor
    if rows[i][j] > high:
        rows[i][j] -= divisor
