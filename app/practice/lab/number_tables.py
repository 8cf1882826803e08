"""Maps of numbers in words: each as one writes it, and a table of what a drawing shows."""

from dataclasses import dataclass

from app.conv.ops import Array

SIGNS = str.maketrans("-", "−")


@dataclass(frozen=True, slots=True)
class NumberTable:
    """One map, row by row, as it is written."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


def number_table(caption: str, cells: Array) -> NumberTable:
    """(H, W) numbers as a table."""
    return NumberTable(caption, tuple(tuple(map(shown, row)) for row in cells))


def shown(number: object) -> str:
    """As one writes it: no more decimals than there are, and a minus as wide as a digit."""
    return f"{round(float(str(number)), 4):g}".translate(SIGNS)
