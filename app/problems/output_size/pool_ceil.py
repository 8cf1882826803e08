"""Kind `pool-ceil`: a pool's output size with ceil_mode off and on.

    off   floor((n + 2p - k) / s) + 1
    on    ceil((n + 2p - k) / s) + 1, less the last window where it would start at n + p or beyond

Source: the shape notes of torch.nn.MaxPool2d.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

import numpy as np
from annotated_types import Interval

from app.conv.ops import max_pool2d
from app.conv.shapes import output_size
from app.errors import Impossible
from app.problems.dice import roll
from app.problems.figures import FeatureMap
from app.problems.forms import Shape
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.output_size.axis import SLIPS, Axis, exact, right, slipped
from app.problems.output_size.running import off_the_end, smallest
from app.problems.reading import Value
from app.problems.refuting import Refutation, Row
from app.problems.skills import Skill


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool(Params):
    """A square map and a square window; padding is on each side, at most half the window."""

    input: Annotated[int, Interval(ge=1, le=10_000)]
    kernel: Annotated[int, Interval(ge=1, le=100)]
    stride: Annotated[int, Interval(ge=1, le=100)]
    padding: Annotated[int, Interval(ge=0, le=50)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(Pool):
    """A pool of which somebody believes that so many windows lie inside, along one side."""

    windows: int


def axis(pool: Pool) -> Axis:
    """Either side of it."""
    return Axis(pool.input, pool.kernel, pool.stride, pool.padding)


def room(pool: Pool) -> int:
    """How far the window can move and still lie inside."""
    return pool.input + 2 * pool.padding - pool.kernel


def whole(pool: Pool) -> int:
    """The windows that lie inside: the size with ceil_mode off."""
    return pool.windows if isinstance(pool, Believed) else right(axis(pool))


def naive(pool: Pool) -> int:
    """The formula rounded up, and nothing else."""
    return whole(pool) + (room(pool) % pool.stride > 0)


def with_ceil(pool: Pool) -> int:
    """The size with ceil_mode on."""
    on = output_size(pool.input, pool.kernel, stride=pool.stride, padding=pool.padding, ceil_mode=True)
    return whole(pool) + on - right(axis(pool))


def check(pool: Pool) -> None:
    """Raises `Impossible` for a window that does not fit, or for more padding than half of it."""
    if 2 * pool.padding > pool.kernel:
        raise Impossible(f"A pool pads at most half its kernel, and {pool.padding} > {pool.kernel}/2.")
    right(axis(pool))


def fields(_: Pool) -> tuple[Field, ...]:
    """Off, then on."""
    form = Shape(("height", "width"), square=True)
    return (Field("floor", form, "floor"), Field("ceil", form, "ceil"))


def solve(pool: Pool) -> Answers:
    """Both sizes."""
    return {"floor": square(whole(pool)), "ceil": square(with_ceil(pool))}


def follow(pool: Pool, believed: Answers) -> Pool:
    """The same pool, with as many whole windows as somebody believes there are."""
    size = believed.get("floor")
    if not isinstance(size, tuple):
        return pool
    return Believed(
        input=pool.input, kernel=pool.kernel, stride=pool.stride, padding=pool.padding, windows=size[0] or 0
    )


def square(side: int) -> tuple[int, int]:
    """A side as a size."""
    return (side, side)


def slipping(slip: str) -> Solver[Pool]:
    """The solver that makes this slip with ceil_mode off; what follows from it with ceil_mode on is carried."""

    def solver(pool: Pool) -> Answers:
        side = slipped(axis(pool), slip)
        return {} if side is None else {"floor": square(side)}

    return solver


def rounds_up_when_off(pool: Pool) -> Answers:
    """Rounds up although ceil_mode is off."""
    return {"floor": square(naive(pool))} if room(pool) % pool.stride else {}


def on_when(wrong: Callable[[Pool], int | None]) -> Solver[Pool]:
    """A mistake about ceil_mode alone; where the number it gives is right, it cannot be seen."""

    def solver(pool: Pool) -> Answers:
        side = wrong(pool)
        return {} if side is None or side == with_ceil(pool) else {"ceil": square(side)}

    return solver


def always_one_more(pool: Pool) -> int | None:
    """Adds a window although nothing was left over."""
    return None if room(pool) % pool.stride else naive(pool) + 1


def divides_and_rounds_up(pool: Pool) -> int | None:
    """Takes ceil_mode for n / s, rounded up."""
    side = -(-pool.input // pool.stride)
    return None if pool.stride == 1 or side in {naive(pool), whole(pool)} else side


ON: Mapping[str, Callable[[Pool], int | None]] = {
    "naive-ceil": naive,
    "floor-for-both": whole,
    "always-one-more": always_one_more,
    "divides-and-rounds-up": divides_and_rounds_up,
}
MISTAKES: Mapping[str, Solver[Pool]] = {
    **{name: on_when(wrong) for name, wrong in ON.items()},
    "rounds-up-when-off": rounds_up_when_off,
    **{name: slipping(name) for name in ("no-plus-one", "one-sided-padding", "ignores-padding", "ignores-stride")},
}


def draw(dice: Dice, level: int) -> Pool:
    """Level 1: no padding. Level 2: padding. Level 3: often a last window that would start too late.

    Padding is drawn well above the stride: below it, forgetting half of it is lost in rounding.
    """
    if level == 1:
        return Pool(input=roll(dice, 7, 64), kernel=roll(dice, 2, 5), stride=roll(dice, 2, 4))
    if level == 3 and roll(dice, 1, 3) > 1:
        kernel = roll(dice, 1, 4)
        return Pool(input=roll(dice, 6, 96), kernel=kernel, stride=roll(dice, kernel + 1, kernel + 3))
    stride = roll(dice, 2, 3)
    padding = roll(dice, stride + 1, stride + 3)
    kernel = roll(dice, 2 * padding, 2 * padding + 2)
    return Pool(input=roll(dice, 20, 128), kernel=kernel, stride=stride, padding=padding)


def steps(pool: Pool) -> Mapping[str, tuple[Step, ...]]:
    """The room in strides, then rounded down, or up with a look at the last window."""
    strides = Fraction(room(pool), pool.stride)
    padding = f" + 2·{pool.padding}" if pool.padding else ""
    moves = Step("room", f"({pool.input} − {pool.kernel}{padding}) / {pool.stride}", exact(strides))
    down, up = whole(pool) - 1, naive(pool) - 1
    start, end = up * pool.stride, pool.input + pool.padding
    shown = f"{up} + 1" if start < end else f"{up} + 1 − 1"
    return {
        "floor": (moves, Step("floor", f"⌊{exact(strides)}⌋", str(down)), _plus_one(down)),
        "ceil": (
            moves,
            Step("ceil", f"⌈{exact(strides)}⌉", str(up)),
            Step(
                "last-start",
                f"{up}·{pool.stride} = {start} {'<' if start < end else '≥'} {pool.input}"
                + (f" + {pool.padding}" if pool.padding else ""),
                marked=f"{up}·{pool.stride} < {pool.input}" + (f" + {pool.padding}?" if pool.padding else "?"),
            ),
            Step("plus-one", shown, str(with_ceil(pool)), marked="+ 1"),
        ),
    }


def _plus_one(moves: int) -> Step:
    return Step("plus-one", f"{moves} + 1", str(moves + 1), marked="+ 1")


def brief(pool: Pool) -> tuple[Step, ...]:
    """The room once."""
    lines = steps(pool)
    return (*lines["floor"], *lines["ceil"][1:])


def facts(pool: Pool) -> Mapping[str, str]:
    """What the words may name."""
    end = pool.input + pool.padding
    return {
        "input": f"{pool.input} × {pool.input}",
        "kernel": f"{pool.kernel} × {pool.kernel}",
        "stride": str(pool.stride),
        "padding": str(pool.padding),
        "cells": str(pool.input),
        "end": f"{pool.input} + {pool.padding} = {end}" if pool.padding else str(end),
    }


def figure(pool: Pool) -> FeatureMap:
    """The window at its first position."""
    return FeatureMap(
        size=square(pool.input), kernel=square(pool.kernel), stride=square(pool.stride), padding=square(pool.padding)
    )


def refute(pool: Pool, field: str, mistakes: tuple[str, ...], claimed: Value) -> Refutation | None:
    """With ceil_mode off as for any window; with it on, where the last claimed window would start."""
    side = claimed[0] if isinstance(claimed, tuple) else None
    if side is None or square(side) == solve(pool)[field]:
        return None
    if field == "floor":
        slips = tuple(name for name in mistakes if name in SLIPS)
        return (smallest(axis(pool), slips) if slips else None) or off_the_end(axis(pool), side)
    return starting_late(pool, side) if side > with_ceil(pool) else one_more_starts(pool, side)


def starting_late(pool: Pool, claimed: int) -> Refutation:
    """Too many windows: the last one has no cell to start from, or nothing was left for it."""
    start, found = (claimed - 1) * pool.stride, engine(pool)
    end = pool.input + pool.padding
    why = f"starts at {start}: too late" if start >= end else "nothing left to see"
    rows = (_before_the_end(pool), Row(f"window {claimed}", why))
    return Refutation(_on(pool), rows, *_said(claimed, found))


def one_more_starts(pool: Pool, claimed: int) -> Refutation:
    """Too few windows: one more starts in time, and something is left for it to see."""
    rows = (_before_the_end(pool), Row(f"window {claimed + 1}", f"starts at {claimed * pool.stride}: inside"))
    return Refutation(_on(pool), rows, *_said(claimed, engine(pool)))


def engine(pool: Pool) -> int:
    """How many numbers the engine's pool gives on a row of this length."""
    row = np.zeros((1, 1, 1, pool.input))
    found = max_pool2d(row, (1, pool.kernel), stride=(1, pool.stride), padding=(0, pool.padding), ceil_mode=True)
    return found.shape[-1]


def _on(pool: Pool) -> str:
    window = f"window {pool.kernel}, stride {pool.stride}, padding {pool.padding}"
    return f"a row of {pool.input} cells, {window}, ceil_mode on"


def _before_the_end(pool: Pool) -> Row:
    inside = "left padding and input" if pool.padding else "input"
    return Row(inside, f"cells 0 to {pool.input + pool.padding - 1}")


def _said(claimed: int, found: int) -> tuple[str, str]:
    return f"{claimed} numbers", f"{found} numbers"


KIND = Kind(
    id="pool-ceil",
    skill=Skill.OUTPUT_SIZE,
    params=Pool,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    follow=follow,
    working=steps,
    brief=brief,
    step_keys=frozenset({"room", "floor", "ceil", "last-start", "plus-one"}),
    refute=refute,
    facts=facts,
    figure=figure,
)
