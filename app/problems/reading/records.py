"""The reader of tables: it finds rows and cells, and leaves what stands in a cell to the form of its column.

    table := row {newline | ; row}      or [[3, 2], [3, 1]], as a program writes it; where there are tabs, lines alone
    row   := cells between tabs, or else between commas, in the order of the columns; or NAME=cell in any order

A row without a word in it is left out and not counted.
"""

import re
from collections.abc import Mapping
from fractions import Fraction

from app.problems.reading.cursor import short
from app.problems.reading.outcome import CellValue, NotRead, Records, Refused

MAX_CHARACTERS = 4_000
BETWEEN_ROWS = re.compile(r"\][\s,;]*\[|[;\n]")
BETWEEN_PAIRS = re.compile(r"\t|,|\s+(?=[A-Za-z_]+\s*=)")
PLACES = 12  # behind the point, before a number is written as a fraction
NAMED = re.compile(r"\s*[A-Za-z_]+\s*=")


def rows_of(text: str) -> list[str]:
    """The rows that say something. Raises `NotRead` for a text that is too long."""
    if len(text) > MAX_CHARACTERS:
        raise NotRead(Refused(f"That is {len(text):,} characters; a table has at most {MAX_CHARACTERS:,}."))
    bare = text.replace("\r\n", "\n")
    rows = bare.split("\n") if "\t" in bare else BETWEEN_ROWS.split(bare.strip().strip("[]"))
    return [row for row in rows if row.strip(" \t,\r")]


def cells_of(row: str, columns: tuple[str, ...]) -> Mapping[str, str]:
    """What stands under each column. Raises `NotRead` for a column that is not there, or one that is given twice."""
    if NAMED.match(row):
        return _named(row, columns)
    cells = [cell.strip() for cell in row.split("\t" if "\t" in row else ",")]
    while len(cells) > len(columns) and not cells[-1]:
        cells.pop()
    if len(cells) > len(columns):
        raise NotRead(Refused(f"there are {len(cells)} cells for {len(columns)} columns: {', '.join(columns)}."))
    return dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))


def _named(row: str, columns: tuple[str, ...]) -> Mapping[str, str]:
    found = dict.fromkeys(columns, "")
    given: set[str] = set()
    for pair in BETWEEN_PAIRS.split(row):
        before, sign, cell = pair.partition("=")
        name = before.strip().lower()
        if not pair.strip():
            continue
        if not sign or name not in columns:
            raise NotRead(Refused(f"“{short(before.strip())}” is no column; there are {', '.join(columns)}."))
        if name in given:
            raise NotRead(Refused(f"{name} is given twice."))
        given.add(name)
        found[name] = cell.strip()
    return found


def written_records(table: Records) -> str:
    """`layer=conv, kernel=3; layer=max_pool, kernel=2`: what can be read again."""
    rows = (", ".join(f"{name}={_plain(cell)}" for name, cell in row.cells if cell is not None) for row in table.rows)
    return "; ".join(rows)


def _plain(cell: CellValue) -> str:
    """A cell as it is read again: a decimal where it has an end, else a fraction; no grouping."""
    if not isinstance(cell, Fraction):
        return str(cell)
    places = next((n for n in range(PLACES + 1) if (cell * 10**n).denominator == 1), None)
    if places is None:
        return str(cell)
    whole, rest = divmod(abs(cell.numerator) * 10**places // cell.denominator, 10**places)
    sign = "-" if cell < 0 else ""
    return f"{sign}{whole}.{rest:0{places}}" if places else f"{sign}{whole}"
