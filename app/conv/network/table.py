"""A network as a table: a row for each layer, in the order in which they are computed, and totals.

Containers are written out: their layers have rows of their own, named by the path to them, and a residual or a concat
has one more for what it does itself (the sum, the joining), which costs no parameters and no MACs.

Conventions: MACs are torchvision's, FLOPs are twice them; parameters are those that are learned; activations are every
row's output, also where a framework would work in place; bytes are float32's. A field of None is the whole input: what
follows global pooling, squeeze-and-excitation, attention, or a linear layer on a flattened map.
"""

from dataclasses import dataclass
from math import prod

from app.conv.counts import bytes_of, flops
from app.conv.network.layers import Layers
from app.conv.network.seeing import ONE_PIXEL
from app.conv.network.shape import Shape
from app.conv.network.walk import Here, NetworkRow, PerAxis, walk
from app.conv.shapes import require
from app.errors import BadInput

HEADS = frozenset({"global_avg_pool", "flatten", "linear", "tokens"})  # where space ends and the head begins


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkTotals:
    """The sums, and the receptive field of the last feature map: of the units that the head of the network pools."""

    params: int
    running_statistics: int
    macs: int
    flops: int
    activation_bytes: int
    param_bytes: int
    receptive_field: PerAxis[int] | None


@dataclass(frozen=True, slots=True)
class NetworkTable:
    """The rows, what comes out at the end, and the totals."""

    rows: tuple[NetworkRow, ...]
    output: Shape
    totals: NetworkTotals


def table(layers: Layers, shape: Shape) -> NetworkTable:
    """The table of `layers` on one input of (C, H, W), (T, F) or (F,).

    Raises `Impossible` with the layer's name and the equation, `TooMuchWork` where numbers grow past 2**1024.
    """
    if not 1 <= len(shape) <= 3:
        raise BadInput(f"The input has {len(shape)} axes; it needs (C, H, W), (T, F) or (F,).")
    for length in shape:
        require("input size", length, least=1, pointer="/input")
    rows: list[NetworkRow] = []
    end = walk(layers, Here(shape, ONE_PIXEL), "", rows)
    return NetworkTable(tuple(rows), end.shape, _totals(rows))


def _totals(rows: list[NetworkRow]) -> NetworkTotals:
    params = sum(row.params for row in rows)
    macs = sum(row.macs for row in rows)
    return NetworkTotals(
        params=params,
        running_statistics=sum(row.running_statistics for row in rows),
        macs=macs,
        flops=flops(macs),
        activation_bytes=bytes_of(sum(row.activations for row in rows)),
        param_bytes=bytes_of(params),
        receptive_field=_before_the_head(rows),
    )


def _before_the_head(rows: list[NetworkRow]) -> PerAxis[int] | None:
    """The field of the last row before the map is pooled to a point or flattened; one pixel if there is none."""
    field: PerAxis[int] | None = 1
    for row in rows:
        pools_to_a_point = row.op == "adaptive_avg_pool" and prod(row.output_shape[1:]) == 1
        if row.op in HEADS or pools_to_a_point:
            break
        field = row.receptive_field
    return field
