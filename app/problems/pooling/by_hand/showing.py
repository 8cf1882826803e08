"""A pool by hand as it is asked, worked and drawn, and what a wrong rule makes of a row."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from app.problems.figures import Arrays, NamedArray
from app.problems.forms import Grid
from app.problems.kind import Field, Step
from app.problems.pooling.by_hand.numbers import RULES, Pool, largest, mean, run, sliding, solve
from app.problems.pooling.windows import PADDING, Sliding, Window, framed, grid_text, signed, windows
from app.problems.reading import Cells, Value
from app.problems.refuting import Refutation, Row


@lru_cache(maxsize=64)  # the gate asks once for each pair of slips
def fields(pool: Pool) -> tuple[Field, ...]:
    """Two grids, with room for what whoever moves one cell at a time gets."""
    layer = sliding(pool)
    (rows, columns), (height, width) = layer.at_stride((1, 1)).output, layer.size
    room = Grid(rows=max(rows, height), columns=max(columns, width))
    return (Field("max", room, "max"), Field("mean", room, "mean"))


def steps(pool: Pool) -> Mapping[str, tuple[Step, ...]]:
    """How many windows there are, then each of them."""
    return {
        "max": (*_positions(pool), _rule("its largest"), *_each_window(pool, "largest", _largest_line)),
        "mean": (*_positions(pool), _rule("its mean"), *_each_window(pool, "mean", _mean_line)),
    }


def _rule(number: str) -> Step:
    return Step("rule", "one number for each window", number)


def _positions(pool: Pool) -> Iterator[Step]:
    layer = sliding(pool)
    square = layer.size[0] == layer.size[1]
    for name, size, count in zip(("height", "width"), layer.size, layer.output, strict=True):
        if not (square and name == "width"):
            padding = f" + 2·{pool.padding}" if pool.padding else ""
            left = f"⌊({size} − {pool.kernel}{padding}) / {pool.stride}⌋ + 1"
            yield Step("positions", left, str(count), axis="" if square else name)


_Line: TypeAlias = Callable[[Window], tuple[str, str]]


def _each_window(pool: Pool, key: str, line: _Line) -> Iterator[Step]:
    for i, row in enumerate(windows(sliding(pool)), start=1):
        for j, window in enumerate(row, start=1):
            left, right = line(window)
            yield Step(key, left, right, about=f"row {i}, column {j}")


def _largest_line(window: Window) -> tuple[str, str]:
    """Padding is a dot: no number at all."""
    cells = [PADDING] * window.padding + [signed(cell) for cell in window.cells]
    return f"max({', '.join(cells)})", signed(largest(window))


def _mean_line(window: Window) -> tuple[str, str]:
    """Padding is a zero that counts."""
    terms = [signed(cell) for cell in window.cells] + ["0"] * window.padding
    return f"({' + '.join(terms)}) / {window.size}".replace("+ −", "− "), signed(mean(window))


def brief(pool: Pool) -> tuple[Step, ...]:
    """How many windows, the first one both ways, and the grids."""
    detailed, right = steps(pool), solve(pool)
    lines = [step for step in detailed["max"] if step.key == "positions"]
    for name, key in (("max", "largest"), ("mean", "mean")):
        first = next(step for step in detailed[name] if step.key == key)
        grid = right[name]
        lines += [first, Step(key, grid_text(grid) if isinstance(grid, Cells) else "", about=f"every window's {name}")]
    return tuple(lines)


def facts(pool: Pool) -> Mapping[str, str]:
    """What the words may name; `setting` leaves padding out where there is none."""
    padding = f" and padding **{pool.padding}**" if pool.padding else ""
    height, width = sliding(pool).size
    return {
        "input": f"{height} × {width}",
        "kernel": f"{pool.kernel} × {pool.kernel}",
        "setting": f"stride **{pool.stride}**{padding}" if padding else f"stride **{pool.stride}**, no padding",
        "stride": str(pool.stride),
        "side": str(pool.kernel),
        "cells": str(pool.kernel**2),
    }


def figure(pool: Pool) -> Arrays:
    """The map; where it is padded, with dots around it, since what the padding is worth depends on the pool."""
    return Arrays((NamedArray("input", framed(pool.map, pool.padding, PADDING), padding=pool.padding),))


ROW = (-4, -2, -7, -1, -6, -3, -8)  # below zero, so that a zero of the padding shows


def refute(pool: Pool, field: str, mistakes: tuple[str, ...], _: Value) -> Refutation | None:
    """The same slip on a row of a few cells, beside what the engine makes of it."""
    if len(mistakes) != 1:
        return None
    layer = Sliding((ROW,), (1, pool.kernel), (1, pool.stride), (0, pool.padding))
    claimed, found = RULES[mistakes[0]](layer).get(field), run(layer)[field]
    if not (isinstance(claimed, Cells) and isinstance(found, Cells)) or claimed == found:
        return None
    on = f"a row of {len(ROW)} cells, window {pool.kernel}, stride {pool.stride}, padding {pool.padding}"
    return Refutation(on, tuple(_seen(layer)), grid_text(claimed), grid_text(found))


def _seen(layer: Sliding) -> Iterator[Row]:
    """The padded row, then what each window sees of it."""
    cells = framed(layer.map, 0, PADDING)[0]
    padding = (PADDING,) * layer.padding[1]
    yield Row("row", " ".join(cell.rjust(2) for cell in (*padding, *cells, *padding)))
    for number, window in enumerate(windows(layer)[0], start=1):
        taps = {j + len(padding) for _, j in window.places}
        shown = ((cells[at - len(padding)] if at in taps else "").rjust(2) for at in range(len(ROW) + 2 * len(padding)))
        yield Row(f"window {number}", " ".join(shown).rstrip())
