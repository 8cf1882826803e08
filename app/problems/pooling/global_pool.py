"""Kind `global-pool`: the means that global average pooling leaves, and the classifier's weights with and without it.

Flattened, a C × H × W map needs C·H·W weights for each class; pooled globally, C. One classifier layer stays.
Source: Lin, Chen and Yan, arXiv:1312.4400, section 3.2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, TypeAlias

import numpy as np
from annotated_types import Interval, Len

from app.conv.counts import linear_params
from app.conv.ops import global_avg_pool2d
from app.errors import BadInput
from app.problems.dice import pick, roll
from app.problems.figures import Arrays, NamedArray
from app.problems.forms import Grid, Integer, Ratio
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.pooling.drawing import draw_map, settled
from app.problems.pooling.windows import Map, Pair, Sliding, check_map, exactly, parts_of, signed, written_map
from app.problems.reading import Cells
from app.problems.skills import Skill

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


def fields(head: Head) -> tuple[Field, ...]:
    """The means, then the weights both ways, the saving, and the weights behind a larger image."""
    height, width = len(head.maps[0]), len(head.maps[0][0])
    return (
        Field("means", Grid(rows=height, columns=max(width, len(head.maps))), "means"),
        Field("flattened", Integer(figures=3, like=(102_400, 51_200)), "flattened", unit="weights"),
        Field("pooled", Integer(figures=3, like=(20_480, 51_200)), "pooled", unit="weights"),
        Field("times", Ratio(), "times"),
        Field("larger", Integer(figures=3, like=(20_480, 51_200)), "larger", unit="weights"),
    )


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


def with_bias(head: Head) -> Answers:
    """Right for whoever counts a bias for each class."""
    right = solve(head)
    counts = {name: value for name in ("flattened", "pooled", "larger") if isinstance(value := right[name], int)}
    return {name: value + head.classes for name, value in counts.items()}


def over_channels(head: Head) -> Answers:
    """Averages over the channels at each position."""
    stacked = np.array(head.maps, dtype=np.int64).mean(axis=0)[None, None]  # (1, 1, H, W)
    return {"means": parts_of(stacked, len(head.maps))}


def row(*numbers: Fraction | int) -> Answers:
    """An answer of one row of means."""
    return {"means": Cells((tuple(exactly(Fraction(each)) for each in numbers),))}


def cells(numbers: Map) -> list[int]:
    return [cell for line in numbers for cell in line]


def largest(head: Head) -> Answers:
    """Global max pooling."""
    return row(*(max(cells(each)) for each in head.maps))


def sums(head: Head) -> Answers:
    """Adds up and does not divide."""
    return row(*(sum(cells(each)) for each in head.maps))


def divides_by_side(head: Head) -> Answers:
    """Divides by the height."""
    return row(*(Fraction(sum(cells(each)), len(each)) for each in head.maps))


def mean_of_all(head: Head) -> Answers:
    """One number for the whole input."""
    numbers = [cell for each in head.maps for cell in cells(each)]
    return row(Fraction(sum(numbers), len(numbers)))


def no_weights_left(_: Head) -> Answers:
    """Takes the classifier to go with the flattening."""
    return {"pooled": 0, "larger": 0}


def positions_stay(head: Head) -> Answers:
    """Lets the classifier see every position still."""
    grown = features(head) * head.classes * head.larger**2
    return {"pooled": features(head) * head.classes, "larger": grown}


def grows(head: Head) -> Answers:
    """Lets the pooled head grow with the image."""
    return {"larger": head.channels * head.classes * head.larger**2}


def inputs_only(head: Head) -> Answers:
    """Counts the numbers that go in."""
    return {"flattened": features(head), "pooled": head.channels}


def adds_classes(head: Head) -> Answers:
    """Adds inputs and outputs."""
    return {"flattened": features(head) + head.classes, "pooled": head.channels + head.classes}


def one_side(head: Head) -> Answers:
    """Takes the side of the map for its area."""
    return {"flattened": head.channels * head.size[0] * head.classes, "times": Fraction(head.size[0])}


def channels_saved(head: Head) -> Answers:
    """Takes the number of channels for the saving."""
    return {"times": Fraction(head.channels)}


def subtracts(head: Head) -> Answers:
    """Gives the difference instead of the ratio."""
    return {"times": Fraction((features(head) - head.channels) * head.classes)}


MISTAKES: Mapping[str, Solver[Head]] = {
    "over-channels": over_channels,
    "largest": largest,
    "sums": sums,
    "divides-by-side": divides_by_side,
    "mean-of-all": mean_of_all,
    "no-weights-left": no_weights_left,
    "positions-stay": positions_stay,
    "grows": grows,
    "inputs-only": inputs_only,
    "adds-classes": adds_classes,
    "one-side": one_side,
    "channels-saved": channels_saved,
    "subtracts": subtracts,
}
SMALL: Mapping[int, tuple[tuple[int, Pair], ...]] = {
    1: ((2, (2, 2)), (3, (2, 2))),
    2: ((3, (2, 2)), (2, (2, 3)), (2, (3, 3))),
    3: ((3, (3, 3)), (4, (2, 3)), (3, (2, 4))),
}
"""How many small maps, and of what size."""
LAST: Mapping[int, tuple[tuple[int, ...], tuple[Pair, ...], tuple[int, ...]]] = {
    1: ((32, 64, 128), ((4, 4), (7, 7), (8, 8)), (10, 100)),
    2: ((256, 512, 1024), ((6, 6), (7, 7), (8, 8)), (10, 100, 1000)),
    3: ((320, 768, 1280, 1664, 2048), ((7, 7), (8, 6), (7, 10), (12, 9)), (21, 80, 200, 1000)),
}
"""Channels, sizes and classes of the last map."""


def draw(dice: Dice, level: int) -> Head:
    """Small maps with means that can be written; a last map of an ordinary size, rectangular at level 3."""
    count, size = SMALL[level][roll(dice, 0, len(SMALL[level]) - 1)]
    channels, sizes, classes = LAST[level]
    return Head(
        maps=tuple(_draw_small(dice, size, level) for _ in range(count)),
        channels=pick(dice, channels),
        size=sizes[roll(dice, 0, len(sizes) - 1)],
        classes=pick(dice, classes),
        larger=2 if level < 3 else roll(dice, 2, 3),
    )


def _draw_small(dice: Dice, size: Pair, level: int) -> Map:
    low, high = (0, 12) if level == 1 else (-8, 12)
    cells_each = size[0] * size[1]
    divisor = cells_each if cells_each % 2 else cells_each // 2  # halves can be written
    return settled(Sliding(draw_map(dice, size, low, high), size, size), divisor, low, high)


def steps(head: Head) -> Mapping[str, tuple[Step, ...]]:
    """Every line one can go wrong on."""
    channels, (height, width), classes = head.channels, head.size, head.classes
    right = {name: f"{value:,}" for name, value in solve(head).items() if isinstance(value, int)}
    behind = f"{channels:,}·{classes:,}"
    return {
        "means": tuple(_mean_lines(head)),
        "flattened": (
            Step("flatten", f"{channels:,}·{height}·{width}", f"{features(head):,}"),
            Step("weights", f"{features(head):,}·{classes:,}", right["flattened"]),
        ),
        "pooled": (
            Step("left", f"{channels:,} maps, a mean of each", f"{channels:,}"),
            Step("weights", behind, right["pooled"]),
        ),
        "times": (Step("times", f"{right['flattened']} / {right['pooled']}", f"{height * width}"),),
        "larger": (
            Step(
                "any-size",
                f"{channels:,} means of {height * head.larger} × {width * head.larger} maps",
                f"{channels:,}",
            ),
            Step("weights", behind, right["larger"]),
        ),
    }


def _mean_lines(head: Head) -> list[Step]:
    found = means(head.maps).rows[0]
    return [
        Step(
            "mean",
            f"({' + '.join(signed(cell) for cell in cells(each))}) / {len(cells(each))}".replace("+ −", "− "),
            signed(value),
            about=f"channel {number}",
        )
        for number, (each, value) in enumerate(zip(head.maps, found, strict=True), start=1)
    ]


def facts(head: Head) -> Mapping[str, str]:
    """What the words may name."""
    height, width = head.size
    small = len(head.maps[0]), len(head.maps[0][0])
    return {
        "count": str(len(head.maps)),
        "small": f"{small[0]} × {small[1]}",
        "cells": str(small[0] * small[1]),
        "channels": f"{head.channels:,}",
        "size": f"{height} × {width}",
        "large_size": f"{height * head.larger} × {width * head.larger}",
        "classes": f"{head.classes:,}",
        "larger": {2: "twice", 3: "three times"}.get(head.larger, f"{head.larger} times"),
    }


def figure(head: Head) -> Arrays:
    """The small maps, side by side."""
    return Arrays(
        tuple(NamedArray(f"channel {number}", written_map(each)) for number, each in enumerate(head.maps, start=1))
    )


KIND = Kind(
    id="global-pool",
    skill=Skill.POOLING,
    params=Head,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions={"with-bias": with_bias},
    working=steps,
    step_keys=frozenset({"mean", "flatten", "weights", "left", "times", "any-size"}),
    facts=facts,
    figure=figure,
)
