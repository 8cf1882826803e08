"""Kind `dilated-size`: how far a dilated kernel reaches, and how large what comes out is.

    K_eff = D(K - 1) + 1

The size builds on the reach: somebody who believes a wrong reach is asked what follows from it.
Source: Dumoulin and Visin, arXiv:1603.07285, section 5.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Interval

from app.problems.dice import pick, roll
from app.problems.figures import Stack, StackLayer
from app.problems.forms import Integer, Shape
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.output_size.axis import PAIRS, SLIPS, STEP_KEYS, Axis, right, slipped, working
from app.problems.output_size.running import off_the_end, smallest
from app.problems.reading import Value
from app.problems.refuting import Refutation
from app.problems.skills import Skill


@dataclass(frozen=True, slots=True, kw_only=True)
class Dilated(Params):
    """A square map and one dilated convolution over it."""

    input: Annotated[int, Interval(ge=1, le=100_000)]
    kernel: Annotated[int, Interval(ge=1, le=1_000)]
    dilation: Annotated[int, Interval(ge=1, le=1_000)]
    stride: Annotated[int, Interval(ge=1, le=1_000)] = 1
    padding: Annotated[int, Interval(ge=0, le=100_000)] = 0


def axis(layer: Dilated) -> Axis:
    """Either side of it."""
    return Axis(layer.input, layer.kernel, layer.stride, layer.padding, layer.dilation)


def check(layer: Dilated) -> None:
    """Raises `Impossible` where the kernel does not fit."""
    right(axis(layer))


def fields(_: Dilated) -> tuple[Field, ...]:
    """The reach along one side, then the size."""
    return (
        Field("reach", Integer(like=(6, 15)), "reach"),
        Field("size", Shape(("height", "width"), square=True), "size"),
    )


def solve(layer: Dilated) -> Answers:
    """Both."""
    side = right(axis(layer))
    return {"reach": axis(layer).reach, "size": (side, side)}


def follow(layer: Dilated, believed: Answers) -> Dilated:
    """The question left for somebody who believes a reach: a kernel that is as wide without any gaps."""
    reach = believed.get("reach")
    return replace(layer, kernel=reach, dilation=1) if isinstance(reach, int) else layer


def slipping(*slips: str) -> Solver[Dilated]:
    """The solver that makes these slips on the way to the size; those about the kernel show in the reach as well."""

    def solver(layer: Dilated) -> Answers:
        side = slipped(axis(layer), *slips)
        return {} if side is None else {"size": (side, side)}

    return solver


def reaching(slip: str, reach: Solver[Dilated]) -> Solver[Dilated]:
    """A slip about the kernel: the wrong reach, and the size that somebody gets with it."""
    size = slipping(slip)
    return lambda layer: {**(reach(layer) if layer.dilation > 1 else {}), **size(layer)}


def first_to_last(layer: Dilated) -> Answers:
    """Takes the distance from the first tap to the last for the cells from one to the other."""
    return {"reach": axis(layer).reach - 1}


def whole_square(layer: Dilated) -> Answers:
    """Right for whoever counts the square and not its side."""
    return {"reach": axis(layer).reach ** 2}


REACHES: Mapping[str, Solver[Dilated]] = {
    "ignores-dilation": lambda layer: {"reach": layer.kernel},
    "dilation-times-kernel": lambda layer: {"reach": layer.dilation * layer.kernel},
    "rate-as-gaps": lambda layer: {"reach": layer.kernel + (layer.kernel - 1) * layer.dilation},
}
MISTAKES: Mapping[str, Solver[Dilated]] = {
    **{name: reaching(name, reach) for name, reach in REACHES.items()},
    "first-to-last": first_to_last,
    **{name: slipping(name) for name in SLIPS if name not in REACHES},
}


def draw(dice: Dice, level: int) -> Dilated:
    """Level 1: one cell at a time. Level 2: larger kernels, much padding. Level 3: even kernels and a stride.

    Dilations are drawn away from 2 and strides below half the kernel: a slip about the gaps is not lost in rounding.
    """
    if level == 1:
        kernel, dilation, padding = pick(dice, (3, 5)), roll(dice, 3, 6), pick(dice, (0, 3, 5, 6, 7))
        return Dilated(input=roll(dice, 24, 64), kernel=kernel, dilation=dilation, padding=padding)
    kernel, dilation, stride = pick(dice, (3, 5, 7)), roll(dice, 3, 8), 1
    if level == 3:
        stride = roll(dice, 2, 3)
        kernel, dilation = roll(dice, 2 * stride + 1, 8), roll(dice, 2 * stride + 2, 9)
    return Dilated(
        input=roll(dice, 64, 160) if level == 2 else roll(dice, 96, 256),
        kernel=kernel,
        dilation=dilation,
        stride=stride,
        padding=roll(dice, 3 * stride, dilation * (kernel - 1) // 2),
    )


def steps(layer: Dilated) -> Mapping[str, tuple[Step, ...]]:
    """The reach, then the formula with it."""
    reach = Step("reach", f"{layer.dilation}·({layer.kernel} − 1) + 1", str(axis(layer).reach))
    return {"reach": (reach,), "size": working(axis(layer))}


def brief(layer: Dilated) -> tuple[Step, ...]:
    """The formula begins with the reach anyway."""
    return steps(layer)["size"] if layer.dilation > 1 else steps(layer)["reach"] + steps(layer)["size"]


def facts(layer: Dilated) -> Mapping[str, str]:
    """What the words may name."""
    return {
        "input": f"{layer.input} × {layer.input}",
        "kernel": f"{layer.kernel} × {layer.kernel}",
        "side": str(layer.kernel),
        "spaces": str(layer.kernel - 1),
        "dilation": str(layer.dilation),
        "empty": str(layer.dilation - 1),
        "stride": str(layer.stride),
        "padding": str(layer.padding),
    }


def figure(layer: Dilated) -> Stack:
    """The layer as a box: drawn tap by tap, its reach could be counted."""
    note = f"{layer.kernel} × {layer.kernel}, s {layer.stride}, p {layer.padding}, d {layer.dilation}"
    return Stack(input=f"{layer.input} × {layer.input}", layers=(StackLayer("convolution", note),))


def refute(layer: Dilated, field: str, mistakes: tuple[str, ...], claimed: Value) -> Refutation | None:
    """A row on which the slip gives another size than the engine; without a slip, the window that cannot be."""
    side = claimed[0] if field == "size" and isinstance(claimed, tuple) else None
    if side is None or side == right(axis(layer)):
        return None
    slips = tuple(name for name in mistakes if name in SLIPS)
    found = smallest(axis(layer), slips) if slips else None
    return found or off_the_end(axis(layer), side)


KIND = Kind(
    id="dilated-size",
    skill=Skill.OUTPUT_SIZE,
    params=Dilated,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions={"whole-square": whole_square},
    together={pair: slipping(*pair) for pair in PAIRS},
    follow=follow,
    working=steps,
    brief=brief,
    step_keys=STEP_KEYS,
    refute=refute,
    facts=facts,
    figure=figure,
)
