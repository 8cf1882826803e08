"""A separable design that keeps every constraint, found among some hundred plain ones.

A stem, then three pairs of a depthwise layer and a 1 × 1. What rules find is what they find of three layers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from app.errors import Impossible
from app.problems.designing.building import builder, layer, value_of
from app.problems.designing.edits import edits as single_edits
from app.problems.findings import Edits, all_hold
from app.problems.kind import Answers
from app.problems.output_size.three_layers.numbers import Wanted, inspect
from app.problems.reading import Record, Records, Value

OFFERED = ("conv", "depthwise", "pointwise", "max_pool", "avg_pool")
COLUMNS = ("layer", "kernel", "stride", "padding", "dilation", "channels")
PAIRS = 3
ROWS = 2 * PAIRS + 2
TABLE = builder(OFFERED, rows=ROWS, columns=COLUMNS)
MORE = (
    layer(COLUMNS, "depthwise", kernel=3, padding=1),
    layer(COLUMNS, "depthwise", kernel=5, padding=2),
    layer(COLUMNS, "depthwise", kernel=3, padding=2, dilation=2),
    layer(COLUMNS, "max_pool", kernel=2, stride=2),
    layer(COLUMNS, "depthwise", kernel=3, stride=2, padding=1),
)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the depthwise layers look: a kernel for all, and a rate for each."""

    kernel: int
    rates: tuple[int, ...]


REACHES = (Reach(3, (1, 1, 2)), Reach(5, (1, 1, 1)), Reach(3, (1, 2, 4)), Reach(7, (1, 1, 1)), Reach(5, (1, 2, 2)))
STRIDES = tuple(sorted(product((1, 2), repeat=PAIRS + 1), key=lambda each: tuple(-step for step in each)))
SHARES = ((8, 4, 2), (4, 4, 2), (2, 2, 2), (16, 8, 4))
"""What part of the final channels stem, first and second pair have."""


def built(wanted: Wanted, reach: Reach, strides: tuple[int, ...], shares: tuple[int, ...]) -> Records:
    """A 3 × 3 stem and the pairs, each padded so that it keeps the size but for its stride."""
    stem, *widths = (*(max(wanted.channels // share, 1) for share in shares), wanted.channels)
    rows: list[Record] = [layer(COLUMNS, "conv", kernel=3, stride=strides[0], padding=1, channels=stem)]
    for rate, stride, width in zip(reach.rates, strides[1:], widths, strict=True):
        around = rate * (reach.kernel - 1) // 2
        spread = rate if rate > 1 else None
        alone = layer(COLUMNS, "depthwise", kernel=reach.kernel, stride=stride, padding=around, dilation=spread)
        rows += [alone, layer(COLUMNS, "pointwise", channels=width)]
    return Records(tuple(rows))


def leads(wanted: Wanted, strides: tuple[int, ...]) -> bool:
    """Whether layers that keep the size but for these strides lead to the target: each gives ceil(W / S)."""
    height, width = wanted.input[1:]
    for stride in strides:
        height, width = -(-height // stride), -(-width // stride)
    return (height, width) == wanted.size


def designs(wanted: Wanted) -> Iterator[Records]:
    """Early strides before late ones, short reaches before long ones."""
    steps = tuple(each for each in STRIDES if leads(wanted, each))
    for reach, strides, shares in product(REACHES, steps, SHARES):
        yield built(wanted, reach, strides, shares)


@lru_cache(maxsize=512)  # every solver begins with it
def right(wanted: Wanted) -> Records | None:
    """The first in which every rule holds; None where there is none among them."""
    return next((each for each in designs(wanted) if all_hold(inspect(wanted, "layers", each))), None)


def solution(wanted: Wanted) -> Records:
    """One design that will do. Raises `Impossible` where none was found."""
    found = right(wanted)
    if found is None:
        raise Impossible("No separable design was found that keeps all of these constraints.")
    return found


def check(wanted: Wanted) -> None:
    """Raises `Impossible` for what cannot be designed."""
    solution(wanted)


def solve(wanted: Wanted) -> Answers:
    """One design of many."""
    return {"layers": solution(wanted)}


def edits(_: Wanted, field: str, value: Value) -> Edits:
    """Designs that differ from a design by one number or one layer; paddings that keep the size come first."""
    if field == "layers" and isinstance(value, Records):
        yield from _padded(value)
        yield from single_edits(value, most=ROWS, more=MORE)


def _padded(design: Records) -> Iterator[tuple[str, Value]]:
    for number, record in enumerate(design.rows, start=1):
        around = (value_of(record, "dilation") or 1) * ((value_of(record, "kernel") or 1) - 1) // 2
        now = value_of(record, "padding") or 0
        if record["layer"] in {"conv", "depthwise"} and now != around:
            changed = record.changed("padding", around)
            rows = (*design.rows[: number - 1], changed, *design.rows[number:])
            yield f"row {number}: padding {around} instead of {now}", Records(rows)
