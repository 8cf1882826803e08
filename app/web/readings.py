"""A reading as both doors say it."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from app.problems.reading import Ask, Reading, Understood, Value

Plain = int | float | list[int | None]


@dataclass(frozen=True, slots=True)
class ShownReading:
    """What was understood, or what is asked. `value_text` is exact."""

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
        case _:
            return value


def _text(value: Value) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join("null" if entry is None else str(entry) for entry in value) + "]"
    return str(value)
