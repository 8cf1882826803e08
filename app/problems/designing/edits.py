"""The single changes one can make to a design: a number of one layer, one layer more, one layer less."""

from collections.abc import Iterator, Mapping
from functools import partial

from app.problems.designing.building import LAYERS, sort_of, value_of
from app.problems.findings import Edits
from app.problems.reading import Record, Records

STRIDES = (1, 2, 3, 4)
KERNELS = (1, 3, 5, 7, 9, 11)
RATES = (1, 2, 3, 4)
CHANNELS = (8, 16, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 320, 384, 512)
EMPTY = {"stride": 1, "padding": 0, "dilation": 1, "groups": 1}


def edits(table: Records, *, alone: str = "conv", most: int, more: tuple[Record, ...] = (), least: int = 1) -> Edits:
    """Every design that differs from `table` by one change. `more` are the layers that may be put in anywhere."""
    for number, record in enumerate(table.rows, start=1):
        for words, changed in _numbers(record, sort_of(record, alone)):
            yield f"row {number}: {words}", _with(table, number, (changed,))
    if len(table.rows) < most:
        for number in range(1, len(table.rows) + 2):
            for record in more:
                yield f"a new row {number}: {said(record)}", _with(table, number, (record,), instead=False)
    if len(table.rows) > least:
        for number in range(1, len(table.rows) + 1):
            yield f"row {number} left out", _with(table, number, ())


def said(record: Record) -> str:
    """`conv, kernel 3, padding 1, channels 32`."""
    cells = ((name, cell) for name, cell in record.cells if cell is not None)
    return ", ".join(str(cell) if name == "layer" else f"{name} {cell}" for name, cell in cells).replace("_", " ")


def _with(table: Records, number: int, rows: tuple[Record, ...], *, instead: bool = True) -> Records:
    return Records((*table.rows[: number - 1], *rows, *table.rows[number - 1 + instead :]))


def _numbers(record: Record, sort: str) -> Iterator[tuple[str, Record]]:
    """Each number of a layer as it could be instead; a kernel or a rate also with the padding that keeps the size."""
    has = {name for name, _ in record.cells} & (LAYERS[sort].needs | LAYERS[sort].may)
    for column, choices in _choices(record).items():
        old = value_of(record, column)
        now = EMPTY.get(column, 0) if old is None else old
        for new in (each for each in choices if each != now and column in has):
            changed = record.changed(column, new)
            words = f"{column} {new} instead of {now}"
            centred = _centred(changed) if column in {"kernel", "dilation"} and "padding" in has else changed
            if centred != changed:
                yield f"{words}, padding {value_of(centred, 'padding')}", centred
            yield words, changed


def _choices(record: Record) -> Mapping[str, tuple[int, ...]]:
    """What each number could be, the nearest first."""
    around = {
        "stride": STRIDES,
        "padding": tuple(range(_half(record) + 2)),
        "kernel": KERNELS,
        "dilation": RATES,
        "channels": CHANNELS,
    }
    now = {name: value_of(record, name) or 0 for name in around}
    return {name: tuple(sorted(each, key=partial(_distance, now[name]))) for name, each in around.items()}


def _distance(here: int, there: int) -> int:
    return abs(there - here)


def _half(record: Record) -> int:
    """The padding that keeps the size at stride 1: half of what the kernel spans."""
    return (value_of(record, "dilation") or 1) * ((value_of(record, "kernel") or 1) - 1) // 2


def _centred(record: Record) -> Record:
    return record.changed("padding", _half(record))
