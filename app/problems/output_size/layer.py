"""Kind `output-size`: one convolution, how large is what comes out? Rectangular from level 2, dilated at level 3."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields as fields_of
from functools import lru_cache
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.problems.dice import pick, roll
from app.problems.figures import FeatureMap
from app.problems.forms import Shape
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.output_size.axis import PAIRS, SLIPS, STEP_KEYS, Axis, right, slipped, working
from app.problems.output_size.running import refuted
from app.problems.reading import Value
from app.problems.refuting import Refutation
from app.problems.skills import Skill

Cells: TypeAlias = Annotated[int, Interval(ge=1, le=100_000)]
Margin: TypeAlias = Annotated[int, Interval(ge=0, le=100_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer(Params):
    """A convolution over a feature map; a pair is (height, width)."""

    input: Cells | tuple[Cells, Cells]
    kernel: Cells | tuple[Cells, Cells]
    stride: Cells | tuple[Cells, Cells] = 1
    padding: Margin | tuple[Margin, Margin] = 0
    dilation: Cells | tuple[Cells, Cells] = 1


def pair(value: int | tuple[int, int]) -> tuple[int, int]:
    """One number stands for both axes."""
    return (value, value) if isinstance(value, int) else value


@lru_cache(maxsize=256)  # every solver begins with it
def axes(layer: Layer) -> tuple[Axis, Axis]:
    """Height and width, each on its own."""
    columns = zip(*(pair(value) for value in _numbers(layer).values()), strict=True)
    height, width = (Axis(*column) for column in columns)
    return height, width


def _numbers(layer: Layer) -> dict[str, int | tuple[int, int]]:
    """Input, kernel, stride, padding, dilation, in the order in which an Axis takes them."""
    return {each.name: getattr(layer, each.name) for each in fields_of(layer)}


def is_square(layer: Layer) -> bool:
    """Whether one axis says it all."""
    height, width = axes(layer)
    return height == width


def check(layer: Layer) -> None:
    """Raises `Impossible` where the kernel does not fit."""
    for axis in axes(layer):
        right(axis)


def fields(layer: Layer) -> tuple[Field, ...]:
    """Height × width; one number will do where they are equal."""
    return (Field("size", Shape(("height", "width"), is_square(layer)), "size"),)


def solve(layer: Layer) -> Answers:
    """Both sizes."""
    height, width = axes(layer)
    return {"size": (right(height), right(width))}


def slipping(*slips: str) -> Solver[Layer]:
    """The solver that makes these slips on every axis where they can be made."""

    def solver(layer: Layer) -> Answers:
        both = axes(layer)
        wrong = [slipped(axis, *slips) for axis in both]
        if wrong == [None, None]:
            return {}
        height, width = (size or right(axis) for size, axis in zip(wrong, both, strict=True))
        return {"size": (height, width)}

    return solver


def one_axis_for_both(layer: Layer) -> Answers:
    """Works out the height and takes it for the width too."""
    height, width = axes(layer)
    return {} if height == width else {"size": (right(height), right(height))}


def width_first(layer: Layer) -> Answers:
    """Right for whoever writes width × height."""
    height, width = axes(layer)
    return {} if height == width else {"size": (right(width), right(height))}


def draw(dice: Dice, level: int) -> Layer:
    """Level 1: square. Level 2: rectangular input. Level 3: every number of its own on each axis, and dilated."""
    if level == 1:
        size, kernel, stride = roll(dice, 6, 64), pick(dice, (2, 3, 4, 5, 7)), roll(dice, 1, 3)
        return Layer(input=size, kernel=kernel, stride=stride, padding=roll(dice, 0, kernel // 2))
    if level == 2:
        size = (roll(dice, 8, 256), roll(dice, 8, 256))
        kernel = pick(dice, (3, 5, 7, 11))
        return Layer(input=size, kernel=kernel, stride=roll(dice, 1, 4), padding=roll(dice, 0, kernel // 2))
    kernels = (pick(dice, (2, 3, 5, 7)), pick(dice, (2, 3, 5, 7)))
    return Layer(
        input=(roll(dice, 24, 256), roll(dice, 24, 256)),
        kernel=kernels,
        stride=(roll(dice, 1, 3), roll(dice, 1, 3)),
        padding=(roll(dice, 0, kernels[0]), roll(dice, 0, kernels[1])),
        dilation=(roll(dice, 1, 3), roll(dice, 1, 3)),
    )


def steps(layer: Layer) -> Mapping[str, tuple[Step, ...]]:
    """The formula once, or once for each axis."""
    height, width = axes(layer)
    if height == width:
        return {"size": working(height)}
    return {"size": working(height, name="height") + working(width, name="width")}


def facts(layer: Layer) -> Mapping[str, str]:
    """What the words may name. `setting` is the layer in a line, leaving out what is at its default."""
    shown = {name: _written(value) for name, value in _numbers(layer).items()}
    parts = [f"stride **{shown['stride']}**", f"padding **{shown['padding']}**"]
    if pair(layer.dilation) != (1, 1):
        parts.append(f"dilation **{shown['dilation']}**")
    side = " × ".join(str(cells) for cells in pair(layer.input))
    kernel = " × ".join(str(cells) for cells in pair(layer.kernel))
    return shown | {"input": side, "kernel": kernel, "setting": ", ".join(parts[:-1]) + f" and {parts[-1]}"}


def _written(value: int | tuple[int, int]) -> str:
    height, width = pair(value)
    return str(height) if height == width else f"({height}, {width})"


def figure(layer: Layer) -> FeatureMap:
    """The kernel at its first position on the padded input."""
    return FeatureMap(
        size=pair(layer.input),
        kernel=pair(layer.kernel),
        stride=pair(layer.stride),
        padding=pair(layer.padding),
        dilation=pair(layer.dilation),
    )


def refute(layer: Layer, _: str, mistakes: tuple[str, ...], claimed: Value) -> Refutation | None:
    """A row on which the claim breaks."""
    return refuted(axes(layer), mistakes, claimed)


KIND = Kind(
    id="output-size",
    skill=Skill.OUTPUT_SIZE,
    params=Layer,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes={name: slipping(name) for name in SLIPS} | {"one-axis-for-both": one_axis_for_both},
    together={pair: slipping(*pair) for pair in PAIRS},
    refute=refute,
    conventions={"width-first": width_first},
    working=steps,
    step_keys=STEP_KEYS,
    facts=facts,
    figure=figure,
)
