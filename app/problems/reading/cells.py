"""The reader of grids: `1 2; 3 4`, lines of numbers, a pasted part of a spreadsheet, `[[1, 2], [3, 4]]`.

    grid := row {newline | ; row}      or the same in brackets, as NumPy prints it
    row  := number {blanks | comma number}, or numbers between tabs, where a cell may hold blanks

Each cell is read as a real box reads it. Empty rows and columns at the far ends are room that was not used; an empty
cell between others is asked about.
"""

import re
from fractions import Fraction

from app.problems.reading import echo
from app.problems.reading.normalise import normalise
from app.problems.reading.numbers import real
from app.problems.reading.outcome import Ask, Cells, NotRead, Reading, Refused, Understood, Wanted

MAX_CHARACTERS = 4_000
MAX_SIDE = 64
NESTED = re.compile(r"\[\s*((?:\[[^\[\]]*\][\s,;]*)+)\]")
ROW = re.compile(r"\[([^\[\]]*)\]")
BETWEEN_CELLS = re.compile(r"\s*,\s*|\s+")
EMPTY = frozenset({"", "_", "-", "·"})


def cells(text: str) -> Reading:
    """The grid that was typed."""
    if len(text) > MAX_CHARACTERS:
        return Refused(f"That is {len(text):,} characters; a grid has at most {MAX_CHARACTERS:,}.")
    try:
        rows = _trimmed(_rows(text))
        _check_sides(rows)
        read = Cells(tuple(tuple(_cell(each, i, j) for j, each in enumerate(row)) for i, row in enumerate(rows)))
    except NotRead as stopped:
        return stopped.reading
    return Understood(read, written(read))


def written(grid: Cells) -> str:
    """`[1 2; 3 4]`."""
    return "[" + "; ".join(" ".join(_figure(each) for each in row) for row in grid.rows) + "]"


def _figure(value: Fraction | int) -> str:
    exact = Fraction(value)
    return str(exact) if exact.denominator == 1 or not echo.is_exact(exact, echo.EXACT) else echo.real(exact)


def _rows(text: str) -> list[list[str]]:
    """The text of each cell."""
    bare = text.strip(" \r\n")
    nested = NESTED.fullmatch(bare.strip())
    if nested:
        return [_row(inner) for inner in ROW.findall(nested[1])]
    single = ROW.fullmatch(bare.strip())
    if single:
        bare = single[1]
    if "[" in bare or "]" in bare:
        raise NotRead(Refused("These brackets do not close. A grid looks like [[1, 2], [3, 4]], or like 1 2; 3 4."))
    return [_row(line) for line in re.split(r"[;\n]", bare.replace("\r\n", "\n"))]


def _row(line: str) -> list[str]:
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    return BETWEEN_CELLS.split(line.strip())


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Without the empty cells at the right and the empty rows below."""
    for row in rows:
        while row and row[-1] in EMPTY:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _check_sides(rows: list[list[str]]) -> None:
    if not rows:
        raise NotRead(Refused("Nothing was typed yet."))
    longest = max(len(row) for row in rows)
    if longest > MAX_SIDE or len(rows) > MAX_SIDE:
        raise NotRead(Refused(f"A grid here has at most {MAX_SIDE} rows and {MAX_SIDE} columns."))
    for number, row in enumerate(rows, start=1):
        if len(row) != longest:
            counted = "is empty" if not row else f"has {len(row)}"
            raise NotRead(Ask(f"Row {number} {counted}, and the longest row has {longest}. Fill in or take away."))


def _cell(text: str, row: int, column: int) -> Fraction:
    place = f"Row {row + 1}, column {column + 1}"
    if text in EMPTY:
        raise NotRead(Ask(f"{place} is empty."))
    try:
        value = real(normalise(text), Wanted()).value
    except NotRead as stopped:
        raise NotRead(Refused(f"{place}: {stopped.reading.message}")) from None
    return value if isinstance(value, Fraction) else Fraction(str(value))
