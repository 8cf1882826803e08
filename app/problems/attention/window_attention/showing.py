"""Attention within windows as it is worked, drawn and run."""

from collections.abc import Mapping
from fractions import Fraction

from app.problems.attention.running import MACS, Ran, pairs
from app.problems.attention.window_attention.numbers import Windows, count, fits, grid, in_one, over_all, solve
from app.problems.figures import FeatureMap, Terms
from app.problems.forms import Ratio
from app.problems.kind import Step
from app.problems.refuting import Row


def steps(asked: Windows) -> Mapping[str, tuple[Step, ...]]:
    """The windows, one of them, and all."""
    (high, wide), one, right = grid(asked), in_one(asked), solve(asked)
    all_of_it = over_all(asked)
    cells = asked.high * asked.wide
    lines = {
        "windows": (
            Step(
                "grid",
                f"⌈{asked.high} / {asked.window}⌉ · ⌈{asked.wide} / {asked.window}⌉",
                f"{high} · {wide} = {high * wide}",
                marked="windows down · windows across",
            ),
        ),
        "pairs": (
            Step("window", f"2 · ({asked.window}²)² · {asked.width}", f"{one:,}", marked="2 · (M²)² · D"),
            Step("times", f"{count(asked)} · {one:,}", f"{right['pairs']:,}", marked="windows · one window"),
        ),
    }
    if asked.compared:
        ratio = Ratio().written(right["times"])
        lines["times"] = (
            Step("whole", f"2 · {cells:,}² · {asked.width}", f"{all_of_it:,}", marked="2 · T² · D"),
            Step("ratio", f"{all_of_it:,} / {right['pairs']:,}", ratio, marked="all pairs / pairs within windows"),
        )
    return lines


def facts(asked: Windows) -> Mapping[str, str]:
    """What the words may name."""
    left_over = "" if fits(asked) else " The last windows are filled up with zeros, and are computed like all others."
    return {
        "map": f"{asked.high} × {asked.wide}",
        "window": f"{asked.window} × {asked.window}",
        "side": str(asked.window),
        "cells": str(asked.window**2),
        "width": str(asked.width),
        "left_over": left_over,
    }


def figure(asked: Windows) -> FeatureMap:
    """The map with its first window, and the next."""
    window = (asked.window, asked.window)
    return FeatureMap((asked.high, asked.wide), window, window, padding=(0, 0), terms=TERMS)


TERMS = Terms(slides="window", moves="next after", gives="windows", asked="How many windows there are is asked.")


def few(asked: Windows) -> tuple[Windows, ...]:
    """Windows of 2 × 2 on a map of 4 × 6, or of 5 × 6, where they do not fit."""
    high = 4 if fits(asked) else 5
    return (Windows(high=high, wide=6, window=2, width=3, compared=asked.compared),)


def run(small: Windows, field: str) -> Ran:
    """Every window by itself."""
    corners = [(y, x) for y in range(0, small.high, small.window) for x in range(0, small.wide, small.window)]
    rows, one = pairs(small.window**2, small.width)
    on = f"{small.high} × {small.wide} tokens of {small.width} features, all ones, windows of {small.window}"
    each = (*rows, Row("all windows", f"{len(corners)} · {one} = {len(corners) * one}"))
    match field:
        case "windows":
            begin = Row("a window begins at", ", ".join(f"({y}, {x})" for y, x in corners))
            return Ran(on, (begin,), len(corners), " windows")
        case "pairs":
            return Ran(on, each, len(corners) * one, MACS)
        case _:
            everything, whole = pairs(small.high * small.wide, small.width)
            total = Row("all pairs", f"{everything[0].shown}, {everything[1].shown}")
            return Ran(on, (*each, total), Fraction(whole, len(corners) * one), " times")
