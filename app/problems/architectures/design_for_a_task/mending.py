"""The single changes one can make to a design: a number or the block of a stage, a row more or less, an option."""

from collections.abc import Iterator
from functools import partial

from app.problems.architectures.design_for_a_task.choices import FORMS
from app.problems.architectures.design_for_a_task.scenes import Task
from app.problems.architectures.design_for_a_task.staged import ROWS
from app.problems.designing.building import value_of
from app.problems.designing.staging import BLOCKS, HEADS, complaint, stage
from app.problems.findings import Edits
from app.problems.options_said import say
from app.problems.reading import Record, Records, Value

NUMBERS = {
    "stride": (1, 2),
    "kernel": (3, 5, 7),
    "channels": (8, 16, 32, 64, 96, 128, 256, 512),
    "times": (1, 2, 3, 4),
}
TOPICS = {"answers": "outputs", "normalising": "normalisation", "shrinking": "strides", "sight": "field"}
EMPTY = {"stride": 1, "times": 1}
MORE = tuple(stage("conv", kernel=3, stride=stride, channels=width) for stride in (2, None) for width in (16, 32, 64))


def edits(task: Task, field: str, value: Value) -> Edits:
    """Every design that differs by one change."""
    match FORMS.get(field), value:
        case None, Records():
            return (each for each in _of_table(task, value) if not complaint(each[1]))
        case form, str() if form is not None:
            others = (option.id for option in form.options if option.id != value)
            return ((f"{TOPICS[field]}: “{say(each)}” instead of “{say(value)}”", each) for each in others)
        case _:
            return ()


def _of_table(task: Task, table: Records) -> Iterator[tuple[str, Records]]:
    """The head first, then the numbers of each row, then its block, then rows more or less."""
    rows = table.rows
    for at, record in enumerate(rows):
        for change, changed in _changes(task, record):
            yield f"row {at + 1}: {change}", Records((*rows[:at], changed, *rows[at + 1 :]))
    if len(rows) < ROWS:
        for at in range(len(rows)):
            for record in MORE:
                yield f"a new row {at + 1}: {_said(record)}", Records((*rows[:at], record, *rows[at:]))
    for at in range(len(rows) - 1):
        yield f"row {at + 1} left out", Records((*rows[:at], *rows[at + 1 :]))


def _changes(task: Task, record: Record) -> Iterator[tuple[str, Record]]:
    block = str(record["block"])
    is_head = block in HEADS
    for column, choices in NUMBERS.items():
        if column not in BLOCKS[block].needs | BLOCKS[block].may:
            continue
        now = value_of(record, column) or EMPTY.get(column, 0)
        for number in (task.classes,) if is_head else sorted(choices, key=partial(_apart, now)):
            if number != now:
                yield f"{column} {number} instead of {now}", record.changed(column, number)
    for other in HEADS if is_head else ("residual", "conv", "separable"):
        if block not in {other, "max_pool"}:
            yield f"{other.replace('_', ' ')} instead of {block.replace('_', ' ')}", record.changed("block", other)


def _apart(here: int, there: int) -> int:
    return abs(there - here)


def _said(record: Record) -> str:
    """`conv, kernel 3, stride 2, channels 32`."""
    cells = ((name, cell) for name, cell in record.cells if cell is not None)
    return ", ".join(str(cell) if name == "block" else f"{name} {cell}" for name, cell in cells)
