"""Kind `same-padding`: the zeros that keep a map's size at stride 1.

    in all D(K - 1);  left floor of half of it, right the rest

Source: Dumoulin and Visin, arXiv:1603.07285, relationship 3; for the odd one at the end, torch.nn.Conv2d and tf.nn.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias

import numpy as np
from annotated_types import Interval

from app.conv.ops import conv1d
from app.conv.shapes import effective_kernel, resolve_padding
from app.problems.dice import pick, roll
from app.problems.figures import Stack, StackLayer
from app.problems.forms import Choice, Integer, Option, Shape
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.reading import Value
from app.problems.refuting import Refutation, Row
from app.problems.skills import Skill

LONGEST_RUN = 40  # cells of a padded row that can still be read one by one
Sides: TypeAlias = tuple[int, int]
YES, NO = "one-number", "two-numbers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping(Params):
    """A square map and a convolution at stride 1 that is to keep its size."""

    input: Annotated[int, Interval(ge=1, le=100_000)]
    kernel: Annotated[int, Interval(ge=2, le=1_000)]
    dilation: Annotated[int, Interval(ge=1, le=1_000)] = 1


def sides(layer: Keeping) -> Sides:
    """The zeros left and right (or above and below) that keep the size."""
    return resolve_padding("same", layer.input, layer.kernel, dilation=layer.dilation)


def total(layer: Keeping) -> int:
    """Both sides together."""
    return sum(sides(layer))


def check(layer: Keeping) -> None:
    """There is such a padding for every kernel."""
    sides(layer)


def fields(_: Keeping) -> tuple[Field, ...]:
    """In all, side by side, and whether one number will do."""
    return (
        Field("total", Integer(like=(7, 11)), "total"),
        Field("sides", Shape(("left", "right"), like=((7, 5), (4, 9))), "sides"),
        Field("symmetric", Choice((Option(YES), Option(NO))), "symmetric"),
    )


def solve(layer: Keeping) -> Answers:
    """All three."""
    return {"total": total(layer), "sides": sides(layer), "symmetric": NO if total(layer) % 2 else YES}


def halved(cells: int) -> Sides:
    """An odd one at the end."""
    return cells // 2, cells - cells // 2


Claim: TypeAlias = Callable[[Keeping], int | None]
"""What somebody takes the total to be, and so the sides; None where the mistake cannot be made."""


def splitting(wrong: Claim) -> Solver[Keeping]:
    """The solver that has another total, and shares that out."""

    def solver(layer: Keeping) -> Answers:
        cells = wrong(layer)
        return {} if cells is None else {"total": cells, "sides": halved(cells)}

    return solver


def ignores_dilation(layer: Keeping) -> int | None:
    """K - 1 in all, as without dilation."""
    return layer.kernel - 1 if layer.dilation > 1 else None


def half_the_kernel(layer: Keeping) -> int | None:
    """floor(K / 2) on each side of an even kernel: one too many without dilation."""
    return layer.kernel if layer.kernel % 2 == 0 else None


def dilation_times_kernel(layer: Keeping) -> int | None:
    """D·K in all."""
    return layer.dilation * layer.kernel if layer.dilation > 1 else None


def rate_as_gaps(layer: Keeping) -> int | None:
    """D empty cells between taps, so (D + 1)(K - 1) in all."""
    return (layer.dilation + 1) * (layer.kernel - 1) if layer.dilation > 1 else None


def full(layer: Keeping) -> int | None:
    """D(K - 1) on each side: full padding, which makes the map larger."""
    return 2 * total(layer)


def whole_kernel(layer: Keeping) -> Answers:
    """The cells the kernel covers, its own among them."""
    if layer.dilation == 1 and layer.kernel % 2 == 0:
        return {}  # the same as half the kernel on each side
    cells = effective_kernel(layer.kernel, dilation=layer.dilation)
    around: Answers = {"sides": halved(cells)} if cells % 2 else {}  # else it is the total, rounded up on both sides
    return {"total": cells, **around} | ({"symmetric": NO} if layer.kernel % 2 else {})


def one_side_only(layer: Keeping) -> Answers:
    """Gives what belongs on one side as the total."""
    return {"total": total(layer) // 2} if total(layer) > 1 else {}


def all_on_one_side(layer: Keeping) -> Answers:
    """Pads as a causal layer does."""
    return {"sides": (total(layer), 0)}


def drops_the_odd_one(layer: Keeping) -> Answers:
    """Rounds down on both sides, and finds that symmetric."""
    each = total(layer) // 2
    return {"sides": (each, each), "symmetric": YES} if total(layer) % 2 else {}


def rounds_both_up(layer: Keeping) -> Answers:
    """Rounds up on both sides; without dilation that is half the kernel."""
    each = -(-total(layer) // 2)
    return {"sides": (each, each)} if total(layer) % 2 and layer.dilation > 1 else {}


def by_the_kernel(layer: Keeping) -> Answers:
    """Goes by the kernel alone, which is even, and overlooks that its spaces are doubled."""
    return {"symmetric": NO} if layer.kernel % 2 == 0 and layer.dilation % 2 == 0 else {}


def odd_one_first(layer: Keeping) -> Answers:
    """Right for whoever puts the odd one at the start."""
    left, right = sides(layer)
    return {} if left == right else {"sides": (right, left)}


MISTAKES: Mapping[str, Solver[Keeping]] = {
    "ignores-dilation": splitting(ignores_dilation),
    "half-the-kernel": splitting(half_the_kernel),
    "dilation-times-kernel": splitting(dilation_times_kernel),
    "rate-as-gaps": splitting(rate_as_gaps),
    "full": splitting(full),
    "whole-kernel": whole_kernel,
    "one-side-only": one_side_only,
    "all-on-one-side": all_on_one_side,
    "drops-the-odd-one": drops_the_odd_one,
    "rounds-both-up": rounds_both_up,
    "by-the-kernel": by_the_kernel,
}


def draw(dice: Dice, level: int) -> Keeping:
    """Level 1: no dilation. Level 2: odd kernels with it. Level 3: even kernels with it."""
    size = 8 * roll(dice, 2, 32)
    if level == 1:
        return Keeping(input=size, kernel=roll(dice, 4, 15))
    if level == 2:
        return Keeping(input=size, kernel=pick(dice, (3, 5, 7, 9, 11)), dilation=roll(dice, 3, 12))
    return Keeping(input=size, kernel=pick(dice, (4, 6, 8, 10, 12)), dilation=roll(dice, 2, 12))


def steps(layer: Keeping) -> Mapping[str, tuple[Step, ...]]:
    """The loss of an unpadded layer, its two halves, and whether they are one number."""
    reach = effective_kernel(layer.kernel, dilation=layer.dilation)
    left, right = sides(layer)
    lines = [Step("loss", f"{layer.input} − ({layer.input} − {reach} + 1)", str(reach - 1), marked=f"{reach} − 1")]
    if layer.dilation > 1:
        lines.insert(0, Step("reach", f"{layer.dilation}·({layer.kernel} − 1) + 1", str(reach)))
    half = f"{total(layer)} / 2"
    halves = (Step("left", f"⌊{half}⌋", str(left)), Step("right", f"{total(layer)} − {left}", str(right)))
    compared = f"{left} {'=' if left == right else '≠'} {right}"
    same = Step("parity", compared, "", marked=f"{total(layer)} is even?")
    return {"total": tuple(lines), "sides": (*lines, *halves), "symmetric": (*lines, same)}


def brief(layer: Keeping) -> tuple[Step, ...]:
    """The loss once."""
    lines = steps(layer)
    return (*lines["sides"], lines["symmetric"][-1])


def facts(layer: Keeping) -> Mapping[str, str]:
    """What the words may name."""
    gaps = f", dilation **{layer.dilation}**" if layer.dilation > 1 else ""
    return {
        "input": f"{layer.input} × {layer.input}",
        "side": str(layer.input),
        "kernel": f"{layer.kernel} × {layer.kernel}",
        "taps": str(layer.kernel),
        "spaces": str(layer.kernel - 1),
        "dilation": str(layer.dilation),
        "empty": str(layer.dilation - 1),
        "setting": f"kernel **{layer.kernel} × {layer.kernel}**, stride **1**{gaps}",
    }


def figure(layer: Keeping) -> Stack:
    """The layer as a box, between two maps of one size."""
    size = f"{layer.input} × {layer.input}"
    gaps = f", d {layer.dilation}" if layer.dilation > 1 else ""
    note = f"{layer.kernel} × {layer.kernel}, s 1{gaps}, p ?"
    return Stack(input=size, layers=(StackLayer("convolution", note, size),))


def refute(layer: Keeping, field: str, _mistakes: tuple[str, ...], claimed: Value) -> Refutation | None:
    """A short row with the claimed zeros: how long the engine's output is, and where its windows lie."""
    match field, claimed:
        case "total", int(cells):
            around = halved(cells)
        case "sides", (int(left), int(right)):
            around = (left, right)
        case _:
            return None
    reach = effective_kernel(layer.kernel, dilation=layer.dilation)
    cells = 4
    if sum(around) == total(layer) or not reach <= cells + sum(around) <= LONGEST_RUN:
        return None
    return run(layer, cells, around)


