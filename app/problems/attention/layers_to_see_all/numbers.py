"""Convolutions that see as far as attention: the numbers, what they come to, and what people make of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from typing import Annotated, Literal, TypeAlias

from annotated_types import Interval

from app.conv.fields import layers_to_see
from app.errors import Impossible
from app.problems.attention.believing import NOTHING, taking
from app.problems.attention.counting import PROJECTIONS
from app.problems.forms import Integer, Ratio
from app.problems.kind import Answers, Field, Params, Solver

Kernel: TypeAlias = Literal[3, 5, 7, 9, 11]


@dataclass(frozen=True, slots=True, kw_only=True)
class Across(Params):
    """A map so many cells wide, and a kernel; `weights` and `doubling` ask for more."""

    cells: Annotated[int, Interval(ge=2, le=10_000)]
    kernel: Kernel
    weights: bool = False
    doubling: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(Across):
    """The same map, of which somebody has answered something: those layers are taken as given."""

    known: Mapping[str, int]


def reach(asked: Across) -> int:
    """Cells to one side that a layer passes on by."""
    return (asked.kernel - 1) // 2


def check(asked: Across) -> None:
    """Raises `Impossible` where one layer does it."""
    if asked.cells - 1 <= reach(asked):
        raise Impossible(f"One layer of {asked.kernel} reaches over a map of {asked.cells} already.")


def plain(asked: Across) -> int:
    """Layers, from border to border: the field has to be as wide to each side as the map is."""
    known = asked.known if isinstance(asked, Believed) else NOTHING
    return known.get("plain", layers_to_see(2 * asked.cells - 1, asked.kernel))


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


def follow(asked: Across, answers: Answers) -> Across:
    """The same map with the believed layers taken as given."""
    return taking(Believed, asked, answers, ("plain",), (solve, *MISTAKES.values()))
