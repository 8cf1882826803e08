"""A small map under a square window: both pools by the engine, and each way of getting them wrong, window by window."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, TypeAlias

from annotated_types import Interval, Len

from app.conv.ops import avg_pool2d, max_pool2d
from app.problems.kind import Answers, Params, Solver
from app.problems.pooling.windows import (
    Sliding,
    Window,
    as_array,
    check_map,
    check_window,
    exactly,
    parts_of,
    pooled,
    whole,
)

Cell: TypeAlias = Annotated[int, Interval(ge=-1_000, le=1_000)]
Side: TypeAlias = Annotated[int, Interval(ge=1, le=8)]
Line: TypeAlias = Annotated[tuple[Cell, ...], Len(1, 8)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool(Params):
    """A map in rows, and a square window over it."""

    map: Annotated[tuple[Line, ...], Len(1, 8)]
    kernel: Side
    stride: Side
    padding: Annotated[int, Interval(ge=0, le=4)] = 0


@lru_cache(maxsize=64)
def sliding(pool: Pool) -> Sliding:
    """The pool's window on its map."""
    kernel, stride, padding = ((each, each) for each in (pool.kernel, pool.stride, pool.padding))
    return Sliding(pool.map, kernel, stride, padding)


def check(pool: Pool) -> None:
    """Raises `BadInput` for rows of different lengths, `Impossible` where the window does not fit."""
    check_map(pool.map)
    check_window(sliding(pool))


@lru_cache(maxsize=256)
def run(layer: Sliding) -> Answers:
    """Both pools by the engine."""
    image, padding = as_array(layer.map), tuple((each, each) for each in layer.padding)
    cells = layer.kernel[0] * layer.kernel[1]
    return {
        "max": whole(max_pool2d(image, layer.kernel, layer.stride, padding)),
        "mean": parts_of(avg_pool2d(image, layer.kernel, layer.stride, padding), cells),
    }


def solve(pool: Pool) -> Answers:
    """Both grids."""
    return run(sliding(pool))


def largest(window: Window) -> int:
    return max(window.cells)


def least(window: Window) -> int:
    return min(window.cells)


def mean(window: Window) -> Fraction | int:
    """Zeros of the padding counted."""
    return exactly(Fraction(sum(window.cells), window.size))


def mean_of_real_cells(window: Window) -> Fraction | int:
    """The padding left out of the count too."""
    return exactly(Fraction(sum(window.cells), len(window.cells)))


def padding_not_counted(layer: Sliding) -> Answers:
    """Right in Keras, TensorFlow and ONNX."""
    return {"mean": pooled(layer, mean_of_real_cells)} if any(layer.padding) else {}


def swapped(layer: Sliding) -> Answers:
    """The mean where the largest is asked, and the other way round."""
    return {"max": pooled(layer, mean), "mean": pooled(layer, largest)}


def both(layer: Sliding | None) -> Answers:
    """Both pools, right but for how the window moves."""
    return {} if layer is None else {"max": pooled(layer, largest), "mean": pooled(layer, mean)}


def one_cell_at_a_time(layer: Sliding) -> Sliding | None:
    """Moves by 1."""
    return layer.at_stride((1, 1)) if layer.stride != (1, 1) else None


def kernel_for_stride(layer: Sliding) -> Sliding | None:
    """Moves by the window's own size, as a pool does whose stride is not given."""
    return layer.at_stride(layer.kernel) if layer.stride != layer.kernel else None


def bare(layer: Sliding) -> Sliding | None:
    """Pools the map without its padding."""
    fits = all(n >= k for n, k in zip(layer.size, layer.kernel, strict=True))
    return replace(layer, padding=(0, 0)) if fits and any(layer.padding) else None


def hanging_over(layer: Sliding) -> Sliding | None:
    """Rounds the size up and lets the last window hang over the border."""
    over = replace(layer, rounds_up=True)
    return over if over.output != layer.output else None


def padding_wins(layer: Sliding) -> Answers:
    """Lets a zero of the padding beat negative cells."""
    if not any(layer.padding):
        return {}
    return {"max": pooled(layer, lambda window: max(largest(window), 0) if window.padding else largest(window))}


def smallest(layer: Sliding) -> Answers:
    """Takes the minimum."""
    return {"max": pooled(layer, least)}


def largest_magnitude(layer: Sliding) -> Answers:
    """Takes the number furthest from zero, with its sign; nothing where that is the largest or the smallest anyway."""
    found = pooled(layer, lambda window: max(window.cells, key=lambda cell: (abs(cell), cell)))
    others = (pooled(layer, largest), pooled(layer, least))
    return {} if found in others else {"max": found}


def sums(layer: Sliding) -> Answers:
    """Adds up and does not divide."""
    return {"mean": pooled(layer, lambda window: sum(window.cells))}


def divides_by_side(layer: Sliding) -> Answers:
    """Divides by K instead of K²."""
    side = layer.kernel[1]
    return {"mean": pooled(layer, lambda window: exactly(Fraction(sum(window.cells), side)))}


def cuts_decimals(layer: Sliding) -> Answers:
    """Drops what stands behind the point."""
    found = pooled(layer, lambda window: int(mean(window)))
    return {"mean": found} if found != pooled(layer, mean) else {}


Rule: TypeAlias = Callable[[Sliding], Answers]
Move: TypeAlias = Callable[[Sliding], Sliding | None]
MOVES: Mapping[str, Move] = {
    "one-cell-at-a-time": one_cell_at_a_time,
    "kernel-for-stride": kernel_for_stride,
    "hangs-over": hanging_over,
    "ignores-padding": bare,
}


def moving(move: Move) -> Rule:
    """Both pools with the window moved like this."""
    return lambda layer: both(move(layer))


RULES: Mapping[str, Rule] = {
    "swapped": swapped,
    **{name: moving(move) for name, move in MOVES.items()},
    "padding-wins": padding_wins,
    "smallest": smallest,
    "largest-magnitude": largest_magnitude,
    "sums": sums,
    "divides-by-side": divides_by_side,
    "cuts-decimals": cuts_decimals,
}


def on_pool(rule: Rule) -> Solver[Pool]:
    """The rule as a solver of the question."""
    return lambda pool: rule(sliding(pool))


def at_once(move: Move, take: Rule) -> Solver[Pool]:
    """The window moved wrongly and its cells taken wrongly."""

    def solver(pool: Pool) -> Answers:
        moved = move(sliding(pool))
        return take(moved) if moved else {}

    return solver


PAIRS = tuple(
    (move, take) for move in ("one-cell-at-a-time", "ignores-padding") for take in ("sums", "divides-by-side")
)
MISTAKES: Mapping[str, Solver[Pool]] = {name: on_pool(rule) for name, rule in RULES.items()}
CONVENTIONS: Mapping[str, Solver[Pool]] = {"padding-not-counted": on_pool(padding_not_counted)}
TOGETHER: Mapping[tuple[str, str], Solver[Pool]] = {
    (move, take): at_once(MOVES[move], RULES[take]) for move, take in PAIRS
}