def run(layer: Keeping, cells: int, around: Sides) -> Refutation:
    """1, 2, 3, … between the zeros, the first window under it, and as many outputs as the engine gives."""
    row = np.arange(1.0, cells + 1).reshape(1, 1, -1)
    found = conv1d(row, np.ones((1, 1, layer.kernel)), padding=around, dilation=layer.dilation).shape[-1]
    padded = ["0"] * around[0] + [str(cell) for cell in range(1, cells + 1)] + ["0"] * around[1]
    taps = range(0, layer.dilation * (layer.kernel - 1) + 1, layer.dilation)
    rows = [Row("padded row", " ".join(padded))]
    last = found - 1
    for name, start in (("first window", 0), ("last window", last)):
        marks = ("#" if at - start in taps else "·" for at in range(len(padded)))
        rows.append(Row(name, " ".join(marks)))
    return Refutation(
        f"a row of {cells} cells, kernel {layer.kernel}, dilation {layer.dilation}, stride 1",
        tuple(rows),
        f"{cells} numbers, as many as went in",
        f"{found} numbers" if found != 1 else "1 number",
    )


KIND = Kind(
    id="same-padding",
    skill=Skill.OUTPUT_SIZE,
    params=Keeping,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions={"odd-one-first": odd_one_first},
    working=steps,
    brief=brief,
    step_keys=frozenset({"reach", "loss", "left", "right", "parity"}),
    option_keys=frozenset({YES, NO}),
    refute=refute,
    facts=facts,
    figure=figure,
)
