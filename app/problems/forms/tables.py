"""A table to fill in row by row, each column in a form of its own: the layers of a network, the phases of a plan."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, TypeAlias

from app.problems.forms.form import Form
from app.problems.forms.numbers import Integer, Ratio, Real
from app.problems.forms.options import Choice
from app.problems.reading import CellValue, Reading, Record, Records, Refused, Understood, Value
from app.problems.reading.outcome import NotRead
from app.problems.reading.records import cells_of, rows_of, written_records

CellForm: TypeAlias = Integer | Real | Ratio | Choice


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Its label is content, looked up by `words` (its name, if empty).

    `blank` says what an empty cell stands for ("1"), where it stands for something; a `required` cell may not be empty.
    """

    name: str  # small letters and underscores
    form: CellForm
    words: str = ""
    blank: str = ""
    required: bool = False

    @property
    def key(self) -> str:
        """Where its label is found."""
        return self.words or self.name


@dataclass(frozen=True, slots=True)
class Table(Form):
    """Rows of named cells, `least` to `rows` of them; a page begins with `at_first`.

    `check` looks at rows that can be read: it says what is missing for them to mean something, and "" where nothing is.
    """

    name: ClassVar[str] = "table"
    columns: tuple[Column, ...]
    rows: int
    like: tuple[Records, Records]
    least: int = 1
    at_first: int = 3
    check: Callable[[Records], str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Of the columns, in their order."""
        return tuple(column.name for column in self.columns)

    def read(self, text: str) -> Reading:
        """Rows of cells; what cannot be read is named by row and column."""
        try:
            lines = rows_of(text)
            self._count(len(lines))
            found = Records(tuple(self._record(number, line) for number, line in enumerate(lines, start=1)))
        except NotRead as stopped:
            return stopped.reading
        missing = self.check(found) if self.check else ""
        return Refused(missing) if missing else Understood(found, self.written(found))

    def texts(self, text: str) -> tuple[tuple[str, ...], ...]:
        """What stands in each cell, also where it cannot be read, for as many rows as there is room for."""
        try:
            lines = rows_of(text)
        except NotRead:
            return ()
        return tuple(_texts(line, self.names) for line in lines[: self.rows])

    def written(self, value: Value) -> str:
        """`layer=conv, kernel=3; layer=max_pool, kernel=2`: what can be read again."""
        return written_records(value) if isinstance(value, Records) else str(value)

    def examples(self) -> tuple[Value, ...]:
        """Two tables."""
        return self.like

    def _count(self, count: int) -> None:
        if count == 0:
            raise NotRead(Refused("Nothing was filled in yet."))
        if not self.least <= count <= self.rows:
            wanted = f"{self.rows}" if self.least == self.rows else f"{self.least} to {self.rows}"
            raise NotRead(Refused(f"{wanted} rows are wanted here; {count} {'is' if count == 1 else 'are'} filled in."))

    def _record(self, number: int, line: str) -> Record:
        try:
            texts = cells_of(line, self.names)
        except NotRead as stopped:
            raise NotRead(Refused(f"Row {number}: {stopped.reading.message}")) from None
        return Record(tuple((column.name, _cell(number, column, texts[column.name])) for column in self.columns))


def _texts(line: str, names: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return tuple(cells_of(line, names).values())
    except NotRead:
        cells = [cell.strip() for cell in line.split("\t")]
        return tuple(cells[: len(names)]) + ("",) * (len(names) - len(cells))


def _cell(row: int, column: Column, text: str) -> CellValue | None:
    place = f"Row {row}, {column.name.replace('_', ' ')}"
    if not text:
        if column.required:
            raise NotRead(Refused(f"{place}: this cell is empty."))
        return None
    reading = column.form.read(text)
    if not isinstance(reading, Understood):
        raise NotRead(Refused(f"{place}: {reading.message}"))
    if not isinstance(reading.value, int | Fraction | str):
        raise TypeError(f"A cell holds one value, not {reading.value!r}.")
    return reading.value
