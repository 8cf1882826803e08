"""Kind `layers-to-see-all`: what takes one layer of attention, done by convolutions at stride 1.

    plain    (K − 1)/2 · L >= M − 1,  from one border of the map to the other
    dilated  (K − 1)/2 · (2^L − 1) >= M − 1,  the rates 1, 2, 4, ...
    weights  L K² D² against 4 D²

Source: the reach of a layer, Araujo, Norris and Sim, Distill 2019; path lengths, Vaswani et al., arXiv:1706.03762,
table 1; rates that double, Yu and Koltun, arXiv:1511.07122.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from typing import Annotated, Literal, TypeAlias

from annotated_types import Interval

from app.conv.fields import layers_to_see
from app.errors import Impossible
from app.problems.attention.counting import PROJECTIONS
from app.problems.dice import pick, roll
from app.problems.figures import FieldAxis
from app.problems.forms import Integer, Ratio
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.skills import Skill

Kernel: TypeAlias = Literal[3, 5, 7, 9, 11]


@dataclass(frozen=True, slots=True, kw_only=True)
class Across(Params):
    """A map so many cells wide, and a kernel; `weights` and `doubling` ask for more."""

    cells: Annotated[int, Interval(ge=2, le=10_000)]
    kernel: Kernel
    weights: bool = False
    doubling: bool = False


def reach(asked: Across) -> int:
    """Cells to one side that a layer passes on by."""
    return (asked.kernel - 1) // 2


def check(asked: Across) -> None:
    """Raises `Impossible` where one layer does it."""
    if asked.cells - 1 <= reach(asked):
        raise Impossible(f"One layer of {asked.kernel} reaches over a map of {asked.cells} already.")


def plain(asked: Across) -> int:
    """Layers, from border to border: the field has to be as wide to each side as the map is."""
    return layers_to_see(2 * asked.cells - 1, asked.kernel)


def dilated(asked: Across) -> int:
    """Layers whose rates double."""
    return least(lambda layers: reach(asked) * (2**layers - 1) >= asked.cells - 1)


def least(suffices: Callable[[int], bool]) -> int:
    """The fewest layers that will do."""
    return next(layers for layers in count(1) if suffices(layers))


def fields(asked: Across) -> tuple[Field, ...]:
    """Layers; what they learn beside attention; layers with rates that double."""
    weights = (Field("weights", Ratio(), "weights"),) if asked.weights else ()
    doubling = (Field("dilated", Integer(like=(12, 15)), "dilated"),) if asked.doubling else ()
    return (Field("plain", Integer(like=(12, 15)), "plain"), *weights, *doubling)


def solve(asked: Across) -> Answers:
    """By the engine's reach of a layer."""
    return with_layers(asked, plain(asked)) | ({"dilated": dilated(asked)} if asked.doubling else {})


def with_layers(asked: Across, layers: int) -> dict[str, int | Fraction]:
    """What follows from so many."""
    weights = {"weights": Fraction(layers * asked.kernel**2, PROJECTIONS)} if asked.weights else {}
    return {"plain": layers, **weights}


def middle_only(asked: Across) -> Answers:
    """Layers until the unit in the middle sees everything: a field as wide as the map."""
    wide = {"dilated": least(lambda layers: 2 * reach(asked) * (2**layers - 1) >= asked.cells - 1)}
    return with_layers(asked, layers_to_see(asked.cells, asked.kernel)) | (wide if asked.doubling else {})


