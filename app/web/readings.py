"""A reading as both doors say it."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from app.problems.reading import (
    Ask,
    Cells,
    Expression,
    Order,
    Reading,
    Records,
    Understood,
    Value,
    written_cells,
    written_records,
)
from app.problems.reading.expressions.written import written

Plain = int | float | str | list[int | None] | list[list[float]] | list[str]


@dataclass(frozen=True, slots=True)
class ShownReading:
    """What was understood, or what is asked. `value_text` is exact; an expression is its normal form in both."""

    outcome: Literal["understood", "ask", "refused"]
    value: Plain | None = None
    value_text: str | None = None
    echo: str | None = None
    message: str | None = None
    position: int | None = None
    suggestion: str | None = None


def shown(reading: Reading) -> ShownReading:
    """The reading in plain data."""
    match reading:
        case Understood(value, echo):
            return ShownReading("understood", _plain(value), _text(value), echo)
        case Ask(message, position, suggestion):
            return ShownReading("ask", message=message, position=position, suggestion=suggestion)
        case _:
            return ShownReading(
                "refused", message=reading.message, position=reading.position, suggestion=reading.suggestion
            )


def _plain(value: Value) -> Plain:
    match value:
        case tuple():
            return list(value)
        case Fraction():
            return float(value)
        case Cells():
            return [[float(each) for each in row] for row in value.rows]
        case Records():
            return written_records(value)
        case frozenset():
            return sorted(value)
        case Order(ids):
            return list(ids)
        case Expression(tree):
            return written(tree)
        case _:
            return value


def _text(value: Value) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join("null" if entry is None else str(entry) for entry in value) + "]"
    if isinstance(value, Cells):
        return written_cells(value)
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    if isinstance(value, Records):
        return written_records(value)
    if isinstance(value, Order):
        return ", ".join(value.ids)
    return written(value.tree) if isinstance(value, Expression) else str(value)
