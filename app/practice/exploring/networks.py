"""A whole network as a table."""

from dataclasses import dataclass

from app.conv.network.parsing import STANDARD_LIMITS, parse
from app.conv.network.table import NetworkTable, table
from app.practice.exploring.layers import LARGEST_SIZE, too_much


@dataclass(frozen=True, slots=True)
class NetworkRequest:
    """The shape of one input, (C, H, W), (T, F) or (F,), and layers as plain data."""

    input: tuple[int, ...]
    layers: object


def explore_network(request: NetworkRequest) -> NetworkTable:
    """The table. Integers only: however large the network, nothing of it is made."""
    if max(request.input, default=0) > LARGEST_SIZE:
        raise too_much(f"The input size is over {LARGEST_SIZE:,}, which is the limit here.", "/input")
    return table(parse(request.layers, limits=STANDARD_LIMITS), request.input)
