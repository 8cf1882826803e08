"""Small maps and the last map of a network: the means, and the weights behind them."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, TypeAlias

import numpy as np
from annotated_types import Interval, Len

from app.conv.counts import linear_params
from app.conv.ops import global_avg_pool2d
from app.errors import BadInput
from app.problems.kind import Answers, Params
from app.problems.pooling.windows import Map, check_map, parts_of
from app.problems.reading import Cells

Cell: TypeAlias = Annotated[int, Interval(ge=-1_000, le=1_000)]
Count: TypeAlias = Annotated[int, Interval(ge=1, le=100_000)]
Line: TypeAlias = Annotated[tuple[Cell, ...], Len(1, 6)]
Small: TypeAlias = Annotated[tuple[Line, ...], Len(1, 6)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head(Params):
    """Small maps to pool by hand; then the last map of a network, its classes, and how often larger an image gets."""

    maps: Annotated[tuple[Small, ...], Len(2, 6)]
    channels: Count
    size: tuple[Count, Count]
    classes: Annotated[int, Interval(ge=2, le=100_000)]
    larger: Annotated[int, Interval(ge=2, le=8)] = 2


def check(head: Head) -> None:
    """Raises `BadInput` where the small maps differ in size."""
    for each in head.maps:
        check_map(each)
    if len({(len(each), len(each[0])) for each in head.maps}) > 1:
        raise BadInput("The small maps are channels of one input and have one size.")


@lru_cache(maxsize=128)
def solve(head: Head) -> Answers:
    """The means by the engine; weights without biases."""
    flattened = linear_params(features(head), head.classes, bias=False)
    pooled = linear_params(head.channels, head.classes, bias=False)
    return {
        "means": means(head.maps),
        "flattened": flattened,
        "pooled": pooled,
        "times": Fraction(flattened, pooled),
        "larger": pooled,
    }


def means(maps: tuple[Map, ...]) -> Cells:
    """One for each channel, in a row."""
    image = np.array(maps, dtype=np.int64)[None]  # (1, C, H, W)
    found = global_avg_pool2d(image)  # (1, C, 1, 1)
    return parts_of(found.reshape(1, 1, 1, len(maps)), len(maps[0]) * len(maps[0][0]))


def features(head: Head) -> int:
    """What a flattened map has."""
    return head.channels * head.size[0] * head.size[1]


def cells(numbers: Map) -> list[int]:
    return [cell for line in numbers for cell in line]
