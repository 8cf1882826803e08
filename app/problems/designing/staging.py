"""The stage builder: a table with a row for each stage, so that a whole network fits into eight rows.

A stage repeats one block, the first time with its stride. Paddings are (K − 1) // 2, which keeps the size at an odd
kernel. Convolutions carry no bias: behind each stands a normalisation with two parameters for each channel. A residual
block is the basic one (arXiv:1512.03385, figure 5, left), with a 1 × 1 on its shortcut where its shape changes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from app.conv.network.layers import (
    Activation,
    BatchNorm,
    Conv,
    Depthwise,
    Elementwise,
    Flatten,
    GlobalAvgPool,
    Layer,
    Layers,
    Linear,
    MaxPool,
    Pair,
    Pointwise,
    Residual,
    Sides,
)
from app.problems.designing.building import Takes, value_of
from app.problems.forms import Choice, Column, Integer, Option, Table
from app.problems.reading import Record, Records

COLUMNS = ("block", "kernel", "stride", "channels", "times")
OF_A_BLOCK = Takes(frozenset({"kernel", "channels"}), frozenset({"stride", "times"}))
OF_A_HEAD = Takes(frozenset({"channels"}))
BLOCKS: Mapping[str, Takes] = {
    "conv": OF_A_BLOCK,
    "residual": OF_A_BLOCK,
    "separable": OF_A_BLOCK,
    "max_pool": Takes(frozenset({"kernel", "stride"})),
    "mean_head": OF_A_HEAD,
    "flat_head": OF_A_HEAD,
    "map_head": OF_A_HEAD,
}
HEADS = ("mean_head", "flat_head", "map_head")
BOUNDS = {"kernel": (1, 31), "stride": (1, 32), "channels": (1, 4_096), "times": (1, 30)}
BLANK = {"stride": "1", "times": "1"}
RELU = Elementwise(function=Activation.RELU)


def stage(block: str, *, kernel: int | None = None, stride: int | None = None, channels: int, times: int = 1) -> Record:
    """A row of blocks; what is 1 stays empty."""
    cells = {"kernel": kernel, "stride": stride, "channels": channels, "times": times if times > 1 else None}
    return Record((("block", block), *cells.items()))


def pool(kernel: int, stride: int) -> Record:
    """A row with a max pool."""
    return Record((("block", "max_pool"), ("kernel", kernel), ("stride", stride), ("channels", None), ("times", None)))


def head(block: str, outputs: int) -> Record:
    """The last row."""
    return stage(block, channels=outputs)


def stages_table(rows: int) -> Table:
    """A table of two to so many stages, the last of which is a head."""
    return Table(
        columns=(
            Column("block", Choice(tuple(Option(each) for each in BLOCKS)), required=True),
            *(Column(name, Integer(), blank=BLANK.get(name, "")) for name in COLUMNS[1:]),
        ),
        rows=rows,
        least=2,
        at_first=min(rows, 5),
        like=(
            Records((stage("conv", kernel=5, stride=2, channels=24), head("mean_head", 7))),
            Records((stage("separable", kernel=3, channels=40, times=2), head("map_head", 3))),
        ),
        check=complaint,
    )


def complaint(table: Records) -> str:
    """What keeps the rows from being a network; "" where nothing does."""
    found = (_about(number, record) for number, record in enumerate(table.rows, start=1))
    return next((sentence for sentence in found if sentence), _about_heads(table))


def _about(number: int, record: Record) -> str:
    takes = BLOCKS[str(record["block"])]
    for name in COLUMNS[1:]:
        cell = value_of(record, name)
        if cell is None and name in takes.needs:
            return f"Row {number}, {name}: this block needs it."
        if cell is not None and name not in takes.needs | takes.may:
            return f"Row {number}, {name}: this block has none of its own. Leave the cell empty."
        low, high = BOUNDS[name]
        if cell is not None and not low <= cell <= high:
            return f"Row {number}, {name}: this is {cell:,}; it may be {low} to {high:,}."
    if record["block"] in {"residual", "separable"} and (value_of(record, "kernel") or 1) % 2 == 0:
        return f"Row {number}, kernel: a block of this sort has an odd kernel, so that its size is kept."
    return ""


def _about_heads(table: Records) -> str:
    *body, last = (record["block"] in HEADS for record in table.rows)
    if any(body):
        return "A head is the last row, and there is one."
    return "" if last else "The last row is the head: what makes answers of the last map."


def layers(table: Records, channels: int) -> tuple[Layers, ...]:
    """What each row stands for, where the input has so many channels."""
    found: list[Layers] = []
    for record in table.rows:
        blocks = (block_layers(block, channels) for block, channels in blocks_of(record, channels))
        found.append(tuple(chain.from_iterable(blocks)))
        channels = value_of(record, "channels") or channels
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Block:
    """One block, or the head, with its numbers; those it does not have are 1."""

    sort: str
    kernel: int
    stride: int
    channels: int


def blocks_of(record: Record, before: int) -> Iterator[tuple[Block, int]]:
    """The blocks of a row, the first with its stride, each with the channels that enter it."""
    sort, kernel = str(record["block"]), value_of(record, "kernel") or 1
    channels = value_of(record, "channels") or before
    yield Block(sort, kernel, stride_of(record), channels), before
    for _ in range(times_of(record) - 1):
        yield Block(sort, kernel, 1, channels), channels


def block_layers(block: Block, before: int) -> Layers:
    """The layers of one block, where so many channels enter it."""
    match block.sort:
        case "conv":
            return (*_normed_conv(block), RELU)
        case "residual":
            return (_residual(block, projects=block.stride > 1 or block.channels != before),)
        case "separable":
            return _separable(block)
        case "max_pool":
            return (MaxPool(kernel=_square(block.kernel), stride=_square(block.stride), padding=_around(block)),)
        case "mean_head":
            return (GlobalAvgPool(), Linear(out_features=block.channels))
        case "flat_head":
            return (Flatten(), Linear(out_features=block.channels))
        case _:
            return (Pointwise(out_channels=block.channels),)


def body(table: Records) -> tuple[Record, ...]:
    """All rows but the head."""
    return tuple(record for record in table.rows if record["block"] not in HEADS)


def stride_of(record: Record) -> int:
    """The stride of its first block."""
    return value_of(record, "stride") or 1


def times_of(record: Record) -> int:
    """How often its block stands there."""
    return value_of(record, "times") or 1


def _residual(block: Block, *, projects: bool) -> Layer:
    second = replace(block, stride=1)
    shortcut = _normed_conv(replace(block, kernel=1)) if projects else ()
    main = (*_normed_conv(block), RELU, *_normed_conv(second))
    return Residual(body=main, shortcut=shortcut, activation=Activation.RELU)


def _separable(block: Block) -> Layers:
    alone = Depthwise(kernel=_square(block.kernel), stride=_square(block.stride), padding=_around(block), bias=False)
    return (alone, BatchNorm(), RELU, Pointwise(out_channels=block.channels, bias=False), BatchNorm(), RELU)


def _normed_conv(block: Block) -> Layers:
    conv = Conv(
        out_channels=block.channels,
        kernel=_square(block.kernel),
        stride=_square(block.stride),
        padding=_around(block),
        bias=False,
    )
    return (conv, BatchNorm())


def _around(block: Block) -> Sides:
    around = (block.kernel - 1) // 2
    return (around, around), (around, around)


def _square(side: int) -> Pair:
    return side, side
