"""The numbers of a grouped convolution, which lies between a standard one (one group) and a depthwise one.

    weights    C_out · (C_in / g) · K²
    MACs       weights · H' · W'

Source: arXiv:1611.05431, section 3 (grouped convolutions); the shape of `weight` in torch.nn.Conv2d.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import gcd
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.conv.counts import conv_macs, conv_params
from app.errors import Impossible
from app.problems.kind import Answers, Params

Channels: TypeAlias = Annotated[int, Interval(ge=1, le=10_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedLayer(Params):
    """A layer that keeps the size of its map, in so many groups; `budget` is how many weights it may have at most."""

    in_channels: Channels
    out_channels: Channels
    size: Annotated[int, Interval(ge=1, le=10_000)]
    kernel: Annotated[int, Interval(ge=2, le=31)]
    groups: Annotated[int, Interval(ge=1, le=10_000)]
    budget: Annotated[int, Interval(ge=1, le=10**12)]


def weights(layer: GroupedLayer, groups: int) -> int:
    """What it has to learn in so many groups."""
    kernel = (layer.kernel, layer.kernel)
    return conv_params(layer.in_channels, layer.out_channels, kernel, groups=groups, bias=False)


def most_groups(layer: GroupedLayer) -> int:
    """The largest number that divides both ends: one channel each, where they are equal."""
    return gcd(layer.in_channels, layer.out_channels)


def divisors(layer: GroupedLayer) -> Iterator[int]:
    """Numbers of groups that both ends divide by, from one group on."""
    most = most_groups(layer)
    return (groups for groups in range(1, most + 1) if most % groups == 0)


def fewest_groups(layer: GroupedLayer) -> int:
    """The smallest number of groups within the budget. Raises `Impossible` where even the most are over it."""
    found = next((groups for groups in divisors(layer) if weights(layer, groups) <= layer.budget), None)
    if found is None:
        most = most_groups(layer)
        equation = f"{layer.out_channels}*({layer.in_channels}/{most})*{layer.kernel}² = {weights(layer, most)}"
        raise Impossible(f"With the most groups there can be, {most}, it has {equation} weights, over {layer.budget}.")
    return found


def check(layer: GroupedLayer) -> None:
    """Raises `Impossible` where the groups divide an end unevenly, or the budget is out of reach."""
    weights(layer, layer.groups)
    fewest_groups(layer)


def solve(layer: GroupedLayer) -> Answers:
    """All four."""
    kernel, size = (layer.kernel, layer.kernel), (layer.size, layer.size)
    return {
        "params": weights(layer, layer.groups),
        "macs": conv_macs(layer.in_channels, layer.out_channels, kernel, size, groups=layer.groups),
        "fewest": weights(layer, most_groups(layer)),
        "needed": fewest_groups(layer),
    }