def kernels_side_by_side(asked: Across) -> Answers:
    """As many as kernels fit along the map."""
    return with_layers(asked, -(-asked.cells // asked.kernel))


def counts_cells(asked: Across) -> Answers:
    """As many steps as cells, where there is one less."""
    return with_layers(asked, -(-asked.cells // reach(asked)))


def kernels_multiplied(asked: Across) -> Answers:
    """Takes the field to be K to the power of the layers."""
    return with_layers(asked, least(lambda layers: asked.kernel**layers >= asked.cells))


def a_layer_short(asked: Across) -> Answers:
    """Rounds down."""
    return with_layers(asked, plain(asked) - 1) if (asked.cells - 1) % reach(asked) else {}


def weighing(of_layers: Callable[[int, int], Fraction]) -> Solver[Across]:
    """The solver that compares weights so: (layers, K²) -> times."""
    return lambda asked: {"weights": of_layers(plain(asked), asked.kernel**2)} if asked.weights else {}


def ignores_dilation(asked: Across) -> Answers:
    """As many layers as undilated."""
    return {"dilated": plain(asked)} if asked.doubling else {}


def last_rate(asked: Across) -> Answers:
    """Gives the last rate."""
    return {"dilated": 2 ** (dilated(asked) - 1)} if asked.doubling else {}


def only_the_last(asked: Across) -> Answers:
    """Lets the last layer alone reach across."""
    if not asked.doubling:
        return {}
    return {"dilated": least(lambda layers: reach(asked) * 2 ** (layers - 1) >= asked.cells - 1)}


MISTAKES: Mapping[str, Solver[Across]] = {
    "middle-only": middle_only,
    "kernels-side-by-side": kernels_side_by_side,
    "counts-cells": counts_cells,
    "kernels-multiplied": kernels_multiplied,
    "a-layer-short": a_layer_short,
    "one-layers-weights": weighing(lambda _, area: Fraction(area, PROJECTIONS)),
    "three-projections": weighing(lambda layers, area: Fraction(layers * area, 3)),
    "attention-as-one-map": weighing(lambda layers, area: Fraction(layers * area)),
    "upside-down": weighing(lambda layers, area: Fraction(PROJECTIONS, layers * area)),
    "ignores-dilation": ignores_dilation,
    "last-rate": last_rate,
    "only-the-last": only_the_last,
}


def draw(dice: Dice, level: int) -> Across:
    """Level 1: how many layers. Level 2: and their weights. Level 3: rates that double as well.

    The map is a cell more than a multiple of what a layer reaches, where counting cells for steps costs a layer.
    """
    kernel: Kernel = pick(dice, DRAWN)
    cells = 1 + (kernel - 1) // 2 * roll(dice, 9, 60)
    return Across(cells=cells, kernel=kernel, weights=level > 1, doubling=level == 3)


DRAWN: tuple[Kernel, ...] = (3, 5, 7)


def steps(asked: Across) -> Mapping[str, tuple[Step, ...]]:
    """The condition, the fewest layers, and what they learn."""
    side, wanted, layers = reach(asked), asked.cells - 1, plain(asked)
    right, area = solve(asked), asked.kernel**2
    lines: dict[str, tuple[Step, ...]] = {
        "plain": (
            Step("reach", f"{side}·L ≥ {asked.cells} − 1", marked="(K − 1)/2 · L ≥ M − 1"),
            Step("fewest", f"⌈{wanted} / {side}⌉", str(layers), marked="the fewest layers that reach it"),
        )
    }
    if asked.weights:
        times = Ratio().written(right["weights"])
        left = f"{layers}·{area}·D² / (4·D²)"
        lines["weights"] = (Step("weights", left, times, marked="L·K²·D² / (4·D²)"),)
    if asked.doubling:
        found = dilated(asked)
        tried = f"{found - 1} layers reach {side * (2 ** (found - 1) - 1)}, {found} reach {side * (2**found - 1)}"
        lines["dilated"] = (
            Step("doubling", f"{side}·(2^L − 1) ≥ {wanted}", marked="(K − 1)/2 · (2^L − 1) ≥ M − 1"),
            Step("fewest", tried, str(found), marked="double until it is enough"),
        )
    return lines


def facts(asked: Across) -> Mapping[str, str]:
    """What the words may name."""
    return {
        "map": f"{asked.cells} × {asked.cells}",
        "cells": str(asked.cells),
        "steps": str(asked.cells - 1),
        "kernel": f"{asked.kernel} × {asked.kernel}",
        "side": str(asked.kernel),
        "area": str(asked.kernel**2),
        "reach": str(reach(asked)),
        "field": str(2 * asked.cells - 1),
    }


def figure(asked: Across) -> FieldAxis:
    """The first unit's window, half of it in the padding."""
    side = reach(asked)
    return FieldAxis(
        size=min(asked.cells, 16), start=-side, extent=asked.kernel, below="what the first unit reads", padding=side
    )


KIND = Kind(
    id="layers-to-see-all",
    skill=Skill.RECEPTIVE_FIELD,
    params=Across,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"reach", "fewest", "weights", "doubling"}),
    label_keys=frozenset({"weights", "dilated"}),
    facts=facts,
    figure=figure,
)
