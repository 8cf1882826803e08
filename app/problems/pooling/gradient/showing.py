"""A gradient of a pool as it is asked, worked and drawn."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from app.problems.figures import Arrays, NamedArray
from app.problems.forms import Grid
from app.problems.kind import Field, Step
from app.problems.pooling.gradient.numbers import Backward, place_of_largest, seen, sliding, solve
from app.problems.pooling.windows import Window, exactly, grid_text, signed, written_map
from app.problems.reading import Cells


def fields(question: Backward) -> tuple[Field, ...]:
    """Two grids of the size of the input."""
    height, width = sliding(question).size
    room = Grid(rows=height, columns=width)
    return (Field("max", room, "max"), Field("mean", room, "mean"))


ONE_OUTPUT = "one output: to whom, how much?"


def steps(question: Backward) -> Mapping[str, tuple[Step, ...]]:
    """Window by window where its gradient goes, then the whole."""
    right = solve(question)
    grids = {name: grid_text(grid) for name, grid in right.items() if isinstance(grid, Cells)}
    cells = question.kernel**2
    return {
        "max": (
            Step(
                "rule", "to the cell it was taken from", "all of it", marked="what one output hands back, and to whom"
            ),
            *_each(question, "largest", lambda w, _: f"max is {signed(max(w.cells))}"),
            _total(question, grids["max"]),
        ),
        "mean": (
            Step(
                "rule",
                f"to each of {cells} cells",
                f"1/{cells} of it",
                marked="what one output hands back, and to whom",
            ),
            *_each(
                question, "share", lambda _, g: f"{signed(g)} / {cells}", lambda g: signed(exactly(Fraction(g, cells)))
            ),
            _total(question, grids["mean"]),
        ),
    }


def _each(
    question: Backward, key: str, left: Callable[[Window, int], str], right: Callable[[int], str] | None = None
) -> Iterator[Step]:
    rows, columns = sliding(question).output
    places = ((i, j) for i in range(1, rows + 1) for j in range(1, columns + 1))
    for (i, j), (window, gradient) in zip(places, seen(question), strict=True):
        if right is None:
            row, column = place_of_largest(window)
            line = f"{signed(gradient)} to row {row + 1}, column {column + 1}"
            yield Step(
                key, f"{left(window, gradient)}: {line}", marked=left(window, gradient), about=f"window {i}, {j}"
            )
        else:
            yield Step(key, left(window, gradient), f"{right(gradient)} to each cell", about=f"window {i}, {j}")


def _total(question: Backward, grid: str) -> Step:
    overlap = question.stride < question.kernel
    return Step("sum", grid, marked="a cell of several windows" if overlap else "all windows")


def facts(question: Backward) -> Mapping[str, str]:
    """What the words may name."""
    height, width = sliding(question).size
    return {
        "input": f"{height} × {width}",
        "kernel": f"{question.kernel} × {question.kernel}",
        "side": str(question.kernel),
        "cells": str(question.kernel**2),
        "stride": str(question.stride),
    }


def figure(question: Backward) -> Arrays:
    """The input, and the gradient that comes back to the output."""
    return Arrays(
        (
            NamedArray("x", written_map(question.map)),
            NamedArray("∂L/∂y", written_map(question.gradient), acts=True),
        )
    )
