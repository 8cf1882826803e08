"""A mistake, run small: on ones, with weights of one, every multiply-add adds 1 to what comes out.

What was run is counted by the engine's own operations, and set beside what the mistake makes of the same few numbers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np

from app.conv.ops import Array, conv2d, linear
from app.problems.forms.numbers import figured
from app.problems.kind import P, Refuter, Solver
from app.problems.reading import Value
from app.problems.refuting import Refutation, Row

MACS = " multiply-adds"


@dataclass(frozen=True, slots=True)
class Ran:
    """What was run, line by line, and how much came of it, in this unit."""

    on: str
    rows: tuple[Row, ...]
    found: int | Fraction
    unit: str = ""


Runner: TypeAlias = Callable[[P, str], Ran | None]
"""(few numbers, field) -> the run that gives the field; None for one that cannot be run."""


def refuting(mistakes: Mapping[str, Solver[P]], few: Callable[[P], Sequence[P]], run: Runner[P]) -> Refuter[P]:
    """Refutes by the first of a few small questions on which the mistake and the run part."""

    def refute(asked: P, field: str, names: tuple[str, ...], _: Value) -> Refutation | None:
        for small in few(asked) if names else ():
            claimed, ran = mistakes[names[0]](small).get(field), run(small, field)
            if ran and isinstance(claimed, int | Fraction) and claimed != ran.found:
                return Refutation(ran.on, ran.rows, _said(claimed, ran), _said(ran.found, ran))
        return None

    return refute


def _said(value: int | Fraction, ran: Ran) -> str:
    return f"{figured(Fraction(value))}{ran.unit}"


def maps(tokens: int, width: int, count: int) -> tuple[Row, int]:
    """So many linear maps of every token: (T, D) -> (T, D), and what they add up to."""
    made = linear(_ones(tokens, width), _ones(width, width))
    total = count * int(made.sum())
    return Row(f"{count} maps", f"{count} · {tokens} × {width} outputs of {made[0, 0]} = {total}"), total


def pairs(tokens: int, width: int) -> tuple[tuple[Row, Row], int]:
    """Queries with keys, (T, D) -> (T, T), then weights of one with values, (T, T) -> (T, D), and both together."""
    scores = linear(_ones(tokens, width), _ones(tokens, width))
    sums = linear(_ones(tokens, tokens), _ones(width, tokens))
    rows = (
        Row("scores", f"{tokens} × {tokens} outputs of {scores[0, 0]} = {scores.sum()}"),
        Row("weighted sums", f"{tokens} × {width} outputs of {sums[0, 0]} = {sums.sum()}"),
    )
    return rows, int(scores.sum() + sums.sum())


def convolved(high: int, wide: int, *, channels: int, kernel: int, filters: int, stride: int) -> Array:
    """A map of ones, padding included, under filters of ones: (O, H', W')."""
    weight = _ones(filters, channels, kernel, kernel)
    return conv2d(_ones(1, channels, high, wide), weight, stride=stride)[0]


def _ones(*shape: int) -> Array:
    return np.ones(shape, np.int64)
