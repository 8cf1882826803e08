"""A separable layer as it is asked, worked, drawn and run."""

from collections.abc import Mapping
from dataclasses import replace

from app.conv.ops import Array
from app.problems.depthwise_separable.counting import ROWS, counts_of, formula_line, ratio_line
from app.problems.depthwise_separable.running import outputs_of_ones, rows_of
from app.problems.depthwise_separable.separable_cost.mistakes import MISTAKES
from app.problems.depthwise_separable.separable_cost.numbers import (
    SeparableLayer,
    factors,
    output,
    positions,
    products,
    sides,
    solve,
)
from app.problems.figures import Separable
from app.problems.forms import Integer, Ratio
from app.problems.kind import Field, Step
from app.problems.reading import Value
from app.problems.refuting import Refutation

COUNTS = tuple(Field(name, Integer(figures=3, like=(4_816_896, 12_500_000)), name, unit="MACs") for name in ROWS)
FIELDS = (*COUNTS, Field("ratio", Ratio(), "ratio"))


def fields(_: SeparableLayer) -> tuple[Field, ...]:
    """Four counts and their ratio."""
    return FIELDS


def steps(layer: SeparableLayer) -> Mapping[str, tuple[Step, ...]]:
    """For each row the positions, the weights, and their product."""
    inside, outside, kernel = layer.in_channels, layer.out_channels, layer.kernel
    weights = {
        "standard": f"{outside} · {inside} · {kernel}²",
        "depthwise": f"{inside} · 1 · {kernel}²",
        "pointwise": f"{outside} · {inside} · 1²",
    }
    counts = products(replace(factors(layer), positions=1))
    height, width = output(layer)
    where = Step("positions", f"{height} · {width}", f"{height * width:,}", marked="height · width of the output")
    lines = {
        name: (where, Step("weights", text, f"{counts[name]:,}"), _times(counts[name], height * width))
        for name, text in weights.items()
    }
    right = counts_of(solve(layer))
    lines["separable"] = (
        where,
        Step("halves", f"{counts['depthwise']:,} + {counts['pointwise']:,}", f"{counts['separable']:,}"),
        _times(counts["separable"], height * width),
    )
    return {**lines, "ratio": (ratio_line(right),)}


def _times(weights: int, where: int) -> Step:
    return Step("times", f"{weights:,} · {where:,}", f"{weights * where:,}", marked=f"{weights:,} · positions")


def brief(layer: SeparableLayer) -> tuple[Step, ...]:
    """The positions once, then a line a row."""
    inside, outside, kernel = layer.in_channels, layer.out_channels, layer.kernel
    lines, count = steps(layer), f"{positions(layer):,}"
    right = counts_of(solve(layer))
    return (
        lines["standard"][0],
        Step("times", f"{outside}·{inside}·{kernel}² · {count}", f"{right.standard:,}", about="standard"),
        Step("times", f"{inside}·{kernel}² · {count}", f"{right.depthwise:,}", about="depthwise"),
        Step("times", f"{outside}·{inside} · {count}", f"{right.pointwise:,}", about="pointwise"),
        Step("halves", f"{right.depthwise:,} + {right.pointwise:,}", f"{right.separable:,}"),
        *lines["ratio"],
        formula_line(outside=outside, area=kernel**2),
    )


def facts(layer: SeparableLayer) -> Mapping[str, str]:
    """What the words may name."""
    height, width = sides(layer)
    return {
        "input": f"{height} × {width} × {layer.in_channels}",
        "in_channels": str(layer.in_channels),
        "out_channels": str(layer.out_channels),
        "kernel": f"{layer.kernel} × {layer.kernel}",
        "area": str(layer.kernel**2),
        "side": str(layer.kernel),
        "stride": str(layer.stride),
        "padding": str(layer.padding),
    }


def figure(layer: SeparableLayer) -> Separable:
    """Both steps; how large the maps are is known only where the layer keeps the size."""
    height, width = output(layer)
    after = f"{height} × {width}" if (height, width) == sides(layer) else "? × ?"
    return Separable(
        kernel=layer.kernel,
        input=facts(layer)["input"],
        middle=f"{after} × {layer.in_channels}",
        output=f"{after} × {layer.out_channels}",
        filters=str(layer.out_channels),
    )


def refute(layer: SeparableLayer, field: str, mistakes: tuple[str, ...], _: Value) -> Refutation | None:
    """A layer small enough to be run on ones, counted by the engine and by the mistake."""
    if not mistakes or field not in HALVES or layer.stride > LONGEST_STRIDE:
        return None
    tiny = SeparableLayer(in_channels=2, out_channels=3, input=6, kernel=3, stride=layer.stride)
    claimed = MISTAKES[mistakes[0]](tiny).get(field)
    outputs = _run(tiny, field)
    found = int(outputs.sum())
    if claimed in (None, found):
        return None
    on = f"a 6 × 6 map of ones with 2 channels, kernel 3 with weights of one, stride {layer.stride}, 3 channels out"
    return Refutation(on, rows_of(field, outputs), f"{claimed} multiply-adds", f"{found} multiply-adds")


HALVES = ("standard", "depthwise", "pointwise")
LONGEST_STRIDE = 3  # with which a kernel of 3 still has two positions on 6 cells


def _run(tiny: SeparableLayer, field: str) -> Array:
    inside, outside = tiny.in_channels, tiny.out_channels
    match field:
        case "depthwise":
            return outputs_of_ones(inside=inside, outside=inside, kernel=3, size=6, stride=tiny.stride, groups=inside)
        case "pointwise":
            return outputs_of_ones(inside=inside, outside=outside, kernel=1, size=output(tiny)[0])
        case _:
            return outputs_of_ones(inside=inside, outside=outside, kernel=3, size=6, stride=tiny.stride)
