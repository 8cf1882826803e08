"""The two gradients by the engine, and each way of getting them wrong, window by window."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, TypeAlias

from annotated_types import Interval, Len

from app.conv.grads import avg_pool2d_vjp, max_pool2d_vjp
from app.errors import BadInput
from app.problems.kind import Answers, Params, Solver
from app.problems.pooling.windows import (
    Pair,
    Sliding,
    Window,
    as_array,
    check_map,
    check_window,
    exactly,
    parts_of,
    whole,
    windows,
)
from app.problems.reading import Cells

Cell: TypeAlias = Annotated[int, Interval(ge=-1_000, le=1_000)]
Line: TypeAlias = Annotated[tuple[Cell, ...], Len(1, 8)]
Grids: TypeAlias = Annotated[tuple[Line, ...], Len(1, 8)]
Side: TypeAlias = Annotated[int, Interval(ge=1, le=8)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backward(Params):
    """A map, a square window over it, and the gradient of the pool's output."""

    map: Grids
    kernel: Side
    stride: Side
    gradient: Grids


@lru_cache(maxsize=128)
def sliding(question: Backward) -> Sliding:
    """The window on its map."""
    kernel, stride = question.kernel, question.stride
    return Sliding(question.map, (kernel, kernel), (stride, stride))


def check(question: Backward) -> None:
    """Raises `Impossible` where no window fits, `BadInput` for a gradient of another size or two largest cells."""
    check_map(question.map)
    check_map(question.gradient)
    layer = sliding(question)
    check_window(layer)
    found = len(question.gradient), len(question.gradient[0])
    if found != layer.output:
        sizes = (" × ".join(map(str, size)) for size in (layer.output, found))
        raise BadInput("The output is {}, its gradient {}: they have one size.".format(*sizes))
    if any(window.cells.count(max(window.cells)) > 1 for window, _ in seen(question)):
        raise BadInput("In one window two cells are equally large, and where the gradient goes is a matter of taste.")


@lru_cache(maxsize=128)
def solve(question: Backward) -> Answers:
    """Both gradients by the engine."""
    image, back = as_array(question.map), as_array(question.gradient)
    (largest,) = max_pool2d_vjp(back, image, question.kernel, question.stride)
    (shared,) = avg_pool2d_vjp(back, image, question.kernel, question.stride)
    return {"max": whole(largest), "mean": parts_of(shared, question.kernel**2)}


def seen(question: Backward) -> Iterator[tuple[Window, int]]:
    """Each window with the gradient of what came out of it."""
    for row, gradients in zip(windows(sliding(question)), question.gradient, strict=True):
        yield from zip(row, gradients, strict=True)


Shares: TypeAlias = Callable[[Window, int], Mapping[Pair, Fraction | int]]
"""(a window, the gradient of its output) -> what each of its cells gets."""


def handed_back(question: Backward, shares: Shares, *, overwrites: bool = False) -> Cells:
    """What every cell ends up with when each window hands its gradient back like this."""
    height, width = sliding(question).size
    rows: list[list[Fraction | int]] = [[0] * width for _ in range(height)]
    for window, gradient in seen(question):
        for (i, j), share in shares(window, gradient).items():
            rows[i][j] = share if overwrites else rows[i][j] + share
    return Cells(tuple(tuple(row) for row in rows))


def place_of_largest(window: Window) -> Pair:
    return window.places[window.cells.index(max(window.cells))]


def to_largest(window: Window, gradient: int) -> Mapping[Pair, Fraction | int]:
    return {place_of_largest(window): gradient}


def to_all(window: Window, gradient: int) -> Mapping[Pair, Fraction | int]:
    return dict.fromkeys(window.places, gradient)


def to_all_equally(window: Window, gradient: int) -> Mapping[Pair, Fraction | int]:
    return dict.fromkeys(window.places, exactly(Fraction(gradient, window.size)))


def swapped(question: Backward) -> Answers:
    """Shares out behind the maximum, and hands the mean's to one cell."""
    right = solve(question)
    return {"max": right["mean"], "mean": right["max"]}


def undivided(question: Backward) -> Answers:
    """Gives the whole gradient to every cell of the window."""
    found = handed_back(question, to_all)
    return {"max": found, "mean": found}


def to_first_cell(question: Backward) -> Answers:
    """Puts it into the upper left cell of the window."""
    return {"max": handed_back(question, lambda window, gradient: {window.places[0]: gradient})}


def to_smallest(question: Backward) -> Answers:
    """Hands it to the smallest cell."""
    return {"max": handed_back(question, lambda window, g: {window.places[window.cells.index(min(window.cells))]: g})}


def times_value(question: Backward) -> Answers:
    """Multiplies by the largest value, as if the pool were a product."""
    return {"max": handed_back(question, lambda window, g: {place_of_largest(window): g * max(window.cells)})}


def value_for_gradient(question: Backward) -> Answers:
    """Puts the value back where it came from: unpooling."""
    return {
        "max": handed_back(question, lambda window, _: {place_of_largest(window): max(window.cells)}, overwrites=True)
    }


def ignores_what_comes_back(question: Backward) -> Answers:
    """Gives the slope of the pool alone: 1 where it took the cell, and 1/K² everywhere."""
    return {
        "max": handed_back(question, lambda window, _: {place_of_largest(window): 1}),
        "mean": handed_back(question, lambda window, _: to_all_equally(window, 1)),
    }


def overwrites(question: Backward) -> Answers:
    """Where windows overlap, keeps the last gradient instead of the sum."""
    if question.stride >= question.kernel:
        return {}
    right = solve(question)
    found = {
        "max": handed_back(question, to_largest, overwrites=True),
        "mean": handed_back(question, to_all_equally, overwrites=True),
    }
    return {name: grid for name, grid in found.items() if grid != right[name]}


def divides_by_side(question: Backward) -> Answers:
    """Divides by K instead of K²."""
    side = question.kernel
    return {
        "mean": handed_back(
            question, lambda window, gradient: dict.fromkeys(window.places, exactly(Fraction(gradient, side)))
        )
    }


MISTAKES: Mapping[str, Solver[Backward]] = {
    "swapped": swapped,
    "undivided": undivided,
    "to-first-cell": to_first_cell,
    "to-smallest": to_smallest,
    "times-value": times_value,
    "value-for-gradient": value_for_gradient,
    "ignores-what-comes-back": ignores_what_comes_back,
    "overwrites": overwrites,
    "divides-by-side": divides_by_side,
}
