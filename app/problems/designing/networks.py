"""The rows of a layer builder as layers of `app.conv.network`. Kernels are square; what is left empty is PyTorch's."""

from collections.abc import Callable, Mapping

from app.conv.network.layers import (
    NONE,
    Activation,
    AvgPool,
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
    Sides,
)
from app.problems.designing.building import sort_of, value_of
from app.problems.reading import Record, Records


def network(table: Records, *, alone: str = "conv") -> Layers:
    """A layer for each row; `alone` is their sort where the table does not ask for it. Rows have passed the builder."""
    return tuple(layer_of(record, alone) for record in table.rows)


def layer_of(record: Record, alone: str = "conv") -> Layer:
    """The layer that a row describes."""
    return _SORTS[sort_of(record, alone)](record)


def _pair(record: Record, column: str, empty: int = 1) -> Pair:
    found = value_of(record, column)
    side = empty if found is None else found
    return side, side


def _padding(record: Record) -> Sides:
    around = _pair(record, "padding", 0)
    return (around, around) if around != (0, 0) else NONE


def _count(record: Record, column: str) -> int:
    return value_of(record, column) or 1


def _conv(record: Record) -> Layer:
    return Conv(
        out_channels=_count(record, "channels"),
        kernel=_pair(record, "kernel"),
        stride=_pair(record, "stride"),
        padding=_padding(record),
        dilation=_pair(record, "dilation"),
        groups=_count(record, "groups"),
    )


def _depthwise(record: Record) -> Layer:
    return Depthwise(
        kernel=_pair(record, "kernel"),
        stride=_pair(record, "stride"),
        padding=_padding(record),
        dilation=_pair(record, "dilation"),
    )


def _pointwise(record: Record) -> Layer:
    return Pointwise(
        out_channels=_count(record, "channels"), stride=_pair(record, "stride"), groups=_count(record, "groups")
    )


def _max_pool(record: Record) -> Layer:
    return MaxPool(kernel=_pair(record, "kernel"), stride=_pair(record, "stride"), padding=_padding(record))


def _avg_pool(record: Record) -> Layer:
    return AvgPool(kernel=_pair(record, "kernel"), stride=_pair(record, "stride"), padding=_padding(record))


_SORTS: Mapping[str, Callable[[Record], Layer]] = {
    "conv": _conv,
    "depthwise": _depthwise,
    "pointwise": _pointwise,
    "max_pool": _max_pool,
    "avg_pool": _avg_pool,
    "global_avg_pool": lambda _: GlobalAvgPool(),
    "batch_norm": lambda _: BatchNorm(),
    "relu": lambda _: Elementwise(function=Activation.RELU),
    "flatten": lambda _: Flatten(),
    "linear": lambda record: Linear(out_features=_count(record, "channels")),
}
