"""Convolutions that see as far as attention, as they are worked, drawn and run."""

from collections.abc import Mapping
from fractions import Fraction

from app.conv.fields import FieldLayer, receptive_field
from app.problems.attention.counting import PROJECTIONS
from app.problems.attention.layers_to_see_all.numbers import MISTAKES, Across, dilated, plain, reach, solve
from app.problems.attention.running import Ran, refuting
from app.problems.figures import FieldAxis
from app.problems.forms import Ratio
from app.problems.kind import Step
from app.problems.reading import Value
from app.problems.refuting import Refutation, Row


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


MOST_LAYERS = 512
"""As many as are stacked to see how far they reach."""


def refute(asked: Across, field: str, mistakes: tuple[str, ...], claimed: Value) -> Refutation | None:
    """How far so many layers really reach, or that one fewer will do; for weights, two layers written out."""
    if field == "weights":
        return by_weights(asked, field, mistakes, claimed)
    if not isinstance(claimed, int) or not 1 <= claimed <= MOST_LAYERS:
        return None
    wanted, reached = asked.cells - 1, _reached(asked, field, claimed)
    if reached < wanted:
        row = Row(f"{_layers(claimed)} reach", f"{reached} cells to one side, of {wanted}")
        return Refutation(_on(asked, field), (row,), f"{_layers(claimed)} are enough", f"{wanted - reached} short")
    if claimed == 1 or _reached(asked, field, claimed - 1) < wanted:
        return None
    row = Row(f"{_layers(claimed - 1)} reach", f"{_reached(asked, field, claimed - 1)} cells, and {wanted} are needed")
    return Refutation(_on(asked, field), (row,), f"{claimed} at the least", f"{claimed - 1} will do")


def _reached(asked: Across, field: str, layers: int) -> int:
    """Half of the field, to one side of its middle."""
    rates = (2**layer if field == "dilated" else 1 for layer in range(layers))
    stack = tuple(FieldLayer(asked.kernel, dilation=rate) for rate in rates)
    return (receptive_field(stack)[-1].receptive_field - 1) // 2


def _layers(count: int) -> str:
    return "1 layer" if count == 1 else f"{count} layers"


def _on(asked: Across, field: str) -> str:
    rates = ", rates 1, 2, 4 and so on" if field == "dilated" else ""
    return f"the first of {asked.cells} cells, kernel {asked.kernel}{rates}"


def few(asked: Across) -> tuple[Across, ...]:
    """A map that takes two layers."""
    return (Across(cells=2 * reach(asked) + 1, kernel=asked.kernel, weights=True),)


def run(small: Across, _: str) -> Ran:
    """The weights at two features, layer by layer and map by map."""
    each, layers = 2 * 2 * small.kernel**2, plain(small)
    rows = (
        Row("convolutions", f"{layers} · 2 · 2 · {small.kernel}² = {layers * each}"),
        Row("attention's maps", f"{PROJECTIONS} · 2 · 2 = {PROJECTIONS * 4}"),
    )
    on = f"a map of {small.cells} × {small.cells} with 2 features, {layers} layers of {small.kernel} × {small.kernel}"
    return Ran(on, rows, Fraction(layers * each, PROJECTIONS * 4), " times")


by_weights = refuting(MISTAKES, few, run)
