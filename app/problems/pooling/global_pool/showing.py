"""The boxes, the working line by line, what the words may name, and the maps side by side."""

from collections.abc import Mapping

from app.problems.figures import Arrays, NamedArray
from app.problems.forms import Grid, Integer, Ratio
from app.problems.kind import Field, Step
from app.problems.pooling.global_pool.numbers import Head, cells, features, means, solve
from app.problems.pooling.windows import signed, written_map


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
