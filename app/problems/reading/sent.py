"""What a program sends as an answer, as somebody would type it."""

from collections.abc import Mapping, Sequence
from typing import cast


def as_typed(value: object) -> str:
    """A number, a shape, a grid, the rows of a table or a list of options as text."""
    if not isinstance(value, list | tuple):
        return str(value)
    entries = cast("Sequence[object]", value)
    if any(_is_record(each) for each in entries):
        return "\n".join(_record(each) for each in entries)
    if any(isinstance(each, list | tuple) for each in entries):
        return "[" + ", ".join(as_typed(each) for each in entries) + "]"
    if entries and all(isinstance(each, str) for each in entries):
        return ", ".join(str(each) for each in entries)
    return "[" + ", ".join(str(each) for each in entries) + "]"


def _is_record(entry: object) -> bool:
    """Whether it is a row of a table: cells under their names, or cells that are not all numbers."""
    if isinstance(entry, list | tuple):
        return any(cell is None or isinstance(cell, str) for cell in cast("Sequence[object]", entry))
    return isinstance(entry, Mapping)


def _record(entry: object) -> str:
    """`layer=conv⇥kernel=3`, or `conv⇥3` in the order of the columns."""
    if isinstance(entry, Mapping):
        named = cast("Mapping[object, object]", entry)
        return "\t".join(f"{name}={_cell(cell)}" for name, cell in named.items())
    cells = cast("Sequence[object]", entry) if isinstance(entry, list | tuple) else [entry]
    return "\t".join(_cell(cell) for cell in cells)


def _cell(value: object) -> str:
    return "" if value is None else str(value)
