"""Kind `whiteboard-opening`: one small layer, then many of it. Size, receptive field, and where the map collapses.

    r_N = 1 + (K - 1)(1 + S + ... + S^(N-1))

Source: Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from annotated_types import Interval

from app.conv.fields import FieldLayer, receptive_field
from app.errors import Impossible
from app.problems.figures import FeatureMap
from app.problems.forms import Integer, Shape
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.output_size.axis import STEP_KEYS, Axis, right, slipped, working
from app.problems.skills import Skill


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Params):
    """A square map, one layer, and how many of that layer are stacked."""

    input: Annotated[int, Interval(ge=1, le=10_000)]
    kernel: Annotated[int, Interval(ge=1, le=100)]
    stride: Annotated[int, Interval(ge=2, le=16)]
    padding: Annotated[int, Interval(ge=0, le=100)]
    layers: Annotated[int, Interval(ge=2, le=400)]


def first(opening: Opening) -> Axis:
    """The layer on the map as it is given."""
    return Axis(opening.input, opening.kernel, opening.stride, opening.padding)


@lru_cache(maxsize=256)  # half of the solvers begin with it
def sizes(opening: Opening) -> tuple[int, ...]:
    """The size before the first layer and after each one, up to the size that stays."""
    found = [opening.input]
    for _ in range(opening.layers):
        size = right(Axis(found[-1], opening.kernel, opening.stride, opening.padding))
        if size == found[-1]:
            break
        found.append(size)
    return tuple(found)


def field(opening: Opening, layers: int) -> int:
    """Pixels along one side that a unit of layer `layers` depends on in theory."""
    layer = FieldLayer(opening.kernel, stride=opening.stride, padding=opening.padding)
    return _fields(layer, opening.layers)[layers - 1]


@lru_cache(maxsize=256)
def _fields(layer: FieldLayer, layers: int) -> tuple[int, ...]:
    """The field after each layer."""
    return tuple(row.receptive_field for row in receptive_field((layer,) * layers))


def check(opening: Opening) -> None:
    """Raises `Impossible` where the kernel stops fitting, or where the map is still shrinking at the last layer."""
    shrinking = sizes(opening)
    last = right(Axis(shrinking[-1], opening.kernel, opening.stride, opening.padding))
    if last != shrinking[-1]:
        raise Impossible(f"After {opening.layers} layers the map is still shrinking, from {shrinking[-1]} to {last}.")
    if len(shrinking) < 2:
        raise Impossible(f"This layer keeps the size {opening.input} as it is: nothing collapses.")


def fields(_: Opening) -> tuple[Field, ...]:
    """Size, field, the size it ends at, and the layer that gets there."""
    return (
        Field("size", Shape(("height", "width"), square=True), "size"),
        Field("field", Integer(like=(43, 129)), "field"),
        Field("end_size", Shape(("height", "width"), square=True), "end_size"),
        Field("end_layer", Integer(like=(12, 20)), "end_layer"),
    )


def solve(opening: Opening) -> Answers:
    """All four, exactly."""
    shrinking = sizes(opening)
    side = right(first(opening))
    return {
        "size": (side, side),
        "field": field(opening, opening.layers),
        "end_size": (shrinking[-1], shrinking[-1]),
        "end_layer": len(shrinking) - 1,
    }


def slipping(slip: str) -> Solver[Opening]:
    """The solver that makes this slip on the first size."""

    def solver(opening: Opening) -> Answers:
        side = slipped(first(opening), slip)
        return {} if side is None else {"size": (side, side)}

    return solver


def ignores_earlier_strides(opening: Opening) -> Answers:
    """Adds K - 1 for each layer, as if every stride were 1."""
    return {"field": 1 + (opening.kernel - 1) * opening.layers}


def counts_own_stride(opening: Opening) -> Answers:
    """Multiplies each layer's K - 1 by its own stride as well."""
    return {"field": 1 + (field(opening, opening.layers) - 1) * opening.stride}


def one_layer_short(opening: Opening) -> Answers:
    """Stops the recursion a layer early."""
    return {"field": field(opening, opening.layers - 1)}


def jump_for_field(opening: Opening) -> Answers:
    """Gives the product of the strides: how far apart neighbouring units look, not how much each sees."""
    return {"field": opening.stride**opening.layers}


def kernels_added_up(opening: Opening) -> Answers:
    """Adds the kernels and forgets that neighbours overlap."""
    return {"field": opening.kernel * opening.layers}


def vanishes(_: Opening) -> Answers:
    """Takes the map to shrink to nothing."""
    return {"end_size": (0, 0)}


def keeps_size(opening: Opening) -> Answers:
    """Takes padding to keep the size whatever the stride."""
    return {"end_size": (opening.input, opening.input)}


def shrinks_to_one(opening: Opening) -> Answers:
    """Takes it for granted that halving ends at 1."""
    return {"end_size": (1, 1)} if sizes(opening)[-1] != 1 else {}


def counts_the_input(opening: Opening) -> Answers:
    """Calls the input layer 1."""
    return {"end_layer": len(sizes(opening))}


def one_layer_early(opening: Opening) -> Answers:
    """Rounds the logarithm down: stops while one more layer still shrinks the map."""
    return {"end_layer": len(sizes(opening)) - 2} if len(sizes(opening)) > 2 else {}


def only_the_last_layer(opening: Opening) -> Answers:
    """Thinks it takes the whole stack."""
    return {"end_layer": opening.layers}


