"""The parameters of a separable layer as they are asked, worked and drawn."""

from collections.abc import Mapping

from app.problems.depthwise_separable.counting import ROWS, counts_of, formula_line, ratio_line
from app.problems.depthwise_separable.separable_params.numbers import SeparableWeights, maps, solve
from app.problems.figures import Separable
from app.problems.forms import Integer, Ratio
from app.problems.kind import Field, Step


def fields(_: SeparableWeights) -> tuple[Field, ...]:
    """Four counts and their ratio."""
    counts = tuple(Field(name, Integer(like=(18_688, 73_856)), name, unit="parameters") for name in ROWS)
    return (*counts, Field("ratio", Ratio(), "ratio"))


def steps(layer: SeparableWeights) -> Mapping[str, tuple[Step, ...]]:
    """For each row its weights, then its biases."""
    inside, outside, kernel = layer.in_channels, layer.out_channels, layer.kernel
    right = counts_of(solve(layer))
    several = (Step("maps", f"{inside} · {layer.multiplier}", str(maps(layer))),) if layer.multiplier > 1 else ()
    return {
        "standard": _row(layer, f"{outside} · {inside} · {kernel}²", inside * outside * kernel**2, outside),
        "depthwise": (*several, *_row(layer, f"{maps(layer)} · {kernel}²", maps(layer) * kernel**2, maps(layer))),
        "pointwise": (*several, *_row(layer, f"{outside} · {maps(layer)}", outside * maps(layer), outside)),
        "separable": (
            Step("halves", f"{right.depthwise:,} + {right.pointwise:,}", f"{right.separable:,}", marked=SUM),
        ),
        "ratio": (ratio_line(right),),
    }


SUM = "depthwise + pointwise"


def _row(layer: SeparableWeights, product: str, weights: int, channels: int) -> tuple[Step, ...]:
    line = Step("weights", product, f"{weights:,}")
    if not layer.bias:
        return (line,)
    return (line, Step("bias", f"{weights:,} + {channels}", f"{weights + channels:,}", marked="+ biases"))


def brief(layer: SeparableWeights) -> tuple[Step, ...]:
    """A line a row, and the formula where it is exact."""
    inside, outside, kernel = layer.in_channels, layer.out_channels, layer.kernel
    right, lines = counts_of(solve(layer)), steps(layer)

    def line(name: str, product: str, channels: int, count: int) -> Step:
        return Step("weights", f"{product} + {channels}" if layer.bias else product, f"{count:,}", about=name)

    formula = () if layer.bias or layer.multiplier > 1 else (formula_line(outside=outside, area=kernel**2),)
    return (
        line("standard", f"{outside}·{inside}·{kernel}²", outside, right.standard),
        line("depthwise", f"{maps(layer)}·{kernel}²", maps(layer), right.depthwise),
        line("pointwise", f"{outside}·{maps(layer)}", outside, right.pointwise),
        *lines["separable"],
        *lines["ratio"],
        *formula,
    )


def facts(layer: SeparableWeights) -> Mapping[str, str]:
    """What the words may name; `design` says what is to be known of biases and of the multiplier."""
    bias = "Every convolution has **biases**." if layer.bias else "No convolution has a bias."
    several = f" In the depthwise step each channel has **{layer.multiplier}** kernels." if layer.multiplier > 1 else ""
    return {
        "in_channels": str(layer.in_channels),
        "out_channels": str(layer.out_channels),
        "kernel": f"{layer.kernel} × {layer.kernel}",
        "area": str(layer.kernel**2),
        "multiplier": str(layer.multiplier),
        "design": bias + several,
    }


def figure(layer: SeparableWeights) -> Separable:
    """Both steps, without a size: parameters do not depend on it."""
    middle = str(layer.in_channels) if layer.multiplier == 1 else "?"
    return Separable(
        kernel=layer.kernel,
        input=f"{layer.in_channels} maps",
        middle=f"{middle} maps",
        output=f"{layer.out_channels} maps",
        filters=str(layer.out_channels),
    )
