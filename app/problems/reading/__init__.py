"""What a learner typed, turned into a value, or asked about again. Pure.

    text -> normalise -> the form's reader -> Understood | Ask | Refused

Only an understood answer can be wrong; asking and refusing cost nothing. No character is dropped to make text readable,
no arithmetic is done for the learner beyond powers, and a message repeats at most twelve characters of what was typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from app.problems.reading.cells import cells
from app.problems.reading.cells import written as written_cells
from app.problems.reading.expressions.reader import expression
from app.problems.reading.expressions.tree import Expression
from app.problems.reading.normalise import Typed, normalise
from app.problems.reading.numbers import integer, ratio, real
from app.problems.reading.outcome import (
    Ask,
    Cells,
    CellValue,
    NotRead,
    Order,
    Reading,
    Record,
    Records,
    Refused,
    Understood,
    Value,
    Wanted,
)
from app.problems.reading.records import written_records
from app.problems.reading.sent import as_typed
from app.problems.reading.shapes import shape

__all__ = [
    "FORMS",
    "Ask",
    "CellValue",
    "Cells",
    "Expression",
    "Order",
    "Reader",
    "Reading",
    "Record",
    "Records",
    "Refused",
    "Understood",
    "Value",
    "Wanted",
    "as_typed",
    "cells",
    "read",
    "written_cells",
    "written_records",
]

Reader: TypeAlias = Callable[[Typed, Wanted], Understood]
"""Raises `NotRead` for what it does not understand."""

FORMS: Mapping[str, Reader] = MappingProxyType(
    {"integer": integer, "real": real, "ratio": ratio, "shape": shape, "expression": expression}
)


def read(form: str, text: str, wanted: Wanted | None = None) -> Reading:
    """`text` read as `form`, a key of FORMS."""
    wanted = wanted or Wanted()
    reading = _read(FORMS[form], text, wanted)
    if isinstance(reading, Understood) or reading.suggestion is None:
        return reading
    return replace(reading, suggestion=_readable(FORMS[form], reading.suggestion, wanted))


def _read(reader: Reader, text: str, wanted: Wanted) -> Reading:
    try:
        typed = normalise(text)
        _check_only_a_value(typed)
        return reader(typed, wanted)
    except NotRead as stopped:
        return stopped.reading


def _readable(reader: Reader, suggestion: str, wanted: Wanted) -> str | None:
    """A suggestion is made only if it can be taken as it stands."""
    return suggestion if isinstance(_read(reader, suggestion, wanted), Understood) else None


def _check_only_a_value(typed: Typed) -> None:
    """`= 28` and `(H, W) = (28, 28)` say more than the value."""
    for sign in ("=", "≈", "~"):
        before, found, after = typed.text.rpartition(sign)
        if found:
            message = f"Type only the value, without the {sign} sign."
            raise NotRead(Refused(message, typed.origin[len(before)], after.strip(" ") or None))