MISTAKES: Mapping[str, Solver[Opening]] = {
    **{
        name: slipping(name)
        for name in ("no-plus-one", "one-sided-padding", "ignores-padding", "ignores-stride", "rounds-up")
    },
    "ignores-earlier-strides": ignores_earlier_strides,
    "counts-own-stride": counts_own_stride,
    "one-layer-short": one_layer_short,
    "jump-for-field": jump_for_field,
    "kernels-added-up": kernels_added_up,
    "vanishes": vanishes,
    "keeps-size": keeps_size,
    "shrinks-to-one": shrinks_to_one,
    "counts-the-input": counts_the_input,
    "one-layer-early": one_layer_early,
    "only-the-last-layer": only_the_last_layer,
}


def draw(dice: Dice, level: int) -> Opening:
    """Level 1: stride 2, few layers. Level 2: as many as an interviewer says. Level 3: the map may stop short of 1."""
    kernel, stride, padding = LAYERS[level][int(dice.integers(len(LAYERS[level])))]
    low, high = {1: (4, 10), 2: (20, 60), 3: (20, 60)}[level]
    return Opening(
        input=int(dice.integers(5, 33)),
        kernel=kernel,
        stride=stride,
        padding=padding,
        layers=int(dice.integers(low, high, endpoint=True)),
    )


LAYERS = {
    1: ((7, 2, 3), (9, 2, 4)),
    2: ((7, 2, 3), (9, 2, 4), (11, 2, 5), (9, 3, 4), (11, 3, 5), (11, 4, 5)),
    3: ((5, 2, 3), (5, 2, 4), (4, 2, 3), (7, 2, 4), (5, 3, 4), (7, 3, 5)),
}
"""Kernel, stride and padding by level. Padding above the stride lets the slips part: where they are equal, adding it
once and forgetting the + 1 give the same size. At level 3 it is over half the kernel, and the map does not end at 1."""


def steps(opening: Opening) -> Mapping[str, tuple[Step, ...]]:
    """Every line one can go wrong on."""
    shrinking = sizes(opening)
    shown, begins = " → ".join(str(size) for size in shrinking), f"{shrinking[0]} → {shrinking[1]} → …"
    return {
        "size": working(first(opening)),
        "field": _field_lines(opening),
        "end_size": (
            Step("shrinking", shown, marked=begins),
            Step("stays", _formula(opening, shrinking[-1]), str(shrinking[-1]), marked=_formula(opening, 1)),
        ),
        "end_layer": (Step("count", f"arrows in {shown}", str(len(shrinking) - 1), marked=begins),),
    }


def brief(opening: Opening) -> tuple[Step, ...]:
    """The size in one line, the field in two, then the sizes."""
    k, s, n = opening.kernel, opening.stride, opening.layers
    lines = steps(opening)
    closed = f"1 + {k - 1}·{_series(opening)}"
    return (
        Step("plus-one", _formula(opening, opening.input), str(right(first(opening))), about="after one layer"),
        Step("recursion", f"1 + {k - 1}·(1 + {s} + … + {s}^{n - 1})", closed, about=f"{n} terms, a geometric series"),
        Step("field", closed, f"{field(opening, n):,}"),
        *lines["end_size"],
        *lines["end_layer"],
    )


def _formula(opening: Opening, size: int) -> str:
    return f"⌊({size} − {opening.kernel} + 2·{opening.padding}) / {opening.stride}⌋ + 1"


def _field_lines(opening: Opening) -> tuple[Step, ...]:
    k, s, n = opening.kernel, opening.stride, opening.layers
    total = (s**n - 1) // (s - 1)
    return (
        Step("recursion", f"1 + {k - 1}·(1 + {s} + … + {s}^{n - 1})", about=f"{n} terms"),
        Step("series", f"1 + {s} + … + {s}^{n - 1}", _series(opening), marked=f"1 + {s} + … + {s}^{n - 1}"),
        Step("field", f"1 + {k - 1}·{total:,}", f"{field(opening, n):,}"),
    )


def _series(opening: Opening) -> str:
    """1 + S + … + S^(N-1) in closed form."""
    s, n = opening.stride, opening.layers
    return f"({s}^{n} − 1)" if s == 2 else f"({s}^{n} − 1)/{s - 1}"


def facts(opening: Opening) -> Mapping[str, str]:
    """What the words may name."""
    return {
        "input": f"{opening.input} × {opening.input}",
        "kernel": f"{opening.kernel} × {opening.kernel}",
        "side": str(opening.input),
        "stride": str(opening.stride),
        "padding": str(opening.padding),
        "layers": str(opening.layers),
        "two_layers": str(field(opening, 2)),
        "grows_by": str(opening.kernel - 1),
        "second_growth": str((opening.kernel - 1) * opening.stride),
    }


def figure(opening: Opening) -> FeatureMap:
    """The kernel at its first position on the padded map."""
    return FeatureMap(
        size=(opening.input, opening.input),
        kernel=(opening.kernel, opening.kernel),
        stride=(opening.stride, opening.stride),
        padding=(opening.padding, opening.padding),
    )


KIND = Kind(
    id="whiteboard-opening",
    skill=Skill.RECEPTIVE_FIELD,
    params=Opening,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    brief=brief,
    step_keys=(STEP_KEYS - {"reach"}) | {"recursion", "series", "field", "shrinking", "stays", "count"},
    facts=facts,
    figure=figure,
)
