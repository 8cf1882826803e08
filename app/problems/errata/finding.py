"""What the engine says to a printed claim: numbers for the words, and a run that one can follow."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np

from app.conv.network.table import NetworkTable
from app.conv.ops import Array, conv1d
from app.errors import Impossible
from app.problems.refuting import Refutation, Row

Networks: TypeAlias = Mapping[str, NetworkTable]
"""The tables of the well-known networks, by slug."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`facts` fill in the words; `run` is printed below them."""

    facts: Mapping[str, str]
    run: Refutation


Refuter: TypeAlias = Callable[[Networks], Finding]


def network(networks: Networks, slug: str) -> NetworkTable:
    """One of them. Raises `Impossible` where it is not described."""
    if slug not in networks:
        raise Impossible(f"There is no architecture {slug} to count on.")
    return networks[slug]


def on_a_row(row: Iterable[float], kernel: Iterable[float], *, stride: int = 1, padding: int = 0) -> tuple[float, ...]:
    """What the engine gives for a row of cells: cross-correlation, as every layer does it."""
    line, taps = (np.array(list(each)).reshape(1, 1, -1) for each in (row, kernel))
    return numbers_of(conv1d(line, taps, stride=stride, padding=padding))


def numbers_of(array: Array) -> tuple[float, ...]:
    """The cells one after the other, whole ones without a point."""
    return tuple(each.item() for each in array.ravel())


def impulse(cells: int, at: int) -> tuple[int, ...]:
    """Zeros and a single one."""
    return tuple(int(cell == at) for cell in range(cells))


def spaced(numbers: Iterable[object]) -> str:
    """`0 1 0`."""
    return " ".join(str(each) for each in numbers)


def marks(cells: int, marked: Iterable[int]) -> str:
    """`· # # #`: which cells count."""
    chosen = set(marked)
    return " ".join("#" if cell in chosen else "·" for cell in range(cells))


def row(name: str, *numbers: object) -> Row:
    """A line of the run."""
    return Row(name, spaced(numbers))


def places(value: Fraction | float, count: int) -> str:
    """With so many places behind the point: `3.45`."""
    return f"{float(value):.{count}f}"


def millions(count: int) -> str:
    """`568.7 million`."""
    return f"{count / 10**6:.1f} million"


def percent(part: int, whole: int, *, digits: int = 1) -> str:
    """`8.0 %`."""
    return f"{100 * part / whole:.{digits}f} %"
