"""Lists inside JSON columns as rows, for counting: each database has functions of its own for it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, ColumnClause, ColumnElement, Function, TableValuedAlias, Text, cast, column, func


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark on one field, as columns that multiply the rows; the misconception is null where none was named."""

    name: ColumnElement[Any]
    status: ColumnElement[Any]
    reading: ColumnElement[Any]
    misconception: ColumnElement[Any]


def entries(names: Column[Any], dialect: str) -> ColumnElement[Any]:
    """Each entry of a list of texts, as a column that multiplies the rows."""
    if dialect == "sqlite":
        return _rows(func.json_each(names), column("value", Text)).c.value
    return _rows(func.json_array_elements_text(cast(names, JSON)), column("value", Text)).render_derived().c.value


def marks(verdict: Column[Any], dialect: str) -> Mark:
    """Each mark of a verdict."""
    if dialect == "sqlite":
        found = _rows(func.json_each(verdict, "$.marks"), column("value", Text)).c.value
        name, status, reading = (func.json_extract(found, f"$.{key}") for key in ("name", "status", "reading"))
        return Mark(name, status, reading, func.json_extract(found, "$.misconception.id"))
    listed = func.json_array_elements(cast(verdict, JSON)["marks"])
    found = _rows(listed, column("value", JSON)).render_derived().c.value
    name, status, reading = (found[key].as_string() for key in ("name", "status", "reading"))
    return Mark(name, status, reading, found["misconception", "id"].as_string())


def _rows(function: Function[Any], value: ColumnClause[Any]) -> TableValuedAlias:
    """Both databases let a function in FROM read the row beside it."""
    return function.table_valued(value, name="listed", joins_implicitly=True)
