"""Kind `pointwise-by-hand`: a 1×1 convolution on a few small channels, a matrix product at each pixel.

    out[k] = Σ_c w[k, c] · x[c] + b[k], at every position on its own

Source: Lin, Chen and Yan, arXiv:1312.4400, section 3.1.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, TypeAlias

import numpy as np
from annotated_types import Interval, Len

from app.conv.ops import pointwise_conv2d
from app.errors import BadInput
from app.problems.figures import Arrays, NamedArray
from app.problems.forms import Grid
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.pooling.drawing import draw_map
from app.problems.pooling.windows import Pair, check_map, exactly, grid_text, signed, whole, written_map
from app.problems.reading import Cells
from app.problems.skills import Skill

Cell: TypeAlias = Annotated[int, Interval(ge=-1_000, le=1_000)]
Line: TypeAlias = Annotated[tuple[Cell, ...], Len(1, 6)]
Small: TypeAlias = Annotated[tuple[Line, ...], Len(1, 6)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixing(Params):
    """Channels of one size, a row of weights for each output channel, and a bias for each, or none."""

    maps: Annotated[tuple[Small, ...], Len(1, 4)]
    weights: Annotated[tuple[Annotated[tuple[Cell, ...], Len(1, 4)], ...], Len(1, 4)]
    bias: Annotated[tuple[Cell, ...], Len(0, 4)] = ()


def check(mixing: Mixing) -> None:
    """Raises `BadInput` where maps, weights and biases do not belong together."""
    for each in mixing.maps:
        check_map(each)
    if len({(len(each), len(each[0])) for each in mixing.maps}) > 1:
        raise BadInput("The maps are channels of one input and have one size.")
    channels, outputs = len(mixing.maps), len(mixing.weights)
    for row in mixing.weights:
        if len(row) != channels:
            raise BadInput(f"A row of weights has one for each of the {channels} channels; this one has {len(row)}.")
    if len(mixing.bias) not in {0, outputs}:
        raise BadInput(f"There is a bias for each of the {outputs} outputs, or none; here are {len(mixing.bias)}.")


def fields(mixing: Mixing) -> tuple[Field, ...]:
    """A grid for each output channel."""
    room = Grid(rows=len(mixing.maps[0]), columns=len(mixing.maps[0][0]))
    return tuple(Field(name, room, "map", facts={"number": name.removeprefix("map")}) for name in names(mixing))


def names(mixing: Mixing) -> tuple[str, ...]:
    """map1, map2 and so on."""
    return tuple(f"map{number}" for number in range(1, len(mixing.weights) + 1))


def biases(mixing: Mixing) -> tuple[int, ...]:
    """Zeros where there is none."""
    return mixing.bias or (0,) * len(mixing.weights)


@lru_cache(maxsize=128)
def solve(mixing: Mixing) -> Answers:
    """By the engine."""
    image = np.array(mixing.maps, dtype=np.int64)[None]  # (1, C, H, W)
    weight = np.array(mixing.weights, dtype=np.int64)[:, :, None, None]  # (O, C, 1, 1)
    found = pointwise_conv2d(image, weight, np.array(biases(mixing), dtype=np.int64))  # (1, O, H, W)
    return {name: whole(found[:, [at]]) for at, name in enumerate(names(mixing))}


Pixel: TypeAlias = Callable[[tuple[int, ...], int], Fraction | int]
"""(what stands at one position, channel by channel; which output) -> the number there."""


def by_pixel(mixing: Mixing, at: int, pixel: Pixel) -> Cells:
    """One output channel, position by position."""
    lines = zip(*mixing.maps, strict=True)
    return Cells(tuple(tuple(pixel(cells, at) for cells in zip(*rows, strict=True)) for rows in lines))


def weighed(row: tuple[int, ...], cells: tuple[int, ...]) -> int:
    return sum(weight * cell for weight, cell in zip(row, cells, strict=True))


def everywhere(rule: Callable[[Mixing], Pixel | None]) -> Solver[Mixing]:
    """The solver that follows a rule at every pixel; nothing where it gives what is right."""

    def solver(mixing: Mixing) -> Answers:
        pixel, right = rule(mixing), solve(mixing)
        if pixel is None:
            return {}
        claims = {name: by_pixel(mixing, at, pixel) for at, name in enumerate(names(mixing))}
        return {name: grid for name, grid in claims.items() if grid != right[name]}

    return solver


def right_at(mixing: Mixing) -> Pixel:
    return lambda cells, at: weighed(mixing.weights[at], cells) + biases(mixing)[at]


def sums_channels(mixing: Mixing) -> Pixel | None:
    """Adds the channels up unweighed."""
    return lambda cells, at: sum(cells) + biases(mixing)[at]


def one_channel(mixing: Mixing) -> Pixel | None:
    """Weighs a channel of its own for each output, as a depthwise layer does."""
    if len(mixing.weights) > len(mixing.maps):
        return None
    return lambda cells, at: mixing.weights[at][at] * cells[at] + biases(mixing)[at]


def averages(mixing: Mixing) -> Pixel | None:
    """Divides by the number of channels."""
    count = len(mixing.maps)
    return lambda cells, at: exactly(Fraction(weighed(mixing.weights[at], cells), count)) + biases(mixing)[at]


def other_filter(mixing: Mixing) -> Pixel | None:
    """Uses the weights of the next output."""
    count = len(mixing.weights)
    if count == 1:
        return None
    return lambda cells, at: weighed(mixing.weights[(at + 1) % count], cells) + biases(mixing)[at]


def forgets_bias(mixing: Mixing) -> Pixel | None:
    """Leaves the bias out."""
    return (lambda cells, at: weighed(mixing.weights[at], cells)) if mixing.bias else None


def bias_for_each_channel(mixing: Mixing) -> Pixel | None:
    """Adds the bias once for each channel that comes in."""
    if not mixing.bias:
        return None
    return lambda cells, at: weighed(mixing.weights[at], cells) + len(cells) * biases(mixing)[at]


def drops_signs(mixing: Mixing) -> Pixel | None:
    """Takes the weights without their signs."""
    return lambda cells, at: weighed(tuple(abs(each) for each in mixing.weights[at]), cells) + biases(mixing)[at]


def cuts_negatives(mixing: Mixing) -> Pixel | None:
    """Puts a ReLU behind it."""
    pixel = right_at(mixing)
    return lambda cells, at: max(pixel(cells, at), 0)


MISTAKES: Mapping[str, Solver[Mixing]] = {
    "sums-channels": everywhere(sums_channels),
    "one-channel": everywhere(one_channel),
    "averages": everywhere(averages),
    "other-filter": everywhere(other_filter),
    "forgets-bias": everywhere(forgets_bias),
    "bias-for-each-channel": everywhere(bias_for_each_channel),
    "drops-signs": everywhere(drops_signs),
    "cuts-negatives": everywhere(cuts_negatives),
}
SIZES: Mapping[int, tuple[tuple[int, int, Pair], ...]] = {
    1: ((2, 1, (2, 2)), (3, 1, (2, 2)), (2, 1, (2, 3))),
    2: ((3, 2, (2, 2)), (2, 2, (2, 3)), (3, 2, (2, 3))),
    3: ((3, 2, (3, 3)), (3, 3, (2, 2)), (4, 2, (2, 2))),
}
"""Channels in, channels out and the size of a map by level."""
WEIGHTS = (-3, -2, -1, 2, 3)


def draw(dice: Dice, level: int) -> Mixing:
    """Level 1: one output. Level 2: two. Level 3: more of everything, and a bias."""
    channels, outputs, size = SIZES[level][int(dice.integers(len(SIZES[level])))]
    rows: list[list[int]] = dice.integers(len(WEIGHTS), size=(outputs, channels)).tolist()
    bias: list[int] = dice.permutation(9)[:outputs].tolist() if level == 3 else []
    return Mixing(
        maps=tuple(draw_map(dice, size, 0 if level == 1 else -4, 6) for _ in range(channels)),
        weights=tuple(tuple(WEIGHTS[each] for each in row) for row in rows),
        bias=tuple(each - 4 or 5 for each in bias),
    )


def steps(mixing: Mixing) -> Mapping[str, tuple[Step, ...]]:
    """Every pixel of every output."""
    return {name: tuple(_pixels(mixing, at)) for at, name in enumerate(names(mixing))}


def _pixels(mixing: Mixing, at: int) -> list[Step]:
    height, width = len(mixing.maps[0]), len(mixing.maps[0][0])
    pixel = right_at(mixing)
    found: list[Step] = []
    for i in range(height):
        for j in range(width):
            cells = tuple(each[i][j] for each in mixing.maps)
            terms = [
                f"{_factor(weight)}·{_factor(cell)}" for weight, cell in zip(mixing.weights[at], cells, strict=True)
            ]
            terms += [signed(mixing.bias[at])] if mixing.bias else []
            line = " + ".join(terms).replace("+ −", "− ")
            found.append(Step("pixel", line, signed(pixel(cells, at)), about=f"row {i + 1}, column {j + 1}"))
    return found


def _factor(number: int) -> str:
    return f"({signed(number)})" if number < 0 else str(number)


def brief(mixing: Mixing) -> tuple[Step, ...]:
    """For each output its first pixel and the whole."""
    lines: list[Step] = []
    for name, detailed in steps(mixing).items():
        grid, number = solve(mixing)[name], name.removeprefix("map")
        lines += [
            detailed[0],
            Step("pixel", grid_text(grid) if isinstance(grid, Cells) else "", about=f"output {number}"),
        ]
    return tuple(lines)


def facts(mixing: Mixing) -> Mapping[str, str]:
    """What the words may name."""
    outputs, biased = len(mixing.weights), bool(mixing.bias)
    height, width = len(mixing.maps[0]), len(mixing.maps[0][0])
    return {
        "channels": str(len(mixing.maps)),
        "size": f"{height} × {width}",
        "outputs": "one output channel" if outputs == 1 else f"{outputs} output channels",
        "with_bias": ", and a bias for each output" if biased else ", and no bias",
    }


def figure(mixing: Mixing) -> Arrays:
    """The channels, then the weights of each output with its bias."""
    arrays = [NamedArray(f"channel {number}", written_map(each)) for number, each in enumerate(mixing.maps, start=1)]
    for at, row in enumerate(mixing.weights):
        arrays.append(NamedArray(f"weights {at + 1}", written_map((row,)), acts=True))
        if mixing.bias:
            arrays.append(NamedArray("bias", ((signed(mixing.bias[at]),),), sign="+"))
    return Arrays(tuple(arrays))


KIND = Kind(
    id="pointwise-by-hand",
    skill=Skill.POINTWISE,
    params=Mixing,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    brief=brief,
    step_keys=frozenset({"pixel"}),
    facts=facts,
    figure=figure,
)
