"""The layer builder: a table with a row for each layer. What its rows mean as a network, `networks` says."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.problems.forms import Choice, Column, Integer, Option, Table
from app.problems.reading import Record, Records

NUMBERS = ("kernel", "stride", "padding", "dilation", "groups", "channels")
COLUMNS = ("layer", *NUMBERS)
NAMES = {
    "conv": "convolution",
    "depthwise": "depthwise convolution",
    "pointwise": "1×1 convolution",
    "max_pool": "max pool",
    "avg_pool": "average pool",
    "global_avg_pool": "global average pool",
    "batch_norm": "batch normalisation",
    "relu": "ReLU",
    "flatten": "flattening layer",
    "linear": "linear layer",
}


@dataclass(frozen=True, slots=True)
class Takes:
    """The columns a layer has to fill in, and those it may; anything else would say nothing about it."""

    needs: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()


POOL = Takes(frozenset({"kernel", "stride"}), frozenset({"padding"}))
LAYERS: Mapping[str, Takes] = {
    "conv": Takes(frozenset({"kernel", "channels"}), frozenset({"stride", "padding", "dilation", "groups"})),
    "depthwise": Takes(frozenset({"kernel"}), frozenset({"stride", "padding", "dilation"})),
    "pointwise": Takes(frozenset({"channels"}), frozenset({"stride", "groups"})),
    "max_pool": POOL,
    "avg_pool": POOL,
    "global_avg_pool": Takes(),
    "batch_norm": Takes(),
    "relu": Takes(),
    "flatten": Takes(),
    "linear": Takes(frozenset({"channels"})),
}
BOUNDS = {
    "kernel": (1, 99),
    "stride": (1, 64),
    "padding": (0, 99),
    "dilation": (1, 64),
    "groups": (1, 65_536),
    "channels": (1, 65_536),
}
BLANK = {"stride": "1", "padding": "0", "dilation": "1", "groups": "1"}
LIKE = {"kernel": (3, 5), "stride": (2, 1), "padding": (1, 2), "channels": (32, 16)}


def builder(offered: tuple[str, ...], *, rows: int, least: int = 1, columns: tuple[str, ...] = COLUMNS) -> Table:
    """A table of at most so many of the offered layers, with these columns; a lone sort of layer is not asked for."""
    first, *others = offered
    shown = columns if others else tuple(name for name in columns if name != "layer")
    examples = tuple(
        Records((layer(shown, first, **{name: pair[turn] for name, pair in LIKE.items() if name in shown}),))
        for turn in (0, 1)
    )
    return Table(
        columns=tuple(_column(name, offered) for name in shown),
        rows=rows,
        least=least,
        at_first=min(rows, max(least, 3)),
        like=(examples[0], examples[1]),
        check=lambda table: complaint(table, alone=first),
    )


def layer(columns: tuple[str, ...], sort: str, **numbers: int | None) -> Record:
    """One row of such a table; what is not named stays empty."""
    cells = tuple((name, sort if name == "layer" else numbers.get(name)) for name in columns)
    return Record(cells)


def complaint(table: Records, *, alone: str) -> str:
    """What is missing for the rows to be layers, or what does not belong to them; "" where nothing is.

    `alone` is the sort of layer where the table does not ask for it.
    """
    found = (_about(number, record, alone) for number, record in enumerate(table.rows, start=1))
    return next((sentence for sentence in found if sentence), "")


def value_of(record: Record, column: str) -> int | None:
    """The number in a column; None where the cell is empty or the table has no such column."""
    found = next((cell for name, cell in record.cells if name == column), None)
    return found if isinstance(found, int) else None


def sort_of(record: Record, alone: str) -> str:
    """The sort of layer."""
    return str(next((cell for name, cell in record.cells if name == "layer"), alone))


def _column(name: str, offered: tuple[str, ...]) -> Column:
    if name == "layer":
        return Column(name, Choice(tuple(Option(each) for each in offered)), required=True)
    return Column(name, Integer(), blank=BLANK.get(name, ""))


def _about(number: int, record: Record, alone: str) -> str:
    sort = sort_of(record, alone)
    takes = LAYERS[sort]
    for name, cell in record.cells:
        if name == "layer":
            continue
        if cell is None and name in takes.needs:
            return f"Row {number}, {name}: a {NAMES[sort]} needs this."
        if cell is not None and name not in takes.needs | takes.may:
            return f"Row {number}, {name}: a {NAMES[sort]} has none of its own. Leave the cell empty."
        low, high = BOUNDS[name]
        if isinstance(cell, int) and not low <= cell <= high:
            return f"Row {number}, {name}: this is {cell:,}; it may be {low} to {high:,}."
    return ""
