"""How much work one request may ask for, checked on integers before the first array is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from app.errors import TooMuchWork

MEBIBYTE = 2**20
CELL_BYTES = 8  # of a float64 or an int64


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """The arrays of one request together, and its multiply-accumulates."""

    array_bytes: int = 64 * MEBIBYTE
    macs: int = 2 * 10**9


STANDARD_LIMITS = WorkLimits()
LONG_LIMITS = WorkLimits(array_bytes=2**30, macs=5 * 10**10)
"""Of what is told of line by line while one waits, and of which few run at once: whole networks of the catalogue."""


def grant_arrays(limits: WorkLimits, shapes: Sequence[tuple[int, ...]], *, cell_bytes: int = CELL_BYTES) -> None:
    """Refuse arrays that would take more than the limit: "(1*100*100 + 1*98*98) * 8 bytes = …"."""
    needed = cell_bytes * sum(map(prod, shapes))
    if needed > limits.array_bytes:
        terms = " + ".join("*".join(map(str, shape)) for shape in shapes)
        raise TooMuchWork(
            f"The arrays would take ({terms}) * {cell_bytes} bytes = {needed:,} bytes;"
            f" {limits.array_bytes:,} are granted."
        )


def grant_macs(limits: WorkLimits, factors: Sequence[int]) -> None:
    """Refuse a layer of more MACs than the limit: "512*56*56*256*3*3 = 3,699,376,128 MACs; …"."""
    macs = prod(factors)
    if macs > limits.macs:
        raise TooMuchWork(f"This takes {'*'.join(map(str, factors))} = {macs:,} MACs; {limits.macs:,} are granted.")
