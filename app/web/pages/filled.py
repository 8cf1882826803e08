"""A form of the question page as it was filled in, put back together field by field.

answer.NAME          what was typed or chosen; boxes that are ticked come once each
cell.NAME.ROW.COLUMN one cell of a grid
position.NAME.LINE   the place of a line; empty for one that is not used
take.NAME            a suggestion that was taken: it stands in for what was typed
"""

import re
from collections.abc import Iterable, Mapping

FIELD = "answer."
SUGGESTION = "take."
CELL = re.compile(r"cell\.([A-Za-z_][A-Za-z0-9_]{0,39})\.(\d{1,2})\.(\d{1,2})")

POSITION = re.compile(r"position\.([A-Za-z_][A-Za-z0-9_]{0,39})\.([a-z0-9-]{1,60})")


def answers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The text of each field: options between commas, the rows of a grid in lines, lines behind their numbers."""
    sent = list(pairs)
    typed: dict[str, str] = {}
    for name, text in sent:
        if name.startswith(FIELD):
            field = name.removeprefix(FIELD)
            typed[field] = f"{typed[field]}, {text}" if field in typed else text
    taken = {name.removeprefix(SUGGESTION): text for name, text in sent if name.startswith(SUGGESTION)}
    return typed | _grids(sent) | _orders(sent) | taken


def _grids(sent: Iterable[tuple[str, str]]) -> dict[str, str]:
    cells: dict[str, dict[tuple[int, int], str]] = {}
    for name, text in sent:
        place = CELL.fullmatch(name)
        if place:
            cells.setdefault(place[1], {})[int(place[2]), int(place[3])] = " ".join(text.split())
    return {field: _rows(placed) for field, placed in cells.items()}


def _rows(placed: Mapping[tuple[int, int], str]) -> str:
    """Nothing at all where every cell is empty."""
    if not any(placed.values()):
        return ""
    rows = 1 + max(row for row, _ in placed)
    columns = 1 + max(column for _, column in placed)
    return "\n".join("\t".join(placed.get((i, j), "") for j in range(columns)) for i in range(rows))


def _orders(sent: Iterable[tuple[str, str]]) -> dict[str, str]:
    """`2. b`, `1. a`: numbered lines, as they were sent; nothing of those without a number."""
    orders: dict[str, list[str]] = {}
    for name, text in sent:
        line = POSITION.fullmatch(name)
        if line:
            numbered = [f"{''.join(text.split())}. {line[2]}"] if text.strip() else []
            orders.setdefault(line[1], []).extend(numbered)
    return {field: "\n".join(numbered) for field, numbered in orders.items()}
